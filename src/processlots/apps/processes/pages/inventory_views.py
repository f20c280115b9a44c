"""The inventory's page: questions, rows that are mended in place, and the decision."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.processes.inventory.rows import RowShown, shown_rows, tally
from processlots.apps.processes.models import Find, Inventory, Process, RegulationPassage, Strategy
from processlots.apps.processes.models.inventory import QUESTIONS
from processlots.kit import access, views
from processlots.kit.pages import url_of
from processlots.kit.periods import covers, today

PER_PAGE = 50
MANY = 25  # S1-6
#: so many sources of each kind are shown beside the questions
SOURCES = 80
#: how the rows may be ordered: key → (label, fields)
ORDERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "prioritet": (gettext_lazy("Priority"), ("priority", "sort", "pk")),
    "namn": (gettext_lazy("Name"), ("sort", "pk")),
    "typ": (gettext_lazy("Type"), ("type", "sort", "pk")),
}
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

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
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
        from processlots.apps.processes.inventory.guided import overview

        writes = access.may(request.user, "change", inventory) and inventory.state in Inventory.OPEN
        old = inventory.state in (Inventory.State.REVIEW, Inventory.State.REVIEWED)
        order = request.GET.get("ordning", "")
        rows = access.visible(request.user, Process).filter(inventory=inventory, ended_on=None)
        page = Paginator(rows.order_by(*ORDERS.get(order, ORDERS["prioritet"])[1]), PER_PAGE).get_page(request.GET.get("sida"))
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
            "may_decide": inventory.state in Inventory.OPEN and access.may(request.user, "decide", inventory),
            "overview": overview(inventory, counts["rows"], counts["purposes"]) if writes else [],
            "read": inventory.prepared.count(),
            "passages": passages_of(inventory),
            "strategies": strategies_for(inventory),
            "waiting": self.waiting(inventory) if writes else 0,
            "orders": [(key, label, key == (order or "prioritet")) for key, (label, _fields) in ORDERS.items()],
            "decided_rows": self.decided_rows(inventory) if old else [],
            "old": old,
            "stale": status == 409 and questions is not None,
        }
        context["sources_count"] = len(context["passages"]) + len(context["strategies"])
        return render(request, self.pages.detail_template, context, status=status)

    def waiting(self, inventory: Inventory) -> int:
        """Finds in the inboxes of the unit and of those below it (S1-7)."""
        finds = access.visible(self.request.user, Find)
        return finds.filter(state=Find.State.WAITING, unit__path__startswith=inventory.unit.path).count()

    def decided_rows(self, inventory: Inventory) -> list[Any]:
        """What was decided, as it was: for an inventory that another has come after."""
        seen = access.visible(self.request.user, Process)
        rows = inventory.decided_rows.filter(process__in=seen).select_related("process").order_by("priority", "sort", "pk")
        types = dict(Process.Type.choices)
        return [(row, types.get(row.type, "")) for row in rows]

    def lead(self, inventory: Inventory, counts: dict[str, Any]) -> str:
        if inventory.state in (Inventory.State.REVIEW, Inventory.State.REVIEWED):
            return _("This is what was decided then. A later inventory has come after it.")
        if inventory.state == Inventory.State.DECIDED:
            return ngettext("One process is decided.", "%(count)s processes are decided.", counts["rows"]) % {
                "count": counts["rows"]
            }
        return _("What do you do that somebody gets something of, again and again?")

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = super().actions(request, row)
        # The way to decide stands at the end of the work, in the dock.
        made = [one for one in made if not one[1].endswith("/decide/")]
        after = getattr(row, "next", None)
        if after is not None:
            made.append((_("The inventory after"), url_of(after), "plain"))
        if row.previous_id is not None:
            made.append((_("What changed"), f"/inventeringar/{row.key}/forandringar/", "plain"))
        return [
            *made,
            (_("Write as Excel"), f"/inventeringar/{row.key}/excel/", "post"),
            (_("Print as Word"), f"/inventeringar/{row.key}/word/", "post"),
            (_("Print as PDF"), f"/inventeringar/{row.key}/word/?as=pdf", "post"),
            (_("The house"), f"/?enhet={row.unit_id}", "plain"),
        ]


def passages_of(inventory: Inventory) -> list[Any]:
    """The passages in force of the board that the unit belongs to, each with `covered`: a process carries it out (OR-8)."""
    board = inventory.unit.board()
    if board is None:
        return []
    through = RegulationPassage.processes.through.objects
    carried = through.filter(regulationpassage=OuterRef("pk"), process__ended_on=None)
    rows = RegulationPassage.objects.filter(covers(today()), board=board).annotate(covered=Exists(carried))
    return list(rows.order_by("sort", "pk")[:SOURCES])


def strategies_for(inventory: Inventory) -> list[Any]:
    """Initiatives and strategic areas of this year and the two before, which may make new processes or change others (S1-5)."""
    near = Q(year__lte=inventory.year, year__gte=inventory.year - 2)
    return list(Strategy.objects.filter(near, ended_on=None).order_by("-year", "sort", "pk")[:SOURCES])


def question_fields(inventory: Inventory) -> list[dict[str, Any]]:
    """The four questions with their answers (S1-4a … S1-4d)."""
    made = []
    for name in QUESTIONS:
        field: Any = Inventory._meta.get_field(name)
        value = getattr(inventory, name)
        made.append({"name": name, "label": field.verbose_name, "help": GUIDANCE[name], "value": value})
    return made
