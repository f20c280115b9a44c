"""Where labels beside shapes and flows go: the place the file gives where it is free, else the best of a few others."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import NamedTuple

from ..model import Bounds, Point
from .metrics import LEADING, longest_word, width, wrap
from .pen import lines

CELL = 160.0
Segment = tuple[Point, Point]


class Place(NamedTuple):
    """A box for a label, how the lines stand in it ("start", "middle", "end"), and the lines."""

    box: Bounds
    anchor: str
    text: tuple[str, ...]


class Label:
    """A text that may stand at one of several places, best first."""

    def __init__(self, text: str, size: float, css: str) -> None:
        self.text, self.size, self.css = text, size, css
        self.face = "slant" if css == "ev" else "sans"
        self.places: list[Place] = []

    def wrapped(self, room: float) -> tuple[tuple[str, ...], float, float]:
        """The lines within about `room`, their width and height. Words are not broken unless very long."""
        longest = longest_word(self.text, self.size, self.face)
        found = wrap(self.text, max(room, min(longest, 180.0)), self.size, self.face)
        wide = max((width(line, self.size, self.face) for line in found), default=0.0)
        return tuple(found), wide, len(found) * self.size * LEADING

    def _forms(self, *rooms: float) -> list[tuple[tuple[str, ...], float, float]]:
        """The ways to break the text that differ."""
        return list({form[0]: form for form in map(self.wrapped, rooms)}.values())

    def at(self, given: Bounds) -> None:
        """The place the file gives: about as wide as there, else lower and wider."""
        for text, wide, high in self._forms(
            max(given.width * 1.12, 90.0), max(given.width * 0.9, 60.0), max(given.width * 1.6, 140.0)
        ):
            # Some tools save a tall, narrow box for a short text: its middle is nearer to what it names.
            y = given.y if given.height <= 2 * high else given.centre.y - high / 2
            self.places.append(Place(Bounds(given.centre.x - wide / 2, y, wide, high), "middle", text))

    def beside(self, box: Bounds, order: str) -> None:
        """Places round a shape, in the order of the letters: b(elow), a(bove), r(ight), l(eft), at the c(orners)."""
        middle, gap = box.centre, 4.0
        for text, wide, high in self._forms(100.0, 66.0):
            centred = middle.x - wide / 2
            right, left = middle.x + box.width * 0.3 + gap, middle.x - box.width * 0.3 - gap - wide
            above, below = box.y - high + box.height * 0.15, box.bottom - box.height * 0.15
            places = {
                "b": [(centred, box.bottom + gap, "middle")],
                "a": [(centred, box.y - gap - high, "middle")],
                "r": [(box.right + gap + 2, middle.y - high / 2, "start")],
                "l": [(box.x - gap - 2 - wide, middle.y - high / 2, "end")],
                "c": [(right, above, "start"), (right, below, "start"), (left, above, "end"), (left, below, "end")],
            }
            for letter in order:
                self.places += [Place(Bounds(x, y, wide, high), anchor, text) for x, y, anchor in places[letter]]

    def along(self, points: list[Point], *, near_start: bool) -> None:
        """Places beside each part of a line: first near its start, or first at the middle of its longest part."""
        parts = list(itertools.pairwise(points))
        if not near_start:
            parts.sort(key=lambda part: -abs(part[0].x - part[1].x) - abs(part[0].y - part[1].y))
        forms = self._forms(150.0 if width(self.text, self.size, self.face) < 150 else 110.0, 70.0)
        for first, second in parts[:4]:
            for text, wide, high in forms:
                level = abs(first.x - second.x) >= abs(first.y - second.y)
                places = _level if level else _upright
                for x, y, anchor in places(first, second, wide, high, near_start):
                    self.places.append(Place(Bounds(x, y, wide, high), anchor, text))

    def draw(self, place: Place) -> str:
        x = {"start": place.box.x, "middle": place.box.centre.x, "end": place.box.right}[place.anchor]
        return lines(list(place.text), x, place.box.y, self.size, self.css, place.anchor)


def away(box: Bounds, points: list[Point]) -> float:
    """How far a box stands from a line."""
    return min(_apart(box, first, second) for first, second in itertools.pairwise(points))


def _apart(box: Bounds, first: Point, second: Point) -> float:
    if _through(box, (first, second)):
        return 0.0
    length = math.dist(first, second)
    steps = max(1, int(length / 8))
    found = math.inf
    for step in range(steps + 1):
        x, y = first.x + (second.x - first.x) * step / steps, first.y + (second.y - first.y) * step / steps
        aside, over = max(box.x - x, x - box.right, 0.0), max(box.y - y, y - box.bottom, 0.0)
        found = min(found, math.hypot(aside, over))
    return found


def _level(first: Point, second: Point, wide: float, high: float, near_start: bool) -> list[tuple[float, float, str]]:
    run = second.x - first.x
    middle = first.x + run / 2 - wide / 2
    begin = (first.x + 6 if run > 0 else first.x - 6 - wide) if near_start and abs(run) - 12 > wide else middle
    found = []
    for x in dict.fromkeys((begin, middle)):
        steep = (second.y - first.y) / run if run else 0.0
        y, tilt = first.y + steep * (x + wide / 2 - first.x), abs(steep) * wide / 2
        found += [(x, y - high - 2 - tilt, "start"), (x, y + 3 + tilt, "start")]
    return found


def _upright(first: Point, second: Point, wide: float, high: float, near_start: bool) -> list[tuple[float, float, str]]:
    run = second.y - first.y
    middle = first.y + run / 2 - high / 2
    begin = (first.y + 4 if run > 0 else first.y - 4 - high) if near_start else middle
    found = []
    for y in dict.fromkeys((begin, middle)):
        x = first.x + (second.x - first.x) / run * (y + high / 2 - first.y) if run else first.x
        found += [(x + 5, y, "start"), (x - 5 - wide, y, "end")]
    return found


class Space:
    """What is drawn already, found by place: boxes weigh by overlap, lines by the length that runs through a label."""

    def __init__(self) -> None:
        self.boxes: dict[tuple[int, int], list[tuple[Bounds, float]]] = {}
        self.segments: dict[tuple[int, int], list[tuple[Segment, float]]] = {}
        #: where the label placed last stands
        self.last = Bounds(0, 0, 0, 0)

    def add_box(self, box: Bounds, weight: float = 3.0) -> None:
        for cell in _cells(box):
            self.boxes.setdefault(cell, []).append((box, weight))

    def add_line(self, points: Iterable[Point], weight: float = 1.0) -> None:
        points = list(points)
        for first, second in itertools.pairwise(points):
            box = Bounds(min(first.x, second.x), min(first.y, second.y), abs(first.x - second.x), abs(first.y - second.y))
            for cell in _cells(box):
                self.segments.setdefault(cell, []).append(((first, second), weight))

    def cost(self, box: Bounds) -> float:
        """How badly a label would stand here; 0 is free."""
        cost = 0.0
        seen: set[int] = set()
        for cell in _cells(box):
            for other, weight in self.boxes.get(cell, ()):
                if id(other) not in seen:
                    seen.add(id(other))
                    cost += weight * _overlap(box, other)
            for segment, weight in self.segments.get(cell, ()):
                if id(segment) not in seen:
                    seen.add(id(segment))
                    cost += weight * _through(box, segment) * 8
        return cost

    def place(self, label: Label, patience: float = 10.0) -> str:
        """The label at its best place; a later one must be better by `patience` per step."""
        best, least = None, float("inf")
        for index, place in enumerate(label.places):
            if index * patience >= least:
                break
            cost = self.cost(place.box) + index * patience
            if cost < least:
                best, least = place, cost
        if best is None:
            return ""
        self.last = best.box
        self.add_box(best.box, 4.0)
        return label.draw(best)


def _cells(box: Bounds) -> list[tuple[int, int]]:
    columns = range(int(box.x // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.y // CELL), int(box.bottom // CELL) + 1)
    if len(columns) * len(rows) > 4000:  # a line across a huge drawing; its ends are enough
        return [(columns[0], rows[0]), (columns[-1], rows[-1])]
    return [(column, row) for column in columns for row in rows]


def _overlap(one: Bounds, other: Bounds) -> float:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide * high if wide > 0 and high > 0 else 0.0


def _through(box: Bounds, segment: Segment) -> float:
    """The length of a line inside a box (Liang and Barsky's clipping)."""
    (x0, y0), (x1, y1) = segment
    dx, dy = x1 - x0, y1 - y0
    start, end = 0.0, 1.0
    for step, room in ((-dx, x0 - box.x), (dx, box.right - x0), (-dy, y0 - box.y), (dy, box.bottom - y0)):
        if step == 0:
            if room < 0:
                return 0.0
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    return float((end - start) * (dx * dx + dy * dy) ** 0.5) if end > start else 0.0
