"""Pages of the inventories: the list, and one page where an inventory is written and decided (S1-4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.processes.access import InventoryAccess
from processlots.apps.processes.actions import begin_inventory
from processlots.apps.processes.models import Inventory
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.search import SearchFields


@register
class InventoryPages(Pages):
    model = Inventory
    path = "inventeringar"
    api = "inventories"
    fields = ["unit", "year", "forum", "regulation", "mission", "services", "recipients", "next_review"]
    read_only = ["decision"]
    columns = ["unit", "year", "state", "next_review"]
    filters = ["unit", "state"]
    ordering = ["-year", "unit__sort"]
    acts = ("list", "add", "detail", "edit", "history")
    access = InventoryAccess()
    search = SearchFields("title", ["mission", "services"])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            begin_inventory(row)

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {"year": today().year} | super().initial(request)

    def empty(self) -> str:
        return _("No inventories yet. An inventory is a unit's list of the processes that it answers for.")
