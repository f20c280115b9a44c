"""What hangs on an element, for the column beside the drawing: its comments and its other panels, as on its own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from processlots.apps.maps import commenting
from processlots.apps.maps.draft_views import AskedByTheEditor
from processlots.apps.maps.models import MapElement
from processlots.kit import comments, pages, panels
from processlots.kit.pages import url_of


class DrawElement(AskedByTheEditor):
    """Without more {"open": {id: number of open comments}}; with `?id=` {"url", "html"} of one element, 204 if it is not saved.

    `html` is the same part of a page as on the element's own, made and escaped by the same template: its comments, with
    `parts=1` all other panels that apps have hung there (kit.panels).
    """

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        _map, _when, line, _newest = self.prepare(request, key)
        if "id" not in request.GET:
            return JsonResponse({"open": commenting.open_counts(line) if line is not None else {}})
        rows = pages.of(MapElement).related(MapElement.objects.filter(line=line, gone_in=None))
        found = rows.filter(element_id=request.GET["id"].replace("\x00", "")[:200]).first() if line is not None else None
        if found is None:
            return HttpResponse(status=204)
        if request.GET.get("parts"):
            sections = [one for one in panels.sections(request, found) if one.id != comments.KEY]
            parts = render_to_string("maps/element_parts.html", {"sections": sections}, request)
            return JsonResponse({"url": url_of(found), "html": parts})
        told = comments.told(request, found)
        html = render_to_string("kit/_comments.html", told, request) if told is not None else ""
        return JsonResponse({"url": url_of(found), "html": html})
