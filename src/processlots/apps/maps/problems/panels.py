"""Where problems and good ideas are seen: at the process, at the map, and at the step (M-KART-5, D-8)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.models import Line, MapElement, ProblemIdea
from processlots.apps.maps.pages.problem import MARKS, wall_url
from processlots.apps.maps.problems.wall import place_url
from processlots.apps.maps.process_panels import TAB
from processlots.apps.processes.models import Process
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.panels import panel

SHOWN = 5
AT_A_MAP = 30
TITLE = gettext_lazy("Problems and good ideas")
TEMPLATE = "maps/panels/problems.html"


def _shown(rows: list[ProblemIdea], places: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "row": one, "url": url_of(one), "mark": MARKS[one.state],
            "place": f"{one.element.number}. {one.element}" if places and one.element is not None and one.element.number else
            str(one.element) if places and one.element is not None else "",
            "place_url": place_url(one.element) if places and one.element is not None else "",
        }
        for one in rows
    ]  # fmt: skip


def _write(request: HttpRequest, process: Process, more: str = "") -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", ProblemIdea(process=process)):
        return _("Write down"), f"{wall_url(process)}{more}"
    return None


def _of_process(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    return _write(request, process)


@panel(
    Process, "problems", title=TITLE, help=gettext_lazy("What was seen in the mapping and in the work"), order=27,
    template=TEMPLATE, queries=1, action=_of_process, tab=TAB,
)  # fmt: skip
def of_the_process(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The open ones with the most votes, and the way to all."""
    states = (ProblemIdea.State.OPEN, ProblemIdea.State.LIFTED)
    rows = list(ProblemIdea.objects.filter(process=process).select_related("element__line").order_by("-votes", "priority", "-pk"))
    if not rows:
        return None
    waiting = [one for one in rows if one.state in states]
    return {
        "rows": _shown(waiting[:SHOWN]), "more": len(rows) - len(waiting[:SHOWN]), "all_url": wall_url(process),
        "quiet": _("Nothing is open. What is led on is kept."),
    }  # fmt: skip


def _of_line(request: HttpRequest, line: Line) -> tuple[Any, str] | None:
    return None if line.state == Line.State.ARCHIVED else _write(request, line.map.process, f"?karta={line.pk}")


@panel(
    Line, "problems", title=TITLE, help=gettext_lazy("At the steps of the map"), order=30, template=TEMPLATE, queries=1,
    action=_of_line,
)  # fmt: skip
def of_the_map(request: HttpRequest, line: Line) -> dict[str, Any] | None:
    """Those at its steps, in the order of the steps; what is dismissed is left out."""
    rows = ProblemIdea.objects.filter(element__line=line).exclude(state=ProblemIdea.State.DISMISSED)
    found = list(rows.select_related("element__line").order_by("element__number", "-votes", "pk")[:AT_A_MAP])
    if not found and _of_line(request, line) is None:
        return None
    return {
        "rows": _shown(found), "more": 0, "all_url": wall_url(line.map.process) if found else "",
        "quiet": _("Nothing is written at this map yet."),
    }  # fmt: skip


def _of_element(request: HttpRequest, element: MapElement) -> tuple[Any, str] | None:
    if element.gone_in_id is not None or element.number is None or element.line.state == Line.State.ARCHIVED:
        return None
    return _write(request, element.line.map.process, f"?karta={element.line_id}&steg={element.number}")


@panel(MapElement, "problems", title=TITLE, order=40, template=TEMPLATE, queries=1, action=_of_element)
def of_the_step(request: HttpRequest, element: MapElement) -> dict[str, Any] | None:
    """Those at this step, whatever came of them."""
    rows = list(ProblemIdea.objects.filter(element=element).order_by("-votes", "pk")[:AT_A_MAP])
    if not rows and _of_element(request, element) is None:
        return None
    return {"rows": _shown(rows, places=False), "more": 0, "all_url": "", "quiet": _("Nothing is written at this step yet.")}
