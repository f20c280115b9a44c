"""What holds for every series, and a slow second implementation that reads the rules one point at a time."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from processlots.apps.followup.control_chart import Point, analyse

OPPOSITE = {"up": "down", "down": "up", "neutral": "neutral"}

# Series are glued from pieces, so that ties, runs, trends, jumps and gaps are all common.
LEVEL = st.integers(-8, 8)
FINE = st.decimals(-9, 9, places=2, allow_nan=False)
PIECES = st.one_of(
    st.lists(st.one_of(LEVEL.map(Decimal), st.none()), max_size=9),
    st.lists(FINE, max_size=9),
    st.tuples(LEVEL, st.integers(1, 9)).map(lambda piece: [Decimal(piece[0])] * piece[1]),
    st.tuples(LEVEL, st.integers(2, 9), st.sampled_from([-1, 1, Decimal("0.5")])).map(
        lambda piece: [piece[0] + Decimal(piece[2]) * i for i in range(piece[1])]
    ),
    st.tuples(LEVEL, st.lists(st.sampled_from([0, 1, 2]), min_size=5, max_size=9)).map(
        lambda piece: [Decimal(piece[0] + by) for by in piece[1]]
    ),
)
VALUES = st.lists(PIECES, max_size=6).map(lambda pieces: [value for piece in pieces for value in piece])


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    values = draw(VALUES)
    rebases = draw(st.sets(st.integers(0, max(0, len(values) - 1)), max_size=2))
    return dated(values, rebases)


def dated(values, rebases=()) -> list[Point]:
    return [Point(date(2024, 1, 1) + timedelta(days=i), value, i in rebases) for i, value in enumerate(values)]


def changed(series: list[Point], change) -> list[Point]:
    return [Point(point.date, None if point.value is None else change(point.value), point.rebase) for point in series]


def signals(chart) -> list[tuple[str, ...]]:
    return [point.signals for point in chart.points]


# ---- The slow reading of the rules -------------------------------------------------------------------------------------------


def slow_limits(cells: list[Fraction | None], screen: bool):
    """(mean, reach) of one segment, either None."""
    values = [cell for cell in cells if cell is not None]
    if len(values) < 6:
        return None, None
    mean = Fraction(sum(values)) / len(values)
    beside = [(cells[i - 1], cells[i]) for i in range(1, len(cells)) if cells[i] is not None and cells[i - 1] is not None]
    ranges = [max(pair) - min(pair) for pair in beside]
    if not ranges:
        return mean, None
    if screen:
        threshold = Fraction(3267, 1000) * Fraction(sum(ranges)) / len(ranges)
        left = [size for size in ranges if not size >= threshold]
        if sum(left) > 0:
            ranges = left
    reach = Fraction(266, 100) * Fraction(sum(ranges)) / len(ranges)
    return (mean, None) if reach == 0 and set(values) != {mean} else (mean, reach)


def slow_signals(cells: list[Fraction | None], screen: bool) -> list[set[str]]:
    """The signals of each cell of one segment: every window that holds a point is looked at anew."""
    mean, reach = slow_limits(cells, screen)
    found: list[set[str]] = [set() for _ in cells]
    if mean is None:
        return found
    places = [i for i, cell in enumerate(cells) if cell is not None]
    v = [cells[i] for i in places]

    def windows(k: int, size: int):
        return [v[start : start + size] for start in range(k - size + 1, k + 1) if start >= 0 and start + size <= len(v)]

    for k, place in enumerate(places):
        for window in windows(k, 7):
            if min(window) > mean or max(window) < mean:
                found[place].add("shift")
            if window == sorted(set(window)) or window == sorted(set(window), reverse=True):
                found[place].add("trend")
        if reach is None:
            continue
        upper, lower = mean + reach, mean - reach
        if v[k] > upper or v[k] < lower:
            found[place].add("outside")
        for window in windows(k, 3):
            for side in (1, -1):
                away = [side * (value - mean) for value in window]
                outer = [by for by in away if reach * 2 / 3 < by <= reach]
                if min(away) > 0 and len(outer) >= 2 and side * (v[k] - mean) in outer:
                    found[place].add("two-of-three")
    return found


@settings(max_examples=400, deadline=None)
@given(points(), st.booleans())
def test_the_slow_reading_of_the_rules_finds_the_same(series, screen):
    chart = analyse(series, screen=screen)
    begins = sorted({0, *(i for i, point in enumerate(series) if point.rebase)}) if series else []
    expected: list[set[str]] = []
    for begin, end in itertools.pairwise([*begins, len(series)]):
        cells = [None if point.value is None else Fraction(point.value) for point in series[begin:end]]
        expected += slow_signals(cells, screen)
        segment = chart.segments[begins.index(begin)]
        mean, reach = slow_limits(cells, screen)
        assert (segment.start, segment.stop, segment.n) == (begin, end, sum(cell is not None for cell in cells))
        assert (segment.mean is None, segment.upper is None) == (mean is None, reach is None)
        if mean is not None:
            assert abs(Fraction(segment.mean) - mean) < Fraction(1, 10**20)
        if reach is not None:
            assert abs(Fraction(segment.upper) - mean - reach) < Fraction(1, 10**20)
            assert abs(mean - reach - Fraction(segment.lower)) < Fraction(1, 10**20)
    assert [set(found) for found in signals(chart)] == expected
    order = ["outside", "shift", "trend", "two-of-three"]
    assert all(list(found) == sorted(found, key=order.index) for found in signals(chart))


@settings(deadline=None)
@given(points(), st.sampled_from(["up", "down", "neutral"]), st.one_of(st.none(), FINE), st.booleans())
def test_upside_down_the_signals_are_the_same_and_the_words_follow(series, improve, target, screen):
    chart = analyse(series, improve, target, screen)
    mirror = analyse(changed(series, lambda value: -value), OPPOSITE[improve], None if target is None else -target, screen)
    assert signals(mirror) == signals(chart)
    assert (mirror.variation, mirror.assurance) == (chart.variation, chart.assurance)
    assert sorted((run.rule, run.points, OPPOSITE[run.side]) for run in mirror.runs) == sorted(
        (run.rule, run.points, run.side) for run in chart.runs
    )
    if improve != "neutral":
        swapped = analyse(series, OPPOSITE[improve], target, screen)
        assert swapped.variation == {"improvement": "concern", "concern": "improvement"}.get(chart.variation, "common")


@settings(deadline=None)
@given(points(), FINE, st.decimals("0.01", 1000, places=2), st.booleans())
def test_another_unit_changes_no_signal(series, shift, scale, screen):
    chart = analyse(series, "up", 3, screen)
    other = analyse(changed(series, lambda value: value * scale + shift), "up", 3 * scale + shift, screen)
    assert signals(other) == signals(chart)
    assert (other.variation, other.assurance) == (chart.variation, chart.assurance)


@settings(deadline=None)
@given(points(), st.booleans())
def test_each_segment_is_judged_as_if_it_stood_alone(series, screen):
    chart = analyse(series, "up", 2, screen)
    for segment in chart.segments:
        alone = analyse(series[segment.start : segment.stop], "up", 2, screen)
        assert signals(alone) == signals(chart)[segment.start : segment.stop]
        (only,) = alone.segments
        assert (only.mean, only.lower, only.upper, only.n) == (segment.mean, segment.lower, segment.upper, segment.n)
    if chart.segments:
        assert (alone.variation, alone.assurance) == (chart.variation, chart.assurance)


@settings(deadline=None)
@given(st.lists(st.one_of(FINE, st.floats(-1e6, 1e6)), max_size=5), st.integers(0, 6))
def test_nothing_is_marked_under_six_values(values, gaps):
    chart = analyse(dated([*values, *[None] * gaps]), "up", 0)
    assert not chart.runs
    assert all(segment.mean is None for segment in chart.segments)


@settings(deadline=None)
@given(st.one_of(FINE, st.floats(-1e12, 1e12)), st.integers(1, 40), st.sets(st.integers(0, 39)), st.booleans())
def test_a_constant_series_is_silent(value, n, gaps, screen):
    chart = analyse(dated([None if i in gaps else value for i in range(n)]), "up", screen=screen)
    assert not chart.runs
    assert chart.variation == "common"


@settings(deadline=None)
@given(points())
def test_screening_narrows_the_limits_and_never_takes_them_away(series):
    for plain, screened in zip(analyse(series).segments, analyse(series, screen=True).segments, strict=True):
        assert screened.mean == plain.mean
        assert (screened.upper is None) == (plain.upper is None)
        if plain.upper is not None:
            assert screened.upper <= plain.upper
            assert (screened.upper == screened.mean) == (plain.upper == plain.mean)


@settings(deadline=None)
@given(VALUES, st.sets(st.integers(0, 60), max_size=8))
def test_gaps_change_neither_mean_nor_shift_nor_trend(values, gaps):
    whole = [value for value in values if value is not None]
    gapped = [cell for i, value in enumerate(whole) for cell in ([None, value] if i in gaps else [value])]
    runs = [
        [(run.rule, [chart.points[i].value for i in run.points]) for run in chart.runs if run.rule in {"shift", "trend"}]
        for chart in (analyse(dated(whole)), analyse(dated(gapped)))
    ]
    assert sorted(runs[0]) == sorted(runs[1])
