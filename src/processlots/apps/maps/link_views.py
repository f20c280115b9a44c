"""What an element can lead to: a step to its detailed map, a call to a process (D-9). Searched as one types."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from processlots.apps.maps.draft_views import AskedByTheEditor
from processlots.apps.maps.editor_views import problem, unreadable
from processlots.apps.maps.models import Map
from processlots.apps.processes.models import Process
from processlots.kit import access, search
from processlots.kit.pages import url_of

WHAT: dict[str, Any] = {"map": Map, "process": Process}
MOST = 8


class DrawLinks(AskedByTheEditor):
    """`?what=map|process`, `q=` (words) or `uid=`: {"results": [{"uid", "value", "label", "note", "url"}]} of what one sees."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, _when, _line, _newest = self.prepare(request, key)
        what = WHAT.get(request.GET.get("what", ""))
        if what is None:
            return problem(400, unreadable())
        rows: Any = access.visible(request.user, what)
        if what is Map:
            rows = rows.filter(ended_on=None).exclude(pk=a_map.pk).select_related("process")
        else:
            rows = rows.select_related("unit")
        return JsonResponse({"results": [_told(row) for row in _found(rows, request, what)]})


def _found(rows: Any, request: HttpRequest, what: Any) -> list[Any]:
    if "uid" in request.GET:
        try:
            return list(rows.filter(uid=uuid.UUID(request.GET["uid"]))[:1])
        except ValueError:
            return []
    text = request.GET.get("q", "")[:100].strip()
    if chosen := re.search(rf"\({what.prefix}-(\d{{1,9}})\)$", text):
        return list(rows.filter(number=int(chosen[1])))
    if not text:
        return list(rows.order_by("-pk")[:MOST])
    return list(rows.filter(pk__in=search.ids(what, text)).order_by("pk")[:MOST])


def _told(row: Any) -> dict[str, str]:
    """`value` is what stands in the field: a name with the number that tells it from its namesakes."""
    above = row.process.name if isinstance(row, Map) else str(row.unit or "")
    return {
        "uid": str(row.uid),
        "value": f"{row} ({row.label})",
        "label": str(row),
        "note": f"{row.label} {above}",
        "url": url_of(row),
    }
