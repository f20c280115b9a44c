"""A conflict goes to the management group, and comes back with a priority (RES-4, F-15)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem, Decision, Forum, Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.resources import conflicts
from processlots.apps.resources.models import ResourceRequest

State = ResourceRequest.State


def units_of(request: ResourceRequest) -> list[Any]:
    """The units that it is a matter for: the process's own, then the one that has the resource."""
    return [one for one in (request.process.unit, request.unit) if one is not None]


def forums_for(request: ResourceRequest) -> Any:
    """Management groups of the units concerned and of those above, the highest last."""
    above = {pk for unit in units_of(request) for pk in unit.ancestor_ids()}
    return Forum.objects.filter(unit__in=above, ended_on=None).order_by("-unit__path", "sort")


def between(request: ResourceRequest) -> list[ResourceRequest]:
    """The requests that the conflict is between, this one first."""
    known = {request.pk: request}
    for conflict in conflicts.of_request(request):
        known |= {one.pk: one for one in conflict.requests if one.pk not in known}
    return list(known.values())


def common_unit(request: ResourceRequest) -> Unit | None:
    """The lowest unit over every process and resource in the conflict: its manager is the responsible one."""
    paths = {unit.path for one in between(request) for unit in units_of(one)}
    if not paths:
        return None
    parts = [path.strip("/").split("/") for path in paths]
    shared = [steps[0] for steps in zip(*parts, strict=False) if len(set(steps)) == 1]
    return Unit.objects.filter(pk=int(shared[-1])).first() if shared else None


def lift(request: ResourceRequest, user: Any, forum: Forum | None) -> None:
    """Put it before a forum, as a matter about every request that the conflict is between."""
    if forum is None:
        return
    item = AgendaItem.objects.create(
        forum=forum, title=(_("Which process comes first: %(process)s") % {"process": request.process})[:200],
        why=request.reason, raised_by=standing(user).person, kind=AgendaItem.Kind.DECISION,
    )  # fmt: skip
    matters.join(item, between(request))


def decide(request: ResourceRequest, user: Any, text: str) -> Decision:
    """The responsible manager's priority, about every request in the conflict."""
    return Decision.take(*between(request), text=text, by=user.person, capacity=_("responsible manager"))


def decided(request: ResourceRequest, decision: Decision, user: Any) -> None:
    """A forum has decided: the resource owner answers by it. Runs in the decision's transaction."""
    from processlots.apps.resources import keeping

    # Held, since the resource owner may be answering at this moment.
    row = ResourceRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    row.decision = decision
    if row.state == State.LIFTED:
        row.state = State.DIALOGUE
    row.save()
    keeping.request_changed(row)


matters.can_be_taken_up(ResourceRequest, units=units_of, decided=decided)
