"""Registering values: one way in for the page, pastes, files and the API. A correction is a new row (DESIGN 6)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from processlots.apps.followup import keeping
from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.followup.period_text import read_period
from processlots.kit import history

_MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half": 6}


def period_start(day: datetime.date, every: str) -> datetime.date:
    """The first day of the measure's period that holds the day."""
    if every == Measure.Every.DAY:
        return day
    if every == Measure.Every.WEEK:
        return day - datetime.timedelta(days=day.weekday())
    if every == Measure.Every.YEAR:
        return day.replace(month=1, day=1)
    if every == Measure.Every.SCHOOL_YEAR:
        return datetime.date(day.year if day.month >= 7 else day.year - 1, 7, 1)
    months = _MONTHS[every]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def next_period(day: datetime.date, every: str) -> datetime.date:
    """The first day of the period after the one that holds the day."""
    steps = {"day": 1, "week": 7, "month": 31, "quarter": 93, "tertial": 124, "half": 185, "year": 366, "school_year": 366}
    begun = period_start(day, every)
    # A step of the longest possible period, back to its beginning: February and leap years need no table.
    return period_start(begun + datetime.timedelta(days=steps[every]), every)


def read_day(text: str, every: str) -> datetime.date | None:
    """The period that a text names ("2026-03", "mars 2026", "2026 K1"), as the first day of the measure's period."""
    found = read_period(text)
    return None if found is None else period_start(found[0], every)


@dataclass(frozen=True)
class Given:
    """A value to register; None is a missing value."""

    day: datetime.date
    value: Decimal | None
    comment: str = ""
    source: str = ""
    unit: int | None = None
    sex: str = ""
    status: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def key(self) -> tuple[datetime.date, int | None, str]:
        """What there is one present value of."""
        return self.day, self.unit, self.sex


def register(measure: Measure, given: Sequence[Given], user: Any, batch: Any = None) -> tuple[int, int, int]:
    """Register values in one transaction. Returns how many were new, how many corrected, how many were there already.

    A correction supersedes the present row; nothing is overwritten, nothing is registered twice.
    """
    new = corrected = same = 0
    given = list({one.key: one for one in given}.values())  # the last word about a period counts
    with transaction.atomic():
        Measure.objects.select_for_update().get(pk=measure.pk)
        rows = Measurement.objects.filter(measure=measure, current=True)
        present = {(row.period_start, row.unit_id, row.sex): row for row in rows}
        made: list[Measurement] = []
        superseded: list[Measurement] = []
        for one in given:
            old = present.get(one.key)
            if old is not None and old.value == one.value and (not one.comment or old.comment == one.comment):
                same += 1
                continue
            if old is not None:
                old.current = False
                superseded.append(old)
            status = Measurement.Status.VALUE if one.value is not None else one.status or Measurement.Status.MISSING
            row = Measurement(
                measure=measure, period_start=one.day, unit_id=one.unit, sex=one.sex, value=one.value, status=status,
                numerator=one.numerator, denominator=one.denominator,
                comment=one.comment, source=one.source, batch=batch, supersedes=old,
                registered_by=user if getattr(user, "pk", None) else None,
            )  # fmt: skip
            made.append(row)
            new, corrected = new + (old is None), corrected + (old is not None)
        history.bulk_update(superseded, ["current"])
        history.bulk_create(Measurement, made)
        keeping.measure_changed(measure)
    return new, corrected, same
