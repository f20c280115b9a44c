"""Pages of maps: the register, and what is written of a map besides its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.maps.access import MapsAccess, demand_drawing, draws, not_trained
from processlots.apps.maps.models import Line, Map
from processlots.apps.maps.reading_views import MapPage
from processlots.kit import access, shell, views
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column
from processlots.kit.templatetags.kit import state

shell.menu(30, gettext_lazy("Maps"), "/kartor/", "/kartlinjer/", "/kartversioner/", "/kartelement/")

MARKS = {
    Line.State.DRAFT: "begun",
    Line.State.REVIEWED: "begun",
    Line.State.CONFIRMED: "begun",
    Line.State.IN_FORCE: "ok",
    Line.State.DECIDED: "ok",
    Line.State.ARCHIVED: "none",
}


def _sign(row: Any) -> Any:
    line = getattr(row, "today", None)
    if line is None:
        return ""
    mark, words = ("ok", _("in force")) if line.in_force_id is not None else (MARKS[line.state], line.get_state_display())
    return state(mark, words)


def _word(row: Any) -> str:
    line = getattr(row, "today", None)
    return "" if line is None else _("in force") if line.in_force_id is not None else str(line.get_state_display())


class MapList(views.ListView):
    """The register. Facilitators add; the others read whom to ask."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        if not access.may(request.user, "add", Map):
            return []
        return [
            (_("Draw a new map"), self.pages.url("add"), "primary"),
            (_("New map from a file"), "/kartor/ladda-upp/", "plain"),
        ]

    def more(self, request: HttpRequest, rows: models.QuerySet[Any]) -> dict[str, Any]:
        return {} if draws(request.user) else {"not_trained": not_trained()}


class MapAdd(views.AddView):
    """A new map begins with its name; then it is drawn. A refusal names those who draw (V-40)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and access.of(Map).may_enter(request.user):
            demand_drawing(request.user)
        return super().dispatch(request, *args, **kwargs)


@register
class MapPages(Pages):
    model = Map
    path = "kartor"
    api = "maps"
    fields = ["process", "title", "kind"]
    read_only = ["ended_on", "ended_reason"]
    columns = [
        "title",
        Column("process", gettext_lazy("Process"), lambda row: str(row.process), sort="process__sort", related=("process",)),
        "kind",
        Column("today", gettext_lazy("Stands"), _sign, plain=_word),
    ]
    filters = ["process", "kind"]
    ordering = ["process__sort", "number"]
    parent = "process"
    slant = True
    access = MapsAccess()
    search = SearchFields("title", ["element_names"])
    list_template = "maps/maps.html"
    view_classes = {"list": MapList, "detail": MapPage, "add": MapAdd}

    def empty(self) -> str:
        return _("No maps yet. A map shows who does what, from need to result.")

    def lead(self, request: HttpRequest, total: int) -> str:
        return ngettext("One map", "%(count)s maps", total) % {"count": total} if total else ""

    def found_url(self, row: Any, asked: str) -> str:
        """A hit opens the map with what was asked for marked in picture and steps."""
        return f"{super().found_url(row, asked)}?{urlencode({'sok': asked})}"

    def title(self, row: Any) -> str:
        return row.title

    def prepare(self, rows: models.QuerySet[Any], user: Any) -> Sequence[Any]:
        listed = list(rows)
        lines = Line.objects.filter(map__in=[row.pk for row in listed], when=Line.When.TODAY).exclude(state=Line.State.ARCHIVED)
        today = {line.map_id: line for line in lines}
        for row in listed:
            row.today = today.get(row.pk)
        return listed

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found = super().initial(request)
        if "process" in found and found["process"] is not None:
            found.setdefault("title", found["process"].name)
        return found

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__unit", "process__owner", "process__leader")

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return f"{self.url('detail', row.key)}rita/" if created else super().next_url(request, row, created)
