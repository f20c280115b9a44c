"""Control charts for single values (XmR): the limits of common variation, the signals, and what they mean.

A library in its own right: no Django, no database, nothing of the rest of the product. Values are read as exact decimal
numbers and judged as fractions, so that a value on a limit is on it and a series without variation has none.

The rules are those of "making data count" (Wheeler's XmR with NHS England's four signals); follow-up and what is acted
upon: model.md S5-1, S5-15.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from processlots.apps.followup.control_chart_words import assurance_sentence, sentence

__all__ = [
    "Chart", "ChartPoint", "Point", "Run", "Segment", "analyse", "assurance_sentence", "data_hash", "sentence",
]  # fmt: skip

Rule = Literal["outside", "shift", "trend", "two-of-three"]
Side = Literal["up", "down"]
Improve = Literal["up", "down", "neutral"]

RULES: tuple[Rule, ...] = ("outside", "shift", "trend", "two-of-three")
# Where the last point has several signals, the first of these says which way it goes (as NHSRplotthedots has it).
LEADING: tuple[Rule, ...] = ("outside", "trend", "two-of-three", "shift")
FEWEST, FEWEST_FOR_SURE, RUN_LENGTH = 6, 12, 7
WIDTH = Fraction("2.66")
SCREEN = Fraction("3.267")
_EXACT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a measure, in time order with the others.

    `value` None is a missing value, never 0. `rebase` begins a new segment with this point, whether it has a value or
    not. `label` is what people call the period ("mars 2026"); sentences use it, else the ISO date.
    """

    date: date
    value: Decimal | float | None
    rebase: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A point as judged: `value` exact, `signals` in the order of RULES, `segment` its index in Chart.segments."""

    date: date
    value: Decimal | None
    rebase: bool
    label: str
    segment: int
    signals: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """What is judged by the same limits: the points [start, stop) of the chart.

    `n` counts values, not missing ones. `mean` and limits are None under 6 values. Limits alone are None where they
    cannot be known: no two values stand beside one another, or those that do are equal while the others are not.
    """

    start: int
    stop: int
    first: date
    last: date
    n: int
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One signal: the rule, the marked points (indices in Chart.points, rising) and which way they lie or go."""

    rule: Rule
    points: tuple[int, ...]
    side: Side
    segment: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The answer of `analyse`.

    `variation` follows from the last value of the last segment, `assurance` from the limits of the last segment.
    """

    points: tuple[ChartPoint, ...]
    segments: tuple[Segment, ...]
    runs: tuple[Run, ...]
    improve: Improve
    target: Decimal | None
    screened: bool
    variation: Literal["improvement", "concern", "common"]
    assurance: Literal["passes", "fails", "hit-and-miss"] | None

    @property
    def last(self) -> int | None:
        """Index of the last value of the last segment; None where that segment has no value."""
        begin = self.segments[-1].start if self.segments else 0
        return next((i for i in range(len(self.points) - 1, begin - 1, -1) if self.points[i].value is not None), None)

    @property
    def signal(self) -> Run | None:
        """The signal that the last value belongs to; the leading one where it belongs to several."""
        mine = [run for run in self.runs if self.last in run.points]
        return min(mine, key=lambda run: LEADING.index(run.rule), default=None)


class _Limits(NamedTuple):
    mean: Fraction | None = None
    reach: Fraction | None = None  # from the mean to each limit


Values = list[tuple[int, Fraction]]  # index in the chart, value


def analyse(
    points: Sequence[Point], improve: Improve = "neutral", target: Decimal | float | None = None, screen: bool = False
) -> Chart:
    """Judge a series of single values.

    - Centre = mean; limits = mean ± 2.66 × mean moving range. No moving range is formed across a missing value or a
      re-base. Under 6 values in a segment there is neither, and no signal; with 6–11 the limits are provisional.
    - outside: strictly beyond a limit. shift: 7 or more in a row on one side of the mean. trend: 7 or more in a row, each
      beyond the one before. two-of-three: of three in a row on one side, at least two in its outer third (strictly beyond
      2/3 of the way to the limit, not outside it); those are marked. Missing values are skipped, nothing crosses a re-base.
    - `screen` drops moving ranges of 3.267 × their mean or more, once, before the limits are drawn; not where only
      zeros would be left, as then no variation is left to judge by.
    - Without any variation (all values equal) the limits lie on the mean, and there is no signal.

    `variation`: "improvement" or "concern" by where the last value's signal lies relative to `improve`, "common" without
    a signal. With `improve="neutral"` a signal is "concern": somebody should find out why (`sentence` calls it neither
    good nor bad). `assurance`: "passes" if both limits meet the target (a limit on the target meets it), "fails" if
    neither does, else "hit-and-miss"; None without target, limits or direction.

    Raises ValueError for a value or target that is not a finite number of reasonable size, an unknown `improve`, and
    dates that go backwards.
    """
    if improve not in {"up", "down", "neutral"}:
        raise ValueError(f"improve must be up, down or neutral, not {improve!r}")
    for before, after in pairwise(points):
        if after.date < before.date:
            raise ValueError(f"{after.date} comes after {before.date}: give the points in time order")
    numbers = [None if point.value is None else _number(point.value) for point in points]
    exact = [None if number is None else Fraction(number) for number in numbers]
    aim = None if target is None else _number(target)
    segments: list[Segment] = []
    runs: list[Run] = []
    judged: list[ChartPoint] = []
    limits = _Limits()
    for start, stop in _bounds(points):
        values = [(i, value) for i in range(start, stop) if (value := exact[i]) is not None]
        limits = _limits(exact[start:stop], screen)
        found = _signals(values, limits, len(segments))
        runs += found
        marks = {rule: {i for run in found if run.rule == rule for i in run.points} for rule in RULES}
        judged += [
            ChartPoint(
                point.date, numbers[i], point.rebase, point.label, len(segments),
                tuple(rule for rule in RULES if i in marks[rule]),
            )
            for i, point in enumerate(points[start:stop], start)
        ]  # fmt: skip
        segments.append(_segment(points, start, stop, len(values), limits))
    chart = Chart(tuple(judged), tuple(segments), tuple(runs), improve, aim, screen, "common", _assurance(limits, aim, improve))
    return replace(chart, variation=_variation(chart.signal, improve))


def data_hash(points: Iterable[Point | ChartPoint]) -> str:
    """SHA-256 (hex) of dates, values and re-bases, to be stored with what is acted upon.

    The same for 6.4 and 6.40, for a Point and the ChartPoint made of it; labels do not count.
    """
    rows = []
    for point in points:
        value = "" if point.value is None else str(Fraction(_number(point.value)))
        rows.append(f"{point.date.isoformat()}|{value}|{int(point.rebase)}\n")
    return hashlib.sha256(("xmr 1\n" + "".join(rows)).encode()).hexdigest()


def _number(value: Decimal | float) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number to draw")
    # Fifteen digits give back what a float was before it became binary: 0.1 + 0.2 and 0.3 are the same measurement.
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    # A short text such as 1e999999 would become a fraction of a million digits.
    if abs(number.adjusted()) > 400 or len(number.as_tuple().digits) > 400:
        raise ValueError("a number is too large or has too many digits to draw")
    return number


def _decimal(number: Fraction | None) -> Decimal | None:
    """The nearest decimal of 28 digits, without needless zeros."""
    if number is None:
        return None
    quotient = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Decimal(f"{quotient.normalize(_EXACT):f}")


def _bounds(points: Sequence[Point]) -> list[tuple[int, int]]:
    starts = [i for i, point in enumerate(points) if i == 0 or point.rebase]
    return list(pairwise([*starts, len(points)]))


def _limits(values: Sequence[Fraction | None], screen: bool) -> _Limits:
    present = [value for value in values if value is not None]
    if len(present) < FEWEST:
        return _Limits()
    mean = sum(present, Fraction()) / len(present)
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        return _Limits(mean)
    typical = sum(ranges, Fraction()) / len(ranges)
    if screen:
        kept = [size for size in ranges if size < SCREEN * typical]
        typical = sum(kept, Fraction()) / len(kept) if any(kept) else typical
    if typical == 0 and any(value != mean for value in present):
        return _Limits(mean)
    return _Limits(mean, WIDTH * typical)


def _segment(points: Sequence[Point], start: int, stop: int, n: int, limits: _Limits) -> Segment:
    mean, reach = limits
    lower, upper = (None, None) if mean is None or reach is None else (mean - reach, mean + reach)
    return Segment(
        start, stop, points[start].date, points[stop - 1].date, n, _decimal(mean), _decimal(lower), _decimal(upper),
        FEWEST <= n < FEWEST_FOR_SURE,
    )  # fmt: skip


def _signals(values: Values, limits: _Limits, segment: int) -> list[Run]:
    mean, reach = limits
    if mean is None:
        return []
    away = [(i, value - mean) for i, value in values]
    runs = [Run("shift", indices, side, segment) for side, indices in _stretches(away, 0)]
    runs += _trends(away, segment)
    if reach is not None:
        runs += [Run("outside", (i,), _side(by), segment) for i, by in away if abs(by) > reach]
        runs += _two_of_three(away, reach, segment)
    return sorted(runs, key=lambda run: (run.points, RULES.index(run.rule)))


def _side(by: Fraction) -> Side:
    return "up" if by > 0 else "down"


def _trends(away: Values, segment: int) -> list[Run]:
    steps = [(i, by - before) for (_, before), (i, by) in pairwise(away)]
    origin = {i: j for (j, _), (i, _) in pairwise(away)}
    # A trend of seven points is six steps and the point they set out from, which may also end the trend before it.
    return [Run("trend", (origin[indices[0]], *indices), side, segment) for side, indices in _stretches(steps, 1)]


def _stretches(steps: Values, given: int) -> list[tuple[Side, tuple[int, ...]]]:
    """Longest stretches of one sign (0 breaks) that reach 7 points, `given` of which are not among the steps."""
    found: list[tuple[Side, list[int]]] = []
    sign = 0
    for i, step in steps:
        before, sign = sign, (step > 0) - (step < 0)
        if sign and sign == before:
            found[-1][1].append(i)
        elif sign:
            found.append((_side(step), [i]))
    return [(side, tuple(indices)) for side, indices in found if len(indices) + given >= RUN_LENGTH]


def _two_of_three(away: Values, reach: Fraction, segment: int) -> list[Run]:
    runs: list[Run] = []
    for three in zip(away, away[1:], away[2:], strict=False):
        side = _side(three[0][1])
        if any(by == 0 or _side(by) != side for _, by in three):
            continue
        outer = tuple(i for i, by in three if 2 * reach < 3 * abs(by) <= 3 * reach)
        if len(outer) < 2:
            continue
        # Threes that share a marked point are one signal.
        if runs and set(outer) & set(runs[-1].points):
            outer = tuple(sorted({*runs.pop().points, *outer}))
        runs.append(Run("two-of-three", outer, side, segment))
    return runs


def _variation(signal: Run | None, improve: Improve) -> Literal["improvement", "concern", "common"]:
    if signal is None:
        return "common"
    return "improvement" if signal.side == improve else "concern"


def _assurance(limits: _Limits, target: Decimal | None, improve: Improve) -> Literal["passes", "fails", "hit-and-miss"] | None:
    if limits.mean is None or limits.reach is None or target is None or improve == "neutral":
        return None
    margin = (limits.mean - Fraction(target)) * (1 if improve == "up" else -1)
    if margin - limits.reach >= 0:
        return "passes"
    return "fails" if margin + limits.reach < 0 else "hit-and-miss"
