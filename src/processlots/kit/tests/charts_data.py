"""Judged series made by hand, for the tests of the chart writers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass
class Value:
    date: date
    value: Decimal | None
    signals: Sequence[str] = ()
    segment: int = 0
    label: str = ""


@dataclass
class Part:
    start: int
    stop: int
    n: int
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    provisional: bool = False


@dataclass
class Signal:
    rule: str
    points: Sequence[int]
    side: str


@dataclass
class Series:
    points: list[Value]
    segments: list[Part] = field(default_factory=list)
    runs: list[Signal] = field(default_factory=list)
    improve: str = "down"
    target: Decimal | None = None


def monthly(*values, limits=None, provisional=False, runs=(), target=None, improve="down") -> Series:
    """One segment from November 2024; `limits` is (lower, mean, upper); runs are (rule, points, side)."""
    points = [
        Value(date(2024 + (10 + i) // 12, (10 + i) % 12 + 1, 1), None if value is None else Decimal(str(value)))
        for i, value in enumerate(values)
    ]
    for rule, marked, _ in runs:
        for i in marked:
            points[i].signals = (*points[i].signals, rule)
    lower, mean, upper = (None if limit is None else Decimal(str(limit)) for limit in limits or (None, None, None))
    part = Part(0, len(points), sum(point.value is not None for point in points), mean, lower, upper, provisional)
    aim = None if target is None else Decimal(str(target))
    return Series(points, [part] if points else [], [Signal(*run) for run in runs], improve, aim)
