"""The long way to an owner or a leader begins here; and whether there is to be a team (R-20, S3-4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment, Forum
from processlots.apps.processes import actions
from processlots.apps.processes.actions.appointing import PROPOSING, VERBS
from processlots.apps.processes.appointing import reporting
from processlots.apps.processes.appointing.acts import ROLES, STALE, ProcessAct
from processlots.apps.processes.models import Process
from processlots.apps.processes.pages.appoint_forms import ProposeForm
from processlots.kit import access, asked, checks, history, locking, states


class ProposeView(ProcessAct):
    """Propose an owner or a leader; the resource owner is asked first."""

    template = "processes/appoint.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.role = ROLES[kwargs["role"]]
        return super().dispatch(request, *args, **kwargs)

    def page(self, process: Process, form: ProposeForm, status: int = 200, findings: Any = ()) -> HttpResponse:
        owner = self.role == Appointment.Role.OWNER
        title = _("Propose an owner") if owner else _("Propose a leader")
        lead = (
            _("The resource owner is asked first, then the management group. Then it is decided, and the person accepts.")
            if owner
            else _("The resource owner is asked first. Then the owner decides, and the person accepts.")
        )
        stopping = [("error", one.message, one.url, _("Mend it"), one.id) for one in findings]
        return self.show(process, title, form, status=status, lead=lead, findings=stopping, submit=_("Propose"),
                         loads=reporting.said(reporting.beside(self.request.user, process)))  # fmt: skip

    def get(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        process = self.demanded(request, key, PROPOSING[self.role])
        initial = {"forum": _group_of(process)} if self.role == Appointment.Role.OWNER else {}
        form = ProposeForm(user=request.user, role=self.role, initial=initial)
        return self.page(process, form, findings=checks.blocking(process, VERBS[self.role]))

    def post(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        process = self.demanded(request, key, PROPOSING[self.role])
        form = ProposeForm(request.POST, user=request.user, role=self.role)
        if not form.is_valid():
            return self.page(process, form, 422)
        data = form.cleaned_data
        try:
            made = actions.propose(
                process, self.role, data["person"], request.user, kind=data["kind"], valid_from=data["valid_from"],
                valid_to=data["valid_to"], why=data["why"], resource_owner=data["resource_owner"], forum=data.get("forum"),
                expected=asked.version(request),
            )  # fmt: skip
        except locking.Stale:
            form.add_error(None, STALE)
            return self.page(self.row(key), form, 409)
        except states.Refused as refused:
            if not refused.findings:
                form.add_error(None, refused.message)
            return self.page(process, form, 409, refused.findings)
        messages.success(request, _("%(person)s is proposed.") % {"person": made.person})
        return HttpResponseRedirect(made.get_absolute_url())


def _group_of(process: Process) -> Forum | None:
    """The management group on the process's level (R-20): the inventory's, or the nearest above its unit."""
    if process.inventory is not None and process.inventory.forum is not None:
        return process.inventory.forum
    if process.unit is None:
        return None
    rows = Forum.objects.filter(
        unit__in=process.unit.ancestor_ids(), kind__in=[Forum.Kind.MANAGEMENT, Forum.Kind.STEERING], ended_on=None
    )
    return rows.order_by("-unit__path", "sort").first()


class TeamDecisionForm(forms.Form):
    """Yes, no or later, and why."""

    team = forms.ChoiceField(
        label=gettext_lazy("Is there to be a team?"),
        choices=[choice for choice in Process.TeamDecision.choices if choice[0]],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Owner and leader decide it together. Without a team they do its tasks themselves."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class TeamDecisionView(ProcessAct):
    """S3-4: whether the process has a team."""

    verb = "decide_team"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(request, key)
        return self.show(process, _("Team or not"), TeamDecisionForm(initial={"team": process.team_decision}), submit=_("Save"))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(request, key)
        form = TeamDecisionForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                decide_team(process, form.cleaned_data["team"], request.user, form.cleaned_data["reason"], asked.version(request))
                return self.back(process, _("What you decided about a team is saved."))
            except states.Refused as refused:
                form.add_error("team", refused.message)
                status = 409
            except locking.Stale:
                form.add_error(None, STALE)
                process, status = self.row(key), 409
        return self.show(process, _("Team or not"), form, status=status, submit=_("Save"))


def decide_team(process: Process, answer: str, user: Any, reason: str = "", expected: int | None = None) -> None:
    """Say yes, no or later. Raises PermissionDenied, states.Refused (a team is at work), locking.Stale."""
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, "decide_team", process)
        if answer != Process.TeamDecision.YES and process.teams.filter(ended_on=None).exists():
            raise states.Refused(_("There is a team. Wind it up first."))
        with history.act(_("Team or not was decided"), user=user, process=process, reason=reason):
            process.team_decision = answer
            process.save()
            actions.settle(process)
