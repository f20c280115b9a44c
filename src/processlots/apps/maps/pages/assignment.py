"""Pages of mapping assignments (T-8): ordered on the process's page, talked over, agreed, carried out, reported, closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.maps.mappings import keeping as mapping
from processlots.apps.maps.mappings.access import AssignmentAccess, active_facilitators
from processlots.apps.maps.models import (
    MappingAssignment,
    MappingConsent,
    MappingParticipant,
    MappingReport,
    MappingWorkshop,
)
from processlots.apps.maps.models.assignment import QUESTIONS
from processlots.apps.organisation.models import Consent, Person
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages, tables, views
from processlots.kit.forms import ReasonForm, VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.rows import Rows
from processlots.kit.search import SearchFields

State = MappingAssignment.State
MARKS: dict[str, str] = {
    State.ORDERED: "none", State.QUESTIONS: "begun", State.AGREED: "begun", State.UNDER_WAY: "begun", State.REPORTED: "warn",
    State.CLOSED: "ok", State.WITHDRAWN: "none",
}  # fmt: skip
#: what an order asks for; the facilitator asks for the rest
ORDER = ("process", "when", "facilitator", "why_now", "background", "focus")
GROUPS = [
    (gettext_lazy("The order"), "", ["process", "when", "facilitator", "focus"]),
    (
        gettext_lazy("Control questions"), gettext_lazy("The facilitator asks, the orderer answers"),
        list(QUESTIONS),
    ),
    (
        gettext_lazy("The assignment"), gettext_lazy("Both sides agree to this"),
        ["background", "purpose", "scope", "delimitation", "outcome", "goals"],
    ),
    (
        gettext_lazy("How it is done"), "",
        ["overview", "detailed", "analyses", "sources", "schedule", "deliverables", "confirmed_by", "report_to", "risks", "dots",
         "diary_number"],
    ),
]  # fmt: skip


class AssignmentForm(VisibleForm):
    """An order is short; what is agreed is written when both talk it over. Only active facilitators can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"] = forms.ModelChoiceField(
            (active_facilitators() | Person.objects.filter(pk=self.instance.facilitator_id)).order_by("sort"),
            label=_("Process facilitator"), empty_label="",
            help_text=_("Trained and active today. The list of facilitators tells their areas."),
        )  # fmt: skip
        if self.instance.pk is None:
            for name in list(self.fields):
                if name not in ORDER:
                    del self.fields[name]
        elif self.instance.state != State.ORDERED:
            # Who has taken it on carries it out.
            del self.fields["facilitator"]
            del self.fields["process"]


class AgreeForm(forms.Form):
    """The orderer's own word needs nothing more; the facilitator says how the orderer gave it."""

    manner = forms.ChoiceField(
        label=gettext_lazy("How the orderer said so"), widget=forms.RadioSelect,
        choices=[(Consent.Manner.ORAL, gettext_lazy("said so")), (Consent.Manner.MINUTED, gettext_lazy("it is minuted"))],
    )  # fmt: skip

    for_row = True

    def __init__(self, *args: Any, row: MappingAssignment, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row.orders(standing(user).person):
            del self.fields["manner"]


class PhaseForm(forms.Form):
    """Which phase the mapping has come to."""

    phase = forms.ChoiceField(label=gettext_lazy("Phase"), choices=MappingAssignment.Phase.choices, widget=forms.RadioSelect)

    for_row = True

    def __init__(self, *args: Any, row: MappingAssignment, user: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"phase": _following(row.phase)})
        super().__init__(*args, **kwargs)


def _following(phase: str) -> str:
    order = list(MappingAssignment.Phase.values)
    return order[min(order.index(phase) + 1, len(order) - 1)]


