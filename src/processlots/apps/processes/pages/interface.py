"""Pages of interfaces, of what goes wrong in them, and of those outside that a process meets (C-14, C-20)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation.standing import standing
from processlots.apps.processes import keeping, yields
from processlots.apps.processes.models import Interface, InterfaceIssue
from processlots.apps.processes.parts import access as parts_access
from processlots.apps.processes.parts.confirming import CheckedForm, ConfirmForm, FailsForm, OutcomeForm
from processlots.kit import access, asked, history, locking, views
from processlots.kit import pages as kit_pages
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, facts
from processlots.kit.templatetags.kit import state

MARKS: dict[str, str] = {
    Interface.State.IDENTIFIED: "none",
    Interface.State.NEGOTIATED: "begun",
    Interface.State.AGREED: "ok",
    Interface.State.FAILING: "error",
}
_PARTIES = ("process", "other_process", "unit", "external")


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Where the person leads or owns one of the sides."""
    who = standing(user).person
    leads = Q(process__leader=who) | Q(process__owner=who) | Q(other_process__leader=who) | Q(other_process__owner=who)
    return rows.filter(leads, ended_on=None)


def not_agreed(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Identified or being agreed (X-10)."""
    return rows.filter(ended_on=None, state__in=(Interface.State.IDENTIFIED, Interface.State.NEGOTIATED))


def failing(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Those that do not work, or only partly."""
    wrong = Q(state=Interface.State.FAILING) | Q(works__in=(Interface.Works.NO, Interface.Works.PARTLY))
    return rows.filter(wrong, ended_on=None)


class InterfaceList(views.ListView):
    """The register of interfaces, with the way to those outside and to what has gone wrong."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        ways: list[tuple[Any, str, str]] = [
            (_("External parties"), "/externa-parter/", "plain"),
            (_("Problems in interfaces"), "/granssnittsproblem/", "plain"),
        ]
        return [*ways, *super().actions(request)]


class InterfaceDetail(views.DetailView):
    """Both sides beside each other."""

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = super().actions(request, row)
        if access.may(request.user, "check", row):
            made.insert(1, (_("Note a check"), f"{url_of(row)}kontroll/", "plain"))
        return made

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {"sides": [_side(row, side) for side in Interface.Side.values], "one_suffices": not row.other_process_id}


def _side(row: Interface, side: str) -> dict[str, Any]:
    """What the page says of one side; the two are told in the same words."""
    one = side == Interface.Side.ONE
    party = row.process if one else row.party
    process = row.process if one else row.other_process
    said = [each for each in row.confirmations.all() if each.side == side]
    return {
        "party": party,
        "url": url_of(party) if party is not None and "detail" in kit_pages.of(type(party)).acts else "",
        "slant": process is not None,
        "kind": party._meta.verbose_name if party is not None else "",
        "leader": process.effective_leader if process is not None else None,
        "is_process": process is not None,
        "tells": row.gives if one else row.receives,
        "when": row.gives_when if one else row.receives_when,
        "answers": row.quality_one if one else row.quality_other,
        "needs": side in row.sides,
        "valid": next((each for each in said if each.broken_on is None), None),
        "broken": next((each for each in reversed(said) if each.broken_on is not None), None),
    }


@register
class InterfacePages(Pages):
    model = Interface
    path = "granssnitt"
    api = "interfaces"
    fieldsets = (
        (
            gettext_lazy("Between whom"),
            gettext_lazy("Choose one other party. A process step is no process: write the process that it is a part of."),
            ("process", "other_process", "unit", "external"),
        ),
        (
            gettext_lazy("What happens there"),
            gettext_lazy("What passes from hand to hand, and who does what"),
            ("hand_over", "who_does_what"),
        ),
        (
            gettext_lazy("Information"),
            gettext_lazy("In both directions, with when"),
            ("gives", "gives_when", "receives", "receives_when"),
        ),
        (gettext_lazy("Quality"), gettext_lazy("What each side answers for"), ("quality_one", "quality_other")),
        (gettext_lazy("Agreement"), "", ("formality", "agreement")),
        (gettext_lazy("Does it work?"), "", ("works", "checked_on")),
    )
    read_only = ["state", "made_on", "ended_on", "ended_reason"]
    columns = [
        Column("hand_over", gettext_lazy("What is handed over"), lambda row: row.hand_over, sort="hand_over"),
        Column("process", gettext_lazy("Process"), lambda row: str(row.process), sort="process__sort", related=("process",)),
        Column(
            "party",
            gettext_lazy("Other party"),
            lambda row: str(row.party or ""),
            related=("other_process", "unit", "external"),
        ),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: state(MARKS[row.state], row.get_state_display()),
            sort="state",
            plain=lambda row: row.get_state_display(),
        ),
        "works",
        "checked_on",
    ]
    filters = ["process", "unit", "external", "state", "works", "formality"]
    ordering = ["process__sort", "pk"]
    views = [
        ("mina", pgettext_lazy("processes", "Mine"), mine),
        ("ej-overenskomna", gettext_lazy("Not agreed"), not_agreed),
        ("fungerar-inte", gettext_lazy("Do not work"), failing),
    ]
    parent = "process"
    access = parts_access.InterfaceAccess()
    search = SearchFields("hand_over", ["gives", "receives", "who_does_what", "agreement"])
    transition_forms = {"confirm": ConfirmForm, "fails": FailsForm}
    detail_template = "processes/interface.html"
    view_classes = {"list": InterfaceList, "detail": InterfaceDetail}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        sides = ("process", "other_process")
        people = [f"{side}__{name}" for side in sides for name in ("owner", "leader", "unit")]
        found = rows.select_related(*_PARTIES, *people)
        return found.prefetch_related("confirmations__person", "confirmations__registered_by")

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        if name == "process":
            return rows.filter(Q(process=value) | Q(other_process=value))
        return super().narrow(rows, name, value)

    def title(self, row: Any) -> str:
        return str(row.hand_over)

    def kind(self, row: Any) -> str:
        return f"{super().kind(row)}: {row.process} – {row.party or '?'}"

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        made = [(str(_("State")), state(MARKS[row.state], row.get_state_display()))]
        made += facts(row, ["works", "checked_on", "formality", "who_does_what", "agreement", "ended_on", "ended_reason"])
        return made

    def empty(self) -> str:
        return _("No interfaces yet. An interface says what is handed over between two processes, and who does what.")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.interface_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.interface_changed(row)

    def saved(self, row: Any, created: bool) -> str:
        if not created and any(one.broken_on is not None for one in row.confirmations.all()) and row.waiting:
            return _("%(what)s is saved. What was confirmed has changed, so it has to be confirmed again.") % {"what": row}
        return super().saved(row, created)


class CheckView(views.PagesView):
    """The leader has looked at how the interface works (R-3)."""

    def page(self, row: Interface, form: CheckedForm, status: int = 200) -> HttpResponse:
        crumbs = [*self.pages.crumbs(self.request, row), (self.pages.title(row), url_of(row))]
        context = {
            "title": _("Note a check"), "kind": self.pages.title(row), "crumbs": crumbs, "form": form,
            "version": row.version, "cancel_url": url_of(row),
        }  # fmt: skip
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "check", row)
        return self.page(row, CheckedForm(initial={"works": row.works}))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "check", row)
        form = CheckedForm(request.POST)
        if not form.is_valid():
            return self.page(row, form, 422)
        try:
            with transaction.atomic(), history.act(_("Checked %(what)s") % {"what": row}, user=request.user):
                held = locking.hold(Interface, row.pk, asked.version(request))
                held.checked_on, held.works = form.cleaned_data["checked_on"], form.cleaned_data["works"]
                held.save()
                keeping.interface_changed(held)
        except locking.Stale:
            form.add_error(None, _("Somebody saved this while you were writing. Look at it again, then try once more."))
            return self.page(self.row(key), form, 409)
        messages.success(request, _("The check is noted."))
        return HttpResponseRedirect(url_of(row))


@register
class IssuePages(Pages):
    model = InterfaceIssue
    path = "granssnittsproblem"
    api = "interface-issues"
    fields = ["interface", "text", "noted_on"]
    read_only = ["noted_by", "state", "outcome"]
    columns = [
        "text",
        Column(
            "interface",
            gettext_lazy("Interface"),
            lambda row: str(row.interface),
            sort="interface__hand_over",
            related=("interface",),
        ),
        "noted_on",
        "noted_by",
        "state",
    ]
    filters = ["state"]
    ordering = ["-noted_on", "-pk"]
    parent = "interface"
    access = parts_access.IssueAccess()
    search = SearchFields("text", ["outcome"])
    transition_forms = {"solve": OutcomeForm}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        parties = [f"interface__{name}" for name in _PARTIES]
        people = [f"interface__{side}__{name}" for side in ("process", "other_process") for name in ("owner", "leader", "unit")]
        return rows.select_related(*parties, *people, "noted_by")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return yields.buttons(request.user, row)

    def create(self, row: Any, user: Any) -> Any:
        row.noted_by = user.person
        return super().create(row, user)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.issue_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        if verb != "end":
            keeping.issue_changed(row)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return f"{url_of(row.interface)}#problem" if created else super().next_url(request, row, created)

    def empty(self) -> str:
        return _("Nothing has gone wrong yet.")
