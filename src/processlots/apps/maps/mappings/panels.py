"""Parts of the page of a mapping assignment, and what the process shows of its mappings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.maps.mappings import words as mapping_words
from processlots.apps.maps.models import Map, MappingAssignment, MappingConsent, MappingParticipant
from processlots.apps.maps.models.assignment import QUESTIONS
from processlots.apps.maps.pages.assignment import MARKS
from processlots.apps.maps.pages.problem import wall_url
from processlots.apps.maps.process_panels import TAB
from processlots.apps.processes.models import Process
from processlots.kit import access, pages
from processlots.kit.pages import url_of
from processlots.kit.panels import panel

TEXTS = ("background", "purpose", "scope", "delimitation", "outcome", "focus", "goals", "analyses", "sources", "schedule",
         "deliverables", "confirmed_by", "report_to", "risks")  # fmt: skip


def _label(name: str) -> str:
    said = str(getattr(MappingAssignment._meta.get_field(name), "verbose_name", ""))
    return said[:1].upper() + said[1:]


def levels(row: MappingAssignment) -> str:
    """ "An overview map, detailed maps" """
    found = [_label(name).lower() for name in ("overview", "detailed") if getattr(row, name)]
    return ", ".join(found).capitalize()


@panel(
    MappingAssignment, "agreed", title=gettext_lazy("Agreed by"), help=gettext_lazy("Both sides, before it begins"), order=5,
    template="maps/panels/consents.html", queries=0,
)  # fmt: skip
def who_has_agreed(request: HttpRequest, row: MappingAssignment) -> dict[str, Any]:
    """Each side's word, or that it is not given."""
    return {"sides": [(side.label, row.consent_of(side.value)) for side in MappingConsent.Side]}


@panel(
    MappingAssignment,
    "written",
    title=gettext_lazy("The assignment"),
    order=10,
    template="processes/panels/brief.html",
    queries=0,
)
def what_is_agreed(request: HttpRequest, row: MappingAssignment) -> dict[str, Any] | None:
    """T-8, one text under the other."""
    texts = [(_label(name), getattr(row, name)) for name in TEXTS if getattr(row, name).strip()]
    return {"texts": [*texts, (_("Levels of maps"), levels(row) or "–")]}


@panel(
    MappingAssignment, "questions", title=gettext_lazy("Control questions"),
    help=gettext_lazy("The facilitator asks, the orderer answers"), order=20, template="processes/panels/brief.html", queries=0,
)  # fmt: skip
def the_questions(request: HttpRequest, row: MappingAssignment) -> dict[str, Any] | None:
    """The questions with their answers."""
    if row.state == row.State.ORDERED and not any(getattr(row, name) for name in QUESTIONS):
        return None
    return {"texts": [(question, getattr(row, name) or _("Not answered")) for name, question in QUESTIONS.items()]}


def _group(request: HttpRequest, row: MappingAssignment) -> tuple[Any, str] | None:
    if access.may(request.user, "add", MappingParticipant(assignment=row)):
        return _("Edit the group"), f"{url_of(row)}grupp/"
    return None


@panel(
    MappingAssignment, "group", title=pgettext_lazy("mapping", "The group"), help=gettext_lazy("It answers for the content"),
    order=30,
    template="maps/panels/group.html", queries=2, action=_group,
)  # fmt: skip
def the_group(request: HttpRequest, row: MappingAssignment) -> dict[str, Any]:
    """Who takes part, and when they meet."""
    may = _group(request, row) is not None
    return {
        "people": mapping_words.people(row), "meetings": mapping_words.meetings(row),
        "meetings_url": f"{url_of(row)}workshoppar/" if may else "",
    }  # fmt: skip


def _draw(request: HttpRequest, row: MappingAssignment) -> tuple[Any, str] | None:
    if row.state in MappingAssignment.OPEN and access.may(request.user, "add", Map(process=row.process)):
        return _("Draw a map"), f"{pages.of(Map).url('add')}?process={row.process.number}"
    return None


@panel(
    MappingAssignment, "maps", title=gettext_lazy("Maps, problems and good ideas"), order=40, template="maps/panels/mapped.html",
    queries=5, action=_draw,
)  # fmt: skip
def what_it_gave(request: HttpRequest, row: MappingAssignment) -> dict[str, Any]:
    """The maps with how they stand, and how much was written."""
    found = mapping_words.lines_of(row)
    return {
        "maps": [(line, version, url_of(line)) for line, version in found],
        "problems": len(mapping_words.problems_of(row)), "problems_url": wall_url(row.process),
    }  # fmt: skip


def _order(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", MappingAssignment(process=process)):
        return _("Order a mapping"), f"{pages.of(MappingAssignment).url('add')}?process={process.number}"
    return None


@panel(
    Process, "mappings", title=gettext_lazy("Mappings"), help=gettext_lazy("Ordered, agreed, carried out and reported"), order=26,
    template="maps/panels/mappings.html", queries=1, action=_order, tab=TAB,
)  # fmt: skip
def of_the_process(request: HttpRequest, process: Process) -> dict[str, Any]:
    """Its assignments, the newest first."""
    rows = list(process.mappings.select_related("facilitator").order_by("-pk")[:6])
    return {"rows": [(one, url_of(one), MARKS[one.state]) for one in rows]}
