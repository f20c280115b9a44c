"""A need that the owner cannot decide is lifted to the management group, whose decision is then the need's (S6-6)."""

from __future__ import annotations

from typing import Any

from processlots.apps.improvement import keeping
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.organisation import matters
from processlots.apps.organisation.models import Decision
from processlots.apps.processes.taken_up import units_of


def decided(need: Need, decision: Decision, user: Any) -> None:
    """The forum's decision is what the need waited for. Runs in the decision's transaction."""
    # Held, since the owner may be deciding at this moment.
    row = Need.objects.select_for_update(no_key=True).get(pk=need.pk)
    if not row.waits_for_decision:
        return
    row.decision, row.state = decision, Need.State.DECIDED
    row.save()
    keeping.need_changed(row)


matters.can_be_taken_up(Need, units=lambda need: units_of(need.process), decided=decided)
matters.can_be_taken_up(PlanAction, units=lambda action: units_of(action.process))
