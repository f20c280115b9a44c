"""Pages of the process: the register (look 3) and the process page (look 2)."""

from __future__ import annotations

import copy
import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from processlots.apps.organisation.standing import standing
from processlots.apps.processes import keeping
from processlots.apps.processes.access import ProcessAccess
from processlots.apps.processes.actions import register_found
from processlots.apps.processes.models import Process, ProcessCode, Requirement, Service
from processlots.apps.processes.overview import signs
from processlots.apps.processes.pages.classification import under
from processlots.apps.processes.pages.process_export import EXPORTED
from processlots.apps.processes.pages.process_form import FIELDSETS, ProcessForm
from processlots.apps.processes.pages.process_views import ProcessAdd, ProcessDetail, ProcessEdit, ProcessHistory, ProcessList
from processlots.apps.processes.steps import appointed
from processlots.kit.models.checks import StoredFinding
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.rows import Rows
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, Table, written
from processlots.kit.templatetags.kit import six

SHORT_TYPES = {
    Process.Type.GOVERNING: pgettext_lazy("process type", "Governing"),
    Process.Type.MAIN: pgettext_lazy("process type", "Main"),
    Process.Type.SUPPORT: pgettext_lazy("process type", "Support"),
}
YEAR = datetime.timedelta(days=365)


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes that the person owns, leads or is in the team of."""
    who = standing(user)
    return rows.filter(ended_on=None).filter(Q(owner=who.person) | Q(leader=who.person) | Q(pk__in=who.of("team", "process")))


def needing(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes without an owner, or where a check wants something mended."""
    said = StoredFinding.objects.filter(process=OuterRef("pk"), severity__in="FV", accepted_by=None)
    return rows.filter(ended_on=None).filter(Q(owner=None) | Exists(said))


