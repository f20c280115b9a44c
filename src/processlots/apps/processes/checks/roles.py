"""Owners and leaders (V-9, V-11, V-12, V-13, V-51)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.checks.base import YEAR, over
from processlots.apps.processes.models import Process
from processlots.apps.processes.steps import appointed
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today
from processlots.kit.swedish import normal

SHORT = 20  # V-9: fewer characters than this say too little
#: V-12: so long before its end a temporary appointment is told of
SOON = datetime.timedelta(days=30)


@check("V-9", Process, severity="F", blocks="appoint_owner")
def a_purpose_comes_before_the_owner(process: Process) -> Iterator[Finding]:
    """S2-2: the purpose is described first."""
    if over(process):
        return
    purpose = process.purpose.strip()
    if not purpose:
        yield Finding(
            _("The purpose is not written. Say which need is met and which value is delivered; then an owner can be appointed."),
            field="purpose",
        )
    elif normal(purpose).strip(" .") == normal(process.name):
        yield Finding(
            _("The purpose only repeats the name. Say which need is met and which value is delivered."), field="purpose"
        )
    elif len(purpose) < SHORT:
        yield Finding(
            _("The purpose is very short. Say which need is met and which value is delivered."), field="purpose", severity="V"
        )


@check("V-11", Process, severity="V", fixed=True)
def somebody_owns(process: Process) -> Iterator[Finding]:
    """Two owners are refused by the database and by `actions.appoint`; none is said here."""
    if not over(process) and process.inventory_decision_id and process.owner_id is None:
        yield Finding(_("Nobody owns the process. Appoint an owner, temporary if it is not clear who."))


@check("V-12", Process, severity="V")
def temporary_is_for_a_time(process: Process) -> Iterator[Finding]:
    """S2-3, S4-13: temporary past step 4, or for over a year; and when its settled end is near."""
    if over(process) or process.temporary_reason:
        return
    for one in appointed(process).values():
        if one.kind != Appointment.Kind.TEMPORARY:
            continue
        if process.step > Process.Step.DESCRIBE or one.valid_from < today() - YEAR:
            said = _("%(person)s is still temporary. Appoint somebody regular, or write why not.")
            yield Finding(told(said, person=one.person), field="temporary_reason")
        elif one.valid_to is not None and one.valid_to <= today() + SOON:
            said = _("%(person)s is temporary until %(date)s. Appoint who follows.")
            yield Finding(told(said, person=one.person, date=one.valid_to))


@check("V-13", Process, severity="F", fixed=True)
def somebody_leads(process: Process) -> Iterator[Finding]:
    """R-1.1: the leader's place is never empty; where nobody is appointed the owner leads, and it is said."""
    if over(process) or process.leader_id is not None or not process.inventory_decision_id:
        return
    if process.owner_id is not None:
        if process.step > Process.Step.LEADER:
            said = _("No leader is appointed, so the owner, %(person)s, leads.")
            yield Finding(told(said, person=process.owner), severity="I")
    elif process.step > Process.Step.OWNER:
        yield Finding(_("Nobody leads the process, since nobody owns it. Appoint an owner, who leads until there is a leader."))


@check("V-51", Process, severity="V")
def the_appointment_is_agreed(process: Process) -> Iterator[Finding]:
    """R-20: owner and leader with the resource owner; the ownership is anchored besides."""
    if over(process):
        return
    held = appointed(process)
    owner, leader = held.get(Appointment.Role.OWNER), held.get(Appointment.Role.LEADER)
    if owner is not None and not {Consent.Kind.RESOURCE_OWNER, Consent.Kind.ANCHORED} <= _given(owner):
        yield Finding(_("The owner is appointed, but it is not written that the resource owner agrees and where it is anchored."))
    if leader is not None and Consent.Kind.RESOURCE_OWNER not in _given(leader):
        said = _("The leader is appointed, but it is not written that the resource owner agrees.")
        yield Finding(said, field="leader", url=f"/processer/{process.key}/ledare/samtycke/")


def _given(appointment: Appointment) -> set[str]:
    return {one.kind for one in appointment.consents.all() if one.agrees}
