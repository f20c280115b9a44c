"""Parts of pages about what hangs on a process: interfaces, requirements, documents and when they were looked over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import Attachment, ExternalActor, Interface, InterfaceIssue, Process, Requirement
from processlots.apps.processes.overview.near import near
from processlots.apps.processes.pages.attachment import review_text
from processlots.apps.processes.pages.interface import MARKS
from processlots.apps.processes.parts import holders
from processlots.apps.processes.process_panels import printable
from processlots.apps.processes.specification import freshness, reviewing
from processlots.kit import access, panels
from processlots.kit.pages import url_of
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.tables import written
from processlots.kit.templatetags.kit import state

SHOWN = 30


# --- Interfaces -----------------------------------------------------------------------------------------------------


def _interface_shown(row: Interface, process: Process | None) -> dict[str, Any]:
    works = row.get_works_display() if row.works else ""
    return {
        "row": row,
        "url": url_of(row),
        "party": row.beside(process) if process is not None else row.process,
        "slant": process is None or row.other_process_id is not None,
        "state": state(MARKS[row.state], row.get_state_display()),
        "works": works,
        "checked": written(row.checked_on),
    }


def _new_interface(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", Interface(process=process)):
        return _("New interface"), f"/granssnitt/nytt/?process={process.number}"
    return None


@panel(
    Process,
    "interfaces",
    title=gettext_lazy("Interfaces"),
    help=gettext_lazy("What is handed over to and from those beside"),
    order=58,
    template="processes/panels/interfaces.html",
    queries=1,
    action=_new_interface,
    tab="samverkan",
)
def its_interfaces(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """Those of the process, whichever side it is on, and the adjacent processes that none is written with (V-26)."""
    rows = access.visible(request.user, Interface).filter(Q(process=process) | Q(other_process=process), ended_on=None)
    found = list(rows.select_related("process", "other_process", "unit", "external").order_by("pk")[:SHOWN])
    met = {one.beside(process).pk for one in found if one.other_process_id}
    without = [one for one in near(process, request.user).adjacent if one.pk not in met]
    if not found and not without and _new_interface(request, process) is None:
        return None
    may = _new_interface(request, process) is not None
    return {
        "rows": [_interface_shown(one, process) for one in found],
        "without": [
            (one, f"/granssnitt/nytt/?process={process.number}&other_process={one.number}" if may else "") for one in without
        ],
        "impact_url": f"{url_of(process)}paverkan/",
    }


@panel(
    ExternalActor,
    "interfaces",
    title=gettext_lazy("Interfaces"),
    help=gettext_lazy("Which processes meet this party"),
    order=10,
    template="processes/panels/interfaces.html",
    queries=1,
)
def interfaces_of_external(request: HttpRequest, actor: ExternalActor) -> dict[str, Any]:
    """C-14: what the municipality's processes have to do with it."""
    rows = access.visible(request.user, Interface).filter(external=actor, ended_on=None)
    found = rows.select_related("process", "external").order_by("process__sort", "pk")[:200]
    return {"rows": [_interface_shown(one, None) for one in found], "without": []}


def _new_issue(request: HttpRequest, row: Interface) -> tuple[Any, str] | None:
    if row.ended_on is None and access.may(request.user, "add", InterfaceIssue):
        return _("Note a problem"), f"/granssnittsproblem/nytt/?interface={row.number}"
    return None


@panel(
    Interface,
    "problem",
    title=gettext_lazy("What has gone wrong"),
    help=gettext_lazy("What happened, who noted it, and what came of it"),
    order=20,
    template="processes/panels/issues.html",
    queries=1,
    action=_new_issue,
)
def what_has_gone_wrong(request: HttpRequest, row: Interface) -> dict[str, Any]:
    """The issue log of C-20, the newest first."""
    found = InterfaceIssue.objects.filter(interface=row).select_related("noted_by").order_by("-noted_on", "-pk")[:100]
    return {"issues": [(one, url_of(one), "ok" if one.state == InterfaceIssue.State.SOLVED else "warn") for one in found]}


# --- Requirements ---------------------------------------------------------------------------------------------------


def _edit_requirements(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "change", process):
        return _("Write requirements"), f"{url_of(process)}krav/"
    return None


MET = {"yes": "ok", "partly": "begun", "no": "warn"}


