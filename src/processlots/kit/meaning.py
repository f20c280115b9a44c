"""What a field means: whoever knows the words (the handbook) says it, and every form shows it.

@meaning.provide
def of(model, field): return meaning.Help("recipient", "Who gets what the process creates.", "…", "/handbok/12/")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Help:
    """`short` stands under the label, `text` is opened in place, `url` is where the word `term` is explained."""

    term: str
    short: str
    text: str
    url: str


_ask: list[Callable[[type[models.Model], str], Help | None]] = []


def provide(knows: Callable[[type[models.Model], str], Help | None]) -> Callable[[type[models.Model], str], Help | None]:
    """Register the one who knows."""
    _ask.append(knows)
    return knows


def of(model: type[models.Model], field: str) -> Help | None:
    """What is known of a field, in the reader's language."""
    return next((found for knows in _ask if (found := knows(model, field)) is not None), None)
