"""Ticks are round and labels keep clear of one another."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processlots.kit.charts.scale import Box, free, spread, ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, "0 2 4 6 8 10"),
        (4.3, 14, "4 6 8 10 12 14"),
        (0, 0.6, "0 0.1 0.2 0.3 0.4 0.5 0.6"),
        (7, 7, "6 6.5 7 7.5 8"),
        (0, 0, "-1 -0.5 0 0.5 1"),
    ],
)
def test_ticks_are_round_and_hold_the_values(low, high, expected):
    assert [Decimal(tick) for tick in expected.split()] == ticks(low, high)


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_ticks_hold_any_range_in_few_steps(low, width):
    found = ticks(low, low + width)
    slack = 1e-6 * max(1, abs(low), width)
    assert float(found[0]) <= low + slack
    assert float(found[-1]) >= low + width - slack
    assert 3 <= len(found) <= 10
    assert len({b - a for a, b in pairwise(found)}) == 1


@given(st.lists(st.floats(0, 300), max_size=6))
def test_labels_are_spread_in_order_and_inside(wanted):
    placed = spread(wanted, 17, 20, 300)
    assert len(placed) == len(wanted)
    assert all(19.9 <= height <= 300.1 for height in placed)
    ordered = sorted(placed)
    assert all(b - a >= 16.9 for a, b in pairwise(ordered))
    for i, a in enumerate(wanted):
        for j, b in enumerate(wanted):
            if a < b:
                assert placed[i] < placed[j]


def test_labels_that_have_room_stay_where_they_belong():
    assert spread([100, 200, 60], 17, 20, 300) == [100, 200, 60]


def test_the_freest_place_is_taken_and_none_where_all_is_covered():
    inside = Box(0, 0, 100, 100)
    places = [(Box(0, 0, 10, 10), "a"), (Box(20, 0, 30, 10), "b"), (Box(40, 0, 50, 10), "c"), (Box(95, 0, 105, 10), "d")]
    assert free(places, [places[0][0]], [places[1][0]], inside)[1] == "c"
    assert free(places, [places[0][0]], [], inside)[1] == "b"
    assert free(places, [inside], [], inside) is None
