"""The reader's language, as the Django-free insides take it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def language() -> Any:
    """ "sv" or "en"."""
    return "en" if (get_language() or "sv").startswith("en") else "sv"
