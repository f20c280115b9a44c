"""Pages of those outside the municipality that a process meets (C-14)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.processes.models import ExternalActor, Interface
from processlots.apps.processes.parts import access as parts_access
from processlots.kit import access
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields


@register
class ExternalPages(Pages):
    model = ExternalActor
    path = "externa-parter"
    api = "external-actors"
    fields = ["name", "kind", "note"]
    read_only = ["ended_on"]
    columns = ["name", "kind", "note"]
    filters = ["kind"]
    access = parts_access.ExternalAccess()
    search = SearchFields("name", ["note"])
    lookup = True

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("The other party of an interface. Their own processes are not in the register, and have no owner here.")

    def empty(self) -> str:
        return _("No external parties yet. They are written so that an interface can have them as its other party.")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if row.ended_on is None and access.may(request.user, "add", Interface):
            return [(_("New interface"), f"/granssnitt/nytt/?external={row.pk}", "plain")]
        return []
