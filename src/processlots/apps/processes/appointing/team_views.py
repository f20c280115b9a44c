"""A team's people and processes, a page for each act (R-5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Consent
from processlots.apps.processes.actions import Given, teams
from processlots.apps.processes.models import Process, Team
from processlots.apps.processes.pages.appoint_forms import MANNERS, WithPeople, chosen_person, ends_after
from processlots.kit import access, pages, states
from processlots.kit.forms import DayField, LookupField
from processlots.kit.periods import today
from processlots.kit.views import PagesView


class MemberForm(WithPeople):
    """Who, with which competence, for how long, and who lends the person."""

    person = chosen_person(label=gettext_lazy("Person"))
    competence = forms.CharField(
        label=gettext_lazy("Competence"), required=False, max_length=200,
        help_text=gettext_lazy("What the person knows that the team needs."),
    )  # fmt: skip
    valid_from = DayField(label=gettext_lazy("From"), initial=today)
    valid_to = DayField(label=gettext_lazy("Last day"), required=False)
    resource_owner = chosen_person(
        label=gettext_lazy("Resource owner"), required=False,
        help_text=gettext_lazy("The manager who lends the person's time, and agrees to it."),
    )  # fmt: skip
    manner = forms.ChoiceField(
        label=gettext_lazy("How the resource owner agreed"), choices=MANNERS, required=False, initial=Consent.Manner.ORAL,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean(self) -> Any:
        data = super().clean()
        ends_after(self)
        return data


class LeaveForm(forms.Form):
    """When somebody leaves the team, and why."""

    last = DayField(label=gettext_lazy("Last day"), initial=today)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ServeForm(WithPeople):
    """One more process."""

    process = LookupField(
        Process.objects.filter(ended_on=None), label=gettext_lazy("Process"),
        help_text=gettext_lazy("One that you own or lead. Its owner and leader then see the team on its page."),
    )  # fmt: skip


class TeamAct(PagesView):
    """A page about one team; refusals keep what was written."""

    title: Any = ""
    form_class: Any = None
    submit: Any = gettext_lazy("Save")

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Team)

    def team(self, key: int) -> Team:
        team = self.row(key)
        access.demand(self.request.user, "members", team)
        return team

    def form(self, data: Any = None) -> Any:
        more = {"user": self.request.user} if issubclass(self.form_class, WithPeople) else {}
        return self.form_class(data, **more)

    def lead(self, **which: int) -> str:
        """The sentence under the heading."""
        return ""

    def act(self, team: Team, data: dict[str, Any], **which: int) -> str:
        """Do it; returns what the person is told."""
        raise NotImplementedError

    def page(self, team: Team, form: Any, status: int = 200, **which: int) -> HttpResponse:
        context = {
            "title": self.title,
            "kind": str(team),
            "lead": self.lead(**which),
            "crumbs": [*self.pages.crumbs(self.request, team), (str(team), pages.url_of(team))],
            "form": form,
            "submit_label": self.submit,
            "cancel_url": pages.url_of(team),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int, **which: int) -> HttpResponse:
        return self.page(self.team(key), self.form(), **which)

    def post(self, request: HttpRequest, key: int, **which: int) -> HttpResponse:
        team = self.team(key)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(team, form, 422, **which)
        try:
            said = self.act(team, form.cleaned_data, **which)
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(team, form, 409, **which)
        messages.success(request, said)
        return HttpResponseRedirect(pages.url_of(team))


class MemberView(TeamAct):
    """Take somebody into the team."""

    title = gettext_lazy("Add a member")
    form_class = MemberForm
    submit = gettext_lazy("Add")

    def act(self, team: Team, data: dict[str, Any], **which: int) -> str:
        lender = data.pop("resource_owner")
        manner = data.pop("manner") or Consent.Manner.ORAL
        made = teams.add_member(
            team, data.pop("person"), self.request.user, resource_owner=Given(lender, manner) if lender else None, **data
        )
        return _("%(person)s is in the team.") % {"person": made.person}


class EndMemberView(TeamAct):
    """Let somebody leave the team."""

    title = gettext_lazy("Leaves the team")
    form_class = LeaveForm

    def lead(self, pk: int = 0, **which: int) -> str:
        row = self.row(self.kwargs["key"]).appointments.filter(pk=pk).select_related("person").first()
        if row is None:
            raise Http404
        return str(row.person)

    def act(self, team: Team, data: dict[str, Any], pk: int = 0, **which: int) -> str:
        if not team.appointments.filter(pk=pk).exists():
            raise Http404
        gone = teams.end_member(team, pk, self.request.user, last=data["last"], reason=data["reason"])
        return _("%(person)s has left the team.") % {"person": gone.person}


class ServeView(TeamAct):
    """Let the team serve one more process."""

    title = gettext_lazy("Serve another process")
    form_class = ServeForm

    def act(self, team: Team, data: dict[str, Any], **which: int) -> str:
        try:
            teams.serve(team, data["process"], self.request.user)
        except PermissionDenied as denied:
            raise states.Refused(str(denied)) from denied
        return _("The team serves %(process)s too.") % {"process": data["process"]}


class StopServingView(TeamAct):
    """Let the team serve one process less."""

    title = gettext_lazy("Stop serving a process")
    form_class = ServeForm

    def team(self, key: int) -> Team:
        team: Team = self.row(key)
        may = [access.may(self.request.user, "decide_team", one) for one in team.also.all()]
        if not any(may):
            access.demand(self.request.user, "members", team)
        return team

    def act(self, team: Team, data: dict[str, Any], **which: int) -> str:
        if not team.also.filter(pk=data["process"].pk).exists():
            raise states.Refused(_("The team does not serve %(process)s.") % {"process": data["process"]})
        try:
            teams.stop_serving(team, data["process"], self.request.user)
        except PermissionDenied as denied:
            raise states.Refused(str(denied)) from denied
        return _("The team serves %(process)s no longer.") % {"process": data["process"]}
