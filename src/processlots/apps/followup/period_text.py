"""Periods as people and systems write them: 2026-03-14, 2026-03, 2026M03, mars 2026, 2026-T1, 2026K1, 2026-W05, 2025/26.

Free of Django: the command line reads files with it.
"""

from __future__ import annotations

import re
from datetime import date

from processlots.kit.charts.data import Kind

_MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Written with the year first or last: 2026-T1, 2026T1, T1 2026.
_PART = r"(?P<letter>[a-z.]+?) ?(?P<part>\d{1,2})"
_FORMS = [
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        rf"{_YEAR}-(?P<month>\d\d?)",
        rf"(?P<name>{_MONTHS})[a-z]*\.? {_YEAR}",
        rf"{_YEAR}[- ]?{_PART}",
        rf"{_PART} {_YEAR}",
        rf"{_YEAR}[/-](?P<next>\d\d|20\d\d)",
        _YEAR,
    )
]
# How the parts of a year are called: kind, and months in each.
_PARTS: dict[str, tuple[Kind, int]] = {
    **dict.fromkeys(("m",), ("month", 1)),
    **dict.fromkeys(("k", "q", "kv", "kvartal", "quarter"), ("quarter", 3)),
    **dict.fromkeys(("t", "tertial"), ("tertial", 4)),
    **dict.fromkeys(("h", "halvår", "half"), ("half", 6)),
}
_WEEKS = {"w", "v", "v.", "wk", "vecka", "week"}
SCHOOL_YEAR_BEGINS = 7


def read_period(text: str) -> tuple[date, Kind] | None:
    """First day and kind of the period that the text names, None where it names none (or a day that does not exist)."""
    text = " ".join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(text):
            try:
                period = _period(match.groupdict())
            except ValueError:
                period = None
            if period:
                return period
    return None


def _period(found: dict[str, str | None]) -> tuple[date, Kind] | None:
    year = int(found["year"] or 0)
    if found.get("day"):
        return date(year, int(found["month"] or 0), int(found["day"] or 0)), "day"
    if found.get("month"):
        return date(year, int(found["month"] or 0), 1), "month"
    if name := found.get("name"):
        month = next(i for i, form in enumerate(_MONTHS.split("|"), 1) if re.fullmatch(form, name, re.IGNORECASE))
        return date(year, month, 1), "month"
    if letter := found.get("letter"):
        part = int(found["part"] or 0)
        if letter.lower() in _WEEKS:
            return date.fromisocalendar(year, part, 1), "week"
        if letter.lower() not in _PARTS:
            return None
        kind, months = _PARTS[letter.lower()]
        return date(year, (part - 1) * months + 1, 1), kind
    if following := found.get("next"):
        return (date(year, SCHOOL_YEAR_BEGINS, 1), "school-year") if int(following) % 100 == (year + 1) % 100 else None
    return date(year, 1, 1), "year"
