"""Recording courses, and keeping facilitator status with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.kit import access, history, locking
from processlots.kit.periods import today

FACILITATOR = Appointment.Role.FACILITATOR


def trained(person: Person) -> bool:
    """True if the person has taken every course that a facilitator needs (UT-3); false where none is defined."""
    needed = set(Course.objects.filter(for_facilitators=True).values_list("pk", flat=True))
    taken = set(TrainingRecord.objects.filter(person=person).values_list("course", flat=True))
    return bool(needed) and needed <= taken


def keep_status(person: Person) -> bool:
    """Give or end the facilitator appointment by what the records say. Returns the status."""
    with transaction.atomic():
        now = trained(person)
        open_ones = Appointment.objects.select_for_update().filter(
            person=person, role=FACILITATOR, valid_to=None, state__in=Appointment.IN_FORCE
        )
        if now and not open_ones.exists():
            Appointment.objects.create(person=person, role=FACILITATOR, state=Appointment.State.DECIDED, valid_from=today())
        elif not now:
            for one in open_ones:
                one.state, one.valid_to = Appointment.State.ENDED, max(today(), one.valid_from)
                one.save()
    cache.delete("facilitator")
    return now


def keep_all(people: Iterable[int] = ()) -> None:
    """Keep the status of these people, or of everybody whom a change of the needed courses may touch."""
    wanted = set(people)
    if not wanted:
        wanted |= set(TrainingRecord.objects.values_list("person", flat=True))
        wanted |= set(Appointment.objects.at().filter(role=FACILITATOR).values_list("person", flat=True))
    for person in Person.objects.filter(pk__in=wanted).order_by("pk"):
        keep_status(person)


def set_area(appointment: Appointment, area: Unit | None, user: Any) -> Appointment:
    """Let a facilitator be asked first by this part of the organisation (R-7). Raises PermissionDenied."""
    access.demand(user, "change", TrainingRecord)
    with transaction.atomic():
        row = locking.hold(Appointment, appointment.pk, None)
        with history.act(_("The area of %(person)s was changed") % {"person": row.person}, user=user):
            row.scope = area
            row.save()
    cache.delete("facilitator")
    return row
