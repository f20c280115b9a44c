"""One version as it was decided, its files, and the versions of a process."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import content, deciding, printing, reading, standing
from processlots.kit import access, files, pages, views


class ReleaseList(views.ListView):
    """Every version, with the way to what applied on a day and to recognising a document."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        return [
            (_("What applied on a day?"), "/vad-gallde/", "plain"),
            (_("Recognise a document"), "/versioner/kanns-igen/", "plain"),
        ]


class ReleaseDetail(views.DetailView):
    """The frozen content, section by section; nothing here is read from the process as it is now."""

    def actions(self, request: HttpRequest, row: Release) -> list[tuple[Any, str, str]]:
        base = f"/versioner/{row.pk}/"
        return [
            ("PDF", f"{base}pdf/", "primary"),
            ("JSON", f"{base}json/", "plain"),
            (_("What has changed since?"), f"{_url(row.process)}versioner/skillnad/?fran={row.number}&till=nu", "plain"),
        ]

    def why_not(self, request: HttpRequest, row: Any) -> list[str]:
        return []

    def findings(self, request: HttpRequest, row: Any) -> list[tuple[str, str, str, str, str]]:
        return []

    def context(self, request: HttpRequest, row: Release) -> dict[str, Any]:
        made = super().context(request, row)
        try:
            frozen = standing.read(row)
        except reading.Unreadable as unreadable:
            return {**made, "facts": [], "unreadable": str(unreadable), "hashes": hashes(row)}
        head = frozen["release"]
        return {
            **made,
            "title": head.get("name") or self.pages.title(row),
            "slant": True,
            "lead": head.get("summary", ""),
            "reason": head.get("reason", ""),
            "facts": printing.facts({**head, "summary": "", "reason": ""}),
            "parts": reading.shown(frozen),
            "hashes": hashes(row),
            "until": standing.until_words(row),
        }


def hashes(row: Release) -> list[tuple[str, str]]:
    """The hashes by which the version's documents are known."""
    return [("PDF", row.document.sha256), ("JSON", row.content.sha256)]


def _url(process: Process) -> str:
    return pages.url_of(process)


class FileView(views.PagesView):
    """The version's PDF or JSON, as it was made."""

    what = "document"

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Release)

    def get(self, request: HttpRequest, key: int) -> HttpResponseBase:
        row: Release = self.row(key)
        name = f"{row.process.label} {row.process} version {row.number}"
        return files.serve(request, getattr(row, self.what), name)


class NamedFileView(FileView):
    """A file that the version's content names: a map's BPMN, an attached document, as it was then."""

    def get(self, request: HttpRequest, key: int, sha256: str = "") -> HttpResponseBase:
        row: Release = self.row(key)
        held = row.files.filter(blob__sha256=sha256).select_related("blob").first()
        if held is None:
            raise Http404
        try:
            named = content.files_of(standing.read(row)["sections"])
        except reading.Unreadable:
            named = iter(())
        name = next((one["name"] for one in named if one["sha256"] == sha256), sha256[:12])
        return files.serve(request, held.blob, name)


class OfProcess(views.PagesView):
    """A page about a process's versions."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def show(self, process: Process, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [*self.pages.crumbs(self.request, process), (str(process), _url(process))]
        if context.pop("below", True):
            crumbs.append((_("Versions"), f"{_url(process)}versioner/"))
        return render(
            self.request, template, {"process": process, "crumbs": crumbs, "kind": str(process), **context}, status=status
        )


class VersionsView(OfProcess):
    """What has been decided about the process, the newest first, and whether it still says what is."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process: Process = self.row(key)
        rows: list[tuple[Release, datetime.date | None, bool]] = []
        later: Release | None = None
        for row in standing.versions(process):
            last_day = later.valid_from - datetime.timedelta(days=1) if later else None
            rows.append((row, last_day, last_day is not None and last_day < row.valid_from))
            later = row
        actions = []
        may = access.may(request.user, "add", Release(process=process))
        if may and not deciding.refusal(process):
            number = deciding.next_number(process)
            actions.append((_("Decide version %(number)s") % {"number": number}, f"{_url(process)}versioner/besluta/", "primary"))
        context = {
            "title": _("Versions"),
            "lead": _("What was decided, and when it applied. A version is never changed; a new one is decided instead."),
            "versions": rows,
            "standing": standing.of(process),
            "base": f"{_url(process)}versioner/",
            "actions": actions,
            "below": False,
            "refusal": deciding.refusal(process),
            "who": [] if may else access.of(Release).who("add", Release(process=process)),
        }
        return self.show(process, "processes/release/versions.html", context)
