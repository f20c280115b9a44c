"""Appointing owner and leader, with consents and a decision (R-2, R-4, R-20, S2-7, S3-1).

The short way is `appoint`, one form with everything; the long way begins with `propose` and goes on by the appointment's
transitions, a press by each who is asked.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation import tasks
from processlots.apps.organisation.actions.single import AlreadyOne, finish, make_room, resource_owner_of
from processlots.apps.organisation.models import Appointment, Consent, Decision, Forum, Person
from processlots.apps.organisation.standing import forget
from processlots.apps.processes.actions.registering import settle
from processlots.apps.processes.models import Process
from processlots.kit import access, checks, history, locking, states
from processlots.kit.periods import today

__all__ = ["AlreadyOne", "Given", "accept", "appoint", "consented", "end_appointment", "held", "propose", "taken_up"]

VERBS = {Appointment.Role.OWNER: "appoint_owner", Appointment.Role.LEADER: "appoint_leader"}
PROPOSING = {Appointment.Role.OWNER: "propose_owner", Appointment.Role.LEADER: "propose_leader"}


@dataclass(frozen=True)
class Given:
    """A consent: who gave it, and how."""

    person: Person
    manner: str = Consent.Manner.ORAL


def held(process: Process, role: str) -> models.QuerySet[Appointment]:
    """The appointments to the role that are in force or will be, in the order they begin."""
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=process.pk, role=role, state__in=Appointment.IN_FORCE)
    rows = rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today()))
    return rows.select_related("person").order_by("valid_from", "pk")


def under_way(process: Process, role: str) -> models.QuerySet[Appointment]:
    """The proposals to the role that wait for somebody's word."""
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=process.pk, role=role, state__in=Appointment.UNDER_WAY)
    return rows.select_related("person").order_by("pk")


def propose(
    process: Process,
    role: str,
    person: Person,
    user: Any,
    *,
    kind: str = Appointment.Kind.REGULAR,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    why: str = "",
    resource_owner: Person | None = None,
    forum: Forum | None = None,
    expected: int | None = None,
) -> Appointment:
    """Propose a person; the resource owner is asked first (R-20). Who proposes and lends the time oneself has agreed.

    Raises PermissionDenied, states.Refused (V-9: no purpose; proposed already) or locking.Stale; then nothing has changed.
    """
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, PROPOSING[Appointment.Role(role)], process)
        if stopping := checks.blocking(process, VERBS[Appointment.Role(role)]):
            raise states.Refused(_("Something must be mended first."), stopping)
        demand_present(person, valid_from or today())
        if under_way(process, role).filter(person=person).exists():
            said = _("%(person)s is proposed already. See what the proposal waits for on the process's page.")
            raise states.Refused(said % {"person": person})
        words = _("%(person)s was proposed as %(role)s of %(process)s")
        said = words % {"person": person, "role": Appointment.Role(role).label, "process": process}
        with history.act(said, user=user, process=process):
            made = Appointment.objects.create(
                role=role, person=person, kind=kind, scope=process, valid_from=valid_from or today(), valid_to=valid_to,
                proposed_by=user.person, why=why, resource_owner=resource_owner or resource_owner_of(person), forum=forum,
            )  # fmt: skip
            if made.resource_owner_id == user.person.pk:
                made.on_agree(user)
                made.state = Appointment.State.CONSULTED
                made.save()
            taken_up(made, process)
    return made


def demand_present(person: Person, day: datetime.date) -> None:
    """Raise states.Refused where the person has left by then."""
    if person.left is not None and person.left < day:
        said = _("%(person)s leaves on %(date)s. Choose a last day before that, or another person.")
        raise states.Refused(said % {"person": person, "date": person.left})


def taken_up(row: Appointment, process: Process) -> None:
    """What follows from a step of an appointment: how far the process has come, findings, tasks, rights."""
    settle(process)
    checks.refresh(row)
    tasks.refresh(row)
    if row.person.user is not None:
        forget(row.person.user)


