"""Who registers needs and writes the activity plan (model.md 4.4, DESIGN 5)."""

from __future__ import annotations

from typing import Any

from processlots.apps.followup.access import OfProcess
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.standing import standing


class NeedAccess(OfProcess):
    """Everyone registers a need; the leader assesses it; the owner decides what needs deciding (S6-6)."""

    obj = "need"
    verbs = {
        **MatrixAccess.verbs,
        "add": "PED",
        "change": "ED",
        "assess": "ED",
        "decide": "D",
        "dismiss": "ED",
        "reopen": "ED",
        "end": "D",
    }

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "decide" and row is not None and not row.waits_for_decision:
            return False  # what is obvious and simple goes straight on (S6-6)
        if verb == "change" and row is not None and row.registered_by_id and row.state == row.State.REGISTERED:
            # Whoever wrote it may mend it until it has been assessed.
            person = standing(user).person
            return (person is not None and person.pk == row.registered_by_id) or super().may(user, verb, row)
        return super().may(user, verb, row)


class PlanActionAccess(OfProcess):
    """Leader and team keep the plan; the responsible marks the own activity as begun and done."""

    obj = "activity_plan"
    verbs = {**MatrixAccess.verbs, "change": "ED", "end": "ED"}
    OWN = ("begin", "finish", "pause", "follow_up")

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        who = standing(user)
        if verb in self.OWN and row is not None and who.person is not None and row.responsible_id == who.person.pk:
            return self.may_enter(user)
        return super().may(user, verb, row)
