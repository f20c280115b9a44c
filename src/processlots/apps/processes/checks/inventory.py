"""Inventories, recipients and types (V-10, V-14, V-21)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.checks.base import SHOWN, over
from processlots.apps.processes.models import Inventory, Process, Recipient
from processlots.kit.checks import Finding, check
from processlots.kit.periods import today
from processlots.kit.swedish import normal

# Those whom governing and support processes may serve outside the house (C-12, C-13).
_EXCEPTED = {Recipient.Category.PUBLIC_BODY, Recipient.Category.PROVIDER}


@check("V-10", Process, severity="F")
def somebody_receives(process: Process) -> Iterator[Finding]:
    """C-2: the recipient is not the one who orders."""
    if over(process):
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


@check("V-14", Process, severity="V")
def the_type_fits_the_recipients(process: Process) -> Iterator[Finding]:
    """C-11 … C-13: main processes serve outside, governing and support processes inside, with the exceptions named there."""
    recipients = list(process.recipients.all())
    if over(process) or not recipients or not process.type:
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


@check("V-21", Inventory, severity="V")
def an_inventory_is_reviewed_every_year(inventory: Inventory) -> Iterator[Finding]:
    """S1-11."""
    if inventory.state == Inventory.State.DECIDED and inventory.next_review is not None and inventory.next_review < today():
        yield Finding(_("It is more than a year since the processes were looked over. Begin a new inventory."))
