"""Pages of classification codes, and of how often the living documents are looked over."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import ClassificationCode, Process, ProcessCode, ReviewInterval
from processlots.apps.processes.parts import access as parts_access
from processlots.apps.processes.specification import freshness
from processlots.kit import access, views
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column


class CodeList(views.ListView):
    """The register of codes, with the way in for a file or a paste."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made = super().actions(request)
        if access.may(request.user, "add", ClassificationCode):
            made.insert(0, (_("Read in codes"), "/inlasning/classification/", "plain"))
        return made


@register
class CodePages(Pages):
    model = ClassificationCode
    path = "klassificering"
    api = "classification-codes"
    fields = ["scheme", "edition", "code", "title", "valid_from", "valid_to"]
    columns = [
        Column("code", gettext_lazy("Code"), lambda row: row.code, sort="place"),
        "title",
        "scheme",
        "edition",
        "valid_from",
        "valid_to",
    ]
    ordering = ["scheme", "edition", "place", "pk"]
    access = parts_access.CodeAccess()
    search = SearchFields("title", ["code", "scheme_text"])
    lookup = True
    view_classes = {"list": CodeList}

    def title(self, row: Any) -> str:
        return str(row)

    def kind(self, row: Any) -> str:
        return f"{self.label}, {row.scheme_text}"

    def empty(self) -> str:
        return _("No codes yet. Read in the scheme that the archive uses, from a file or a paste.")

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("How processes are classified for archives and records. A process may have codes of several schemes.")


@panel(
    ClassificationCode,
    "processes",
    title=gettext_lazy("Processes"),
    help=gettext_lazy("Those that have the code today"),
    order=10,
    template="processes/panels/of_recipient.html",
    queries=1,
)
def processes_of_code(request: HttpRequest, code: ClassificationCode) -> dict[str, Any]:
    """Which processes a code covers."""
    held = ProcessCode.objects.at().filter(code=code).values("process")
    rows = access.visible(request.user, Process).filter(pk__in=held, ended_on=None)
    return {"processes": list(rows.select_related("unit").order_by("sort"))}


@register
class ProcessCodePages(Pages):
    model = ProcessCode
    path = "processkoder"
    api = "process-codes"
    fields = ["process", "code", "valid_from", "valid_to"]
    columns = [
        Column("code", gettext_lazy("Classification code"), lambda row: str(row.code), sort="code__place", related=("code",)),
        Column("scheme", gettext_lazy("Scheme"), lambda row: row.code.scheme_text, sort="code__scheme", related=("code",)),
        Column("process", gettext_lazy("Process"), lambda row: str(row.process), sort="process__sort", related=("process",)),
        "valid_from",
        "valid_to",
    ]
    filters = ["process", "code"]
    ordering = ["code__scheme", "code__place", "pk"]
    parent = "process"
    access = parts_access.ProcessCodeAccess()

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("code", "process__unit", "process__owner", "process__leader")

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        return under(rows, value, "code__") if name == "code" else super().narrow(rows, name, value)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return url_of(row.process)


def under(rows: models.QuerySet[Any], code: ClassificationCode, prefix: str = "") -> models.QuerySet[Any]:
    """Rows with the code, or with one that lies under it in the same scheme and version."""
    same = models.Q(**{f"{prefix}place": code.place}) | models.Q(**{f"{prefix}place__startswith": f"{code.place}."})
    return rows.filter(same, **{f"{prefix}scheme": code.scheme, f"{prefix}edition": code.edition})


@register
class IntervalPages(Pages):
    model = ReviewInterval
    path = "granskningstider"
    api = "review-intervals"
    fields = ["document", "months", "remind_days"]
    columns = ["document", "months", "remind_days"]
    ordering = ["document"]
    access = parts_access.IntervalAccess()

    def lead(self, request: HttpRequest, total: int) -> str:
        said = _("What is not in the list is looked over every %(months)s months; its leader is reminded %(days)s days before.")
        default = freshness.Interval()
        return said % {"months": default.months, "days": default.remind_days}

    def empty(self) -> str:
        default = freshness.Interval()
        said = _(
            "Everything is looked over every %(months)s months. Add a row for what should be looked over more or less often."
        )
        return said % {"months": default.months}
