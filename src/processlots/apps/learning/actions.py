"""Recording courses, and keeping facilitator status with them."""

from __future__ import annotations

from django.db import transaction

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit.periods import today


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
            person=person, role=Appointment.Role.FACILITATOR, valid_to=None, state__in=Appointment.IN_FORCE
        )
        if now and not open_ones.exists():
            Appointment.objects.create(
                person=person, role=Appointment.Role.FACILITATOR, state=Appointment.State.DECIDED, valid_from=today()
            )
        elif not now:
            for one in open_ones:
                one.state, one.valid_to = Appointment.State.ENDED, max(today(), one.valid_from)
                one.save()
    return now
