"""Who writes goals, measures and values (model.md 4.4): the leader formulates, the owner decides, the measurer measures."""

from __future__ import annotations

from typing import Any

from django.db import models

from processlots.apps.followup import missed
from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.models import Process
from processlots.kit import access
from processlots.kit.access import Access, Row


class OfProcess(MatrixAccess):
    """Rows of a process are seen by those who see the process."""

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(process__in=access.visible(user, Process).values("pk"))


class GoalAccess(OfProcess):
    """A draft is the leader's; what is approved is changed by revising it first."""

    obj = "goal"
    verbs = {
        **MatrixAccess.verbs,
        "propose": "E",
        "approve": "D",
        "send_back": "D",
        "revise": "ED",
        "confirm_met": "D",
        "accept_missed": "D",
        "change": "ED",
        "end": "D",
    }

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        # What the owner has approved stays as it was approved.
        if verb == "change" and row is not None and row.state not in (row.State.DRAFT, row.State.PROPOSED):
            return False
        # Asked last, since only these read values.
        if not super().may(user, verb, row):
            return False
        if row is None or row.pk is None or verb not in ("confirm_met", "accept_missed"):
            return True
        return missed.is_reached(row) if verb == "confirm_met" else missed.is_missed(row)


class MeasureAccess(OfProcess):
    """Leader and owner say what is measured; `measure` (register values) is also the named measurer's."""

    obj = "goal"
    verbs = {**MatrixAccess.verbs, "change": "ED", "end": "ED", "add": "ED"}

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "measure":
            return measures(user, row)
        return super().may(user, verb, row)


def measures(user: Any, measure: Any) -> bool:
    """True if the person registers values of the measure: its leader, or the one it names as measurer."""
    policy = _Values()
    if not policy.may_enter(user):
        return False
    return "E" in {level for role in policy.roles(standing(user), measure) for level in policy.levels.get(role, "")}


class _Values(MatrixAccess):
    """The matrix's line for measurement values, asked about a measure."""

    obj = "measurement"

    def roles(self, who: Standing, row: Any) -> set[str]:
        found = super().roles(who, row)
        if row is not None and who.person is not None:
            named = {row.measured_by_id} | {goal.measured_by_id for goal in row.goals.all()}
            if who.person.pk in named:
                found.add(matrix.PARTICIPANT)
        return found


class OfMeasure(Access):
    """Values, re-bases and signals belong to their measure."""

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(measure__process__in=access.visible(user, Process).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user) or verb == "view":
            return self.may_enter(user)
        if row is None or not row.measure_id:
            who = standing(user)
            return bool(who.of(matrix.LEADER, "process") or who.of(matrix.OWNER, "process")) or verb == "add"
        return measures(user, row.measure)

    def who(self, verb: str, row: Any = None) -> list[str]:
        return list(_Values().who(verb, row.measure)) if row is not None and row.measure_id else []
