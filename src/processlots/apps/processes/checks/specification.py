"""What is written of the process (V-19, V-20, V-23)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.checks.base import SHOWN, YEAR, over
from processlots.apps.processes.models import Process
from processlots.kit.checks import Finding, check
from processlots.kit.periods import today


@check("V-19", Process, severity="V")
def past_step_three_there_is_a_specification(process: Process) -> Iterator[Finding]:
    """The specification's part of V-19; plans are said by the apps that hold them."""
    if not over(process) and process.step >= Process.Step.DESCRIBE and not (process.start_event and process.end_event):
        yield Finding(
            _("The specification says too little: what starts the process, and what does it result in?"), field="start_event"
        )


@check("V-20", Process, severity="V")
def the_specification_is_lookedover(process: Process) -> Iterator[Finding]:
    """Within twelve months; a new one counts from its decision."""
    decided = process.inventory_decision.date if process.inventory_decision is not None else None
    last = process.reviewed_on or decided
    if not over(process) and last is not None and process.owner_id and last < today() - YEAR:
        yield Finding(_("Nobody has looked over the specification for a year."), field="reviewed_on")


@check("V-23", Process, severity="V")
def parts_are_described(process: Process) -> Iterator[Finding]:
    """C-16; a cycle is refused when it is saved."""
    if over(process) or process.pk is None:
        return
    parts = process.__dict__.get("parts")  # a row that was just made has none, and says so
    if parts is None:
        parts = process.subprocesses.filter(ended_on=None, end_event="").order_by("sort")[:SHOWN]
    for part in parts:
        yield Finding(_("The sub-process “%(part)s” is not described yet.") % {"part": part})
