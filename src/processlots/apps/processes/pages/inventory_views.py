"""The inventory's page: questions, rows that are mended in place, and the decision."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.processes.inventory_rows import RowShown, shown_rows, tally
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.models.inventory import QUESTIONS
from processlots.kit import access, views

PER_PAGE = 50
MANY = 25  # S1-6
#: why each question is asked, and what to think of (S1-1, S1-5)
GUIDANCE = {
    "regulation": gettext_lazy(
        "The board regulation is the ground for the main processes: what it says you shall do, somebody must receive."
    ),
    "mission": gettext_lazy("Say it as to a neighbour. What would be missed if you stopped?"),
    "services": gettext_lazy(
        "Services to those outside become main processes, services to colleagues support processes, "
        "and governance governing processes."
    ),
    "recipients": gettext_lazy("Those who get what you do, not those who order it. Think of those who come later too."),
}


class InventoryDetail(views.DetailView):
    """Everything about one inventory on one page."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        return self.page(request, self.row(key))

    def page(
        self,
        request: HttpRequest,
        inventory: Inventory,
        *,
        bound: RowShown | None = None,
        questions: Any = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page; `bound` is a row whose form did not hold, `questions` the answers as they were written."""
        writes = access.may(request.user, "change", inventory) and inventory.state != Inventory.State.DECIDED
        rows = access.visible(request.user, Process).filter(inventory=inventory, ended_on=None)
        page = Paginator(rows.order_by("priority", "sort", "pk"), PER_PAGE).get_page(request.GET.get("sida"))
        shown = shown_rows(request.user, page.object_list, page.start_index() or 1, writes)
        if bound is not None:
            shown = [bound if one.process.pk == bound.process.pk else one for one in shown]
        counts = tally(rows)
        context = {
            "obj": inventory,
            "title": self.pages.title(inventory),
            "kind": self.pages.kind(inventory),
            "crumbs": self.pages.crumbs(request, inventory),
            "actions": self.actions(request, inventory),
            "why_not": self.why_not(request, inventory),
            "facts": self.pages.facts(request, inventory),
            "writes": writes,
            "questions": questions or question_fields(inventory),
            "rows": shown,
            "page": page,
            "tally": counts,
            "dropped": Process.objects.filter(inventory=inventory, status=Process.Status.NOT_A_PROCESS).order_by("sort")[:50]
            if writes
            else [],
            "too_many": counts["rows"] > MANY,
            "lead": self.lead(inventory, counts),
            "may_decide": inventory.state != Inventory.State.DECIDED and access.may(request.user, "decide", inventory),
        }
        return render(request, self.pages.detail_template, context, status=status)

    def lead(self, inventory: Inventory, counts: dict[str, Any]) -> str:
        if inventory.state == Inventory.State.DECIDED:
            return ngettext("One process is decided.", "%(count)s processes are decided.", counts["rows"]) % {
                "count": counts["rows"]
            }
        return _("What do you do that somebody gets something of, again and again?")

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = super().actions(request, row)
        # The way to decide stands at the end of the work, in the dock.
        made = [one for one in made if not one[1].endswith("/decide/")]
        return [
            *made,
            (_("Print as Word"), f"/inventeringar/{row.key}/word/", "post"),
            (_("The house"), f"/?enhet={row.unit_id}", "plain"),
        ]


def question_fields(inventory: Inventory) -> list[dict[str, Any]]:
    """The four questions with their answers (S1-4a … S1-4d)."""
    made = []
    for name in QUESTIONS:
        field: Any = Inventory._meta.get_field(name)
        value = getattr(inventory, name)
        made.append({"name": name, "label": field.verbose_name, "help": GUIDANCE[name], "value": value})
    return made
