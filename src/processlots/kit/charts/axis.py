"""Which periods are named under a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from processlots.kit.charts.data import Kind, Language
from processlots.kit.charts.dates import tick
from processlots.kit.charts.scale import text_width

# Every how many, counted from the beginning of the year.
_STEPS: dict[Kind, tuple[int, ...]] = {
    "month": (1, 2, 3, 6, 12),
    "quarter": (1, 2, 4),
    "tertial": (1, 3),
    "half": (1, 2),
    "week": (1, 2, 4, 13, 26),
}
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "tertial": 4, "half": 6}


def axis_ticks(days: Sequence[date], kind: Kind, language: Language, pitch: float) -> list[tuple[int, str, str]]:
    """The points to name, as (index, name, year or ""), as many as have room `pitch` apart; the year where it changes."""
    names = [tick(day, kind, language) for day in days]
    chosen: list[int] = []
    for chosen in _choices(days, kind):
        wide = max((text_width(names[i][0]) for i in chosen), default=0.0) + 14
        if all((b - a) * pitch >= wide for a, b in pairwise(chosen)) and (len(chosen) > 1 or len(days) < 3):
            break
    found = []
    year = ""
    for i in chosen:
        found.append((i, names[i][0], names[i][1] if names[i][1] != year else ""))
        year = names[i][1]
    return found


def _choices(days: Sequence[date], kind: Kind) -> Iterator[list[int]]:
    """Ever fewer points: by parts of the year, by years, then by counting."""
    place: Callable[[date], int] = (
        (lambda day: day.isocalendar().week - 1) if kind == "week" else (lambda day: (day.month - 1) // _MONTHS.get(kind, 1))
    )
    for step in _STEPS.get(kind, ()):
        yield [i for i, day in enumerate(days) if place(day) % step == 0]
    if kind in _MONTHS:
        for years in (2, 5, 10, 20):
            yield [i for i, day in enumerate(days) if place(day) == 0 and day.year % years == 0]
    step = 1
    while step <= 2 * len(days):
        yield list(range(0, len(days), step))
        step = {1: 2, 2: 5}.get(int(str(step)[0]), 10) * 10 ** (len(str(step)) - 1)
