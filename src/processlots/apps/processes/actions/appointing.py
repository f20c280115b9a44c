"""Appointing owner and leader, with consents and a decision (R-2, R-4, R-20, S2-7, S3-1)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment, Consent, Decision, Forum, Person
from processlots.apps.organisation.standing import forget
from processlots.apps.processes.actions.registering import settle
from processlots.apps.processes.models import Process
from processlots.kit import access, checks, history, locking, states
from processlots.kit.periods import today

VERBS = {Appointment.Role.OWNER: "appoint_owner", Appointment.Role.LEADER: "appoint_leader"}


class AlreadyOne(Exception):
    """Somebody has the role already (V-11); `present` is that appointment."""

    def __init__(self, present: Appointment) -> None:
        super().__init__(str(present))
        self.present = present

    @property
    def message(self) -> str:
        """The sentence with the way out."""
        said = _("%(person)s is %(role)s already, and there can only be one. Let that appointment end when the new one begins.")
        return said % {"person": self.present.person, "role": self.present.get_role_display()}


@dataclass(frozen=True)
class Given:
    """A consent: who gave it, and how."""

    person: Person
    manner: str = Consent.Manner.ORAL


def held(process: Process, role: str) -> models.QuerySet[Appointment]:
    """The appointments to the role that are in force or will be."""
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=process.pk, role=role, state__in=Appointment.IN_FORCE)
    return rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today())).select_related("person")


def appoint(
    process: Process,
    role: str,
    person: Person,
    user: Any,
    *,
    kind: str = Appointment.Kind.REGULAR,
    valid_from: datetime.date | None = None,
    ends_present: bool = False,
    resource_owner: Given | None = None,
    anchored: Given | None = None,
    forum: Forum | None = None,
    text: str = "",
    capacity: str = "",
    diary_number: str = "",
    expected: int | None = None,
) -> Appointment:
    """Appoint a person to owner or leader of the process.

    Raises PermissionDenied, states.Refused (V-9: no purpose), AlreadyOne (V-11) or locking.Stale; then nothing has changed.
    `resource_owner` and `anchored` may come later: V-51 asks for them, and step 2 waits for them.
    """
    verb = VERBS[Appointment.Role(role)]
    day = valid_from or today()
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, verb, process)
        if stopping := checks.blocking(process, verb):
            raise states.Refused(_("Something must be mended first."), stopping)
        label = Appointment.Role(role).label
        words = _("%(person)s was appointed %(role)s of %(process)s") % {"person": person, "role": label, "process": process}
        with history.act(words, user=user, process=process):
            _make_room(process, role, day, ends_present)
            decision = Decision.take(
                process,
                text=text or words,
                date=today(),
                by=user.person,
                capacity=capacity,
                forum=forum,
                diary_number=diary_number,
            )
            own = person.pk == user.person.pk
            made = Appointment.objects.create(
                role=role, person=person, kind=kind, scope=process, valid_from=day, decision=decision,
                state=Appointment.State.ACCEPTED if own else Appointment.State.DECIDED,
            )  # fmt: skip
            given = {Consent.Kind.RESOURCE_OWNER: resource_owner, Consent.Kind.ANCHORED: anchored}
            for consent, one in given.items():
                if one is not None:
                    consented(made, consent, one, user)
            if own:
                consented(made, Consent.Kind.ACCEPTED, Given(person, Consent.Manner.OWN), user)
            settle(process)
    for one in (user, getattr(person, "user", None)):
        if one is not None:
            forget(one)
    return made


def _make_room(process: Process, role: str, day: datetime.date, ends_present: bool) -> None:
    """End whoever has the role, or refuse: one owner and one leader at a time."""
    for present in held(process, role).select_for_update(of=("self",)):
        if present.valid_to is not None and present.valid_to < day:
            continue
        if not ends_present:
            raise AlreadyOne(present)
        _end(present, day - datetime.timedelta(days=1))


def _end(appointment: Appointment, last: datetime.date) -> None:
    """Let `last` be the appointment's last day; one that has not begun by then never comes into force."""
    if last < appointment.valid_from:
        appointment.state, appointment.valid_to = Appointment.State.ENDED, appointment.valid_from
    else:
        appointment.valid_to = last
    appointment.save()


def consented(appointment: Appointment, kind: str, given: Given, user: Any) -> Consent:
    """Write down a consent, by the person or on the person's behalf (R-20)."""
    manner = Consent.Manner.OWN if given.person.pk == user.person.pk else given.manner
    made, _new = Consent.objects.update_or_create(
        appointment=appointment, kind=kind,
        defaults={"person": given.person, "manner": manner, "registered_by": user.person, "date": today()},
    )  # fmt: skip
    return made


def end_appointment(
    process: Process,
    role: str,
    user: Any,
    *,
    last: datetime.date | None = None,
    reason: str = "",
    expected: int | None = None,
) -> None:
    """End the present appointment after the day `last` (yesterday where none is given: it ends now).

    Raises PermissionDenied, states.Refused (nobody has it) or locking.Stale; then nothing has changed.
    """
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, VERBS[Appointment.Role(role)], process)
        present = list(held(process, role).select_for_update(of=("self",)))
        if not present:
            raise states.Refused(_("Nobody has the role now. Load the page again."))
        words = _("The appointment ended: %(what)s") % {"what": present[0]}
        with history.act(words, user=user, process=process, reason=reason):
            for one in present:
                _end(one, last or today() - datetime.timedelta(days=1))
            settle(process)
        for one in present:
            if one.person.user is not None:
                forget(one.person.user)
    forget(user)


def accept(process: Process, user: Any) -> None:
    """The appointed person says yes."""
    with transaction.atomic():
        process = locking.hold(Process, process.pk, None)
        access.demand(user, "accept_appointment", process)
        mine = [one for role in VERBS for one in held(process, role) if one.person_id == user.person.pk]
        with history.act(_("%(person)s accepted the appointment") % {"person": user.person}, user=user, process=process):
            for one in mine:
                if one.state == Appointment.State.DECIDED:
                    one.state = Appointment.State.ACCEPTED
                    one.save()
                    consented(one, Consent.Kind.ACCEPTED, Given(user.person, Consent.Manner.OWN), user)
            settle(process)
