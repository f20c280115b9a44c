"""A field's word, shown where the field is filled in and where it is read (section 2: help next to the field it concerns)."""

from __future__ import annotations

import re
from typing import Any

from django.db import models

from processlots.apps.handbook import known, library
from processlots.kit import meaning, search

_SENTENCE = re.compile(r"(?<=[.!?])\s")


def hint(model: type[models.Model], field: str) -> str:
    """The identity of the guidance of a field: processes.process.name → processes-process-name."""
    return f"{model._meta.label_lower}.{field}".replace(".", "-").replace("_", "-")


def _names(model: type[models.Model], field: str, term: known.Text) -> bool:
    """True if the field is called what the term explains, so that the term's first sentence is help to fill it in."""
    found: Any = model._meta.get_field(field)
    label = str(getattr(found, "verbose_name", ""))
    return bool(set(search.words(label)) & set(search.words(term.title)))


@meaning.provide
def of(model: type[models.Model], field: str) -> meaning.Help | None:
    """The term that explains the field, and the field's own guidance before it."""
    texts = known.now().texts
    if not texts:
        return None
    term = texts.get(library.terms_of_fields().get(f"{model._meta.label_lower}.{field}", ""))
    own = texts.get(hint(model, field))
    if term is None and own is None:
        return None
    if term is None:
        assert own is not None
        return meaning.Help(term=own.title, short=own.text, text=own.text, url=own.url)
    short = own.text if own is not None else _SENTENCE.split(term.text, 1)[0] if _names(model, field, term) else ""
    # What is opened says more than what stands there already.
    return meaning.Help(term=term.title, short=short if short != term.text else "", text=term.text, url=term.url)
