"""Comments on maps and their elements: anyone who may read the map may comment, the facilitator resolves (M-KART-7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Line, Map, MapElement
from processlots.kit import comments

#: open comments on elements that are named on the map's page
NAMED = 30


def open_counts(line: Line) -> dict[str, int]:
    """Id in the file → how many open threads there are about the element. For marks in picture, steps and editor."""
    found = comments.open_on(MapElement, MapElement.objects.filter(line=line))
    said = Counter(found.values_list("object_id", flat=True))
    rows = MapElement.objects.filter(pk__in=said).values_list("pk", "element_id")
    return {element_id: said[pk] for pk, element_id in rows}


def open_total(a_map: Map) -> int:
    """How many threads are open about the map and its elements."""
    elements = comments.open_on(MapElement, MapElement.objects.filter(line__map=a_map))
    return (comments.open_on(Map, Map.objects.filter(pk=a_map.pk)) | elements).count()


def _people(a_map: Map) -> Iterator[str]:
    """Those who are most often asked about a map."""
    for person in (a_map.process.leader, a_map.process.owner):
        if person is not None:
            yield str(person)


def _on_elements(request: HttpRequest, a_map: Map) -> dict[str, Any]:
    """What waits at the map's elements, for its own page."""
    found = list(comments.open_on(MapElement, MapElement.objects.filter(line__map=a_map))[: NAMED + 1])
    if not found:
        return {}
    total = len(found)
    if total > NAMED:
        total = comments.open_on(MapElement, MapElement.objects.filter(line__map=a_map)).count()
    return {
        "parts": [(one.about, f"{one.url}#kommentar-{one.pk}", f"{one.author}: {_short(one.text)}") for one in found[:NAMED]],
        "parts_more": max(total - NAMED, 0),
        "parts_url": "/kommentarer/?state=open",
    }


def _short(text: str) -> str:
    line = " ".join(text.split()) or _("taken back")
    return line if len(line) <= 90 else f"{line[:89].rstrip()}…"


comments.on(MapElement, near=lambda row: _people(row.line.map))
comments.on(Map, queries=3, near=_people, elsewhere=_on_elements)
