"""From a step to its detailed map, from a call to the process it calls, and back up (D-9, C-23)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Line, Map, MapElement
from processlots.apps.processes.models import Process
from processlots.kit import access
from processlots.kit.pages import url_of

#: maps that one map may be the details of, and the page still says which
MOST_UP = 6


class Link(NamedTuple):
    """Where an element leads, and the words for it."""

    url: str
    text: str


def down(user: Any, line: Line | None) -> dict[str, list[Link]]:
    """Id in the file → what the element leads to and the person may see: the detailed map first."""
    if line is None:
        return {}
    linked = Q(details_map__isnull=False) | Q(called_process__isnull=False)
    rows = list(MapElement.objects.filter(linked, line=line, gone_in=None).order_by("pk"))
    if not rows:
        return {}
    maps = access.visible(user, Map).filter(ended_on=None).in_bulk({row.details_map_id for row in rows if row.details_map_id})
    processes = access.visible(user, Process).in_bulk({row.called_process_id for row in rows if row.called_process_id})
    found: dict[str, list[Link]] = {}
    for row in rows:
        links = found.setdefault(row.element_id, [])
        if (detail := maps.get(row.details_map_id)) is not None:
            links.append(Link(url_of(detail), _("Open the detailed map %(map)s") % {"map": detail.title}))
        if (called := processes.get(row.called_process_id)) is not None:
            links.append(Link(url_of(called), _("Open the process %(process)s") % {"process": called.name}))
    return {element: links for element, links in found.items() if links}


def up(user: Any, a_map: Map) -> list[Link]:
    """The steps of other maps that this map details."""
    rows = MapElement.objects.filter(details_map=a_map, gone_in=None, line__in=access.visible(user, Line))
    rows = rows.exclude(line__state=Line.State.ARCHIVED).select_related("line__map").order_by("line__map__title", "pk")
    return [
        Link(
            f"{url_of(row.line.map)}#{f'steg-{row.number}' if row.number else f'e-{row.element_id}'}",
            _("%(step)s in %(map)s") % {"step": row, "map": row.line.map.title},
        )
        for row in rows[:MOST_UP]
    ]
