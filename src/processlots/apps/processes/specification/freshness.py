"""When the living documents were last looked over, and when they shall be (S0-5, D-1, D-6, V-20).

    @living("follow_up_plan", order=20, title=_("Follow-up plan"), place="uppfoljningsplan")
    def a_follow_up_plan(process):                 # the day when the process got one, None where it has none
        return …

Apps that hold a document register it, so that this one need not know them.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import Process, ReviewInterval
from processlots.kit.pages import url_of
from processlots.kit.periods import STOCKHOLM

#: the field of the process that holds the day of the last review
FIELDS = {"specification": "reviewed_on", "follow_up_plan": "plan_reviewed_on", "activity_plan": "actions_reviewed_on"}


@dataclass(frozen=True)
class Living:
    """A living document of a process. `place`: the word of its address; `since`: when the process got it, or None."""

    key: str
    order: int
    title: Any
    place: str
    since: Callable[[Process], datetime.date | None]

    @property
    def field(self) -> str:
        """Where the process keeps the day of the last review."""
        return FIELDS[self.key]

    def reviewed_on(self, process: Process) -> datetime.date | None:
        """The last review."""
        found: datetime.date | None = getattr(process, self.field)
        return found

    def url(self, process: Process) -> str:
        """The page where it is read."""
        return f"{url_of(process)}{'' if self.key == 'specification' else self.place + '/'}"


_living: dict[str, Living] = {}


def living(key: str, *, order: int, title: Any, place: str) -> Callable[..., Any]:
    """Register a living document; its key is one of FIELDS."""

    def keep(since: Callable[[Process], datetime.date | None]) -> Any:
        _living[key] = Living(key, order, title, place, since)
        return since

    return keep


def documents() -> list[Living]:
    """The living documents in order."""
    return sorted(_living.values(), key=lambda one: one.order)


def at(place: str) -> Living | None:
    """The document of an address."""
    return next((one for one in _living.values() if one.place == place), None)


@living("specification", order=10, title=gettext_lazy("Process specification"), place="specifikation")
def a_specification(process: Process) -> datetime.date | None:
    """It begins with the decision that made the process part of the register."""
    return process.inventory_decision.date if process.inventory_decision is not None else None


def begun(rows: models.QuerySet[Any]) -> datetime.date | None:
    """The day when the first of these rows was made, which its uid tells (UUID version 7)."""
    uid = rows.order_by("pk").values_list("uid", flat=True).first()
    if uid is None:
        return None
    return datetime.datetime.fromtimestamp((uid.int >> 80) / 1000, STOCKHOLM).date()


@dataclass(frozen=True)
class Interval:
    """Months between reviews, and how many days before the day a reminder comes."""

    months: int = ReviewInterval.MONTHS
    remind_days: int = ReviewInterval.REMIND_DAYS


def intervals() -> dict[str, Interval]:
    """Document → its interval, as the model manager has set it; twelve months where nothing is set."""
    found = {one: Interval() for one in ReviewInterval.Document.values}
    for document, months, days in ReviewInterval.objects.order_by("pk").values_list("document", "months", "remind_days"):
        found[document] = Interval(months, days)
    return found


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due(process: Process, document: Living, interval: Interval) -> datetime.date | None:
    """The day by which the document shall be looked over again; None where the process has no such document yet."""
    last = document.reviewed_on(process) or document.since(process)
    return None if last is None else months_after(last, interval.months)
