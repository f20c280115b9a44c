"""Where things stand: round ticks, lines broken by gaps, and labels that keep clear of one another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from processlots.kit.charts.data import ChartLike

TEXT = 14.0  # height of a label, as the look has it
LINE = 16.0  # between two lines of it
# A little over what Source Sans 3 takes, so that a fallback font does not run into its neighbour.
_WIDE = 7.5

What = TypeVar("What")


def text_width(text: str) -> float:
    """About how wide a label is."""
    return len(text) * _WIDE


def ticks(low: float, high: float, about: int = 6) -> list[Decimal]:
    """Round values (steps of 1, 2 or 5) from at or under `low` to at or over `high`; a single value gets room around it."""
    if low == high:
        room = abs(low) * 0.1 or 1
        low, high = low - room, high + room
    rough = (high - low) / about
    power = math.floor(math.log10(rough))
    step = next(Decimal(base).scaleb(power) for base in ("1", "2", "5", "10") if float(base) * 10.0**power >= rough * 0.999)
    first, last = math.floor(low / float(step) + 1e-9), math.ceil(high / float(step) - 1e-9)
    return [step * i for i in range(first, max(last, first + 1) + 1)]


class Box(NamedTuple):
    """A rectangle that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """True if the two overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """True if the other holds all of this."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom


def label_box(x: float, y: float, lines: Sequence[str], anchor: str = "start") -> Box:
    """What a label covers whose first baseline is at y."""
    width = max(text_width(line) for line in lines)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - TEXT + 2, left + width, y + LINE * (len(lines) - 1) + 4)


def along(line: Sequence[tuple[float, float]], room: float = 2) -> Iterator[Box]:
    """Upright boxes, at most 4 wide and `room` more to each side, that cover a line going right."""
    for (x0, y0), (x1, y1) in pairwise(line):
        parts = max(1, math.ceil((x1 - x0) / 4))
        wide, rise = (x1 - x0) / parts, (y1 - y0) / parts
        for part in range(parts):
            x, y = x0 + wide * part, y0 + rise * part
            yield Box(x - room, min(y, y + rise) - room, x + wide + room, max(y, y + rise) + room)


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights as near the wanted ones as they go with `gap` between them, in the same order, inside top and bottom."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[float, int]] = []  # height of the first label, number of labels gap apart
    for i in order:
        height, count = min(max(wanted[i], top), bottom), 1
        while groups and groups[-1][0] + groups[-1][1] * gap > height:
            # Two groups that meet become one, about where both would have liked to stand.
            first, size = groups.pop()
            height = (first * size + (height - size * gap) * count) / (size + count)
            count += size
            height = max(top, min(height, bottom - (count - 1) * gap))
        groups.append((height, count))
    placed = [height + gap * place for height, count in groups for place in range(count)]
    return [placed[order.index(i)] for i in range(len(wanted))]


def lines(chart: ChartLike, xs: Sequence[float], ys: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """The series as lines that break at a gap and at a re-base."""
    found: list[list[tuple[float, float]]] = []
    unbroken = None
    for point, x, y in zip(chart.points, xs, ys, strict=True):
        if y is None:
            unbroken = None
        elif point.segment == unbroken:
            found[-1].append((x, y))
        else:
            found.append([(x, y)])
            unbroken = point.segment
    return found


def extent(chart: ChartLike, low: Decimal | None) -> tuple[float, float]:
    """Least and greatest of values, limits (not under `low`) and target; (0, 1) for nothing."""
    seen = [point.value for point in chart.points if point.value is not None]
    limits = [limit for segment in chart.segments for limit in (segment.lower, segment.upper) if limit is not None]
    seen += [limit if low is None else max(limit, low) for limit in limits]
    if chart.target is not None:
        seen.append(chart.target)
    return (float(min(seen)), float(max(seen))) if seen else (0.0, 1.0)


def free(
    candidates: Iterable[tuple[Box, What]], taken: Sequence[Box], mild: Sequence[Box], inside: Box
) -> tuple[Box, What] | None:
    """The candidate that meets nothing taken and the least of what it had better not meet; None if there is none."""
    best: tuple[int, tuple[Box, What]] | None = None
    for box, what in candidates:
        if not box.within(inside) or any(box.meets(other) for other in taken):
            continue
        cost = sum(box.meets(other) for other in mild)
        if best is None or cost < best[0]:
            best = cost, (box, what)
    return best[1] if best else None
