"""What a row can be printed as: a Word or PDF document made by the worker and fetched from the job's page.

    @report("specification", Process, title=_("Process specification"), fields=["name", "purpose"])
    def specification(process):
        return {"name": process.name, "purpose": process.purpose}

    reports.start("specification", process, request.user)      # → a Job, whose page shows the file

The template is `library/documents/specification.<language>.docx`, or what the municipality put in its place; for PDF
`specification.typ`. Values of other apps come through `panels.field` (the decided version, say). What a report gives as
`pictures` (name → SVG) its PDF shows by that name, and its Word file by `{{ picture(name) }}`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from processlots.kit import access, documents, jobs, panels, pdf
from processlots.kit.files import BadFile
from processlots.kit.models import Installation
from processlots.kit.models.files import Blob
from processlots.kit.models.jobs import Job
from processlots.kit.periods import today


@dataclass(frozen=True)
class Report:
    """A document about rows of a model. `fields`: the names its template may ask for, checked when a template is replaced.

    `personal`: what it holds depends on who reads it; `context` is then given the row and that person's login.
    """

    key: str
    model: type[models.Model]
    title: Any
    fields: Sequence[str]
    context: Callable[..., dict[str, Any]]
    verb: str
    personal: bool = False


_reports: dict[str, Report] = {}


def report(
    key: str, model: type[models.Model], *, title: Any, fields: Sequence[str] = (), verb: str = "view", personal: bool = False
) -> Callable[..., Any]:
    """Register a function from a row (and, where it is personal, its reader) to the plain data of its document."""

    def keep(context: Callable[..., dict[str, Any]]) -> Any:
        known = _reports.get(key)
        if known is not None and known.context.__qualname__ != context.__qualname__:
            raise RuntimeError(f"two reports are named {key}: {known.context.__qualname__} and {context.__qualname__}")
        # The version that was decided stands in the head of every document; "" where there is none.
        named = tuple(dict.fromkeys((*fields, "version"))) if fields else ()
        _reports[key] = Report(key, model, title, named, context, verb, personal)
        return context

    return keep


def get(key: str) -> Report:
    """A report by its key. Raises LookupError."""
    if key not in _reports:
        raise LookupError(f"no report is named {key}; known: {', '.join(sorted(_reports))}")
    return _reports[key]


def all_reports() -> list[Report]:
    """Every report, by key."""
    return [_reports[key] for key in sorted(_reports)]


def kinds(key: str) -> tuple[str, ...]:
    """What the report can be printed as."""
    return ("docx", "pdf") if key in pdf.templates() else ("docx",)


def start(key: str, row: models.Model, user: Any, kind: str = "docx") -> Job:
    """Let the worker make the document in the language of the page. Raises PermissionDenied, LookupError."""
    made = get(key)
    if kind not in kinds(key):
        raise LookupError(f"{key} cannot be printed as {kind}; it can as {', '.join(kinds(key))}")
    access.demand(user, made.verb, row)
    return jobs.start("kit.report", user=user, title=f"{made.title}: {row}", report=key, row=row.pk, kind=kind)


def answer(request: HttpRequest, key: str, row: models.Model) -> HttpResponseRedirect:
    """Start what a button or address asked for (`as=pdf`, else Word) and go to where it is fetched. Raises PermissionDenied."""
    asked = request.POST.get("as") or request.GET.get("as")
    job = start(key, row, request.user, asked if asked in kinds(key) else "docx")
    return HttpResponseRedirect(job.get_absolute_url())


def attempt(key: str, language: str, upload: Blob, row: models.Model, user: Any) -> Job:
    """Let the worker fill a template that is not in use, with the values of a row. Raises PermissionDenied."""
    made = get(key)
    access.demand(user, made.verb, row)
    title = _("Trial of a template: %(title)s, %(row)s") % {"title": made.title, "row": row}
    return jobs.start("kit.trial", user=user, title=title, report=key, row=row.pk, blob=upload.pk, language=language)


@jobs.job("kit.trial", retry=True)
def run_trial(running: Job, report: str, row: int, blob: int, language: str) -> dict[str, Any]:
    """Fill somebody's template; what is wrong with it is the job's error."""
    made = get(report)
    with translation.override(language):
        found, told = _told(running, made, row)
        pictures = told.pop("pictures", {})
        try:
            content = documents.fill(Blob.objects.get(pk=blob).read(), documents.plain(told), pictures)
        except BadFile as bad:
            raise jobs.JobError(bad.message) from bad
    jobs.keep(running, content, "docx", f"{made.title} {found}.docx")
    return {}


def _told(running: Job, made: Report, row: int) -> tuple[models.Model, dict[str, Any]]:
    """The row and the plain data of its document, with the rights of the job's person as they are now."""
    found = access.visible(running.user, made.model).filter(pk=row).first()
    if found is None or not access.may(running.user, made.verb, found):
        raise jobs.JobError(_("What was to be printed is gone, or you may no longer see it."))
    told = made.context(found, running.user) if made.personal else made.context(found)
    return found, {"version": "", **{name: value(found) for name, value in panels.fields_of(made.key).items()}, **told}


@jobs.job("kit.report", retry=True)
def run(running: Job, report: str, row: int, kind: str = "docx") -> dict[str, Any]:
    """Make the document with its person's rights as they are now."""
    made = get(report)
    found, told = _told(running, made, row)
    pictures = told.pop("pictures", {})
    language = translation.get_language() or "sv"
    if kind == "pdf":
        frame = {"organisation": Installation.current()[0], "date": today(), "subject": str(found), "kicker": str(found)}
        data = {**frame, **told, "title": made.title}
        content = pdf.render_pdf(report, data, language, at=timezone.now(), pictures=pictures)
    else:
        content = documents.render_docx(report, told, language, pictures)
    jobs.keep(running, content, kind, f"{made.title} {found} {today():%Y-%m-%d}.{kind}")
    return {}