def ownerless(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes in the register that nobody owns."""
    return rows.filter(ended_on=None, owner=None).exclude(status=Process.Status.DISCOVERED)


def unreviewed(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes that nobody has looked over for a year (V-20)."""
    late = Q(reviewed_on=None) | Q(reviewed_on__lt=today() - YEAR)
    return rows.filter(late, ended_on=None).exclude(status=Process.Status.DISCOVERED)


def discovered(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes that were found and wait for a decision."""
    return rows.filter(status=Process.Status.DISCOVERED, ended_on=None)


def giving_nothing(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Processes in the register of which it is not said what they give (V-49)."""
    silent = rows.filter(gives_service=False, gives_support=False, gives_governance=False, ended_on=None)
    delivered = Service.processes.through.objects.filter(process=OuterRef("pk"), service__ended_on=None)
    return silent.exclude(inventory_decision=None).filter(~Exists(delivered))


def ended(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Closed down, or found not to be a process."""
    return rows.exclude(ended_on=None)


@register
class ProcessPages(Pages):
    model = Process
    path = "processer"
    api = "processes"
    fieldsets = FIELDSETS
    rows = [
        Rows(
            Requirement,
            "process",
            ["kind", "text", "required_by", "source", "critical", "met"],
            path="krav",
            title=gettext_lazy("Requirements and other facts"),
            after=lambda request, process: keeping.process_changed(process),
        ),
        Rows(
            ProcessCode,
            "process",
            ["code", "valid_from", "valid_to"],
            path="klassificering",
            title=gettext_lazy("Classification"),
        ),
    ]
    read_only = [
        "owner",
        "leader",
        "step",
        "status",
        "accountable_board",
        "inventory",
        "found_by",
        "name_accepted_reason",
        "plan_reviewed_on",
        "actions_reviewed_on",
        "ended_on",
        "ended_reason",
        "described",
        "described_at",
        "crosses",
        "lifted_to",
        "proposed_owner",
        "proposed_leader",
        "priority_on",
        "merged_into",
    ]
    columns = [
        Column("name", pgettext_lazy("column", "Process"), lambda row: row.name, sort="sort"),
        Column("type", gettext_lazy("Type"), lambda row: str(SHORT_TYPES.get(row.type, "")), sort="type"),
        Column(
            "recipients",
            gettext_lazy("Recipients"),
            lambda row: ", ".join(row.received_by),
            css="extra",
        ),
        Column(
            "unit", pgettext_lazy("organisation", "Unit"), lambda row: str(row.unit or ""), sort="unit__sort", related=("unit",)
        ),
        Column(
            "owner",
            pgettext_lazy("column", "Owner"),
            lambda row: str(row.owner or ""),
            sort="owner__sort",
            css="who",
            related=("owner",),
        ),
        Column("step", gettext_lazy("Step"), lambda row: six(row.step, short=True), sort="step", plain=lambda row: row.step),
        Column(
            "needs",
            gettext_lazy("Needs"),
            lambda row: row.sign.html() if row.sign else "",
            plain=lambda row: row.sign.text if row.sign else "",
        ),
        Column(
            "reviewed_on", gettext_lazy("Reviewed"), lambda row: written(row.reviewed_on), sort="reviewed_on", css="num extra"
        ),
    ]
    only = ["number", "name", "type", "step", "status", "reviewed_on", "ended_on", "unit__name", "owner__name"]
    filters = ["type", "step", "unit", "owner", "codes"]
    views = [
        ("mina", pgettext_lazy("processes", "Mine"), mine),
        ("behover", gettext_lazy("Needs something"), needing),
        ("utan-agare", gettext_lazy("Without owner"), ownerless),
        ("ej-sedda", gettext_lazy("Not reviewed for a year"), unreviewed),
        ("upptackta", gettext_lazy("Discovered"), discovered),
        ("ger-inget", gettext_lazy("Without service or governance"), giving_nothing),
        ("avslutade", gettext_lazy("Closed down"), ended),
    ]
    access = ProcessAccess()
    search = SearchFields("name", ["purpose", "recipients", "name_en"])
    form = ProcessForm
    slant = True
    lookup = True
    view_classes = {
        "list": ProcessList,
        "detail": ProcessDetail,
        "add": ProcessAdd,
        "edit": ProcessEdit,
        "history": ProcessHistory,
    }

    def wide(self) -> ProcessPages:
        """The same pages with the columns of an export: one row has the whole specification."""
        made = copy.copy(self)
        made.__dict__["only"] = ()
        made.__dict__["table"] = Table(made, [*self.columns, *EXPORTED])
        return made

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        # What every process has. Whatever few have (a parent, a finder, an open inventory) costs a query where it is shown.
        return rows.select_related("unit", "owner", "leader", "accountable_board").prefetch_related("recipients")

    def prepare(self, rows: models.QuerySet[Any], user: Any) -> Sequence[Any]:
        listed = list(rows)
        # The names alone: a row for each recipient of each process would cost as much as the processes.
        received: dict[int, list[str]] = defaultdict(list)
        through = Process.recipients.through.objects.filter(process__in=[row.pk for row in listed])
        for pk, name in through.order_by("recipient__sort").values_list("process_id", "recipient__name"):
            received[pk].append(name)
        for row in listed:
            row.received_by = received[row.pk]
        found = signs.states(listed, user)
        for row in listed:
            row.sign = found.get(row.pk)
        return listed

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        if name == "unit":
            return rows.filter(unit__path__startswith=value.path)
        if name == "codes":
            held = under(ProcessCode.objects.at(), value, "code__").values("process")
            return rows.filter(pk__in=held)
        return super().narrow(rows, name, value)

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or row.pk is None or row.unit is None:
            return super().crumbs(request, row)
        return [(str(unit), f"/?enhet={unit.pk}") for unit in [*row.unit.ancestors(), row.unit]]

    def kind(self, row: Any) -> str:
        words = [
            row.label,
            row.get_type_display() if row.type else _("process"),
            *([_("exercise of authority")] if row.is_authority else []),
            *([_("brand-new process, no current state")] if row.is_new else []),
        ]
        if row.ended_on is not None:
            words.append(row.get_status_display())
        return ", ".join(words)

    def lead(self, request: HttpRequest, total: int) -> str:
        return ngettext("One process", "%(count)s processes", total) % {"count": total} if total else ""

    def empty(self) -> str:
        return _("No processes yet. Begin with the inventory of a unit, or add one that you have found.")

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        held = appointed(row)
        made: list[tuple[str, Any]] = []
        if row.owner is not None:
            kind = f", {held['owner'].get_kind_display()}" if "owner" in held else ""
            made.append((_("Process owner"), format_html("{}{}", _person(row.owner), kind)))
            if row.leader is not None:
                kind = f", {held['leader'].get_kind_display()}" if "leader" in held else ""
                made.append((_("Process leader"), format_html("{}{}", _person(row.leader), kind)))
            else:
                made.append((_("Process leader"), _("the owner leads")))
        elif row.status not in (Process.Status.ENDED, Process.Status.NOT_A_PROCESS):
            made.append((_("Process owner"), _("nobody yet")))
        if row.unit is not None:
            made.append((pgettext("organisation", "Unit"), format_html('<a href="/?enhet={}">{}</a>', row.unit.pk, row.unit)))
        if row.accountable_board is not None:
            made.append((_("Accountable board"), str(row.accountable_board)))
        if row.team_decision:
            made.append((_("Team"), row.get_team_decision_display()))
        if row.inventory_decision_id is None and row.inventory is not None:
            made.append((_("Inventory"), format_html('<a href="{}">{}</a>', url_of(row.inventory), row.inventory)))
        if row.status == Process.Status.DISCOVERED and row.found_by is not None:
            made.append((_("Found by"), str(row.found_by)))
        if row.ended_on is not None:
            made.append((_("Ended"), f"{written(row.ended_on)}. {row.ended_reason}"))
        if row.name_accepted_reason:
            made.append((_("The name is kept"), row.name_accepted_reason))
        made.append((_("Last reviewed"), written(row.reviewed_on) or _("never")))
        return made

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        said = format_html_join(" ", "{}.", ((str(one),) for one in row.recipients.all()))
        empty = format_html('<span class="quiet">{}</span>', _("not written yet"))
        promise = [
            ("start", _("Recipients"), said or empty),
            ("end", _("Result"), row.end_event or empty),
            ("", _("Purpose"), row.purpose or empty),
        ]
        return {"promise": promise}

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found = super().initial(request)
        person = standing(request.user).person
        return {"unit": person.unit if person else None} | found

    def after_form(self, request: HttpRequest, form: Any, created: bool) -> None:
        keeping.neighbours_changed(getattr(form, "touched", ()))
        form.instance.__dict__["what"] = form.cleaned_data.get("what") or ""

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            register_found(row, request.user, row.__dict__.get("what") or "work")
        else:
            keeping.process_changed(row)

    def saved(self, row: Any, created: bool) -> str:
        if created and row.inventory is not None:
            return _("%(process)s is noted, and waits in the inventory %(inventory)s.") % {
                "process": row,
                "inventory": row.inventory,
            }
        if created and row.ended_on is not None:
            return _("%(process)s is noted as not a process.") % {"process": row}
        if created:
            return _("%(process)s is noted, and waits in the inbox. You see there what becomes of it.") % {"process": row}
        return super().saved(row, created)


def _person(person: Any) -> Any:
    if "detail" in _people().acts:
        return format_html('<a href="{}">{}</a>', url_of(person), person)
    return str(person)


def _people() -> Pages:
    from processlots.apps.organisation.models import Person
    from processlots.kit import pages

    return pages.of(Person)
