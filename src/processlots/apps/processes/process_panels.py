"""The parts of the process page that are the process's own: where it stands, the thread, the specification and more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.processes import standing
from processlots.apps.processes.models import Process, ProcessCode
from processlots.apps.processes.overview.near import near
from processlots.apps.processes.reports import described, value_kinds
from processlots.apps.processes.steps import NEXT, RESPONSIBLE
from processlots.kit import access, panels
from processlots.kit.pages import mend_url, url_of
from processlots.kit.panels import panel
from processlots.kit.tables import written
from processlots.kit.templatetags.kit import STEPS

panels.tab(Process, "specifikation", gettext_lazy("Specification"), 10)
panels.tab(Process, "samverkan", gettext_lazy("People and cooperation"), 20)


@dataclass(frozen=True)
class StepShown:
    """One of the six: `state` is done, now or ahead."""

    number: int
    name: Any
    state: str
    note: str
    url: str
    who: Any = ""


def shown_steps(process: Process, criteria: dict[int, list[panels.Criterion]]) -> list[StepShown]:
    """The six steps with where each stands. Steps need not be done in order (S0-4), so more than one may be under way."""
    made = []
    for step in Process.Step:
        found = criteria[step.value]
        missing = [one for criterion in found for one in criterion.missing]
        done = all(one.done for one in found) and (step.value < STEPS or process.status == Process.Status.MANAGED)
        state = "done" if done and step.value < STEPS else "now" if step.value == process.step else "done" if done else "ahead"
        note = next((written(one.note) for one in found if one.note), "")
        if state != "done" and missing and (state == "now" or not note):
            note = (
                ngettext("%(count)s thing missing", "%(count)s things missing", len(missing)) % {"count": len(missing)}
                if state == "now"
                else ""
            )
        made.append(StepShown(step.value, step.label, state, note, missing[0][1] if missing else "", RESPONSIBLE[step.value]))
    return made


@panel(
    Process,
    "standing",
    title=gettext_lazy("Where it stands"),
    help=gettext_lazy("Six steps, from list to continuous improvement"),
    order=10,
    template="processes/panels/standing.html",
    queries=5,
)
def where_it_stands(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The six steps, and the one thing to do next (S0-1, S0-6)."""
    if process.ended_on is not None:
        return None
    criteria = standing.criteria(process)
    steps = shown_steps(process, criteria)
    ahead = [number for number in (process.step, *standing.STEPS) if any(not one.done for one in criteria[number])]
    missing = [(text, url) for criterion in criteria[ahead[0]] for text, url in criterion.missing] if ahead else []
    number = ahead[0] if ahead else 0
    return {
        "steps": steps,
        "next_step": number,
        "missing": missing,
        "first": missing[0] if missing else None,
        "next_label": NEXT.get(number, ""),
    }


@panel(
    Process,
    "thread",
    title=gettext_lazy("The thread"),
    help=gettext_lazy("Where does the goal lead, and why was the map changed?"),
    order=20,
    template="processes/panels/thread.html",
    queries=12,
)
def the_thread(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """X-1, one station after the other; a broken one has the link that mends it."""
    if process.status == Process.Status.DISCOVERED or process.ended_on is not None:
        return None
    found = [(title, make(request, process)) for _order, _key, title, make in panels.stations()]
    stations = [(title, one) for title, one in found if one is not None]
    return {"stations": stations} if stations else None


def _english(process: Process) -> Any:
    """Name and purpose as they are told in English, marked as that language."""
    words = ". ".join(part for part in (process.name_en, process.purpose_en) if part)
    return format_html('<span lang="en">{}</span>', words) if words else ""


@panel(
    Process,
    "specification",
    title=gettext_lazy("Specification"),
    help=gettext_lazy("From need to result"),
    order=25,
    template="processes/panels/specification.html",
    queries=4,
    tab="specifikation",
)
def the_specification(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """What T-1 asks for beyond the promise at the top."""
    values = [
        (_("How it is described"), described(process)),
        (_("Need") if process.start_kind == Process.StartKind.NEED else _("Event"), process.start_event),
        (_("Result"), process.end_event),
        (_("Value"), ". ".join(part for part in (value_kinds(process), process.value) if part)),
        (_("Long-term effects"), process.effects),
        (_("Commissioned by"), process.commissioned_by),
        (
            _("Map"),
            " ".join(
                part for part in (process.get_map_decision_display() if process.map_decision else "", process.map_reason) if part
            ),
        ),
        (_("Follow-up is found"), process.follow_up_place),
        (_("Priority"), " ".join(str(part) for part in (process.priority or "", process.priority_reason) if part)),
        (_("Other units"), ", ".join(str(unit) for unit in process.units.all())),
        (_("In English"), _english(process)),
    ]
    beside = near(process, request.user)
    codes = ProcessCode.objects.at().filter(process=process).select_related("code").order_by("code__scheme", "code__place")
    return {
        "values": [(label, value) for label, value in values if value],
        "parent": process.parent if process.parent and access.may(request.user, "view", process.parent) else None,
        "parts": [(one, bool(one.end_event)) for one in beside.parts],
        "adjacent": beside.adjacent,
        "starts": beside.starts,
        "started_by": beside.started_by,
        "codes": [(one.code, url_of(one.code)) for one in codes],
        "missing_start": not process.start_event,
        "codes_url": f"{url_of(process)}klassificering/",
        "edit": mend_url(process, "start_event") if access.may(request.user, "change", process) else "",
    }


_documents: list[Any] = []


def document(made: Any) -> Any:
    """Register a document: a function from (request, process) to (order, label, address to post to, "" for none)."""
    _documents.append(made)
    return made


def printable(request: HttpRequest, process: Process) -> list[tuple[Any, str]]:
    """Label and address of every document that can be printed of the process."""
    made = sorted((make(request, process) for make in _documents), key=lambda one: one[0])
    return [(label, url) for _order, label, url in made if url]


@document
def specification_document(request: HttpRequest, process: Process) -> tuple[int, Any, str]:
    """T-1."""
    return 10, _("Process specification"), f"{url_of(process)}word/"
