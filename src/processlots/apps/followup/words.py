"""The reader's language, as the Django-free insides take it."""

from __future__ import annotations

from django.utils.translation import get_language

from processlots.kit.charts.data import Language


def language() -> Language:
    """ "sv" or "en"."""
    return "en" if (get_language() or "sv").startswith("en") else "sv"
