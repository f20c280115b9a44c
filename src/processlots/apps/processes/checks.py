"""What the model says of a process and an inventory that can be seen by looking (model.md appendix D)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.models import Inventory, Process, Recipient
from processlots.apps.processes.name_views import level_names, verdict_on
from processlots.apps.processes.naming import Verdict
from processlots.apps.processes.steps import appointed
from processlots.kit.checks import Finding, check
from processlots.kit.periods import today
from processlots.kit.swedish import normal

YEAR = datetime.timedelta(days=365)
SHORT = 20  # V-9: fewer characters than this say too little
SHOWN = 20
_ONCE = re.compile(r"\b(projekt\w*|pilot|förstudie|införa (ett |en )?ny\w*|bygga (ett |en )?ny\w*|upphandla (ett |en )?ny\w*)\b")
# Those whom governing and support processes may serve outside the house (C-12, C-13).
_EXCEPTED = {Recipient.Category.PUBLIC_BODY, Recipient.Category.PROVIDER}

_in_words = lazy(lambda sv, en: en if get_language() == "en" else sv, str)


def _over(process: Process) -> bool:
    return process.ended_on is not None


def _verdict(process: Process) -> Verdict:
    """The verdict on the name, computed once for the eight rules."""
    known = process.__dict__.get("named")
    if known is None or known.name != process.name:
        names = process.__dict__.get("others")
        known = process.__dict__["named"] = verdict_on(process.name, level_names() if names is None else names, process.pk)
    return known


def _naming_rule(rule: str, severity: Any) -> None:
    @check(rule, Process, severity=severity)
    def names_follow_the_standard(process: Process) -> Iterator[Finding]:
        if _over(process) or process.name_accepted_reason:
            return
        for finding in _verdict(process).findings:
            if finding.rule == rule:
                yield Finding(_in_words(finding.message_sv, finding.message_en), field="name")


for _rule in ("V-1", "V-3", "V-4", "V-5", "V-6", "V-8"):
    _naming_rule(_rule, "V")
for _rule in ("V-2", "V-7"):
    _naming_rule(_rule, "I")


@check("V-9", Process, severity="F", blocks="appoint_owner")
def a_purpose_comes_before_the_owner(process: Process) -> Iterator[Finding]:
    """S2-2: the purpose is described first."""
    if _over(process):
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


@check("V-10", Process, severity="F")
def somebody_receives(process: Process) -> Iterator[Finding]:
    """C-2: the recipient is not the one who orders."""
    if _over(process):
        return
    recipients = list(process.recipients.all())
    if not recipients:
        yield Finding(_("Nobody is written as recipient. Who gets what the process creates?"), field="recipients")
    ordering = {normal(process.commissioned_by), normal(str(process.unit or ""))} - {""}
    for one in recipients:
        if normal(one.name) in ordering:
            said = _("%(recipient)s orders the process, or does it. Who gets what it creates?")
            yield Finding(said % {"recipient": one}, field="recipients", severity="V")


@check("V-10", Inventory, severity="F", blocks="decide")
def every_row_has_a_recipient(inventory: Inventory) -> Iterator[Finding]:
    """The rows that stop the decision, by name; the first twenty."""
    rows = inventory.rows.filter(ended_on=None, recipients=None).order_by("sort")
    found = list(rows.values_list("pk", "name")[: SHOWN + 1])
    said = _("“%(process)s” has no recipient. Write who gets what it creates, or mark it as not a process.")
    for pk, name in found[:SHOWN]:
        yield Finding(said % {"process": name}, url=f"/inventeringar/{inventory.key}/#rad-{pk}")
    if len(found) > SHOWN:
        yield Finding(_("%(count)s rows have no recipient.") % {"count": rows.count()})


@check("V-11", Process, severity="V")
def somebody_owns(process: Process) -> Iterator[Finding]:
    """Two owners are refused by the database and by `actions.appoint`; none is said here."""
    if not _over(process) and process.inventory_decision_id and process.owner_id is None:
        yield Finding(_("Nobody owns the process. Appoint an owner, temporary if it is not clear who."))


@check("V-12", Process, severity="V")
def temporary_is_for_a_time(process: Process) -> Iterator[Finding]:
    """S2-3, S4-13: temporary past step 4, or for over a year."""
    if _over(process) or process.temporary_reason:
        return
    for one in appointed(process).values():
        if one.kind != Appointment.Kind.TEMPORARY:
            continue
        if process.step > Process.Step.DESCRIBE or one.valid_from < today() - YEAR:
            said = _("%(person)s is still temporary. Appoint somebody regular, or write why not.")
            yield Finding(said % {"person": one.person}, field="temporary_reason")


@check("V-14", Process, severity="V")
def the_type_fits_the_recipients(process: Process) -> Iterator[Finding]:
    """C-11 … C-13: main processes serve outside, governing and support processes inside, with the exceptions named there."""
    recipients = list(process.recipients.all())
    if _over(process) or not recipients or not process.type:
        return
    kinds = {one.kind for one in recipients}
    if process.type == Process.Type.MAIN and Recipient.Kind.EXTERNAL not in kinds:
        yield Finding(
            _("A main process gives something to somebody outside. Is it a support process, or is a recipient missing?"),
            field="type",
        )
    elif (
        process.type != Process.Type.MAIN
        and Recipient.Kind.INTERNAL not in kinds
        and not {one.category for one in recipients} <= _EXCEPTED
    ):
        said = _("A governing or support process mostly serves those inside. Is it a main process, or is a recipient missing?")
        yield Finding(said, field="type")


@check("V-19", Process, severity="V")
def past_step_three_there_is_a_specification(process: Process) -> Iterator[Finding]:
    """The specification's part of V-19; plans are said by the apps that hold them."""
    if not _over(process) and process.step >= Process.Step.DESCRIBE and not (process.start_event and process.end_event):
        yield Finding(
            _("The specification says too little: what starts the process, and what does it result in?"), field="start_event"
        )


