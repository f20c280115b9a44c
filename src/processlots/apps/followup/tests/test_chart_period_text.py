"""Periods are read as people and systems write them."""

from datetime import date

import pytest

from processlots.apps.followup.period_text import read_period


@pytest.mark.parametrize(
    ("text", "day", "kind"),
    [
        ("2026-03-14", date(2026, 3, 14), "day"),
        (" 2026-03-14 ", date(2026, 3, 14), "day"),
        ("20260314", date(2026, 3, 14), "day"),
        ("2026-03-14 00:00:00", date(2026, 3, 14), "day"),
        ("2026-03-14T00:00", date(2026, 3, 14), "day"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("2026-3", date(2026, 3, 1), "month"),
        ("2026M03", date(2026, 3, 1), "month"),
        ("mars 2026", date(2026, 3, 1), "month"),
        ("Maj 2026", date(2026, 5, 1), "month"),
        ("okt. 2026", date(2026, 10, 1), "month"),
        ("October 2026", date(2026, 10, 1), "month"),
        ("2026-T2", date(2026, 5, 1), "tertial"),
        ("T3 2026", date(2026, 9, 1), "tertial"),
        ("Tertial 1 2026", date(2026, 1, 1), "tertial"),
        ("2026K4", date(2026, 10, 1), "quarter"),
        ("2026-Q2", date(2026, 4, 1), "quarter"),
        ("kvartal 3 2026", date(2026, 7, 1), "quarter"),
        ("2026-H2", date(2026, 7, 1), "half"),
        ("2026-W01", date(2025, 12, 29), "week"),
        ("2026v53", date(2026, 12, 28), "week"),
        ("vecka 5 2026", date(2026, 1, 26), "week"),
        ("2026", date(2026, 1, 1), "year"),
        ("2025/26", date(2025, 7, 1), "school-year"),
        ("2025/2026", date(2025, 7, 1), "school-year"),
        ("2099/00", date(2099, 7, 1), "school-year"),
    ],
)
def test_a_period_is_its_first_day_and_its_kind(text, day, kind):
    assert read_period(text) == (day, kind)


@pytest.mark.parametrize(
    "text",
    [
        "", "nyss", "2026-13", "2026-00", "2026-02-30", "14/3/2026", "03-14-2026", "2026-T4", "2026-K0", "2026-K5", "2026-H3",
        "2025v53", "2026-W00", "2026-X1", "2025/27", "26-03", "0026", "2026-03-14 10:20", "２０２６", "mars", "2026-03-14x",
        "202603", "9999",
    ],
)  # fmt: skip
def test_what_is_no_period_is_none(text):
    assert read_period(text) is None
