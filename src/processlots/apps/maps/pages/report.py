"""Pages of a mapping's report: it begins with what is known, and is handed over with the assignment (M-KART-2, M-KART-10)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.mappings import words as mapping_words
from processlots.apps.maps.mappings.access import ReportAccess
from processlots.apps.maps.models import MappingAssignment, MappingReport
from processlots.apps.maps.models.mapping_report import HEADINGS
from processlots.kit import asked, pages, tables
from processlots.kit.forms import VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.panels import panel


class ReportForm(VisibleForm):
    """Whose report it is does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "assignment" in self.fields:
            if self.instance.pk is not None:
                del self.fields["assignment"]
            else:
                field: Any = self.fields["assignment"]
                field.queryset = field.queryset.filter(state=MappingAssignment.State.UNDER_WAY, mapping_report=None)


@register
class ReportPages(Pages):
    model = MappingReport
    path = "kartlaggningsrapporter"
    api = "mapping-reports"
    fieldsets = [
        ("", "", ["assignment"]),
        (
            gettext_lazy("What the mapping shows"),
            gettext_lazy("It begins with what is known. Write on in your own words"),
            HEADINGS,
        ),
        (gettext_lazy("What it leads to"), "", ["analyses", "proposals"]),
    ]
    columns = [
        tables.Column(
            "assignment", gettext_lazy("Mapping assignment"), lambda row: str(row.assignment), related=("assignment__process",)
        ),
        tables.Column("reported", gettext_lazy("Handed over"), lambda row: row.assignment.reported_on, css="nowrap"),
    ]
    ordering = ["-pk"]
    acts = ("list", "add", "detail", "edit", "history")
    access = ReportAccess()
    form_base = ReportForm
    parent = "assignment"

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("assignment__process__owner", "assignment__process__leader", "assignment__facilitator")

    def empty(self) -> str:
        return _("No reports yet. The facilitator writes one when a mapping is under way.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        number = asked.whole(request.GET.get("assignment", "").split("-")[0])
        found = pages.of(MappingAssignment).get(request.user, number) if number is not None else None
        return {"assignment": found, **mapping_words.begun(found)} if found is not None else {}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, ["assignment"])

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        base = f"{url_of(row)}word/"
        return [(_("Word"), base, "post"), ("PDF", f"{base}?as=pdf", "post")]

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return url_of(row.assignment) if created else super().next_url(request, row, created)


@panel(
    MappingReport,
    "written",
    title=gettext_lazy("What the mapping shows"),
    order=10,
    template="processes/panels/brief.html",
    queries=0,
)
def what_it_shows(request: HttpRequest, row: MappingReport) -> dict[str, Any]:
    """The texts under their headings."""
    names = (*HEADINGS, "analyses", "proposals")
    found = [(str(getattr(row._meta.get_field(name), "verbose_name", "")).capitalize(), getattr(row, name)) for name in names]
    return {"texts": [(label, text or "–") for label, text in found if text or label]}
