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

#: an element has many columns, of which these are asked for
READ = (
    *("element_id", "name", "number", "details_map_id", "called_process_id"),
    *("line__state", "line__map__number", "line__map__title"),
)


class Link(NamedTuple):
    """Where an element leads, and the words for it."""

    url: str
    text: str


class Above(NamedTuple):
    """Another map, and its steps that this map details."""

    map: Link
    steps: list[Link]


class Links(NamedTuple):
    """`down`: id in the file → what the element leads to and the person may see, the detailed map first. `up`: the maps
    above, with the steps that this one details."""

    down: dict[str, list[Link]]
    up: list[Above]


def of(user: Any, a_map: Map, line: Line | None) -> Links:
    """What leads from and to a map's line; one query where nothing does."""
    linked = Q(line=line) & (Q(details_map__isnull=False) | Q(called_process__isnull=False)) if line is not None else Q(pk=None)
    rows = MapElement.objects.filter(linked | Q(details_map=a_map), gone_in=None).select_related("line__map")
    found = list(rows.only(*READ).order_by("line__map__title", "pk"))
    here = [row for row in found if line is not None and row.line_id == line.pk]
    there = [row for row in found if row.line.map_id != a_map.pk and row.line.state != Line.State.ARCHIVED]
    return Links(_down(user, here), _up(user, there))


def _down(user: Any, rows: list[MapElement]) -> dict[str, list[Link]]:
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


def _up(user: Any, rows: list[MapElement]) -> list[Above]:
    if not rows:
        return []
    seen = access.visible(user, Map).filter(ended_on=None).in_bulk({row.line.map_id for row in rows})
    found: dict[int, Above] = {}
    for row in rows:
        if row.line.map_id in seen:
            url = url_of(row.line.map)
            above = found.setdefault(row.line.map_id, Above(Link(url, row.line.map.title), []))
            place = f"steg-{row.number}" if row.number else f"e-{row.element_id}"
            above.steps.append(Link(f"{url}#{place}", str(row)))
    return list(found.values())[:MOST_UP]
