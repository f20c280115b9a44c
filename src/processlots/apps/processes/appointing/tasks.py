"""What appointments and assignments wait for, as tasks (X-8): each finds there whose word is asked for (R-20, V-12, S3-2)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.actions.single import manager_of
from processlots.apps.organisation.models import Appointment, Person
from processlots.apps.organisation.tasks import Wanted, task
from processlots.apps.processes.actions.appointing import held
from processlots.apps.processes.appointing.access import process_of
from processlots.apps.processes.models import Brief, Process
from processlots.kit import panels
from processlots.kit.checks import told
from processlots.kit.periods import today

#: so long before a temporary appointment ends its successor is asked for (V-12)
BEFORE = datetime.timedelta(days=60)
STATE = Appointment.State


def decider(process: Process, role: str) -> Person | None:
    """Who decides (S0-2): the owner on a leader; on an owner the owner above, else the nearest manager."""
    if role == Appointment.Role.LEADER:
        return process.owner
    if process.parent is not None and process.parent.owner is not None:
        return process.parent.owner
    return manager_of(process.unit)


def _open() -> models.QuerySet[Appointment]:
    states = (*Appointment.UNDER_WAY, *Appointment.IN_FORCE)
    rows = Appointment.objects.filter(role__in=Appointment.SINGLE, state__in=states, scope_type__model="process")
    rows = rows.exclude(state=STATE.ACCEPTED, valid_to=None)
    return rows.select_related("person", "resource_owner", "proposed_by", "forum__unit", "scope_type").prefetch_related("scope")


@task("appointment-word", Appointment, title=_("Appointments that wait for your word"), rows=_open)
def whose_word_is_asked(row: Appointment) -> Iterator[Wanted]:
    """R-20: the resource owner, then the management group, then who decides, then the person."""
    process = process_of(row)
    if process is None or process.ended_on is not None or row.over:
        return
    words: dict[str, Any] = {"person": row.person, "role": row.get_role_display()}
    person: Person | None = None
    text: Any = ""
    if row.state == STATE.PROPOSED:
        person, text = row.resource_owner, told(_("Do you agree that %(person)s is %(role)s?"), **words)
    elif row.state == STATE.CONSULTED and row.role == Appointment.Role.OWNER:
        person = manager_of(row.forum.unit) if row.forum is not None else decider(process, row.role)
        text = told(_("Is %(person)s as %(role)s anchored in the management group?"), **words)
    elif row.state in (STATE.CONSULTED, STATE.ANCHORED):
        person, text = decider(process, row.role), told(_("Decide whether %(person)s is %(role)s"), **words)
    elif row.state == STATE.DECIDED:
        person, text = row.person, told(_("Accept that you are %(role)s"), **words)
    if text:
        yield Wanted(person=person, text=text, asked_by=row.proposed_by, about=process)


@task("appointment-ends", Appointment, title=_("Appointments that end"), rows=_open)
def somebody_must_follow(row: Appointment) -> Iterator[Wanted]:
    """V-12: before the end of an appointment somebody follows, or it becomes regular."""
    process = process_of(row)
    if process is None or process.ended_on is not None or row.state not in Appointment.IN_FORCE or row.valid_to is None:
        return
    followed = held(process, row.role).filter(valid_from__gt=row.valid_to).exists()
    if not row.over and not followed and row.valid_to <= today() + BEFORE:
        text = told(_("%(person)s is %(role)s until %(date)s. Who follows?"), person=row.person, role=row.get_role_display(),
                    date=row.valid_to)  # fmt: skip
        yield Wanted(
            person=decider(process, row.role), text=text, due=row.valid_to, url=panels.place(process, "roles"), about=process
        )


def _briefs() -> models.QuerySet[Brief]:
    return Brief.objects.select_related("process__owner", "leader")


@task("assignment", Brief, title=_("Assignment documents"), rows=_briefs)
def the_assignment_is_agreed(row: Brief) -> Iterator[Wanted]:
    """S3-2: the leader agrees; and it is looked at again on the day that was settled."""
    if row.process.ended_on is not None:
        return
    if row.state == row.State.SENT:
        yield Wanted(person=row.leader, text=_("Agree to your assignment as process leader"), asked_by=row.process.owner)
    elif row.state == row.State.AGREED and row.reconsidered is not None and row.reconsidered <= today():
        yield Wanted(person=row.process.owner, text=_("Look at the leader's assignment again"), due=row.reconsidered)
