"""The acts of a process page that are about owner and leader: appoint, agree, end an appointment."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes import actions
from processlots.apps.processes.actions import AlreadyOne, held
from processlots.apps.processes.actions.appointing import VERBS, consented, taken_up
from processlots.apps.processes.appointing import reporting
from processlots.apps.processes.models import Process
from processlots.apps.processes.pages.appoint_forms import AppointForm, ConsentForm, EndForm, regular_of
from processlots.kit import access, asked, checks, history, locking, pages, states
from processlots.kit.tables import written
from processlots.kit.views import PagesView

DAY = datetime.timedelta(days=1)
ROLES = {"agare": Appointment.Role.OWNER, "ledare": Appointment.Role.LEADER}
STALE = gettext_lazy("Somebody saved this while you were writing. Nothing is overwritten. Look at it again, then try once more.")


class ProcessAct(PagesView):
    """A page about one process; refusals keep what was written."""

    verb: ClassVar[str] = "change"
    template: ClassVar[str] = "kit/form.html"

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def demanded(self, request: HttpRequest, key: int, verb: str = "") -> Process:
        """The process, if the person sees it and may do this to it."""
        process = self.row(key)
        access.demand(request.user, verb or self.verb, process)
        return process

    def back(self, process: Process, text: str = "") -> HttpResponse:
        if text:
            messages.success(self.request, text)
        return HttpResponseRedirect(process.get_absolute_url())

    def show(
        self, process: Process, title: Any, form: Any, *, status: int = 200, submit: Any = None, **more: Any
    ) -> HttpResponse:
        crumbs = [*self.pages.crumbs(self.request, process), (self.pages.title(process), process.get_absolute_url())]
        context = {
            "title": title,
            "kind": self.pages.title(process),
            "crumbs": crumbs,
            "form": form,
            "version": process.version,
            "submit_label": submit or title,
            "cancel_url": process.get_absolute_url(),
        }
        return render(self.request, self.template, {**context, **more}, status=status)


class AppointView(ProcessAct):
    """Appoint owner or leader."""

    template = "processes/appoint.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["role"] not in ROLES:
            raise Http404
        self.role = ROLES[kwargs["role"]]
        return super().dispatch(request, *args, **kwargs)

    def page(self, process: Process, form: AppointForm, status: int = 200, findings: Any = ()) -> HttpResponse:
        titles = {Appointment.Role.OWNER: _("Appoint process owner"), Appointment.Role.LEADER: _("Appoint process leader")}
        stopping = [("error", one.message, one.url, _("Mend it"), one.id) for one in findings]
        present = self.present(process)
        lead = ""
        if present is not None:
            lead = _("%(person)s is %(role)s now.") % {"person": present.person, "role": present.get_role_display()}
            if present.valid_to is not None:
                until = {"date": written(present.valid_to), "person": present.person, "role": present.get_role_display()}
                lead = _("%(person)s is %(role)s until %(date)s. The next one begins the day after.") % until
        elif self.role == Appointment.Role.LEADER:
            lead = _("Until somebody is appointed, the owner leads.")
        return self.show(
            process, titles[self.role], form, status=status, fieldsets=form.fieldsets(), findings=stopping, lead=lead,
            loads=reporting.said(reporting.beside(self.request.user, process)),
        )  # fmt: skip

    def present(self, process: Process) -> Appointment | None:
        """The last of those who have the role or will have it."""
        return held(process, self.role).last()

    def form(self, request: HttpRequest, process: Process, data: Any = None) -> AppointForm:
        present, initial = self.present(process), {}
        if present is not None and request.GET.get("ordinarie"):
            initial = regular_of(present)
        elif present is not None and present.valid_to is not None:
            initial = {"valid_from": present.valid_to + DAY}  # a successor at the end date
        return AppointForm(data, initial=initial, user=request.user, role=self.role, present=present)

    def get(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        process = self.demanded(request, key, VERBS[self.role])
        return self.page(process, self.form(request, process), findings=checks.blocking(process, VERBS[self.role]))

    def post(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        process = self.demanded(request, key, VERBS[self.role])
        form = self.form(request, process, request.POST)
        if not form.is_valid():
            return self.page(process, form, 422)
        data = form.cleaned_data
        try:
            made = actions.appoint(
                process,
                self.role,
                data["person"],
                request.user,
                kind=data["kind"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                ends_present=data.get("ends_present", False),
                resource_owner=form.given("resource_owner", "resource_manner"),
                anchored=form.given("anchored_by", "anchored_manner"),
                forum=data["forum"],
                text=data["text"],
                capacity=data["capacity"],
                diary_number=data["diary_number"],
                expected=asked.version(request),
            )
        except AlreadyOne as already:
            form.add_error("ends_present" if "ends_present" in form.fields else None, f"{already.message} (V-11)")
            return self.page(process, form, 409)
        except states.Refused as refused:
            return self.page(process, form, 409, refused.findings)
        except locking.Stale:
            form.add_error(None, STALE)
            return self.page(self.row(key), form, 409)
        role_word = made.get_role_display()
        return self.back(
            process,
            _("%(person)s is %(role)s from %(date)s.")
            % {"person": made.person, "role": role_word, "date": written(made.valid_from)},
        )


class ConsentView(ProcessAct):
    """Write down afterwards that the resource owner agrees, and where it is anchored."""

    def form(self, role: str, data: Any = None) -> ConsentForm:
        form = ConsentForm(data, user=self.request.user)
        if ROLES[role] == Appointment.Role.LEADER:  # a leader's appointment is the owner's own matter
            del form.fields["anchored_by"], form.fields["anchored_manner"]
        return form

    def get(self, request: HttpRequest, key: int, role: str = "agare") -> HttpResponse:
        return self.page(self.demanded(request, key, VERBS[ROLES[role]]), role, self.form(role))

    def page(self, process: Process, role: str, form: ConsentForm, status: int = 200) -> HttpResponse:
        title = _("Who agrees to the owner?") if role == "agare" else _("Who agrees to the leader?")
        return self.show(process, title, form, status=status, submit=_("Save"))

    def post(self, request: HttpRequest, key: int, role: str = "agare") -> HttpResponse:
        process = self.demanded(request, key, VERBS[ROLES[role]])
        form = self.form(role, request.POST)
        owner = held(process, ROLES[role]).first()
        if not form.is_valid():
            return self.page(process, role, form, 422)
        pairs = {
            Consent.Kind.RESOURCE_OWNER: form.given("resource_owner", "resource_manner"),
            Consent.Kind.ANCHORED: form.given("anchored_by", "anchored_manner"),
        }
        if owner is None or not any(pairs.values()):
            form.add_error(
                None,
                _("Nobody has the role now. Load the page again.")
                if owner is None
                else _("Write who agrees, or where it is anchored."),
            )
            return self.page(process, role, form, 422)
        said = _("Consents to %(what)s") % {"what": owner}
        try:
            with transaction.atomic(), history.act(said, user=request.user, process=process):
                process = locking.hold(Process, process.pk, asked.version(request))
                for kind, given in pairs.items():
                    if given is not None:
                        consented(owner, kind, given, request.user)
                taken_up(owner, process)
        except locking.Stale:
            form.add_error(None, STALE)
            return self.page(self.row(key), role, form, 409)
        return self.back(process, _("The consent is saved."))


class EndAppointmentView(ProcessAct):
    """Nobody has the role any longer."""

    def get(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        return self.page(self.demanded(request, key, self.demanded_verb(role)), role, EndForm())

    def demanded_verb(self, role: str) -> str:
        if role not in ROLES:
            raise Http404
        return VERBS[ROLES[role]]

    def page(self, process: Process, role: str, form: Any, status: int = 200) -> HttpResponse:
        present = held(process, ROLES[role]).first()
        lead = f"{present}. " if present is not None else ""
        lead += (
            _("Without a leader the owner leads.") if role == "ledare" else _("A process without owner is developed by nobody.")
        )
        return self.show(process, _("End the appointment"), form, status=status, lead=lead)

    def post(self, request: HttpRequest, key: int, role: str) -> HttpResponse:
        process = self.demanded(request, key, self.demanded_verb(role))
        form = EndForm(request.POST)
        if not form.is_valid():
            return self.page(process, role, form, 422)
        try:
            actions.end_appointment(
                process, ROLES[role], request.user, last=form.cleaned_data["last"], reason=form.cleaned_data["reason"],
                expected=asked.version(request),
            )  # fmt: skip
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(process, role, form, 409)
        except locking.Stale:
            form.add_error(None, STALE)
            return self.page(self.row(key), role, form, 409)
        return self.back(process, _("The appointment has ended."))