@check("V-20", Process, severity="V")
def the_specification_is_looked_over(process: Process) -> Iterator[Finding]:
    """Within twelve months; a new one counts from its decision."""
    decided = process.inventory_decision.date if process.inventory_decision is not None else None
    last = process.reviewed_on or decided
    if not _over(process) and last is not None and process.owner_id and last < today() - YEAR:
        yield Finding(_("Nobody has looked over the specification for a year."), field="reviewed_on")


@check("V-23", Process, severity="V")
def parts_are_described(process: Process) -> Iterator[Finding]:
    """C-16; a cycle is refused when it is saved."""
    if _over(process) or process.pk is None:
        return
    parts = process.__dict__.get("parts")  # a row that was just made has none, and says so
    if parts is None:
        parts = process.subprocesses.filter(ended_on=None, end_event="").order_by("sort")[:SHOWN]
    for part in parts:
        yield Finding(_("The sub-process “%(part)s” is not described yet.") % {"part": part})


@check("V-43", Process, severity="V")
def it_comes_again(process: Process) -> Iterator[Finding]:
    """C-1, S4-7: what happens once is an assignment or a project."""
    if not _over(process) and not process.name_accepted_reason and happens_once(process.name):
        yield Finding(
            _("It looks like something that happens once. Then it is an assignment or a project, not a process."), field="name"
        )


def happens_once(name: str) -> bool:
    """True for wording such as "införa nytt ärendesystem"."""
    return _ONCE.search(normal(name)) is not None


@check("V-51", Process, severity="V")
def the_owner_is_agreed(process: Process) -> Iterator[Finding]:
    """R-20: with the resource owner, and anchored."""
    owner = appointed(process).get(Appointment.Role.OWNER)
    if owner is None or _over(process):
        return
    given = {one.kind for one in owner.consents.all()}
    if not {Consent.Kind.RESOURCE_OWNER, Consent.Kind.ANCHORED} <= given:
        yield Finding(_("The owner is appointed, but it is not written that the resource owner agrees and where it is anchored."))


@check("V-21", Inventory, severity="V")
def an_inventory_is_reviewed_every_year(inventory: Inventory) -> Iterator[Finding]:
    """S1-11."""
    if inventory.state == Inventory.State.DECIDED and inventory.next_review is not None and inventory.next_review < today():
        yield Finding(_("It is more than a year since the processes were looked over. Begin a new inventory."))
