"""The questions of a merge as a form, in the editor's dialog or on a page of its own (see `clashes`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

#: before each question's name in the form
FIELD = "clash:"


def clashes_html(shown: Mapping[str, Any], language: str | None, saved_by: str) -> str:
    """The partial `maps/_clashes.html`: picture, then one group of two radio buttons per clash, named `clash:KEY`.

    `shown` is what `clashes_shown` gives, `saved_by` who saved meanwhile. The form around it and its button are the caller's.
    """
    one = "en" if language == "en" else "sv"
    context = {"clashes": shown["clashes"][one], "svg": mark_safe(shown["svg"][one]), "saved_by": saved_by, "field": FIELD}
    return render_to_string("maps/_clashes.html", context)


def choices_of(sent: Mapping[str, Any]) -> dict[str, str]:
    """The answers in what a form sent: key → "mine" or "theirs"; anything else in it is left."""
    return {
        name.removeprefix(FIELD): value for name, value in sent.items() if name.startswith(FIELD) and value in ("mine", "theirs")
    }
