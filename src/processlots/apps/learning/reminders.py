"""Reminders about learning: orientation of new owners and leaders, courses to take again, participants to write down (X-8)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.learning.checks import MONTHS, SOON, new_without_orientation
from processlots.apps.learning.facilitators import in_force
from processlots.apps.learning.models import Occasion, months_after
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.tasks import Wanted, task
from processlots.kit.checks import told
from processlots.kit.periods import covers, today

LIST = "/processhandledare/"


def nearest(unit: Unit | None) -> Person | None:
    """The facilitator in the area: whose area lies nearest above the unit, else one for the whole municipality (R-7)."""
    kind = ContentType.objects.get_for_model(Unit)
    rows = [row for row in in_force().order_by("pk") if row.person.left is None]
    by_area = {row.scope_id: row.person for row in reversed(rows) if row.scope_type_id == kind.pk}
    for pk in reversed(unit.ancestor_ids() if unit is not None else []):
        if pk in by_area:
            return by_area[pk]
    return next((row.person for row in rows if row.scope_id is None), rows[0].person if rows else None)


def _single() -> models.QuerySet[Appointment]:
    rows = Appointment.objects.filter(covers(today()), role__in=Appointment.SINGLE, state__in=Appointment.IN_FORCE)
    from processlots.apps.learning.models import TrainingRecord

    oriented = TrainingRecord.objects.filter(course__for_owners=True, result=TrainingRecord.Result.PASSED).values("person")
    return rows.exclude(person__in=oriented).select_related("person__unit", "scope_type")


@task("orientation", Appointment, title=_("Orientation for owners and leaders"), rows=_single)
def contact_a_facilitator(row: Appointment) -> Iterator[Wanted]:
    """S2-5, S3-5, UT-5, V-53: who is new in the role contacts the facilitator in the area."""
    if not new_without_orientation(row):
        return
    facilitator = nearest(row.person.unit)
    due = months_after(row.valid_from, MONTHS)
    text = (
        told(_("You are new as %(role)s: contact %(facilitator)s and take the orientation"), role=row.get_role_display(),
             facilitator=facilitator)
        if facilitator is not None
        else told(_("You are new as %(role)s: take the orientation"), role=row.get_role_display())
    )  # fmt: skip
    yield Wanted(person=row.person, text=text, due=due, url=LIST, about=row.scope)


def _ending() -> models.QuerySet[Appointment]:
    return in_force().filter(valid_to__isnull=False)


@task("facilitator-ends", Appointment, title=_("Facilitators' courses to take again"), rows=_ending)
def take_the_course_again(row: Appointment) -> Iterator[Wanted]:
    """UT-3: before a needed course stops to be valid."""
    if row.role != Appointment.Role.FACILITATOR or row.over or row.valid_to is None or row.state not in Appointment.IN_FORCE:
        return
    if row.valid_to <= today() + SOON:
        text = told(_("You are a process facilitator until %(date)s. Take the course again before that."), date=row.valid_to)
        yield Wanted(
            person=row.person, text=text, due=row.valid_to, url=f"/personer/{row.person.key}/#training", about=_("Courses")
        )


def _been() -> models.QuerySet[Occasion]:
    return Occasion.objects.filter(state=Occasion.State.PLANNED, date__lt=today()).select_related("course")


@task("participants", Occasion, title=_("Participants to write down"), rows=_been)
def write_down_who_came(row: Occasion) -> Iterator[Wanted]:
    """UT-6: when it has been, each model manager is reminded of the participants."""
    if row.state != Occasion.State.PLANNED or (row.last_date or row.date) >= today():
        return
    managers = Appointment.objects.filter(covers(today()), role=Appointment.Role.MODEL_MANAGER, state__in=Appointment.IN_FORCE)
    for one in managers.select_related("person"):
        due = (row.last_date or row.date) + datetime.timedelta(days=14)
        yield Wanted(person=one.person, text=_("Write down who took part"), due=due, url=f"/kurstillfallen/{row.key}/deltagare/")
