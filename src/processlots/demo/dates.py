"""The demo's days, counted from the first day of the month that has begun."""

from __future__ import annotations

import calendar
import datetime

from processlots.kit.periods import today

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def month(ago: int) -> datetime.date:
    """The first day of the month that many months before the present one; below 0 it is still to come."""
    now = today()
    count = now.year * 12 + now.month - 1 - ago
    return datetime.date(count // 12, count % 12 + 1, 1)


def day(text: object) -> datetime.date | None:
    """A day as the data writes it: "14.20" is the 20th, fourteen months ago; "-3" the 1st in three months. Empty is none.

    Where the month is too short it is its last day.
    Nothing has happened later than today: what the present month's day would make so is today.
    """
    if text in (None, ""):
        return None
    months, _dot, number = str(text).partition(".")
    begins = month(int(months))
    found = begins.replace(day=min(int(number or 1), calendar.monthrange(begins.year, begins.month)[1]))
    return min(found, today()) if int(months) == 0 else found


def past(text: object) -> datetime.date:
    """As `day`, where the data must have one. Raises ValueError where it has none."""
    found = day(text)
    if found is None:
        raise ValueError("a day is missing in the data")
    return found


def year_end() -> datetime.date:
    """The last day of the year; of the next one where less than four months are left of this."""
    now = today()
    return datetime.date(now.year + (now.month > 8), 12, 31)


def spoken(date: datetime.date) -> str:
    """The day as a sentence has it: "31 december 2026"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