def appoint(
    process: Process,
    role: str,
    person: Person,
    user: Any,
    *,
    kind: str = Appointment.Kind.REGULAR,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    ends_present: bool = False,
    resource_owner: Given | None = None,
    anchored: Given | None = None,
    forum: Forum | None = None,
    text: str = "",
    capacity: str = "",
    diary_number: str = "",
    expected: int | None = None,
) -> Appointment:
    """Appoint a person to owner or leader of the process, at once.

    Raises PermissionDenied, states.Refused (V-9: no purpose), AlreadyOne (V-11) or locking.Stale; then nothing has changed.
    `resource_owner` and `anchored` may come later: V-51 asks for them, and step 2 waits for them.
    """
    verb = VERBS[Appointment.Role(role)]
    day = valid_from or today()
    with transaction.atomic():
        _lock(process, role)
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, verb, process)
        if stopping := checks.blocking(process, verb):
            raise states.Refused(_("Something must be mended first."), stopping)
        demand_present(person, day)
        label = Appointment.Role(role).label
        words = _("%(person)s was appointed %(role)s of %(process)s") % {"person": person, "role": label, "process": process}
        with history.act(words, user=user, process=process):
            before = list(held(process, role))
            make_room(process, role, day, valid_to, ends_present=ends_present)
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
                role=role, person=person, kind=kind, scope=process, valid_from=day, valid_to=valid_to, decision=decision,
                state=Appointment.State.ACCEPTED if own else Appointment.State.DECIDED, forum=forum,
                resource_owner=resource_owner.person if resource_owner else None,
            )  # fmt: skip
            given = {Consent.Kind.RESOURCE_OWNER: resource_owner, Consent.Kind.ANCHORED: anchored}
            for consent, one in given.items():
                if one is not None:
                    consented(made, consent, one, user)
            if own:
                consented(made, Consent.Kind.ACCEPTED, Given(person, Consent.Manner.OWN), user)
            taken_up(made, process)
            _looked_at_again(before)
    forget(user)
    return made


def _lock(process: Process, role: str) -> None:
    """Appointments before their process, in the order that a step of an appointment locks them."""
    list(held(process, role).select_for_update(of=("self",), no_key=True))


def _looked_at_again(rows: list[Appointment]) -> None:
    """Findings, tasks and rights of those who were there before."""
    for one in rows:
        one.refresh_from_db()
        checks.refresh(one)
        tasks.refresh(one)
        if one.person.user is not None:
            forget(one.person.user)


def consented(appointment: Appointment, kind: str, given: Given, user: Any) -> Consent:
    """Write down a consent, by the person or on the person's behalf (R-20)."""
    manner = Consent.Manner.OWN if given.person.pk == user.person.pk else given.manner
    forum = appointment.forum if kind == Consent.Kind.ANCHORED else None
    return appointment.say(kind, given.person, user, manner=manner, forum=forum)


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
        _lock(process, role)
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, VERBS[Appointment.Role(role)], process)
        present = list(held(process, role).select_for_update(of=("self",), no_key=True))
        if not present:
            raise states.Refused(_("Nobody has the role now. Load the page again."))
        words = _("The appointment ended: %(what)s") % {"what": present[0]}
        with history.act(words, user=user, process=process, reason=reason):
            # A successor who has not begun is another appointment than the present one.
            ending = [one for one in present if one.valid_from <= today()] or present[:1]
            for one in ending:
                finish(one, last or today() - datetime.timedelta(days=1), reason)
            settle(process)
            _looked_at_again(ending)
    forget(user)


def accept(process: Process, user: Any) -> None:
    """The appointed person says yes."""
    with transaction.atomic():
        for role in VERBS:
            _lock(process, role)
        process = locking.hold(Process, process.pk, None)
        access.demand(user, "accept_appointment", process)
        mine = [one for role in VERBS for one in held(process, role) if one.person_id == user.person.pk]
        with history.act(_("%(person)s accepted the appointment") % {"person": user.person}, user=user, process=process):
            for one in mine:
                if one.state == Appointment.State.DECIDED:
                    one.on_accept(user)
                    one.state = Appointment.State.ACCEPTED
                    one.save()
                    taken_up(one, process)
            settle(process)
