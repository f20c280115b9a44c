"""Owners and leaders (V-9, V-11, V-12, V-51)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.checks.base import YEAR, over
from processlots.apps.processes.models import Process
from processlots.apps.processes.steps import appointed
from processlots.kit.checks import Finding, check
from processlots.kit.periods import today
from processlots.kit.swedish import normal

SHORT = 20  # V-9: fewer characters than this say too little


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


@check("V-11", Process, severity="V")
def somebody_owns(process: Process) -> Iterator[Finding]:
    """Two owners are refused by the database and by `actions.appoint`; none is said here."""
    if not over(process) and process.inventory_decision_id and process.owner_id is None:
        yield Finding(_("Nobody owns the process. Appoint an owner, temporary if it is not clear who."))


@check("V-12", Process, severity="V")
def temporary_is_for_a_time(process: Process) -> Iterator[Finding]:
    """S2-3, S4-13: temporary past step 4, or for over a year."""
    if over(process) or process.temporary_reason:
        return
    for one in appointed(process).values():
        if one.kind != Appointment.Kind.TEMPORARY:
            continue
        if process.step > Process.Step.DESCRIBE or one.valid_from < today() - YEAR:
            said = _("%(person)s is still temporary. Appoint somebody regular, or write why not.")
            yield Finding(said % {"person": one.person}, field="temporary_reason")


@check("V-51", Process, severity="V")
def the_owner_is_agreed(process: Process) -> Iterator[Finding]:
    """R-20: with the resource owner, and anchored."""
    owner = appointed(process).get(Appointment.Role.OWNER)
    if owner is None or over(process):
        return
    given = {one.kind for one in owner.consents.all()}
    if not {Consent.Kind.RESOURCE_OWNER, Consent.Kind.ANCHORED} <= given:
        yield Finding(_("The owner is appointed, but it is not written that the resource owner agrees and where it is anchored."))
