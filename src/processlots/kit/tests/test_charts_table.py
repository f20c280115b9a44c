"""The twin in words holds what the picture shows."""

from decimal import Decimal

from processlots.kit.charts import describe, key, signal_words, table
from processlots.kit.charts import table as table_of
from processlots.kit.charts.table import _NAMES, _SAY
from processlots.kit.tests.charts_data import Part, monthly


def test_the_table_is_newest_first_with_every_period_value_and_signal():
    chart = monthly(8, 9.5, None, 7, runs=[("outside", (1,), "up"), ("shift", (0, 1, 3), "up")])
    header, rows = table(chart, kind="month", unit="veckor")
    assert header == ["Period", "Veckor", "Signal"]
    assert rows == [
        ["feb 2025", "7,0", "Skifte, 3 av 3"],
        ["jan 2025", "saknas", ""],
        ["dec 2024", "9,5", "Utanför gränserna; Skifte, 2 av 3"],
        ["nov 2024", "8,0", "Skifte, 1 av 3"],
    ]
    header, rows = table(chart, "en", kind="month")
    assert header == ["Period", "Value", "Signal"]
    assert rows[1:3] == [["Jan 2025", "missing", ""], ["Dec 2024", "9.5", "Outside the limits; Shift, 2 of 3"]]


def test_a_rebase_stands_in_the_table():
    chart = monthly(8, 9, 7)
    chart.segments = [Part(0, 2, 2), Part(2, 3, 1)]
    assert table_of(chart, kind="month")[1][0] == ["jan 2025", "7", "Nya gränser härifrån"]


def test_a_point_that_ends_one_trend_and_begins_the_next_has_both():
    chart = monthly(*range(5), runs=[("trend", (0, 1, 2), "up"), ("trend", (2, 3, 4), "down")])
    assert signal_words(chart, 2) == ["Trend, 3 av 3", "Trend, 1 av 3"]


def test_the_description_tells_period_limits_target_and_signals():
    runs = [("outside", (1,), "up"), ("shift", (2, 3), "down"), ("trend", (2, 3), "up"), ("two-of-three", (4, 5), "down")]
    chart = monthly(8, 13.1, 7, 7, 6, 6, limits=(5, 8, 11), provisional=True, target=8, runs=runs)
    assert describe(chart, kind="month") == (
        "6 värden från november 2024 till april 2025. Medel 8,0. Vanlig variation är 5,0 till 11,0. Gränserna är preliminära. "
        "Målet är högst 8. Utanför gränserna: december 2024. Skifte nedåt från januari 2025, 2 i rad under medel. "
        "Trend uppåt från januari 2025, 2 i rad. Nära nedre gränsen: mars 2025, april 2025."
    )


def test_the_description_tells_each_segment():
    chart = monthly(8, 9, 7, 6)
    chart.segments = [Part(0, 2, 2, Decimal(8), Decimal(5), Decimal(11)), Part(2, 4, 2, Decimal(6), Decimal(-1), Decimal(9))]
    assert describe(chart, kind="month") == (
        "4 värden från november 2024 till februari 2025. Medel 8,0. Vanlig variation är 5,0 till 11,0. "
        "Från januari 2025: Medel 6,0. Vanlig variation är upp till 9,0. Inga signaler."
    )


def test_the_description_of_little_is_short():
    assert describe(monthly()) == "Inga värden."
    assert describe(monthly(None, None)) == "Inga värden."
    assert describe(monthly(5), kind="month") == "Ett värde, november 2024. Inga signaler."
    assert describe(monthly(5, 5, limits=(5, 5, 5)), "en", kind="month") == (
        "2 values from November 2024 to December 2024. All values are 5. No signals."
    )


def test_large_whole_numbers_get_no_decimals_in_their_limits():
    assert "Medel 12\u00a0001. Vanlig variation är 11\u00a0900 till 12\u00a0101." in describe(
        monthly(12000, 12002, limits=("11900.4", "12000.6", "12100.8"))
    )


def test_a_lower_limit_of_zero_or_less_is_told_only_where_values_are_negative():
    assert "upp till 4,0" in describe(monthly(1, 0, limits=(0, 1, 4)))
    assert "0,1 till 4,0" in describe(monthly(1, 0, limits=("0.1", 1, 4)))
    assert "0,0 till 4,0" in describe(monthly(1, -1, limits=(0, 1, 4)))
    assert "0,0 till 4,0" in describe(monthly(1, 0, limits=(0, 1, 4), target=-1))


def test_limits_have_the_decimals_of_the_values_and_whole_small_values_one():
    assert "Medel 999,5." in describe(monthly(999, 999, limits=(900, "999.46", 1100)))
    assert "Medel 1\u00a0000." in describe(monthly(1000, 999, limits=(900, "999.5", 1100)))
    assert "Medel 1,235." in describe(monthly("1.001", 2, limits=(1, "1.2346", 2)))


def test_an_unknown_kind_of_period_is_guessed():
    chart = monthly(1, 2)
    assert table(chart)[1] == table(chart, kind="month")[1]
    assert describe(chart) == describe(chart, kind="month")
    assert table(chart, kind="day")[1][0][0] == "1 dec 2024"
    assert "1 november 2024" in describe(chart, kind="day")


def test_the_key_shows_what_is_in_the_picture():
    assert [word for _, word in key(monthly(1, 2))] == ["värde"]
    marks = key(monthly(1, 2, limits=(0, 1, 2), runs=[("trend", (0, 1), "up")]), "en")
    assert [word for _, word in marks] == ["value", "trend", "tinted band: common variation"]
    assert all(mark.startswith("<svg") and "style" not in mark for mark, _ in marks[:2])


def test_both_languages_have_the_same_words():
    for words in (_SAY, _NAMES):
        assert words["sv"].keys() == words["en"].keys()
