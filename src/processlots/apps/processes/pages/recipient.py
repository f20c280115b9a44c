"""Pages of recipients and requirements."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes import yields
from processlots.apps.processes.access import RecipientAccess, RequirementAccess
from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import Process, Recipient, Requirement
from processlots.kit import access
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields


@register
class RecipientPages(Pages):
    model = Recipient
    path = "mottagare"
    api = "recipients"
    fields = ["name", "kind", "category", "needs", "life_situation"]
    columns = ["name", "kind", "category"]
    filters = ["kind", "category"]
    access = RecipientAccess()
    search = SearchFields("name", ["needs", "life_situation"])
    lookup = True

    def empty(self) -> str:
        return _("No recipients yet. They are written where a process says whom it is for.")


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
