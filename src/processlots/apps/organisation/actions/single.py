"""Roles that one person has at a time (R-2, R-4): room for the next under a lock, and the decision that gives the role."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment, Decision, Person, Unit
from processlots.kit import checks, locking, states
from processlots.kit.periods import covers, today
from processlots.kit.tables import written

DAY = datetime.timedelta(days=1)


class AlreadyOne(states.Refused):
    """Somebody has the role already (V-11); `present` is that appointment."""

    def __init__(self, present: Appointment) -> None:
        said = _("%(person)s is %(role)s already, and there can only be one. Let that appointment end when the new one begins.")
        super().__init__(said % {"person": present.person, "role": present.get_role_display()})
        self.present = present


def overlapping(
    scope: models.Model, role: str, begins: datetime.date, ends: datetime.date | None
) -> models.QuerySet[Appointment]:
    """The appointments to the role in force on any day of the period."""
    kind = ContentType.objects.get_for_model(scope)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=scope.pk, role=role, state__in=Appointment.IN_FORCE)
    rows = rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=begins))
    return rows if ends is None else rows.filter(valid_from__lte=ends)


def make_room(scope: models.Model, role: str, begins: datetime.date, ends: datetime.date | None, *, ends_present: bool) -> None:
    """End whoever has the role in the period, or raise AlreadyOne. The scope is locked by the caller."""
    for present in overlapping(scope, role, begins, ends).select_related("person").select_for_update(of=("self",), no_key=True):
        if not ends_present:
            raise AlreadyOne(present)
        finish(present, begins - DAY)


def finish(row: Appointment, last: datetime.date, reason: str = "") -> None:
    """Let `last` be the last day; one that has not begun by then never comes into force."""
    if last < row.valid_from:
        row.state, row.valid_to = Appointment.State.ENDED, row.valid_from
    elif row.valid_to is None or last < row.valid_to:
        row.valid_to = last
    row.ended_reason = reason or row.ended_reason
    row.save()


def decide(
    row: Appointment,
    user: Any,
    *,
    text: str = "",
    capacity: str = "",
    diary_number: str = "",
    valid_from: datetime.date | None = None,
    ends_present: bool = False,
) -> None:
    """What deciding a proposal does besides its state. Raises states.Refused (V-9, V-11)."""
    scope: Any = row.scope
    # Appointments before their process, in the order that every act on them locks.
    list(overlapping(scope, row.role, valid_from or row.valid_from, row.valid_to).select_for_update(no_key=True))
    scope = locking.hold(type(scope), scope.pk, None)
    if stopping := checks.blocking(scope, f"appoint_{row.role}"):
        raise states.Refused(_("Something must be mended first."), stopping)
    row.valid_from = valid_from or row.valid_from
    if row.valid_to is not None and row.valid_to < row.valid_from:
        said = _("The last day, %(date)s, comes before the first. Change the day from which it holds.")
        raise states.Refused(said % {"date": written(row.valid_to)})
    make_room(scope, row.role, row.valid_from, row.valid_to, ends_present=ends_present)
    words = _("%(person)s was appointed %(role)s of %(process)s")
    said = words % {"person": row.person, "role": row.get_role_display(), "process": scope}
    row.decision = Decision.take(
        scope, text=text or said, date=today(), by=user.person, capacity=capacity, forum=row.forum, diary_number=diary_number
    )


def resource_owner_of(person: Person) -> Person | None:
    """The manager who lends the person's time (R-6): the nearest from the person's unit upwards that is somebody else."""
    return manager_of(person.unit, without=person)


def manager_of(unit: Unit | None, without: Person | None = None) -> Person | None:
    """The nearest manager from the unit upwards (R-28)."""
    if unit is None:
        return None
    above = unit.ancestor_ids()
    rows = Appointment.objects.filter(
        covers(today()), role=Appointment.Role.MANAGER, state__in=Appointment.IN_FORCE,
        scope_type=ContentType.objects.get_for_model(Unit), scope_id__in=above,
    )  # fmt: skip
    found = {one.scope_id: one.person for one in rows.select_related("person") if without is None or one.person_id != without.pk}
    return next((found[pk] for pk in reversed(above) if pk in found), None)
