"""Pages of versions: the list of all, and one version as it was decided."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.processes.models import Release
from processlots.apps.processes.release.access import ReleaseAccess
from processlots.apps.processes.release.version_views import ReleaseDetail, ReleaseList
from processlots.kit.pages import Pages, register
from processlots.kit.tables import Column, written


@register
class ReleasePages(Pages):
    model = Release
    path = "versioner"
    api = "releases"
    read_only = ["process", "number", "valid_from", "summary", "reason", "decided_at", "decision", "fingerprint"]
    columns = [
        Column(
            "process",
            pgettext_lazy("column", "Process"),
            lambda row: row.process.name,
            sort="process__sort",
            related=("process",),
        ),
        Column("number", gettext_lazy("Version"), lambda row: row.number, sort="number", css="num"),
        Column("valid_from", gettext_lazy("Valid from"), lambda row: written(row.valid_from), sort="valid_from", css="num"),
        Column(
            "by",
            gettext_lazy("Decided by"),
            lambda row: str(row.decision.by),
            css="who extra",
            related=("decision__by",),
        ),
        Column(
            "diary_number",
            gettext_lazy("Diary number"),
            lambda row: row.decision.diary_number,
            css="extra",
            related=("decision",),
        ),
    ]
    filters = ["process"]
    ordering = ["-decided_at", "-pk"]
    acts = ("list", "detail")
    access = ReleaseAccess()
    detail_template = "processes/release/version.html"
    view_classes = {"detail": ReleaseDetail, "list": ReleaseList}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__unit", "process__owner", "decision__by", "decision__forum", "content", "document")

    def kind(self, row: Any) -> str:
        return _("Version %(number)s") % {"number": row.number}

    def title(self, row: Any) -> str:
        return str(row.process)

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None:
            return super().crumbs(request, row)
        from processlots.kit import pages

        process = row.process
        found = pages.of(type(process)).crumbs(request, process)
        url = pages.url_of(process)
        return [*found, (str(process), url), (_("Versions"), f"{url}versioner/")]

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("What has been decided about each process, and from when it applies. A version is never changed.")

    def empty(self) -> str:
        return _("No version has been decided yet. The owner decides one on the process's page.")
