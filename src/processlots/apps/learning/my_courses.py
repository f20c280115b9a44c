"""What "Min sida" and the calendar show of learning: courses taken, and occasions signed up for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.learning.models import Occasion, TrainingRecord
from processlots.apps.organisation.mine.calendar_feed import Event, occasions
from processlots.apps.organisation.mine.page import Line, part
from processlots.apps.organisation.models import Person
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.periods import today
from processlots.kit.tables import written

SHOWN = 20


def _coming(user: Any, person: Person) -> Any:
    rows = access.visible(user, Occasion).filter(signups__person=person, state=Occasion.State.PLANNED, date__gte=today())
    return rows.select_related("course").order_by("date", "pk")[:SHOWN]


@part(70, "courses", gettext_lazy("My courses"), gettext_lazy("No course is written down for you yet."))
def courses_of_mine(user: Any, person: Person) -> list[Line]:
    """What is signed up for, then what is taken, the newest first."""
    made = [
        Line(one.course.name, url_of(one), _("You have signed up for %(day)s.") % {"day": written(one.date)}, mark="begun")
        for one in _coming(user, person)
    ]
    rows = access.visible(user, TrainingRecord).filter(person=person).select_related("course").order_by("-date", "-pk")
    for record in rows[:SHOWN]:
        until = " " + _("Valid until %(day)s.") % {"day": written(record.valid_until)} if record.valid_until else ""
        note = f"{record.get_result_display()}, {written(record.date)}.{until}"
        made.append(Line(record.course.name, url_of(record.course), note, mark="ok" if record.holds(today()) else "none"))
    return made


@occasions
def courses_to_come(user: Any, person: Person) -> list[Event]:
    """Occasions that the person has signed up for, as whole days."""
    return [
        Event(f"course-{one.uid}", one.date, one.course.name, url_of(one), one.time, one.place, busy=True)
        for one in _coming(user, person)
    ]
