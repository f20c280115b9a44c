"""Pages of recipients and requirements."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes import yields
from processlots.apps.processes.access import RecipientAccess, RequirementAccess
from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import Process, Recipient, Requirement
from processlots.kit import access, views
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column


def only_basic(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Recipients of whom no more is written than who they are (C-2)."""
    return rows.filter(ended_on=None, needs="", requirements="", life_situation="")


class RecipientList(views.ListView):
    """The recipients, with the way to what each gets."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = [
            (_("Processes per recipient"), "/mottagare/per-mottagare/", "plain"),
            (_("Services"), "/tjanster/", "plain"),
        ]
        return [*made, *super().actions(request)]


class RecipientDetail(views.DetailView):
    """One that was the same as another leads to that one."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        row = self.row(key)
        if row.merged_into is not None and not request.GET.get("egen"):
            messages.info(request, _("%(gone)s was the same as this recipient.") % {"gone": row})
            return HttpResponseRedirect(row.merged_into.get_absolute_url())
        return super().get(request, key, tab)


@register
class RecipientPages(Pages):
    model = Recipient
    path = "mottagare"
    api = "recipients"
    fieldsets = [
        (gettext_lazy("Who it is"), gettext_lazy("Enough in step 1"), ["name", "kind", "category"]),
        (
            gettext_lazy("What you know of them"),
            gettext_lazy("In steps 4 and 6: what they need, what they demand, how they live"),
            ["needs", "requirements", "life_situation"],
        ),
    ]
    columns = [
        "name",
        "kind",
        "category",
        Column(
            "detail", gettext_lazy("How detailed"), lambda row: _("detailed") if row.detailed else _("basic"),
            only=("needs", "requirements", "life_situation"),
        ),
    ]  # fmt: skip
    filters = ["kind", "category"]
    views = [("grundlaggande", gettext_lazy("Only the name"), only_basic)]
    access = RecipientAccess()
    search = SearchFields("name", ["needs", "requirements", "life_situation"])
    lookup = True
    view_classes = {"list": RecipientList, "detail": RecipientDetail}

    def empty(self) -> str:
        return _("No recipients yet. They are written where a process says whom it is for.")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if row.ended_on is None and access.may(request.user, "end", row):
            return [(_("Make one with another"), f"/mottagare/{row.key}/samma/", "plain")]
        return []


@panel(
    Recipient, "processes", title=gettext_lazy("Processes"), help=gettext_lazy("What this recipient gets"), order=10,
    template="processes/panels/of_recipient.html", queries=1,
)  # fmt: skip
def processes_of_recipient(request: HttpRequest, recipient: Recipient) -> dict[str, Any]:
    """The list of processes per recipient (C-2)."""
    rows = access.visible(request.user, Process).filter(recipients=recipient, ended_on=None)
    return {"processes": list(rows.select_related("unit").order_by("sort"))}


@register
class RequirementPages(Pages):
    model = Requirement
    path = "krav"
    api = "requirements"
    fields = ["process", "kind", "text", "required_by", "source", "description", "critical", "met"]
    columns = ["text", "process", "kind", "required_by", "critical", "met", "source"]
    filters = ["process", "kind", "critical", "met"]
    ordering = ["-critical", "pk"]
    access = RequirementAccess()
    search = SearchFields("text", ["source", "required_by", "description"])
    parent = "process"

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return yields.buttons(request.user, row)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        settle(row.process)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        settle(row.process)
