"""A field's word, shown where the field is filled in and where it is read (section 2: help next to the field it concerns)."""

from __future__ import annotations

import re

from django.db import models

from processlots.apps.handbook import known, library
from processlots.kit import help

_SENTENCE = re.compile(r"(?<=[.!?])\s")


def hint(model: type[models.Model], field: str) -> str:
    """The identity of the guidance of a field: processes.process.name → processes-process-name."""
    return f"{model._meta.label_lower}.{field}".replace(".", "-").replace("_", "-")


@help.provide
def of(model: type[models.Model], field: str) -> help.Help | None:
    """The term that explains the field, and the field's own guidance before it."""
    texts = known.now().texts
    if not texts:
        return None
    term = texts.get(library.terms_of_fields().get(f"{model._meta.label_lower}.{field}", ""))
    own = texts.get(hint(model, field))
    if term is None and own is None:
        return None
    short = own.text if own is not None else _SENTENCE.split(term.text, 1)[0] if term is not None else ""
    shown = term or own
    assert shown is not None  # noqa: S101  one of them is there
    return help.Help(term=shown.title, short=short, text=shown.text, url=shown.url)
