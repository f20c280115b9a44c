"""Whole numbers in an address or a form: taken where they are plain digits, else as if nothing had been said."""

from __future__ import annotations

from django.http import HttpRequest


def whole(text: str, digits: int = 18) -> int | None:
    """The number, if it has no more digits than a database's key may have."""
    return int(text) if text.isdecimal() and len(text) <= digits else None


def version(request: HttpRequest) -> int:
    """The version that the form was read at. A missing or odd one is -1, which counts as stale."""
    found = whole(request.POST.get("version", ""), 9)
    return -1 if found is None else found
