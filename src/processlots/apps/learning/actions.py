"""Recording courses, keeping facilitator status with them, and signing up (UT-3, UT-6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.learning import status
from processlots.apps.learning.models import Course, Occasion, SignUp, TrainingRecord
from processlots.apps.learning.status import trained
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.standing import forget, standing
from processlots.kit import access, checks, history, locking, states
from processlots.kit.periods import today

__all__ = ["keep_all", "keep_status", "record", "set_area", "sign_off", "sign_up", "trained"]

FACILITATOR = Appointment.Role.FACILITATOR
#: so many names at most are read from one paste
MOST = 300


def keep_status(person: Person) -> bool:
    """Give or end the facilitator appointment by what the records say. Returns the status.

    The appointment's last day is the last on which everything is valid, so the gate (V-40) closes by itself that night.
    """
    with transaction.atomic():
        now = status.of(person)
        rows = Appointment.objects.select_for_update(no_key=True).filter(
            person=person, role=FACILITATOR, state__in=Appointment.IN_FORCE
        )
        present = [one for one in rows.order_by("valid_from", "pk") if not one.over]
        if now.trained:
            for one in present or [
                Appointment(person=person, role=FACILITATOR, state=Appointment.State.DECIDED, valid_from=today())
            ]:
                if one.pk is None or one.valid_to != now.until:
                    one.scope = one.scope if one.pk else _last_area(person)
                    one.valid_to = now.until
                    one.save()
        else:
            for one in present:
                one.state, one.valid_to = Appointment.State.ENDED, max(today(), one.valid_from)
                one.ended_reason = _("Missing: %(what)s") % {"what": ", ".join(now.missing)}
                one.save()
    cache.delete("facilitator")
    if person.user is not None:
        forget(person.user)
    return now.trained


def _last_area(person: Person) -> Any:
    """The area that the person had when last a facilitator."""
    last = Appointment.objects.filter(person=person, role=FACILITATOR).order_by("-valid_from", "-pk").first()
    return last.scope if last is not None else None


def keep_all(people: Iterable[int] = ()) -> None:
    """Keep the status of these people, or of everybody whom a change of the needed courses may touch."""
    wanted = set(people)
    if not wanted:
        wanted |= set(TrainingRecord.objects.values_list("person", flat=True))
        wanted |= set(Appointment.objects.at().filter(role=FACILITATOR).values_list("person", flat=True))
    for person in Person.objects.filter(pk__in=wanted).order_by("pk"):
        keep_status(person)


def taken(person: Person) -> None:
    """What follows from a person's records: facilitator status, and whether an owner or leader still waits for orientation."""
    keep_status(person)
    for row in Appointment.objects.at().filter(person=person, role__in=Appointment.SINGLE, state__in=Appointment.IN_FORCE):
        checks.refresh(row)
        tasks.refresh(row)


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


def sign_up(occasion: Occasion, person: Person, user: Any) -> SignUp:
    """A person signs up, or the model manager signs somebody up.

    Raises PermissionDenied, or states.Refused (full, begun, cancelled, signed up already); then nothing has changed.
    """
    with transaction.atomic():
        row = locking.hold(Occasion, occasion.pk, None)
        _demand_own(user, person, row)
        if not row.open:
            raise states.Refused(_("It is too late to sign up, or the occasion is cancelled. Look for another occasion."))
        if row.signups.filter(person=person).exists():
            raise states.Refused(_("%(person)s has signed up already.") % {"person": person})
        if row.seats is not None and row.signups.count() >= row.seats:
            raise states.Refused(_("Every seat is taken. Ask the model manager about the next occasion."))
        with history.act(_("%(person)s signed up for %(what)s") % {"person": person, "what": row}, user=user):
            return SignUp.objects.create(occasion=row, person=person)


def sign_off(occasion: Occasion, person: Person, user: Any) -> None:
    """The person does not come after all. Raises PermissionDenied or states.Refused (has not signed up)."""
    with transaction.atomic():
        row = locking.hold(Occasion, occasion.pk, None)
        _demand_own(user, person, row)
        found = row.signups.filter(person=person).first()
        if found is None or row.state != Occasion.State.PLANNED:
            raise states.Refused(_("%(person)s has not signed up.") % {"person": person})
        with history.act(_("%(person)s does not come to %(what)s") % {"person": person, "what": row}, user=user):
            found.delete()


def _demand_own(user: Any, person: Person, row: Occasion) -> None:
    own = standing(user).person
    if own is None or own.pk != person.pk:
        access.demand(user, "record", row)


def record(
    occasion: Occasion, results: dict[Person, str], user: Any, *, valid_until: datetime.date | None = None
) -> list[TrainingRecord]:
    """Write down who took part and with which result, all at once; the occasion is held by that (UT-6).

    Raises PermissionDenied, or states.Refused (cancelled, not begun, nobody); then nothing has changed.
    """
    with transaction.atomic():
        row = locking.hold(Occasion, occasion.pk, None)
        access.demand(user, "record", row)
        if row.state == Occasion.State.CANCELLED:
            raise states.Refused(_("The occasion is cancelled. Make another one."))
        day = row.last_date or row.date
        if day > today():
            raise states.Refused(_("The course has not been held yet. Come back when it has."))
        if not results:
            raise states.Refused(_("Nobody is marked. Mark who took part, or write the names."))
        said = ngettext("%(count)s participant was recorded", "%(count)s participants were recorded", len(results))
        made = []
        with history.act(said % {"count": len(results)}, user=user):
            known = {one.person_id: one for one in TrainingRecord.objects.filter(course=row.course, date=day, person__in=results)}
            for person, result in results.items():
                one = known.get(person.pk) or TrainingRecord(person=person, course=row.course, date=day)
                one.result, one.occasion, one.valid_until = result, row, valid_until
                one.save()
                made.append(one)
            if row.state != Occasion.State.HELD:
                row.state = Occasion.State.HELD
                row.save()
            for person in results:
                taken(person)
            tasks.refresh(row)
    return made


def needed_courses() -> list[Course]:
    """The courses that a facilitator needs, by name."""
    return [one for one in Course.objects.order_by("sort", "pk") if one.needed]
