"""Pages of maps: the register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.access import MapsAccess
from processlots.apps.maps.models import Map
from processlots.kit import shell
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields

shell.menu(30, gettext_lazy("Maps"), "/kartor/", "/kartlinjer/", "/kartversioner/", "/kartelement/")


@register
class MapPages(Pages):
    model = Map
    path = "kartor"
    api = "maps"
    fields = ["process", "title", "kind"]
    columns = ["title", "process", "kind"]
    filters = ["process", "kind"]
    ordering = ["process__sort", "number"]
    parent = "process"
    access = MapsAccess()
    search = SearchFields("title", ["element_names"])

    def empty(self) -> str:
        return _("No maps yet. A map shows who does what, from need to result.")

    def title(self, row: Any) -> str:
        return row.title
