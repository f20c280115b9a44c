"""How a need stands, computed from its activities by one function and stored with whatever changed."""

from __future__ import annotations

from collections.abc import Sequence

from processlots.apps.followup import missed
from processlots.apps.followup.models import Goal
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes import standing
from processlots.apps.processes.models import Process
from processlots.kit import checks

_FOLLOWS = (Need.State.PLANNED, Need.State.DONE, Need.State.FOLLOWED_UP)


def state_of(need: Need) -> str:
    """The state that follows from the need's decision and its activities (S6-6, S6-7).

    Activities take the need into the plan only after the decision that it needs; without activities a need is as far as
    its assessment and decision have taken it.
    """
    if need.state == Need.State.DISMISSED:
        return Need.State.DISMISSED
    states = {one.state for one in need.plan_actions.all()} - {PlanAction.State.CANCELLED}
    if states and not need.waits_for_decision:
        if states == {PlanAction.State.FOLLOWED_UP}:
            return Need.State.FOLLOWED_UP
        if states <= {PlanAction.State.DONE, PlanAction.State.FOLLOWED_UP}:
            return Need.State.DONE
        return Need.State.PLANNED
    if need.state not in _FOLLOWS:
        return need.state
    if need.decision_id is not None:
        return Need.State.DECIDED
    return Need.State.ASSESSED if need.route else Need.State.REGISTERED


def process_changed(process: Process) -> None:
    """Compute the needs' states, what the checks say of them and of their goals, and how far the process has come."""
    for need in process.needs.exclude(state=Need.State.DISMISSED).prefetch_related("plan_actions"):
        state = state_of(need)
        if state != need.state:
            need.state = state
            need.save(update_fields=["state"])
            checks.refresh(need)
    standing.refresh(process)


def need_changed(need: Need) -> None:
    """After a need was written or walked a step."""
    process_changed(need.process)
    fresh = Need.objects.select_related("process").get(pk=need.pk)
    need.state, need.version = fresh.state, fresh.version
    checks.refresh(fresh)
    _goal(need.goal)


def action_changed(action: PlanAction) -> None:
    """After an activity was written or walked a step."""
    process_changed(action.process)
    checks.refresh(action)
    if action.need_id is not None:
        fresh = Need.objects.select_related("goal", "process").get(pk=action.need_id)
        checks.refresh(fresh)
        _goal(fresh.goal)
    checks.refresh(action.process)


def _goal(goal: Goal | None) -> None:
    """An activity may answer a missed target."""
    if goal is not None:
        checks.refresh(goal)


@missed.answer
def goals_with_activities(keys: Sequence[int]) -> set[int]:
    """Goals with an activity that is not yet followed up; one that was shows by its values whether it helped."""
    done = (PlanAction.State.CANCELLED, PlanAction.State.FOLLOWED_UP)
    return set(PlanAction.objects.filter(need__goal__in=keys).exclude(state__in=done).values_list("need__goal", flat=True))


@missed.link
def goals_with_needs(keys: Sequence[int]) -> set[int]:
    """Goals that a need is about."""
    return set(Need.objects.filter(goal__in=keys).exclude(state=Need.State.DISMISSED).values_list("goal", flat=True))
