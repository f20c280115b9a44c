"""The pages where the administrator gives and ends roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.organisation.actions import roles
from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.apps.organisation.roles.role_forms import EndForm, RoleForm
from processlots.kit import access, pages, panels, states
from processlots.kit.tables import written
from processlots.kit.views import PagesView


class OrganisationAct(PagesView):
    """A page about one unit, forum or person; refusals keep what was written."""

    model: ClassVar[type[models.Model]] = Person
    verb: ClassVar[str] = "appoint"

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(self.model)

    def demanded(self, request: HttpRequest, key: int) -> Any:
        """The row, if the person sees it and may do this to it."""
        row = self.row(key)
        access.demand(request.user, self.verb, row)
        return row

    def show(self, row: Any, title: Any, form: Any, status: int = 200, template: str = "kit/form.html", **more: Any) -> Any:
        """The form page, with the way back to the row."""
        context = {
            "title": title,
            "kind": self.pages.title(row),
            "crumbs": [*self.pages.crumbs(self.request, row), (self.pages.title(row), pages.url_of(row))],
            "form": form,
            "cancel_url": pages.url_of(row),
            **more,
        }
        return render(self.request, template, context, status=status)


class GiveView(OrganisationAct):
    """Appoint a manager on a unit's page, a member on a forum's, any of the roles on a person's."""

    def page(self, row: Any, form: RoleForm, status: int = 200) -> HttpResponse:
        titles = {Unit: _("Appoint a manager"), Forum: _("Add a member"), Person: _("Give a role")}
        return self.show(row, titles[type(row)], form, status, submit_label=_("Appoint"), lead=_lead(type(row)))

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.demanded(request, key)
        role = request.GET.get("role", "")
        return self.page(row, RoleForm(user=request.user, scope=row, initial={"role": role} if role in roles.SCOPES else None))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.demanded(request, key)
        form = RoleForm(request.POST, user=request.user, scope=row)
        if not form.is_valid():
            return self.page(row, form, 422)
        try:
            made = roles.give(user=request.user, **form.given())
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(row, form, 409)
        said = _("%(person)s is %(role)s from %(date)s.")
        words = {"person": made.person, "role": made.get_role_display(), "date": written(made.valid_from)}
        messages.success(request, said % words)
        return HttpResponseRedirect(panels.place(row, "roles"))


def _lead(model: type[models.Model]) -> str:
    said: dict[Any, str] = {
        Unit: _("The manager decides on inventories and appoints process owners, in the unit and in everything under it."),
        Forum: _("Members see what is inventoried for the forum before it is decided."),
        Person: _(
            "Process owners and process leaders are appointed on the process's page. A facilitator comes about by courses."
        ),
    }
    return said[model]


class EndRoleView(OrganisationAct):
    """Let a role end on a day."""

    def found(self, request: HttpRequest, pk: int) -> Appointment:
        row = Appointment.objects.select_related("person").filter(pk=pk, role__in=list(roles.SCOPES)).first()
        if row is None or not access.visible(request.user, Person).filter(pk=row.person_id).exists():
            raise Http404
        access.demand(request.user, self.verb, row.scope or row.person)
        return row

    def page(self, row: Appointment, form: EndForm, status: int = 200) -> HttpResponse:
        lead = str(row) if row.scope is None else f"{row}, {row.scope}"
        return self.show(row.person, _("End the role"), form, status, lead=lead)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.found(request, pk), EndForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.found(request, pk)
        form = EndForm(request.POST)
        if not form.is_valid():
            return self.page(row, form, 422)
        try:
            ended = roles.end(row, request.user, last=form.cleaned_data["last"], reason=form.cleaned_data["reason"])
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(row, form, 409)
        if ended.state == Appointment.State.ENDED:
            messages.success(request, _("%(what)s: the role never came into force.") % {"what": ended})
        else:
            messages.success(request, _("%(what)s until %(date)s.") % {"what": ended, "date": written(ended.valid_to)})
        return HttpResponseRedirect(panels.place(row.scope or row.person, "roles"))
