"""Views of the process that say more than the stock ones: the naming verdict in the form, findings of everything on it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.apps.processes.models import Interface, Process
from processlots.kit import access, history, pages, views
from processlots.kit.models.checks import StoredFinding


class ProcessList(views.ListView):
    """The register; its exports say more of each process than there is room for on a page."""

    pages: Any

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = [
            (_("Inventories"), "/inventeringar/", "plain"),
            (_("Finds"), "/upptackter/", "plain"),
            (_("Are they the same?"), "/processer/dubbletter/", "plain"),
            (_("Versions"), "/versioner/", "plain"),
            (_("Interfaces"), "/granssnitt/", "plain"),
            (_("Documents"), "/dokument/", "plain"),
        ]
        if access.may(request.user, "add", Process):
            made.append((_("Add a process"), self.pages.url("add"), "primary"))
        return made

    def csv(self, rows: models.QuerySet[Any]) -> HttpResponse:
        self.pages = self.pages.wide()
        return super().csv(rows)

    def workbook(self, rows: models.QuerySet[Any]) -> bytes:
        self.pages = self.pages.wide()
        return super().workbook(rows)


class ProcessDetail(views.DetailView):
    """The process page: what the checks said of it and of what hangs on it is read, not computed."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        """The number of one that was the same as another leads to that one; `?egen=1` shows what stayed behind."""
        row = self.row(key)
        if row.merged_into_id is not None and not request.GET.get("egen"):
            kept = row.merged_into
            while kept is not None and kept.merged_into_id is not None:
                kept = kept.merged_into
            if kept is not None and access.may(request.user, "view", kept):
                said = _("%(gone)s was the same as this process.") % {"gone": f"{row.label} {row}"}
                messages.info(request, said)
                return HttpResponseRedirect(kept.get_absolute_url())
        return super().get(request, key, tab)

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        base = f"/processer/{row.key}/"
        made: list[tuple[Any, str, str]] = []
        if access.may(request.user, "accept_appointment", row) and _waits_for(request.user, row):
            made.append((_("Accept the appointment"), f"{base}tacka-ja/", "post-primary"))
        edit = [one for one in super().actions(request, row) if one[1] != self.pages.url("end", row.key)]
        made += edit
        if row.ended_on is None:
            if access.may(request.user, "appoint_owner", row):
                made.append((_("Owner"), f"{base}agare/", "plain"))
            if access.may(request.user, "appoint_leader", row):
                made.append((_("Leader"), f"{base}ledare/", "plain"))
            if access.may(request.user, "not_a_process", row) and row.inventory_decision_id is None:
                made.append((_("Not a process"), f"{base}ingen-process/", "plain"))
            elif access.may(request.user, "end", row):
                made.append((_("Close down"), self.pages.url("end", row.key), "plain"))
        return made

    def findings(self, request: HttpRequest, row: Any) -> list[tuple[str, str, str, str, str]]:
        # What is said of an interface is said to both sides of it.
        met = Interface.objects.filter(other_process=row.pk, ended_on=None).values("pk")
        kind = ContentType.objects.get_for_model(Interface)
        about = Q(process=row.pk) | Q(content_type=kind, object_id__in=met)
        said = list(StoredFinding.objects.filter(about, accepted_by=None))
        others = {one.object_id for one in said if one.process != row.pk}
        if others:
            seen = set(access.visible(request.user, Interface).filter(pk__in=others).values_list("pk", flat=True))
            said = [one for one in said if one.process == row.pk or one.object_id in seen]
        said.sort(key=lambda one: "FVI".index(one.severity))
        addresses = _addresses(request, row, said)
        english = get_language() == "en"
        marks = {"F": "error", "V": "warn", "I": "none"}
        return [
            (
                marks[one.severity],
                one.message_en if english else one.message_sv,
                addresses.get(one.pk, ""),
                _("Mend it"),
                one.check_id,
            )
            for one in said
        ]


def _waits_for(user: Any, row: Any) -> bool:
    from processlots.apps.processes.steps import appointed

    return any(one.person_id == user.person.pk and one.state == one.State.DECIDED for one in appointed(row).values())


#: findings that are mended by an act rather than in the form: (verb, its page)
_MENDED_BY = {
    ("V-11", ""): ("appoint_owner", "agare/"),
    ("V-12", ""): ("appoint_owner", "agare/"),
    ("V-13", ""): ("appoint_owner", "agare/"),
    ("V-51", ""): ("appoint_owner", "agare/samtycke/"),
    ("V-51", "leader"): ("appoint_leader", "ledare/samtycke/"),
    ("V-20", "reviewed_on"): ("review", "#documents"),
    ("V-20", "plan_reviewed_on"): ("review_follow_up_plan", "#documents"),
    ("V-20", "actions_reviewed_on"): ("review_activity_plan", "#documents"),
    ("V-26", "interfaces"): ("change", "flik/samverkan/#interfaces"),
    ("V-44", "requirements"): ("change", "krav/"),
}


def _addresses(request: HttpRequest, process: Any, said: list[StoredFinding]) -> dict[int, str]:
    """Finding → the form where it is mended, for those that the person may change: a query for each kind of row."""
    kinds: dict[int, list[StoredFinding]] = defaultdict(list)
    for one in said:
        kinds[one.content_type_id].append(one)
    found = {}
    for kind, group in kinds.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not pages.known(model):
            continue
        rows = {process.pk: process} if model is Process else _rows(model, {one.object_id for one in group}, process)
        for one in group:
            row = rows.get(one.object_id)
            if (one.check_id, one.field) in _MENDED_BY:
                verb, place = _MENDED_BY[one.check_id, one.field]
                if access.may(request.user, verb, process):
                    found[one.pk] = f"/processer/{process.key}/{place}"
                continue
            if row is not None and access.may(request.user, "change", row):
                found[one.pk] = pages.mend_url(row, one.field)
    return found


class ProcessForms(views.FormView):
    """What the add and edit views share: the verdict on the name as it stands."""

    def show(
        self, request: HttpRequest, form: Any, row: Any, created: bool, status: int = 200, version: int | None = None
    ) -> HttpResponse:
        from processlots.apps.processes.name_views import verdict_context

        form.verdict = verdict_context(form["name"].value() or "", row.pk, request.user)
        return super().show(request, form, row, created, status, version)


class ProcessAdd(ProcessForms, views.AddView):
    """A process that somebody has found."""


class ProcessEdit(ProcessForms, views.EditView):
    """The specification."""


class ProcessHistory(views.HistoryView):
    """One feed of the process and of everything that hangs on it (X-3)."""

    def entries(self, row: Any) -> Any:
        return history.entries_about(row.pk)


def _rows(model: type[models.Model], keys: set[int], process: Process) -> dict[int, Any]:
    """The rows by key, each with the process, which is read already, at the end of its way there: the policies ask for it."""
    *between, last = _way_to_process(model) or ("",)
    rows = model._default_manager.filter(pk__in=keys)
    found = {one.pk: one for one in (rows.select_related("__".join(between)) if between else rows)}
    for row in found.values() if last else ():
        holder = row
        for name in between:
            holder = getattr(holder, name)
        if getattr(holder, f"{last}_id") == process.pk:
            setattr(holder, last, process)
    return found


@cache
def _way_to_process(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the foreign keys from a row to its process by the shortest way, at most three; () where there is none."""
    ways: list[tuple[type[models.Model], tuple[str, ...]]] = [(model, ())]
    for now, way in ways:
        for field in now._meta.concrete_fields:
            if field.is_relation and not field.null and len(way) < 3:
                if field.related_model is Process:
                    return (*way, field.name)
                ways.append((field.related_model, (*way, field.name)))  # type: ignore[arg-type]
    return ()
