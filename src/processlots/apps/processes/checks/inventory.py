"""Inventories, recipients, types, and what hangs on nothing (V-10, V-14, V-21, V-49)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.checks.base import SHOWN, over
from processlots.apps.processes.models import Inventory, Process, Recipient, RegulationPassage, Service
from processlots.apps.processes.models.inventory import months_after
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today
from processlots.kit.swedish import normal


@check("V-10", Process, severity="F")
def somebody_receives(process: Process) -> Iterator[Finding]:
    """C-2: the recipient is not the one who orders."""
    if over(process):
        return
    recipients = list(process.recipients.all())
    if not recipients:
        yield Finding(_("Nobody is written as recipient. Who gets what the process creates?"), field="recipients")
    if process.recipient_reason:
        return
    board = process.accountable_board if process.accountable_board_id else ""
    ordering = {normal(process.commissioned_by), normal(str(process.unit or "")), normal(str(board))} - {""}
    for one in recipients:
        if normal(one.name) in ordering:
            said = _("%(recipient)s orders the process, or does it. Who gets what it creates?")
            yield Finding(told(said, recipient=one), field="recipients", severity="V")


@check("V-10", Inventory, severity="F", blocks="decide")
def every_row_has_a_recipient(inventory: Inventory) -> Iterator[Finding]:
    """The rows that stop the decision, by name; the first twenty."""
    rows = inventory.rows.filter(ended_on=None, recipients=None).order_by("sort")
    found = list(rows.values_list("pk", "name")[: SHOWN + 1])
    said = _("“%(process)s” has no recipient. Write who gets what it creates, or mark it as not a process.")
    for pk, name in found[:SHOWN]:
        yield Finding(told(said, process=name), url=f"/inventeringar/{inventory.key}/#rad-{pk}")
    if len(found) > SHOWN:
        yield Finding(told(_("%(count)s rows have no recipient."), count=rows.count()))


@check("V-14", Process, severity="V")
def the_type_fits_the_recipients(process: Process) -> Iterator[Finding]:
    """C-11 … C-13: main processes serve outside, governing and support processes inside; exceptions are written with a reason."""
    recipients = list(process.recipients.all())
    if over(process) or not recipients or not process.type or process.mismatch:
        return
    kinds = {one.kind for one in recipients}
    if process.type == Process.Type.MAIN and Recipient.Kind.EXTERNAL not in kinds:
        yield Finding(
            _("A main process gives something to somebody outside. Is it a support process, or is a recipient missing?"),
            field="type",
        )
    elif process.type != Process.Type.MAIN and Recipient.Kind.INTERNAL not in kinds:
        said = _(
            "A governing or support process mostly serves those inside. Is it a main process, or is a recipient missing? "
            "Otherwise write why it serves others."
        )
        yield Finding(said, field="mismatch")


@check("V-14", Service, severity="V")
def the_service_fits_its_processes(service: Service) -> Iterator[Finding]:
    """C-5: a support service goes to those inside through support processes, a service to those outside through main ones."""
    if service.ended_on is not None:
        return
    inside = service.kind == Service.Kind.SUPPORT
    wanted = Recipient.Kind.INTERNAL if inside else Recipient.Kind.EXTERNAL
    for process in service.processes.filter(ended_on=None, mismatch="").prefetch_related("recipients").order_by("sort")[:SHOWN]:
        kinds = {one.kind for one in process.recipients.all()}
        if not kinds or wanted in kinds:
            continue
        said = (
            _("A support service goes to those inside, but “%(process)s” serves those outside.")
            if inside
            else _("The service goes to those outside, but “%(process)s” only serves those inside.")
        )
        yield Finding(told(said, process=process), field="kind")


@check("V-49", RegulationPassage, severity="I")
def a_passage_has_a_process(passage: RegulationPassage) -> Iterator[Finding]:
    """OR-8, S1-5: what the regulation says somebody does."""
    if (passage.valid_to is None or passage.valid_to >= today()) and not passage.processes.filter(ended_on=None).exists():
        yield Finding(_("No process carries out what the passage says. Which one does, or is one missing?"), field="processes")


@check("V-49", Service, severity="I")
def a_service_has_a_process(service: Service) -> Iterator[Finding]:
    """C-5: something delivers it."""
    if service.ended_on is None and not service.processes.filter(ended_on=None).exists():
        yield Finding(_("No process delivers the service. Which one does, or is one missing?"), field="processes")


@check("V-49", Process, severity="I")
def a_process_gives_something(process: Process) -> Iterator[Finding]:
    """C-3, C-5: a service, a support or governance."""
    if over(process) or process.inventory_decision_id is None:
        return
    if process.gives_service or process.gives_support or process.gives_governance:
        return
    if not process.services.filter(ended_on=None).exists():
        yield Finding(_("It is not said what the process gives: a service, a support or governance."), field="gives_service")


@check("V-21", Inventory, severity="V")
def an_inventory_is_reviewed_every_year(inventory: Inventory) -> Iterator[Finding]:
    """S1-11; how long a year is may be set for each."""
    if inventory.state != Inventory.State.DECIDED:
        return
    decided = inventory.decision.date if inventory.decision is not None else None
    due = inventory.next_review or (months_after(decided, inventory.review_months) if decided is not None else None)
    if due is not None and due < today():
        yield Finding(told(_("The processes should have been looked over by %(date)s. Begin the yearly review."), date=due))
