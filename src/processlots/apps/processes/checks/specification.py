"""What is written of the process, and whether it is looked over (V-19, V-20, V-23, V-44, V-56)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.processes import yields
from processlots.apps.processes.checks.base import SHOWN, over
from processlots.apps.processes.models import Process, Requirement
from processlots.apps.processes.specification import freshness
from processlots.kit.checks import Finding, check, told
from processlots.kit.pages import url_of
from processlots.kit.periods import today

_LATE = {
    "specification": _("Nobody has looked over the specification since %(day)s. It is done every %(months)s months."),
    "follow_up_plan": _("Nobody has looked over the follow-up plan since %(day)s. It is done every %(months)s months."),
    "activity_plan": _("Nobody has looked over the activity plan since %(day)s. It is done every %(months)s months."),
}


@check("V-19", Process, severity="V", fixed=True)
def past_step_three_there_is_a_specification(process: Process) -> Iterator[Finding]:
    """The specification's part of V-19; plans are said by the apps that hold them."""
    if not over(process) and process.step >= Process.Step.DESCRIBE and not (process.start_event and process.end_event):
        yield Finding(
            _("The specification says too little: what starts the process, and what does it result in?"), field="start_event"
        )


@check("V-20", Process, severity="V")
def the_documents_are_looked_over(process: Process) -> Iterator[Finding]:
    """Each of the three within its interval; one that was never looked over counts from when the process got it (D-6)."""
    if over(process) or not process.owner_id:
        return
    wanted = freshness.intervals()
    for document in freshness.documents():
        interval = wanted[document.key]
        day = freshness.due(process, document, interval)
        if day is not None and day < today():
            last = document.reviewed_on(process) or document.since(process)
            yield Finding(told(_LATE[document.key], day=last, months=interval.months), field=document.field)


@check("V-23", Process, severity="V")
def parts_are_described(process: Process) -> Iterator[Finding]:
    """C-16: a sub-process is a process with a specification of its own. Two parents or a circle are refused when saved."""
    if over(process) or process.pk is None:
        return
    parts = process.__dict__.get("parts")  # a row that was just made has none, and says so
    if parts is None:
        parts = process.subprocesses.filter(ended_on=None, end_event="").order_by("sort")[:SHOWN]
    for part in parts:
        yield Finding(told(_("The sub-process “%(part)s” is not described yet."), part=part))


@check("V-44", Process, severity="V")
def requirements_are_weighed(process: Process) -> Iterator[Finding]:
    """The most critical are pointed out (T-1), and a law that is not followed leads to something."""
    if over(process) or process.pk is None:
        return
    rows = [one for one in sorted(process.requirements.all(), key=lambda one: one.pk) if one.is_demand]
    if rows and not any(one.critical for one in rows):
        said = _("The process has requirements, but none is marked as critical. Mark those that it fails without.")
        yield Finding(said, field="requirements", url=f"/processer/{process.key}/krav/")
    unmet = [
        one for one in rows if one.kind == Requirement.Kind.LEGAL and one.met in (Requirement.Met.NO, Requirement.Met.PARTLY)
    ]
    if unmet:
        answered = yields.led_on(Requirement.objects.filter(pk__in=[one.pk for one in unmet]))
        for one in unmet[:SHOWN]:
            if one.pk not in answered:
                said = _(
                    "A legal requirement is not fully met, and nothing is done about it: “%(requirement)s”. Make a need of it."
                )
                yield Finding(told(said, requirement=str(one).rstrip(".")), field="requirements", url=url_of(one))


@check("V-56", Process, severity="V")
def the_map_is_decided_when_the_rest_is_described(process: Process) -> Iterator[Finding]:
    """S4-5: made, ordered, or not suitable and why. Asked when what the specification must say is written."""
    if over(process) or process.step < Process.Step.DESCRIBE or not (process.start_event and process.end_event):
        return
    if not process.map_decision:
        said = _("The process is described, but it is not decided whether there is a map. Say made, ordered or not suitable.")
        yield Finding(said, field="map_decision")
    elif process.map_decision == Process.MapDecision.NOT_SUITABLE and not process.map_reason.strip():
        yield Finding(_("A map is said not to be suitable. Write why."), field="map_reason")
