"""The acts of a process page that ask why, or nothing: accept a name, not a process, review, accept an appointment, Word."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from processlots.apps.processes import actions
from processlots.apps.processes.appointing.acts import STALE, ProcessAct
from processlots.apps.processes.models import Process
from processlots.kit import asked, locking, pages, reports, states
from processlots.kit.forms import ReasonForm
from processlots.kit.views import PagesView


class ReasonedView(ProcessAct):
    """An act that asks why."""

    title: ClassVar[Any]
    lead: ClassVar[Any] = ""
    done: ClassVar[Any]
    act: ClassVar[Any]

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        return self.show(self.demanded(request, key), self.title, ReasonForm(), lead=self.lead)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(request, key)
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                self.act(process, request.user, form.cleaned_data["reason"], asked.version(request))
            except states.Refused as refused:
                form.add_error(None, refused.message)
            except locking.Stale:
                form.add_error(None, STALE)
            else:
                return self.back(process, str(self.done))
        return self.show(self.row(key), self.title, form, status=422, lead=self.lead)


class NotAProcessView(ReasonedView):
    """S1-8: a condition, a tool, a system, a role, or something that happens once."""

    verb = "not_a_process"
    title = gettext_lazy("Not a process")
    lead = gettext_lazy(
        "A process is work that comes again and gives somebody a value. "
        "A condition, a tool, a system, a role or something that happens once is not."
    )
    done = gettext_lazy("It has left the lists. The reason is kept.")
    act = staticmethod(actions.not_a_process)


class AcceptNameView(ReasonedView):
    """4.4: the naming check is overridden, with a reason."""

    verb = "accept_name"
    title = gettext_lazy("Keep the name")
    lead = gettext_lazy("The naming standard would have another name. Say why this one is kept.")
    done = gettext_lazy("The name is kept.")
    act = staticmethod(actions.accept_name)


class PostView(ProcessAct):
    """An act of one press."""

    act: ClassVar[Any]
    done: ClassVar[Any]

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(request, key)
        self.act(process, request.user)
        return self.back(process, str(self.done))


class ReviewView(PostView):
    """S0-5: looked over today."""

    verb = "review"
    act = staticmethod(actions.review)
    done = gettext_lazy("It is noted that the specification was reviewed today.")


class AcceptView(PostView):
    """The appointed person says yes."""

    verb = "accept_appointment"
    act = staticmethod(actions.accept)
    done = gettext_lazy("You have accepted the appointment.")


class WordView(PagesView):
    """Let the worker write the row as a Word document, and wait for it on the job's page."""

    model: ClassVar[Any] = Process
    report: ClassVar[str] = "specification"

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(self.model)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        return reports.answer(request, self.report, self.row(key))
