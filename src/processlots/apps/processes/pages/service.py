"""Pages of the services (C-5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.inventory.access import ServiceAccess
from processlots.apps.processes.models import Service
from processlots.apps.processes.pages.linked import ProcessesForm, listed, processes_column, with_processes
from processlots.apps.processes.pages.sources import _orphans
from processlots.kit import checks, tables
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields


def services_without(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Services that no process delivers (V-49)."""
    return _orphans(Service, rows.filter(ended_on=None))


@register
class ServicePages(Pages):
    model = Service
    path = "tjanster"
    api = "services"
    fieldsets = [
        (
            gettext_lazy("What it is"),
            gettext_lazy("A need that is known beforehand, and how it is met"),
            ["name", "kind", "need"],
        ),
        (
            gettext_lazy("What it is made of"),
            gettext_lazy("Competence, treatment, routines and perhaps a price"),
            ["competence", "treatment", "routines", "price"],
        ),
        (gettext_lazy("Who delivers it"), "", ["processes"]),
    ]
    columns = ["name", "kind", processes_column()]
    filters = ["kind"]
    views = [("utan-process", gettext_lazy("Without a process"), services_without)]
    access = ServiceAccess()
    search = SearchFields("name", ["need", "treatment", "routines"])
    form_base = ProcessesForm
    lookup = True

    def prepare(self, rows: models.QuerySet[Any], user: Any) -> Sequence[Any]:
        return with_processes(rows, Service, user)

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, [name for name in self.all_fields if name not in ("processes", "name")])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        checks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        checks.refresh(row)

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("What is delivered ready to use: to those outside by main processes, to colleagues by support processes.")

    def empty(self) -> str:
        return _("No services yet. They come of the question which services you deliver, in an inventory.")


@panel(
    Service, "processes", title=gettext_lazy("Processes"), help=gettext_lazy("That deliver the service"), order=10,
    template="processes/panels/of_source.html", queries=1,
)  # fmt: skip
def processes_of_service(request: HttpRequest, service: Service) -> dict[str, Any]:
    """Who delivers it (n..n)."""
    return listed(request, service.processes)
