"""Meetings of the person's forums, on "Min sida" and in the calendar (F-15, X-8)."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.mine.calendar_feed import Event, occasions
from processlots.apps.organisation.mine.page import Line, part
from processlots.apps.organisation.models import Appointment, Meeting, Person
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages
from processlots.kit.periods import STOCKHOLM, today
from processlots.kit.tables import written

BACK, SHOWN, FED = datetime.timedelta(days=60), 5, 200


def meetings_of(user: Any, since: datetime.date) -> Any:
    """Planned and held meetings of the forums that the person sits in."""
    who = standing(user)
    forums: set[int] = set().union(*(who.of(role, "forum") for role in Appointment.IN_FORUM))
    rows = access.visible(user, Meeting).filter(forum__in=forums, date__gte=since).exclude(state=Meeting.State.CANCELLED)
    return rows.select_related("forum").order_by("date", "begins", "pk")


@occasions
def meetings(user: Any, person: Person) -> list[Event]:
    """With times where they are known, else the whole day; the agenda is read by its address."""
    made = []
    for one in meetings_of(user, today() - BACK)[:FED]:
        start: datetime.date | datetime.datetime = one.date
        end = None
        if one.begins is not None:
            start = datetime.datetime.combine(one.date, one.begins, STOCKHOLM)
            end = datetime.datetime.combine(one.date, one.ends, STOCKHOLM) if one.ends is not None else None
        made.append(Event(f"meeting-{one.uid}", start, str(one.forum), pages.url_of(one), place=one.place, end=end, busy=True))
    return made


@part(40, "meetings", gettext_lazy("My meetings"))
def coming_meetings(user: Any, person: Person) -> list[Line]:
    """The next ones."""
    made = []
    for one in meetings_of(user, today())[:SHOWN]:
        when = written(one.date) + (_(" at %(time)s") % {"time": f"{one.begins:%H.%M}"} if one.begins is not None else "")
        made.append(Line(str(one.forum), pages.url_of(one), ". ".join(part for part in (when, one.place) if part)))
    return made
