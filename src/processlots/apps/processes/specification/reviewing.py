"""Looking over a living document: the act, its page, and who is reminded (S0-5, D-6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.tasks import Wanted, task
from processlots.apps.processes import keeping
from processlots.apps.processes.models import Attachment, Interface, InterfaceIssue, Process
from processlots.apps.processes.specification import freshness
from processlots.apps.processes.specification.freshness import Living
from processlots.kit import access, history, locking, pages, states
from processlots.kit.checks import told
from processlots.kit.pages import url_of
from processlots.kit.periods import today
from processlots.kit.views import PagesView

#: document → the verb that Access is asked for
VERBS = {"specification": "review", "follow_up_plan": "review_follow_up_plan", "activity_plan": "review_activity_plan"}
#: so many days late, the owner is reminded too
ESCALATED = datetime.timedelta(days=30)
#: so long before its day an attached document is reminded of
BEFORE = datetime.timedelta(days=30)


def review(process: Process, document: Living, user: Any) -> Process:
    """The document has been looked over today by one who may. Raises PermissionDenied, Refused."""
    with transaction.atomic():
        process = locking.hold(Process, process.pk, None)
        access.demand(user, VERBS[document.key], process)
        if process.ended_on is not None:
            raise states.Refused(_("The process is closed down. Nothing of it is reviewed any more."))
        said = _("%(process)s: %(document)s was reviewed") % {"process": process, "document": str(document.title).lower()}
        with history.act(said, user=user, process=process):
            setattr(process, document.field, today())
            process.save()
            keeping.process_changed(process)
    return process


class ReviewDocumentView(PagesView):
    """One press: looked over today."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def post(self, request: HttpRequest, key: int, place: str) -> HttpResponse:
        process = self.row(key)
        document = freshness.at(place)
        if document is None:
            raise Http404
        try:
            review(process, document, request.user)
        except states.Refused as refused:
            messages.error(request, refused.message)
        else:
            said = _("It is noted that the %(document)s was reviewed today.")
            messages.success(request, said % {"document": str(document.title).lower()})
        return HttpResponseRedirect(f"{url_of(process)}#documents")


# --- Who is reminded ------------------------------------------------------------------------------------------------


def _led() -> models.QuerySet[Any]:
    rows = Process.objects.filter(ended_on=None).exclude(owner=None)
    return rows.select_related("owner", "leader", "inventory_decision")


_WORDS = {
    "specification": gettext_lazy("Look over the process specification"),
    "follow_up_plan": gettext_lazy("Look over the follow-up plan"),
    "activity_plan": gettext_lazy("Look over the activity plan"),
}


def _reminder(key: str) -> None:
    @task(f"review-{key.replace('_', '-')}", Process, title=_WORDS[key], rows=_led)
    def look_it_over(process: Process) -> Iterator[Wanted]:
        """The leader before the day; a month after it the owner too (D-6)."""
        document = next((one for one in freshness.documents() if one.key == key), None)
        if document is None or process.ended_on is not None or process.owner is None:
            return
        interval = freshness.intervals()[key]
        day = freshness.due(process, document, interval)
        if day is None or day - datetime.timedelta(days=interval.remind_days) > today():
            return
        url = f"{url_of(process)}#documents"
        yield Wanted(person=process.effective_leader, text=_WORDS[key], due=day, url=url)
        if process.leader is not None and day + ESCALATED <= today():
            yield Wanted(person=process.owner, text=_WORDS[key], due=day, url=url)


for _key in _WORDS:
    _reminder(_key)


def _dated() -> models.QuerySet[Any]:
    rows = Attachment.objects.filter(ended_on=None, review_on__lte=today() + BEFORE)
    return rows.select_related("owner", "process__owner", "process__leader")


@task("review-attachment", Attachment, title=gettext_lazy("Documents to review"), rows=_dated)
def look_over_the_document(row: Attachment) -> Iterator[Wanted]:
    """D-4: a month before the day, and until somebody has given it a new one."""
    if row.ended_on is None and row.review_on is not None and row.review_on <= today() + BEFORE:
        said = gettext_lazy("Look over the document “%(title)s”")
        yield Wanted(person=row.owner or row.process.effective_leader, text=told(said, title=row.title), due=row.review_on)


def _interfaces() -> models.QuerySet[Any]:
    people = [f"{side}__{name}" for side in ("process", "other_process") for name in ("owner", "leader")]
    return Interface.objects.filter(ended_on=None).select_related(*people, "unit", "external").prefetch_related("confirmations")


@task("confirm-interface", Interface, title=gettext_lazy("Interfaces to confirm"), rows=_interfaces)
def confirm_the_interface(row: Interface) -> Iterator[Wanted]:
    """C-20: once it is being agreed, those who have not confirmed are waited for."""
    if row.ended_on is not None or row.state != Interface.State.NEGOTIATED:
        return
    given = row.valid_confirmations()
    asked_by = next((one.person for one in given.values()), None)
    for side in row.waiting:
        process = row.process_at(side)
        said = gettext_lazy("Confirm the interface “%(what)s”")
        yield Wanted(person=process.effective_leader, text=told(said, what=row), asked_by=asked_by, about=process)


@task("check-interface", Interface, title=gettext_lazy("Interfaces to check"), rows=_interfaces)
def check_the_interface(row: Interface) -> Iterator[Wanted]:
    """R-3: the leaders make sure that it works."""
    if row.ended_on is not None or row.state not in (Interface.State.AGREED, Interface.State.FAILING):
        return
    interval = freshness.intervals()["interface"]
    last = max(
        [one for one in (row.checked_on, *(each.date for each in row.valid_confirmations().values())) if one] or [row.made_on]
    )
    day = freshness.months_after(last, interval.months)
    if day - datetime.timedelta(days=interval.remind_days) > today():
        return
    for process in (row.process, row.other_process):
        if process is not None:
            said = gettext_lazy("Check how the interface “%(what)s” works")
            yield Wanted(person=process.effective_leader, text=told(said, what=row), due=day, about=process)


def _open_issues() -> models.QuerySet[Any]:
    people = [f"interface__{side}__{name}" for side in ("process", "other_process") for name in ("owner", "leader")]
    return InterfaceIssue.objects.filter(state=InterfaceIssue.State.OPEN).select_related(*people, "noted_by")


@task("interface-issue", InterfaceIssue, title=gettext_lazy("Problems in interfaces"), rows=_open_issues)
def solve_the_problem(row: InterfaceIssue) -> Iterator[Wanted]:
    """An open problem waits for the leaders of both sides."""
    if row.state != InterfaceIssue.State.OPEN or row.interface.ended_on is not None:
        return
    for process in (row.interface.process, row.interface.other_process):
        if process is not None:
            said = gettext_lazy("A problem in the interface “%(what)s”: %(problem)s")
            text = told(said, what=row.interface, problem=row)
            yield Wanted(person=process.effective_leader, text=text, asked_by=row.noted_by, about=process)
