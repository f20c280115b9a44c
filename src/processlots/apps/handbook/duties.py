"""Who is wanted for what of the handbook (HB-5, X-8)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook.models import Handbook, PageFeedback
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit.checks import told
from processlots.kit.periods import today

#: the handbooks are looked over every autumn (HB-3, HB-5)
FROM, DUE = (9, 1), (11, 30)


def model_managers() -> list[Person]:
    """Those who keep the model today."""
    held = Appointment.objects.at().filter(role=Appointment.Role.MODEL_MANAGER, state__in=Appointment.IN_FORCE)
    return [one.person for one in held.select_related("person").order_by("pk")]


def this_autumn(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the revision of the year."""
    return datetime.date(day.year, *FROM), datetime.date(day.year, *DUE)


@tasks.task(
    "handbook-revision", Handbook, title=_("Autumn revision of a handbook"), rows=lambda: Handbook.objects.filter(ended_on=None)
)
def look_it_over(row: Handbook) -> Iterator[Any]:
    """HB-5: every autumn, until it has been looked over this autumn. Who is responsible is wanted, else the model manager."""
    begins, due = this_autumn(today())
    done = row.looked_over_on is not None and row.looked_over_on >= begins
    if row.ended_on is not None or done or today() < begins:
        return
    for person in [row.responsible] if row.responsible is not None else model_managers():
        yield tasks.Wanted(person=person, text=told(_("Look over the handbook: %(book)s"), book=row.title_sv), due=due, about=row)


@tasks.task("page-feedback", PageFeedback, title=_("Feedback on pages"), rows=lambda: PageFeedback.objects.filter(state="new"))
def answer_the_feedback(row: PageFeedback) -> Iterator[Any]:
    """W-1: what somebody has written is read by somebody. A bare yes or no only counts."""
    if row.state == PageFeedback.State.NEW and row.text:
        for person in model_managers():
            yield tasks.Wanted(person=person, text=_("Read and answer feedback on a page"), asked_by=row.given_by, about=row)