class AssignmentDetail(views.DetailView):
    """Where it stands, and the one thing to do next."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        report = MappingReport.objects.filter(assignment=row).first()
        phases = list(MappingAssignment.Phase)
        here = phases.index(MappingAssignment.Phase(row.phase)) + (row.state == State.CLOSED)
        return {
            "sign": MARKS[row.state],
            "next_text": next_step(row, report),
            "phases": [
                (one.label, "done" if place < here else "now" if place == here else "") for place, one in enumerate(phases)
            ]
            if row.state in MappingAssignment.BEGUN
            else [],
        }


def next_step(row: MappingAssignment, report: MappingReport | None) -> str:
    """What comes next, in words."""
    if row.state == State.ORDERED:
        return _("%(person)s takes on the order and asks the control questions.") % {"person": row.facilitator}
    if row.state == State.QUESTIONS:
        if row.consent_of(MappingConsent.Side.FACILITATOR) is None:
            return _("%(person)s writes the assignment together with the orderer, and agrees to it.") % {
                "person": row.facilitator
            }
        return _("The facilitator has agreed. It waits for %(person)s.") % {"person": row.orderer or row.process.owner or "–"}
    if row.state == State.AGREED:
        return _("Both sides have agreed. The mapping can begin.")
    if row.state == State.UNDER_WAY:
        if report is None:
            return _("The map is drawn and the group confirms it. Then the report is written, and it begins with what is known.")
        return _("The report is being written. It is handed over to the owner when it is done.")
    if row.state == State.REPORTED:
        return _("The report is handed over. %(person)s receives it and closes the assignment.") % {
            "person": row.process.owner or _("The process owner")
        }
    if row.state == State.CLOSED:
        return _("The report is received. What shall be developed is in the activity plan.")
    return row.reason or _("Nothing comes of it.")


@register
class AssignmentPages(Pages):
    model = MappingAssignment
    path = "kartlaggningar"
    api = "mapping-assignments"
    fieldsets = GROUPS
    read_only = ["orderer", "state", "phase", "ordered_on", "begun_on", "reported_on", "received_on", "received_by", "reason"]
    columns = [
        tables.Column("number", gettext_lazy("Number"), lambda row: row.label, "number", "nowrap"),
        tables.Column("process", gettext_lazy("Process"), lambda row: str(row.process), "process__sort", related=("process",)),
        "when", "facilitator", "state", "phase", "ordered_on",
    ]  # fmt: skip
    filters = ["process", "state", "facilitator", "when"]
    ordering = ["-number"]
    acts = ("list", "add", "detail", "edit", "history")
    access = AssignmentAccess()
    form_base = AssignmentForm
    search = SearchFields("label", ["background", "purpose"])
    parent = "process"
    detail_template = "maps/assignment.html"
    view_classes = {"detail": AssignmentDetail}
    transition_forms = {"agree": AgreeForm, "advance": PhaseForm, "send_back": ReasonForm, "withdraw": ReasonForm}
    views = [
        ("oppna", pgettext_lazy("mappings", "Open"), lambda rows, user: rows.filter(state__in=MappingAssignment.OPEN)),
        ("mina", pgettext_lazy("mappings", "Mine"), lambda rows, user: rows.filter(
            models.Q(facilitator=standing(user).person) | models.Q(orderer=standing(user).person))),
    ]  # fmt: skip
    rows = [
        Rows(MappingParticipant, "assignment", ["person", "name", "role", "watches"], "grupp", gettext_lazy("The mapping group"),
             after=lambda _request, row: mapping.settle(row)),
        Rows(MappingWorkshop, "assignment", ["date", "phase", "place", "note"], "workshoppar", gettext_lazy("Workshops"),
             chosen=lambda rows: rows.order_by("date", "pk")),
    ]  # fmt: skip

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        found = rows.select_related("process__owner", "process__leader", "process__unit", "facilitator", "orderer", "received_by")
        return found.prefetch_related("consents__person", "consents__registered_by")

    def empty(self) -> str:
        return _("No mappings are ordered yet. The owner or the leader orders one on the process's page.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found = super().initial(request)
        only = list(active_facilitators()[:2])
        if len(only) == 1:
            found.setdefault("facilitator", only[0])
        return found

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        names = ["process", "when", "orderer", "facilitator", "ordered_on", "begun_on", "reported_on", "received_on",
                 "received_by",
                 "diary_number"]  # fmt: skip
        return tables.facts(row, names)

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        base = f"{url_of(row)}word/"
        made: list[tuple[Any, str, str]] = [(_("Word"), base, "post"), ("PDF", f"{base}?as=pdf", "post")]
        report = MappingReport.objects.filter(assignment=row).first()
        if report is not None:
            made.insert(0, (_("The report"), url_of(report), "plain"))
        elif row.state == State.UNDER_WAY and access.may(request.user, "add", MappingReport(assignment=row)):
            made.insert(0, (_("Write the report"), f"{pages.of(MappingReport).url('add')}?assignment={row.number}", "plain"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        person = standing(request.user).person
        if created:
            row.orderer = person if row.orders(person) else row.process.owner
            row.save()
        elif row.state == State.QUESTIONS:
            # Who agreed, agreed to other words.
            for one in row.consents.all():
                one.delete()
        mapping.settle(_fresh(row))

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        mapping.settle(_fresh(row))


def _fresh(row: MappingAssignment) -> MappingAssignment:
    """Read again: its consents may have been fetched before they were given."""
    rows = MappingAssignment.objects.select_related("process__owner", "process__leader", "orderer", "facilitator")
    return rows.get(pk=row.pk)
