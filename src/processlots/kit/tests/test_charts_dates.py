"""Periods and figures are written as people here write them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from processlots.kit.charts.axis import axis_ticks
from processlots.kit.charts.dates import guess, number, period_name, places, short_name


@pytest.mark.parametrize(
    ("kind", "day", "long", "short", "english"),
    [
        ("day", date(2026, 3, 14), "14 mars 2026", "14 mar 2026", "14 March 2026"),
        ("week", date(2025, 12, 29), "vecka 1 2026", "v. 1 2026", "week 1 2026"),
        ("month", date(2026, 5, 1), "maj 2026", "maj 2026", "May 2026"),
        ("tertial", date(2026, 9, 1), "tertial 3 2026", "T3 2026", "third 3 2026"),
        ("quarter", date(2026, 10, 1), "kvartal 4 2026", "K4 2026", "quarter 4 2026"),
        ("half", date(2026, 7, 1), "halvår 2 2026", "H2 2026", "half-year 2 2026"),
        ("year", date(2026, 1, 1), "2026", "2026", "2026"),
        ("school-year", date(2099, 7, 1), "läsåret 2099/00", "2099/00", "school year 2099/00"),
    ],
)
def test_a_period_has_a_long_and_a_short_name(kind, day, long, short, english):
    assert period_name(day, kind) == long
    assert short_name(day, kind) == short
    assert period_name(day, kind, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        ("1234567.5", 1, "1\u00a0234\u00a0567,5", "1,234,567.5"),
        ("-0.25", 1, "\u22120,3", "\u22120.3"),
        ("-0.04", 1, "0,0", "0.0"),
        ("7", 0, "7", "7"),
        ("6.4", 2, "6,40", "6.40"),
    ],
)
def test_figures_have_decimal_comma_in_swedish_and_point_in_english(value, decimals, swedish, english):
    assert number(Decimal(value), decimals) == swedish
    assert number(Decimal(value), decimals, "en") == english


def test_places_show_values_as_given_and_no_more_than_three():
    assert places([Decimal("6.40"), Decimal(7)]) == 1
    assert places([Decimal(700)]) == 0
    assert places([Decimal("0.12345")]) == 3
    assert places([]) == 0


@pytest.mark.parametrize(
    ("months", "kind"),
    [
        ([1, 2, 3], "month"),
        ([1, 4], "quarter"),
        ([1, 5, 9], "tertial"),
        ([1, 7], "half"),
        ([1, 1], "year"),
        ([3], "month"),
        ([], "day"),
    ],
)
def test_the_kind_of_period_is_guessed_from_first_days(months, kind):
    assert guess([date(2026 + i, month, 1) for i, month in enumerate(months)]) in ({kind} if months else {"week", "day"})


def test_mondays_are_weeks_and_other_days_are_days():
    assert guess([date(2026, 1, 5), date(2026, 1, 12)]) == "week"
    assert guess([date(2026, 1, 5), date(2026, 1, 13)]) == "day"


def test_as_many_periods_are_named_as_have_room_and_the_year_where_it_changes():
    days = [date(2024 + (10 + i) // 12, (10 + i) % 12 + 1, 1) for i in range(24)]
    wide = axis_ticks(days, "month", "sv", 80)
    assert [name for _, name, _ in wide][:4] == ["nov", "dec", "jan", "feb"]
    narrow = axis_ticks(days, "month", "sv", 30.7)
    assert [(i, name, year) for i, name, year in narrow][:4] == [
        (0, "nov", "2024"),
        (2, "jan", "2025"),
        (4, "mar", ""),
        (6, "maj", ""),
    ]
    assert [year for _, _, year in narrow if year] == ["2024", "2025", "2026"]
    assert [name for _, name, _ in axis_ticks(days, "month", "sv", 10)] == ["jan", "jul", "jan", "jul"]


@pytest.mark.parametrize("kind", ["day", "week", "month", "tertial", "quarter", "half", "year", "school-year"])
@pytest.mark.parametrize("n", [1, 2, 5, 60, 400])
def test_names_under_the_axis_never_run_into_one_another(kind, n):
    days = [date.fromordinal(date(1990, 1, 1).toordinal() + 7 * i) for i in range(n)]
    pitch = 740 / n
    named = axis_ticks(days, kind, "sv", pitch)
    assert named
    for (a, name, _), (b, other, _) in pairwise(named):
        assert (b - a) * pitch > (len(name) + len(other)) / 2 * 7
