"""Pages of the inventories: the list, and one page where an inventory is written and decided (S1-4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.access import InventoryAccess
from processlots.apps.processes.actions import begin_inventory
from processlots.apps.processes.models import Inventory
from processlots.apps.processes.pages.inventory_views import InventoryDetail
from processlots.kit.forms import DayField
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import written


class DecideForm(forms.Form):
    """The responsible manager's decision (R-28)."""

    text = forms.CharField(
        label=gettext_lazy("The decision in words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("If you leave it empty, it says which inventory was decided."),
    )  # fmt: skip
    capacity = forms.CharField(
        label=gettext_lazy("By what right you decide"), required=False, max_length=200,
        help_text=gettext_lazy("For example: head of administration, or a delegation."),
    )  # fmt: skip
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), required=False, max_length=60)
    next_review = DayField(
        label=gettext_lazy("Next review"), required=False, help_text=gettext_lazy("In a year, if you leave it empty.")
    )


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
    transition_forms = {"decide": DecideForm}
    detail_template = "processes/inventory.html"
    view_classes = {"detail": InventoryDetail}

    def kind(self, row: Any) -> str:
        return _("Step 1, inventory %(year)s") % {"year": row.year}

    def title(self, row: Any) -> str:
        return str(row.unit) if row.unit_id else self.label

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or row.pk is None:
            return super().crumbs(request, row)
        return [
            *((str(unit), f"/?enhet={unit.pk}") for unit in [*row.unit.ancestors(), row.unit]),
            (self.plural, self.url("list")),
        ]

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        made = [(_("State"), row.get_state_display())]
        if row.forum is not None:
            made.append((_("Management group"), str(row.forum)))
        if row.decision is not None:
            made.append((_("Decided"), f"{written(row.decision.date)}, {row.decision.by}"))
        if row.next_review is not None:
            made.append((_("Next review"), written(row.next_review)))
        return made

    def related(self, rows: Any) -> Any:
        return rows.select_related("unit", "forum", "decision__by")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            begin_inventory(row)

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {"year": today().year} | super().initial(request)

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A unit's list of the processes that it answers for, decided by the responsible manager.")

    def empty(self) -> str:
        return _("No inventories yet. An inventory is a unit's list of the processes that it answers for.")
