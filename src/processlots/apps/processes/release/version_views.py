"""One version as it was decided, its files, and the versions of a process."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import content, deciding, printing, reading, standing
from processlots.kit import access, files, jobs, pages, views

COPY = "processes.version_copy"
#: the language of the document that is decided, frozen and known by its hash
FROZEN = "sv"


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
        language = get_language() or FROZEN
        copy = [] if language == FROZEN else [(_("PDF in English"), f"{base}pdf/avskrift/", "post")]
        return [
            ("PDF", f"{base}pdf/", "primary"),
            *copy,
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
        return files.serve(request, getattr(row, self.what), title_of(row))


class CopyView(views.PagesView):
    """The version's PDF with its headings in the reader's language. What was decided is the frozen one; this is a copy of it."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Release)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Release = self.row(key)
        title = _("Copy of version %(number)s of %(process)s") % {"number": row.number, "process": row.process}
        job = jobs.start(COPY, user=request.user, title=title, release=row.pk)
        return HttpResponseRedirect(job.get_absolute_url())


@jobs.job(COPY, retry=True)
def copy(running: Any, release: int) -> dict[str, Any]:
    """Made of the frozen content and files alone, in the language that it was asked for in: the same bytes each time."""
    row = access.visible(running.user, Release).filter(pk=release).select_related("process", "content").first()
    if row is None:
        raise jobs.JobError(_("What was to be printed is gone, or you may no longer see it."))
    try:
        frozen = standing.read(row)
    except reading.Unreadable as unreadable:
        raise jobs.JobError(str(unreadable)) from unreadable
    blobs = {one.blob.sha256: one.blob for one in row.files.select_related("blob")}
    made = printing.printed(frozen, lambda sha256: blobs[sha256].read(), get_language() or FROZEN, row.content.sha256)
    jobs.keep(running, made, "pdf", f"{title_of(row)} ({get_language()}).pdf")
    return {}


def title_of(row: Release) -> str:
    """What a file of the version is called, without ending."""
    return f"{row.process.label} {row.process} version {row.number}"


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
