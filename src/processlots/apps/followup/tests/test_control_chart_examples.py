"""Control charts worked out by hand: every figure below can be checked with pen and paper (model.md S5-1)."""

from datetime import date
from decimal import Decimal

import pytest

from processlots.apps.followup.control_chart import Chart, Point, analyse, data_hash


def series(*values, rebase=()):
    """Monthly points from January 2024; None is missing, `rebase` the places where new limits begin."""
    return [
        Point(date(2024 + i // 12, i % 12 + 1, 1), None if value is None else Decimal(str(value)), i in rebase)
        for i, value in enumerate(values)
    ]


def marked(chart: Chart, rule: str) -> list[int]:
    return [i for i, point in enumerate(chart.points) if rule in point.signals]


def test_centre_is_the_mean_and_limits_are_2_66_mean_moving_ranges_away():
    # 72 / 6 = 12; ranges 2 1 2 1 2, mean 1.6; 2.66 × 1.6 = 4.256
    (segment,) = analyse(series(10, 12, 11, 13, 12, 14)).segments
    assert (segment.mean, segment.lower, segment.upper) == (12, Decimal("7.744"), Decimal("16.256"))
    assert (segment.n, segment.first, segment.last) == (6, date(2024, 1, 1), date(2024, 6, 1))


def test_under_six_values_there_is_a_plain_line():
    chart = analyse(series(10, 12, 1000, 13, 12))
    assert [(s.mean, s.lower, s.upper, s.provisional) for s in chart.segments] == [(None, None, None, False)]
    assert not chart.runs
    assert chart.variation == "common"


@pytest.mark.parametrize(("n", "provisional"), [(5, False), (6, True), (11, True), (12, False)])
def test_limits_are_provisional_from_six_to_eleven_values(n, provisional):
    assert analyse(series(*[10, 12] * 6)[:n]).segments[0].provisional is provisional


def test_missing_values_do_not_count_towards_six():
    assert analyse(series(1, None, 2, None, 3, 4, 5)).segments[0].mean is None


def test_a_value_on_a_limit_is_not_outside_it():
    # 73.5 / 6 = 12.25; ranges 6 9 4 2 41.5, mean 12.5; upper limit 12.25 + 33.25 = 45.5, the last value
    on_limit = analyse(series(7, 1, 10, 6, 4, 45.5))
    assert on_limit.segments[0].upper == Decimal("45.5")
    assert marked(on_limit, "outside") == []
    # A little higher it lies outside, as it moves faster than the limit: 45.6 > 45.5698…
    assert marked(analyse(series(7, 1, 10, 6, 4, 45.6)), "outside") == [5]


def test_a_value_outside_is_told_with_its_side():
    # 340 / 31 = 10.97; ranges 29 of 4, one of 34: mean 5; lower limit 10.97 - 13.3 = -2.33
    chart = analyse(series(*[10, 14] * 15, -20))
    assert [(run.rule, run.points, run.side) for run in chart.runs] == [("outside", (30,), "down")]


def test_seven_on_one_side_are_a_shift_and_all_of_them_are_marked():
    # mean 4; six values over it, then eight under it
    chart = analyse(series(7, 6, 7, 6, 7, 6, 2, 3, 2, 3, 2, 1, 2, 2))
    assert chart.segments[0].mean == 4
    assert [(run.points, run.side) for run in chart.runs if run.rule == "shift"] == [(tuple(range(6, 14)), "down")]


def test_six_on_one_side_are_no_shift():
    assert marked(analyse(series(9, 7, 9, 7, 9, 7, 1, 3, 1, 3, 1, 3)), "shift") == []


def test_a_value_on_the_mean_breaks_a_shift():
    # both series have mean 5: six values over it, then one on it or over it
    broken = analyse(series(6, 7, 6, 5, 6, 7, 6, 7, 2, 3, 2, 3, 5))
    assert broken.segments[0].mean == 5
    assert marked(broken, "shift") == []
    whole = analyse(series(6, 7, 6, 6, 6, 7, 6, 7, 2, 3, 2, 3, 4))
    assert whole.segments[0].mean == 5
    assert marked(whole, "shift") == list(range(8))


def test_seven_points_each_beyond_the_one_before_are_a_trend():
    up = analyse(series(12, 15, 11, 14, 10, 11, 12, 13, 14, 15, 16, 12, 11, 14, 13))
    assert [(run.points, run.side) for run in up.runs if run.rule == "trend"] == [(tuple(range(4, 11)), "up")]
    six = analyse(series(12, 15, 11, 14, 10, 11, 12, 13, 14, 15, 12, 11, 14, 13))
    assert marked(six, "trend") == []


def test_an_equal_value_breaks_a_trend():
    assert marked(analyse(series(12, 15, 11, 14, 10, 11, 12, 13, 13, 14, 15, 16, 12, 11)), "trend") == []


def test_the_point_where_a_trend_turns_belongs_to_both():
    chart = analyse(series(1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1))
    assert [(run.points, run.side) for run in chart.runs if run.rule == "trend"] == [
        (tuple(range(7)), "up"),
        (tuple(range(6, 13)), "down"),
    ]


def test_two_of_three_in_the_outer_third_are_marked_if_the_third_lies_on_their_side():
    # 332 / 29 = 11.45; ranges 24 of 2, and 4.5 3.5 3.5 6.5: 66 / 28 = 2.357; upper limit 11.45 + 6.27 = 17.72,
    # outer third from 11.45 + 4.18 = 15.63; 13 lies over the mean
    chart = analyse(series(*[10, 12] * 10, 16.5, 13, 16.5, *[10, 12] * 3))
    assert [(run.rule, run.points, run.side) for run in chart.runs] == [("two-of-three", (20, 22), "up")]
    # with 11 between them the mean is 330 / 29 = 11.38 and 11 lies under it; outer third from 15.81
    assert not analyse(series(*[10, 12] * 10, 16.5, 11, 16.5, *[10, 12] * 3)).runs


def test_the_outer_third_begins_after_its_inner_edge_and_holds_the_limit():
    # 29 / 15 = 1.933; ranges 10 of 2, and 5 4 4 7: 40 / 14, limit 7.6 away, outer third 5.067 away: at 7, where both lie
    assert not analyse(series(*[0, 2] * 4, 7, 3, 7, *[0, 2] * 2)).runs
    # 946 / 11 = 86; ranges 7 of 54, and 216 162 244: mean 100; outer third from 86 + 177.3, upper limit 86 + 266 = 352
    chart = analyse(series(*[0, 54] * 4, 270, 108, 352))
    assert (chart.segments[0].mean, chart.segments[0].upper) == (86, 352)
    assert marked(chart, "two-of-three") == [8, 10]
    assert marked(chart, "outside") == []


def test_a_value_outside_the_limits_is_not_in_the_outer_third():
    # 346.8 / 30 = 11.56; ranges 26 of 2, and 10 5.2 6.8: 74 / 29 = 2.55; outer third 16.09 to 18.35; 12 is over the mean
    chart = analyse(series(*[10, 12] * 10, 22, 16.8, *[10, 12] * 4))
    segment = chart.segments[0]
    assert segment.mean + (segment.upper - segment.mean) * 2 / 3 < Decimal("16.8") < segment.upper < 22
    assert [(run.rule, run.points) for run in chart.runs] == [("outside", (20,))]


def test_threes_that_share_a_marked_point_are_one_signal():
    chart = analyse(
        series(12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 11, 15.6, 15.7, 14.9, 11, 10, 12, 10, 11, 12, 10)
    )
    assert [(run.rule, run.points) for run in chart.runs] == [("two-of-three", (15, 16, 17))]


def test_a_missing_value_breaks_the_moving_range_but_not_the_run():
    # 60 / 6 = 10; ranges 4 and 2 (not 10 to 14 over the gap), mean 3
    (segment,) = analyse(series(10, 14, None, 8, 10, None, 9, None, 9)).segments
    assert (segment.mean, segment.upper) == (10, Decimal("17.98"))
    # seven over the mean with gaps between them
    chart = analyse(series(6, 7, None, 6, 7, None, 6, 7, 6, 2, 3, 2, None, 3, 2, 3))
    assert [run.points for run in chart.runs if run.rule == "shift"] == [(0, 1, 3, 4, 6, 7, 8)]
    # a trend with a gap in it
    trend = analyse(series(9, 12, 8, 11, 5, 6, 7, None, 8, 9, 10, 11, 9, 8))
    assert [run.points for run in trend.runs if run.rule == "trend"] == [(4, 5, 6, 8, 9, 10, 11)]


def test_nothing_crosses_a_rebase():
    values = [10, 12, 10, 12, 10, 11, 12, 13, 14, 15, 16, 17, 15, 17, 15, 16]
    whole, rebased = analyse(series(*values)), analyse(series(*values, rebase=(9,)))
    assert marked(whole, "trend") == list(range(4, 12))
    assert marked(whole, "shift")
    assert marked(rebased, "trend") == marked(rebased, "shift") == []
    assert [(s.start, s.stop, s.n) for s in rebased.segments] == [(0, 9, 9), (9, 16, 7)]
    # 111 / 7 = 15.86 with ranges 1 1 2 2 2 1, mean 1.5: the step from 14 to 15 is not among them
    assert rebased.segments[1].upper - rebased.segments[1].mean == pytest.approx(Decimal("3.99"))


def test_a_rebase_on_the_first_point_makes_no_empty_segment():
    assert len(analyse(series(1, 2, 3, rebase=(0,))).segments) == 1


def test_a_rebase_on_a_missing_value_begins_the_segment_there():
    chart = analyse(series(1, 2, None, 3, 4, rebase=(2,)))
    assert [(s.start, s.n) for s in chart.segments] == [(0, 2), (2, 2)]


def test_a_constant_series_has_limits_on_its_mean_and_no_signal():
    chart = analyse(series(*[7] * 24), "up", 7)
    (segment,) = chart.segments
    assert (segment.mean, segment.lower, segment.upper) == (7, 7, 7)
    assert not chart.runs
    assert (chart.variation, chart.assurance) == ("common", "passes")


def test_float_noise_is_not_a_signal():
    noisy = [Point(date(2024, 1, i + 1), value) for i, value in enumerate([0.3, 0.1 + 0.2, 3 * 0.1, 0.3, 0.6 / 2, 0.3] * 3)]
    chart = analyse(noisy)
    assert chart.segments[0].lower == chart.segments[0].upper == Decimal("0.3")
    assert not chart.runs


def test_limits_are_unknown_where_only_equal_values_stand_beside_one_another():
    # ranges 0 0 0, though the values differ: limits on the mean would call every value a signal
    chart = analyse(series(5, 5, None, 7, 7, None, 5, 5))
    (segment,) = chart.segments
    assert segment.mean is not None
    assert (segment.lower, segment.upper) == (None, None)
    assert not chart.runs


def test_a_shift_is_seen_without_limits():
    chart = analyse(series(*[5, None] * 7, *[9, None] * 7))
    assert chart.segments[0].upper is None
    assert [run.points for run in chart.runs] == [tuple(range(0, 14, 2)), tuple(range(14, 28, 2))]


def test_screening_drops_large_moving_ranges_once():
    # ranges: ten of 1, then 30 and 30; mean 70 / 12 = 5.83…, × 3.267 = 19.06: the two of 30 are dropped, mean 1
    values = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 41, 11, 12]
    plain, screened = analyse(series(*values)), analyse(series(*values), screen=True)
    assert screened.segments[0].upper - screened.segments[0].mean == Decimal("2.66")
    assert plain.segments[0].upper - plain.segments[0].mean > 15
    assert plain.segments[0].mean == screened.segments[0].mean
    # once: of ranges 1 ×9, 7, 7, 100 (123 / 12 × 3.267 = 33.5) only 100 goes, though 7 ≥ 23 / 11 × 3.267 = 6.83
    again = analyse(series(10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 18, 11, 111), screen=True)
    assert again.segments[0].upper - again.segments[0].mean == pytest.approx(Decimal("2.66") * 23 / 11)


def test_a_range_of_exactly_3_267_means_is_dropped():
    # 12 ranges of which 11 sum to 8.733 and one is 3.267: mean 1, so the last is exactly 3.267 × the mean
    values = [Decimal(0)]
    for i, step in enumerate([Decimal("0.793")] * 10 + [Decimal("0.803")]):
        values.append(values[-1] + step * (1 if i % 2 == 0 else -1))
    values.append(values[-1] + Decimal("3.267"))
    chart = analyse(series(*values), screen=True)
    assert chart.segments[0].upper - chart.segments[0].mean == pytest.approx(Decimal("2.66") * Decimal("8.733") / 11)


@pytest.mark.parametrize("values", [[5] * 12, [0, 0, 0, 0, 0, 0, 0, 3], [4, 4, 4, 4, 4, 4, 4, 4, 9, 9, 9, 9]])
def test_screening_never_drops_so_much_that_no_variation_is_left(values):
    plain, screened = analyse(series(*values)), analyse(series(*values), screen=True)
    assert plain.segments == screened.segments
    assert plain.points == screened.points


@pytest.mark.parametrize(
    ("tail", "improve", "variation"),
    [
        ((30,), "up", "improvement"),
        ((30,), "down", "concern"),
        ((30,), "neutral", "concern"),
        ((-10,), "up", "concern"),
        ((-10,), "down", "improvement"),
        ((30, 11), "down", "common"),  # the last value has no signal
        ((30, None), "down", "concern"),  # a missing value is not the last value
        ((11,), "neutral", "common"),
    ],
)
def test_variation_is_judged_by_the_last_value(tail, improve, variation):
    assert analyse(series(*[10, 12] * 8, *tail), improve).variation == variation


def test_signals_before_a_rebase_say_nothing_of_now():
    assert analyse(series(*[10, 12] * 8, 30, 11, rebase=(17,)), "down").variation == "common"
    assert analyse(series(*[10, 12] * 8, 30, None, rebase=(17,)), "down").variation == "common"


def test_a_trend_decides_over_a_shift_and_outside_over_both():
    # the last seven lie under the mean and rise
    rising = analyse(series(20, 21, 20, 21, 20, 21, 20, 21, 10, 11, 12, 13, 14, 15, 16), "up")
    assert {"shift", "trend"} <= set(rising.points[-1].signals)
    assert (rising.signal.rule, rising.variation) == ("trend", "improvement")
    assert rising.points[8].signals[0] == "outside"
    # from far under, one value that is outside however it rises
    low = analyse(series(*[20, 21] * 10, 1, 2, 3, 4, 5, 6, 7), "up")
    assert {"outside", "trend"} <= set(low.points[-1].signals)
    assert (low.signal.rule, low.variation) == ("outside", "concern")


@pytest.mark.parametrize(
    ("improve", "target", "assurance"),
    # limits 7.744 and 16.256
    [
        ("up", "7", "passes"),
        ("up", "7.744", "passes"),
        ("up", "7.75", "hit-and-miss"),
        ("up", "16.256", "hit-and-miss"),
        ("up", "16.257", "fails"),
        ("down", "17", "passes"),
        ("down", "16.256", "passes"),
        ("down", "12", "hit-and-miss"),
        ("down", "7.744", "hit-and-miss"),
        ("down", "7.7", "fails"),
        ("neutral", "7", None),
        ("up", None, None),
    ],
)
def test_assurance_is_judged_by_the_limits_against_the_target(improve, target, assurance):
    chart = analyse(series(10, 12, 11, 13, 12, 14), improve, None if target is None else Decimal(target))
    assert chart.assurance == assurance


def test_assurance_needs_limits_in_the_last_segment():
    assert analyse(series(*[10, 12] * 6, 11, rebase=(12,)), "up", 1).assurance is None


def test_without_points_there_is_an_empty_chart():
    chart = analyse([])
    assert (chart.points, chart.segments, chart.runs, chart.variation, chart.assurance) == ((), (), (), "common", None)


def test_two_values_of_one_day_stand_in_the_order_given():
    assert len(analyse([Point(date(2024, 1, 1), 1), Point(date(2024, 1, 1), 2)]).points) == 2


def test_the_last_value_is_the_last_that_is_not_missing():
    assert analyse(series(None, 5, 6, None)).last == 2
    assert analyse(series(5)).last == 0
    assert analyse(series(1, 2, 5, None, None, rebase=(2,))).last == 2
    assert analyse(series(1, 2, None, rebase=(2,))).last is None


def test_what_is_not_a_number_or_not_in_time_order_is_refused():
    for value in (float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999"), Decimal("1e-999999")):
        with pytest.raises(ValueError, match="number"):
            analyse([Point(date(2024, 1, 1), value)])
    with pytest.raises(ValueError, match="number"):
        analyse([], "up", float("nan"))
    with pytest.raises(ValueError, match="time order"):
        analyse([Point(date(2024, 2, 1), 1), Point(date(2024, 1, 1), 1)])
    with pytest.raises(ValueError, match="improve"):
        analyse([], "better")


def test_the_hash_changes_with_dates_values_and_rebases_and_with_nothing_else():
    points = series(6.4, 7, None)
    same = [Point(point.date, 6.40 if i == 0 else point.value, label="x") for i, point in enumerate(points)]
    assert data_hash(points) == data_hash(same) == data_hash(analyse(points, "up", 3).points)
    # Stored with what was acted upon: a new way of counting it would make every old decision look outdated.
    assert data_hash(points) == "cd795526d43ca3ab2e51505d7e7bcd76bbf02b8d863c2a6134b646f88b481118"
    others = [series(6.4, 7), series(6.4, 7, 0), series(6.4, None, 7), series(6.5, 7, None), series(6.4, 7, None, rebase=(1,))]
    assert len({data_hash(points), *map(data_hash, others)}) == 6
