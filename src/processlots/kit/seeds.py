"""What a row can become: a page's feedback a need, a signal an activity (DESIGN 2).

    @seeds.seed(PageFeedback)                        # by the app that has the row
    def words(row): return Seed(title=row.text[:200], why=row.text, origin="web", process=row.process)

    seeds.maker("need", _("Make a need of it"), "/behov/av/", may=lambda user, process: …)    # by the app that makes it

Where the app that has the row knows nothing of processes; `processes.yields` is for those that do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Seed:
    """What the new row begins with. `process`: primary key, or None where it is asked for."""

    title: str
    why: str = ""
    origin: str = ""
    process: int | None = None


@dataclass(frozen=True)
class Maker:
    """What a row can become. The address takes the row's kind and key: `/behov/av/handbook.pagefeedback/7/`."""

    kind: str
    label: Any
    url: str
    may: Callable[[Any, int | None], bool]


_seeds: dict[type[models.Model], Callable[[Any], Seed | None]] = {}
_told: dict[type[models.Model], Callable[[Any, Any, Any], None]] = {}
_makers: dict[str, Maker] = {}


def seed(
    model: type[models.Model], *, became: Callable[[Any, Any, Any], None] | None = None
) -> Callable[[Callable[[Any], Seed | None]], Callable[[Any], Seed | None]]:
    """Register how a row of the model says what it is about; None where it becomes nothing as it stands.

    `became(row, made, user)` is called in the transaction in which something was made of a row.
    """

    def keep(words: Callable[[Any], Seed | None]) -> Callable[[Any], Seed | None]:
        _seeds[model] = words
        if became is not None:
            _told[model] = became
        return words

    return keep


def became(row: models.Model, made: models.Model, user: Any) -> None:
    """Tell the app that has the row what was made of it."""
    told = _told.get(type(row))
    if told is not None:
        told(row, made, user)


def maker(kind: str, label: Any, url: str, *, may: Callable[[Any, int | None], bool]) -> None:
    """Register something that rows can become. `may(user, process)`: whether the person may make it there."""
    _makers[kind] = Maker(kind, label, url, may)


def seed_of(row: models.Model) -> Seed | None:
    """What a row is about; None where rows of its kind become nothing."""
    words = _seeds.get(type(row))
    return words(row) if words is not None else None


def known(label: str) -> type[models.Model] | None:
    """The model of an address ("handbook.pagefeedback") whose rows can become something."""
    return next((model for model in _seeds if model._meta.label_lower == label), None)


def ways(user: Any, row: models.Model) -> list[tuple[Any, str, str]]:
    """Buttons for what the person may make of the row."""
    found = seed_of(row)
    if found is None:
        return []
    return [
        (one.label, f"{one.url}{row._meta.label_lower}/{row.pk}/", "plain")
        for one in _makers.values()
        if one.may(user, found.process)
    ]
