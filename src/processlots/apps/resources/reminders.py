"""What waits for whom about resources (X-8): the answer, the dialogue, what was promised, and the feedback afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Person
from processlots.apps.organisation.tasks import Wanted, task
from processlots.apps.resources.models import PerformanceFeedback, ResourceNeed, ResourceRequest
from processlots.apps.resources.models.request import manager_of
from processlots.kit.checks import told
from processlots.kit.periods import today

State = ResourceRequest.State
#: so long after a period's end is feedback asked for, and so long before an answer the requester is told to look
MONTH, ANSWER_IN = datetime.timedelta(days=30), datetime.timedelta(days=14)
TITLE = _("Requests for resources")


def _open(*states: str) -> Any:
    """The rows that the night looks at."""

    def rows() -> models.QuerySet[ResourceRequest]:
        found = ResourceRequest.objects.filter(state__in=states)
        return found.select_related("process__owner", "process__leader", "resource_owner", "requested_by")

    return rows


@task("resource-answer", ResourceRequest, title=TITLE, rows=_open(State.SENT, State.DIALOGUE))
def answer_the_request(request: ResourceRequest) -> Iterator[Wanted]:
    """RES-3: the resource owner answers, by the day that was asked for or within a fortnight."""
    if request.state in ResourceRequest.WAITING:
        due = request.answer_by or (request.sent_on + ANSWER_IN if request.sent_on else None)
        text = _("Answer the request for resources") if request.decision_id is None else _("Answer by the priority decided")
        yield Wanted(answering(request), text, due=due, asked_by=request.requested_by)


def answering(request: ResourceRequest) -> Person | None:
    """The resource owner, or who manages the unit now where that person has left."""
    owner = request.resource_owner
    if owner is None or (owner.left is not None and owner.left < today()):
        return manager_of(request.unit)
    return owner


@task("resource-look", ResourceRequest, title=TITLE, rows=_open(State.DIALOGUE, State.PARTLY, State.DECLINED))
def look_at_the_answer(request: ResourceRequest) -> Iterator[Wanted]:
    """RES-1: securing supply is the owner's; what was not granted is talked over, lifted or closed."""
    owner = request.process.owner
    if request.state == State.DIALOGUE and request.decision_id is None:
        yield Wanted(owner, _("Talk over the request for resources"), asked_by=request.resource_owner)
    elif request.state in (State.PARTLY, State.DECLINED) and not over(request):
        due = request.answered_on + ANSWER_IN if request.answered_on else None
        yield Wanted(owner, _("Look at the answer: go on with it, lift it or close the request"), due=due)


@task("resource-priority", ResourceRequest, title=_("Conflicts about resources"), rows=_open(State.LIFTED))
def decide_the_priority(request: ResourceRequest) -> Iterator[Wanted]:
    """RES-4: the responsible manager sees to it that the management group prioritises."""
    from processlots.apps.resources import lifting

    unit = lifting.common_unit(request) if request.state == State.LIFTED else None
    if unit is not None:
        text = _("Let the management group decide which process comes first")
        yield Wanted(manager_of(unit), text, asked_by=request.requested_by)


def over(request: ResourceRequest) -> bool:
    """True when every period that was asked for has passed."""
    ends = [need.valid_to for need in request.needs.all()]
    return bool(ends) and all(end is not None and end < today() for end in ends)


def _lent() -> models.QuerySet[ResourceNeed]:
    rows = ResourceNeed.objects.filter(
        answer__in=ResourceNeed.GIVEN, available__isnull=False, valid_to__lt=today(), valid_to__gte=today() - 6 * MONTH
    )
    return rows.select_related("request__process__owner", "available")


@task("resource-feedback", ResourceNeed, title=_("Performance feedback"), rows=_lent)
def tell_how_it_went(need: ResourceNeed) -> Iterator[Wanted]:
    """RES-6, R-1.8: when a period is over the owner reports back, unless owner and resource owner are one."""
    request = need.request
    if need.valid_to is None or not today() - 6 * MONTH <= need.valid_to < today():
        return
    if need.available is None or need.answer not in ResourceNeed.GIVEN:
        return
    owner = request.process.owner
    if owner is None or owner.pk in (need.available_id, request.resource_owner_id):
        return
    known = PerformanceFeedback.objects.filter(process=request.process_id, person=need.available, period_to__gte=need.valid_from)
    if not known.exists():
        address = f"/prestationsaterkoppling/nytt/?process={request.process.key}&need={need.pk}"
        text = told(_("Tell how it went for %(name)s, for the next development talk"), name=need.available)
        yield Wanted(owner, text, due=need.valid_to + MONTH, url=address, about=request.process)
