"""What the maps tell of a process: how it runs, and who does what in it (S6-10b, S6-10d); documents on activities (D-9)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.maps import element_links
from processlots.apps.maps.models import Line, MapElement, Reading
from processlots.apps.maps.process_panels import lines_of
from processlots.apps.processes.models import Attachment, Process
from processlots.apps.processes.parts import holders
from processlots.apps.processes.parts.panels import documents_panel
from processlots.apps.processes.specification.information import Item, Part, tells
from processlots.kit.pages import url_of

holders.holder("kartelement", MapElement, lambda row: row.line.map.process)
documents_panel(MapElement, lambda row: row.line.map.process, also=lambda row: element_links.keys(row, Attachment))


def _steps(request: HttpRequest, process: Process) -> tuple[Line | None, list[Any]]:
    """The map in force today, the overview first, and its numbered steps as they are told."""
    line = next((one for one in lines_of(process) if one.in_force is not None and one.when == Line.When.TODAY), None)
    if line is None or line.in_force is None:
        return None, []
    reading = Reading.objects.filter(blob=line.in_force.blob_id).first()
    steps = reading.told("steps", getattr(request, "LANGUAGE_CODE", "sv")) if reading is not None else []
    return line, [one for one in steps if one["no"]]


@tells("flow", order=20)
def the_way(request: HttpRequest, process: Process) -> list[Part]:
    """The steps of the map in force, in order."""
    line, steps = _steps(request, process)
    if line is None:
        return []
    items = [Item(one["name"], f"{url_of(line)}#steg-{one['no']}", one["actor"]) for one in steps]
    return [Part(line.map.title, items, numbered=True)]


@tells("roles", order=20)
def who_does_what(request: HttpRequest, process: Process) -> list[Part]:
    """Each actor of the map with its activities (R-12)."""
    _line, steps = _steps(request, process)
    by_actor: dict[str, list[str]] = {}
    for one in steps:
        if one["actor"]:
            by_actor.setdefault(one["actor"], []).append(one["name"])
    return [Part(_("Actors in the map"), [Item(actor, "", ". ".join(names)) for actor, names in by_actor.items()])]
