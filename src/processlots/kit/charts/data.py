"""What the chart writers read: the shape of a judged series, as `followup.control_chart.analyse` answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

Language = Literal["sv", "en"]
Kind = Literal["day", "week", "month", "tertial", "quarter", "half", "year", "school-year"]

# The shape of a point with several signals is that of the first of these.
SIGNALS = ("outside", "shift", "trend", "two-of-three")


class PointLike(Protocol):
    """A value or a gap (None), with what it signals; `segment` is an index in `segments`."""

    @property
    def date(self) -> date: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def label(self) -> str: ...
    @property
    def segment(self) -> int: ...
    @property
    def signals(self) -> Sequence[str]: ...


class SegmentLike(Protocol):
    """The points [start, stop) and their limits; `n` values that are not missing."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def mean(self) -> Decimal | None: ...
    @property
    def lower(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def provisional(self) -> bool: ...


class RunLike(Protocol):
    """One signal and the points it marks."""

    @property
    def rule(self) -> str: ...
    @property
    def points(self) -> Sequence[int]: ...
    @property
    def side(self) -> str: ...


class ChartLike(Protocol):
    """A judged series."""

    @property
    def points(self) -> Sequence[PointLike]: ...
    @property
    def segments(self) -> Sequence[SegmentLike]: ...
    @property
    def runs(self) -> Sequence[RunLike]: ...
    @property
    def improve(self) -> str: ...
    @property
    def target(self) -> Decimal | None: ...


def floor(chart: ChartLike) -> Decimal | None:
    """0 where neither value nor target is negative: no limit is drawn or told below it.

    Most of what is counted or timed cannot go there.
    """
    seen = [point.value for point in chart.points] + [chart.target]
    return Decimal(0) if all(value is None or value >= 0 for value in seen) else None
