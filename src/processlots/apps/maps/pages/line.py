"""Pages of a map's parts: its lines, versions and elements. Each opens by its own address, for links and the API."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processlots.apps.maps import element_facts
from processlots.apps.maps.access import ElementAccess, LineAccess, MapsAccess
from processlots.apps.maps.confirming import ConfirmForm
from processlots.apps.maps.models import Confirmation, Line, MapElement, Version
from processlots.apps.maps.models.facts import COLUMNS
from processlots.apps.maps.pages.introduction import DecisionForm, IntroduceForm
from processlots.apps.maps.reading_views import LinePage, VersionPage
from processlots.kit import access, history
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.tables import Column, written

access.policy(Confirmation, MapsAccess("version_of_map__line__map"))
history.follow(Confirmation)

_PROCESS = ("process__unit", "process__owner", "process__leader")


@register
class LinePages(Pages):
    model = Line
    path = "kartlinjer"
    api = "map-lines"
    read_only = ["map", "when", "in_force", "in_force_since", "assignment", "decision"]
    columns = ["map", "when", "state", "in_force_since"]
    filters = ["when", "state"]
    ordering = ["map__process__sort", "map__number", "pk"]
    acts = ("list", "detail")
    access = LineAccess("map")
    transition_forms = {"confirm": ConfirmForm, "decide": DecisionForm, "introduce": IntroduceForm}
    view_classes = {"detail": LinePage}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("in_force", "assignment", "decision", *(f"map__{name}" for name in _PROCESS))

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        from processlots.apps.maps.models import Map
        from processlots.kit import pages

        return pages.of(Map).crumbs(request, row.map if row is not None else None)


def _differs(row: Version) -> Any:
    """What the version changed; the first of a line changed nothing."""
    if row.number < 2:
        return ""
    address = f"{url_of(row.line.map)}skillnad/?till={row.pk}"
    return format_html('<a href="{}">{}</a>', address, _("from version %(number)s") % {"number": row.number - 1})


@register
class VersionPages(Pages):
    model = Version
    path = "kartversioner"
    api = "map-versions"
    read_only = ["line", "number", "comment", "made_by", "made_at"]
    columns = [
        Column(
            "number",
            gettext_lazy("Version"),
            lambda row: _("%(map)s, version %(number)s") % {"map": row.line.map, "number": row.number},
            sort="number",
            related=("line__map",),
        ),
        Column("when", gettext_lazy("Today or tomorrow"), lambda row: str(row.line.get_when_display())),
        "comment",
        "made_by",
        Column("made_at", gettext_lazy("Saved"), lambda row: written(row.made_at), sort="made_at", css="nowrap"),
        Column("differs", gettext_lazy("What differs"), _differs, plain=lambda row: ""),
    ]
    filters = ["line"]
    ordering = ["-made_at", "-pk"]
    acts = ("list", "detail")
    access = MapsAccess("line__map")
    view_classes = {"detail": VersionPage}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("blob", "made_by", *(f"line__map__{name}" for name in _PROCESS))


@register
class MapElementPages(Pages):
    model = MapElement
    path = "kartelement"
    api = "map-elements"
    read_only = ["line", "name", "type", "lane", "number", "element_id", "gone_in", *COLUMNS]
    columns = [
        "name",
        "lane",
        Column("line", gettext_lazy("Map"), lambda row: str(row.line.map), sort="line__map__title", related=("line__map",)),
        "system",
        "number",
    ]
    filters = ["type"]
    ordering = ["line", "number", "pk"]
    acts = ("list", "detail")
    access = ElementAccess("line__map")

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(gone_in=None)

    def kind(self, row: Any) -> str:
        from processlots.apps.maps.bpmn.words import WORDS, say  # with it comes the XML library

        return say(row.type if row.type in WORDS else "other", "en" if get_language() == "en" else "sv")

    def title(self, row: Any) -> str:
        return str(row)

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        from processlots.apps.maps.models import Map
        from processlots.kit import pages

        if row is None:
            return super().crumbs(request)
        own = pages.of(Map)
        return [*own.crumbs(request, row.line.map), (own.title(row.line.map), own.url("detail", row.line.map.key))]

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        links = ("gone_in", "details_map", "called_process")
        return rows.select_related(*links, *(f"line__map__{name}" for name in _PROCESS))

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        from processlots.kit import tables

        return [*tables.facts(row, ["lane", "number", "gone_in"]), *element_facts.known(row, request.user)]

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        place = f"#steg-{row.number}" if row.number else f"#e-{row.element_id}" if row.gone_in_id is None else ""
        return [(_("Show it in the map"), f"{url_of(row.line)}{place}", "primary")]
