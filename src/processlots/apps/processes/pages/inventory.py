"""Pages of the inventories: the list, and one page where an inventory is written and decided (S1-4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.processes.access import InventoryAccess
from processlots.apps.processes.actions import begin_inventory
from processlots.apps.processes.models import Inventory, Prepared
from processlots.apps.processes.pages.inventory_views import InventoryDetail
from processlots.kit import checks, history
from processlots.kit.forms import DayField, VisibleForm
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


history.follow(Prepared)  # who has read what, of which there are no pages


class InventoryForm(VisibleForm):
    """An inventory begins with a unit and a year; what is not said is as it usually is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("scale", "review_months"):
            self.fields[name].required = False

    def clean_review_months(self) -> int:
        found: int | None = self.cleaned_data["review_months"]
        return found or self.instance.review_months

    def clean_scale(self) -> str:
        return self.cleaned_data["scale"] or self.instance.scale


@register
class InventoryPages(Pages):
    model = Inventory
    path = "inventeringar"
    api = "inventories"
    fieldsets = [
        (
            gettext_lazy("Whose, and when"),
            gettext_lazy("The management group inventories, led by the responsible manager"),
            ["unit", "year", "forum", "held_on", "participants", "facilitator"],
        ),
        (
            gettext_lazy("Start from"),
            gettext_lazy("The guided form asks one question at a time"),
            ["regulation", "mission", "services", "recipients", "other_sources"],
        ),
        (gettext_lazy("Priorities and review"), "", ["scale", "review_months", "next_review"]),
    ]
    read_only = ["decision", "previous"]
    form_base = InventoryForm
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
        if row.held_on is not None:
            made.append((_("Day of the inventory"), written(row.held_on)))
        if row.facilitator is not None:
            made.append((_("Process facilitator"), str(row.facilitator)))
        if row.participants:
            made.append((_("Participants"), ", ".join(row.participants.split("\n"))))
        if row.decision is not None:
            made.append((_("Decided"), f"{written(row.decision.date)}, {row.decision.by}"))
        if row.next_review is not None:
            made.append((_("Next review"), written(row.next_review)))
        return made

    def related(self, rows: Any) -> Any:
        return rows.select_related("unit", "forum", "decision__by", "facilitator", "previous__unit", "next__unit")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            if row.held_on is not None and row.held_on > today():
                row.state = Inventory.State.PLANNED
                row.save()
            begin_inventory(row)
        checks.refresh(row)
        tasks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        checks.refresh(row)
        tasks.refresh(row)
        if row.previous is not None:
            tasks.refresh(row.previous)

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {"year": today().year} | super().initial(request)

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A unit's list of the processes that it answers for, decided by the responsible manager.")

    def empty(self) -> str:
        return _("No inventories yet. An inventory is a unit's list of the processes that it answers for.")
