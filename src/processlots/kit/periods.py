"""Periods of two inclusive dates, an open end being null; compared only here."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> datetime.date:
    """The date in Sweden now; what "today" means everywhere in the product."""
    return datetime.datetime.now(STOCKHOLM).date()


class PeriodQuerySet(models.QuerySet):
    """Rows with a period."""

    def at(self, day: datetime.date | None = None) -> PeriodQuerySet:
        """Rows whose period holds the day (today where none is given)."""
        return self.filter(covers(day or today()))


def covers(day: datetime.date, prefix: str = "") -> models.Q:
    """The condition that a period holds the day; `prefix` reaches it from another table ("appointments__")."""
    begun = models.Q(**{f"{prefix}valid_from__lte": day})
    return begun & (models.Q(**{f"{prefix}valid_to__isnull": True}) | models.Q(**{f"{prefix}valid_to__gte": day}))


class Period(models.Model):
    """Valid from one date to another, both included."""

    valid_from = models.DateField(_("valid from"), default=today)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_period_in_order",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("The end comes before the beginning. Change one of the dates."),
            )
        ]

    def holds(self, day: datetime.date) -> bool:
        """True if the day lies in the period."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