@panel(
    Process,
    "requirements",
    title=gettext_lazy("Requirements"),
    help=gettext_lazy("The most critical first"),
    order=60,
    template="processes/panels/requirements.html",
    queries=1,
    action=_edit_requirements,
    tab="specifikation",
)
def its_requirements(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """T-1 row 15: demands, and under them other facts."""
    rows = list(Requirement.objects.filter(process=process).order_by("-critical", "pk")[:100])
    if not rows and _edit_requirements(request, process) is None:
        return None
    met = {Requirement.Met.YES: _("met"), Requirement.Met.PARTLY: _("partly met"), Requirement.Met.NO: _("not met")}
    demands = [(one, state(MET[one.met], met[Requirement.Met(one.met)]) if one.met else "") for one in rows if one.is_demand]
    return {"demands": demands, "other_facts": [one for one in rows if not one.is_demand]}


# --- Documents ------------------------------------------------------------------------------------------------------


def attached(request: HttpRequest, rows: models.QuerySet[Any]) -> list[dict[str, Any]]:
    """Attached documents as a list on a page."""
    found = access.visible(request.user, Attachment).filter(pk__in=rows.values("pk"), ended_on=None)
    return [
        {"row": one, "url": url_of(one), "open": one.url, "review": review_text(one) if one.is_overdue else ""}
        for one in found.select_related("owner").order_by("kind", "title", "pk")[:100]
    ]


def _attach(request: HttpRequest, row: Any, process: Process, held: str = "") -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", Attachment(process=process)):
        place = f"&pa={held}" if held else ""
        return _("Attach a document"), f"/dokument/nytt/?process={process.number}{place}"
    return None


def documents_panel(
    model: type[models.Model], process_of: Any, order: int = 40, also: Callable[[Any], models.QuerySet[Any]] | None = None
) -> None:
    """The documents that hang on rows of a model which is registered in `holders`, as a part of its page (D-4, D-9).

    `also`: keys of documents that hang elsewhere and are used here too.
    """

    def content(request: HttpRequest, row: Any) -> dict[str, Any] | None:
        kind = ContentType.objects.get_for_model(model)
        here = Q(holder_type=kind, holder_id=row.pk)
        found = attached(request, Attachment.objects.filter(here | Q(pk__in=also(row)) if also is not None else here))
        if not found and action(request, row) is None:
            return None
        return {"attached": found}

    def action(request: HttpRequest, row: Any) -> tuple[Any, str] | None:
        return _attach(request, row, process_of(row), holders.reference(row))

    panel(
        model,
        "dokument",
        title=gettext_lazy("Documents"),
        help=gettext_lazy("Routine descriptions, templates and checklists that are used here"),
        order=order,
        template="processes/panels/attached.html",
        queries=1,
        action=action,
    )(content)


documents_panel(Interface, lambda row: row.process)


def _attach_to_process(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    return _attach(request, process, process)


@panel(
    Process,
    "attached",
    title=gettext_lazy("Attached documents"),
    help=gettext_lazy("Routines, templates and checklists"),
    order=80,
    template="processes/panels/attached.html",
    queries=1,
    action=_attach_to_process,
    tab="specifikation",
)
def what_is_attached(request: HttpRequest, process: Process) -> dict[str, Any]:
    """D-4, C-25: what those who do the work need at hand."""
    return {"attached": attached(request, Attachment.objects.filter(process=process))}


@panel(
    Process,
    "documents",
    title=gettext_lazy("Documents"),
    help=gettext_lazy("Looked over at least as often as has been said"),
    order=80,
    template="processes/panels/documents.html",
    queries=1,
)
def its_documents(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The living documents with when they were looked over (D-1, D-6), and what can be printed."""
    printed = [(label, url) for label, url in printable(request, process)]
    return {
        "living": _living(request, process) if process.inventory_decision_id else [],
        "documents": printed,
        "information_url": f"{url_of(process)}information/",
        "read_in_url": f"/inlasning/specification/?process={process.number}" if _may_read_in(request, process) else "",
    }


def _may_read_in(request: HttpRequest, process: Process) -> bool:
    """D-5: a filled specification in Word is read in by whoever may write it here."""
    return process.ended_on is None and access.may(request.user, "change", process)


def _living(request: HttpRequest, process: Process) -> list[dict[str, Any]]:
    wanted = freshness.intervals()
    made = []
    for one in freshness.documents():
        last = one.reviewed_on(process)
        late = last is not None and freshness.months_after(last, wanted[one.key].months) < today()
        may = process.ended_on is None and access.may(request.user, reviewing.VERBS[one.key], process)
        made.append(
            {
                "title": one.title,
                "url": one.url(process) if one.key != "specification" else panels.place(process, "specification"),
                "mark": "none" if last is None else "warn" if late else "ok",
                "words": _("never reviewed") if last is None else _("reviewed %(day)s") % {"day": written(last)},
                "review_url": f"{url_of(process)}sedd/{one.place}/" if may and last != today() else "",
            }
        )
    return made
