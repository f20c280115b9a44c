"""What the checks say of activities and of the plan as a whole (V-42, V-19)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes.models import Process
from processlots.kit.checks import Finding, check
from processlots.kit.periods import today


@check("V-42", PlanAction, severity="V")
def an_activity_is_whole(action: PlanAction) -> Iterator[Finding]:
    """Responsible, date and expected effect; a decision where one is needed; the effect followed up."""
    if action.state == PlanAction.State.CANCELLED:
        return
    if action.responsible_id is None:
        yield Finding(_("The activity has nobody responsible. Choose a person."), "responsible")
    if action.due is None:
        yield Finding(_("The activity has no date. Say by when it is done."), "due")
    if not action.expected_effect:
        yield Finding(_("The activity does not say which effect is expected."), "expected_effect")
    if action.needs_decision and action.decision_id is None and (action.need is None or action.need.decision_id is None):
        yield Finding(_("The activity needs a decision that is not written. Let the owner decide the need."), "need")
    if action.state == PlanAction.State.DONE and action.effect_on and action.effect_on < today():
        yield Finding(_("The activity is done, but its effect is not followed up. Write what the effect was."))


@check("V-42", Need, severity="V")
def a_need_that_needs_a_decision_gets_one(need: Need) -> Iterator[Finding]:
    """Routed to a decision, yet with activities before there is one (S6-6)."""
    if need.pk is not None and need.waits_for_decision and need.plan_actions.exclude(state=PlanAction.State.CANCELLED).exists():
        yield Finding(_("The need has activities without the decision that it needs. Let it be decided first."))


@check("V-19", Process, severity="V", fixed=True)
def a_managed_process_has_an_activity_plan(process: Process) -> Iterator[Finding]:
    """In step 6 without an activity plan (D-1)."""
    if process.step == 6 and not process.ended_on and not process.plan_actions.exists():
        yield Finding(_("The process is in step 6 but has no activity plan. Write the first activity."))
