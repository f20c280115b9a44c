"""Who sees and does what with appointments, teams and assignment documents (model.md 4.4, DESIGN 5; R-20)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.actions.appointing import VERBS
from processlots.apps.processes.models import Process, Team
from processlots.kit import access
from processlots.kit.access import Access

_PUBLIC = (*Appointment.IN_FORCE, Appointment.State.ENDED)


class AppointmentAccess(Access):
    """Who has which role is open to everyone who works here, where the process is (S2-1).

    A proposal, and a no, is seen by those whose word is asked for and by the model manager. Each word is given by the person
    whose it is, or written down by the one who decides (4.4: the owner's appointment is decided by the management).
    """

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        process, team = (ContentType.objects.get_for_model(model) for model in (Process, Team))
        seen = access.visible(user, Process).values("pk")
        teams = Team.objects.filter(process__in=seen).values("pk")
        rows = rows.filter(
            Q(scope_type=None)
            | ~Q(scope_type__in=[process.pk, team.pk])
            | Q(scope_type=process, scope_id__in=seen)
            | Q(scope_type=team, scope_id__in=teams)
        )
        who = standing(user)
        if who.model_manager:
            return rows
        own = Q(person=who.person) | Q(proposed_by=who.person) | Q(resource_owner=who.person)
        if who.manages:
            own |= Q(forum__unit__in=who.manages)
        decides = self._decides(who)
        return rows.filter(Q(state__in=_PUBLIC) | own | Q(scope_type=process, scope_id__in=decides))

    def _decides(self, who: Standing) -> Any:
        """Keys of the processes in which the person appoints, or is asked before somebody does."""
        mine = Q(owner=who.person) | Q(parent__owner=who.person)
        if who.manages:
            mine |= Q(unit__in=who.manages) | Q(inventory__unit__in=who.manages) | Q(accountable_board__in=who.manages)
        return Process.objects.filter(mine).values("pk")

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user):
            return False
        if verb == "view":
            return row is None or self.visible(user, Appointment.objects.filter(pk=row.pk)).exists()
        process = process_of(row)
        who = standing(user)
        if process is None or who.person is None or not access.may(user, "view", process):
            return False
        person = who.person.pk
        lends = person == row.resource_owner_id
        leads = row.forum is not None and row.forum.unit_id in who.manages
        owner = row.role == Appointment.Role.OWNER
        decides = access.may(user, VERBS[row.role], process)
        return {
            "agree": lends,
            "agree_noted": decides and not lends,
            "anchor": owner and leads,
            "anchor_noted": owner and decides,
            # The ownership is anchored first; a leader's appointment is the owner's own matter.
            "decide": decides and not (owner and row.state == Appointment.State.CONSULTED),
            "accept": person == row.person_id,
            "accept_noted": decides and person != row.person_id,
            "decline": person == row.person_id or (row.state in Appointment.UNDER_WAY and (lends or (owner and leads))),
            "withdraw": decides or person == row.proposed_by_id,
        }.get(verb, False)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        process = process_of(row)
        if process is None:
            return []
        named = {"agree": row.resource_owner, "accept": row.person, "decline": row.person}.get(verb)
        return [str(named)] if named is not None else access.of(Process).who(VERBS[row.role], process)


def process_of(row: Any) -> Process | None:
    """The process of an appointment to owner or leader; None for any other."""
    if row is None or row.role not in VERBS or row.scope_type is None or row.scope_type.model != "process":
        return None
    return row.scope


class TeamAccess(MatrixAccess):
    """A team is written by leader and owner of the process it is made for; seen by those who see that process (R-5)."""

    obj = "team"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED", "end": "ED", "members": "ED"}

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(process__in=access.visible(user, Process).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if row is not None and row.ended_on is not None and verb != "view":
            return False
        return super().may(user, verb, row)


class BriefAccess(MatrixAccess):
    """Between owner and leader (T-9); read besides by their managers and the model manager."""

    obj = "assignment"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED", "send": "D", "take_up": "ED"}

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        rows = rows.filter(process__in=access.visible(user, Process).values("pk"))
        if who.model_manager:
            return rows
        mine = Q(leader=who.person) | Q(process__owner=who.person) | Q(process__leader=who.person)
        if who.manages:
            mine |= Q(process__unit__in=who.manages) | Q(leader__unit__in=who.manages)
        return rows.filter(mine)

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "view":
            return self.may_enter(user)
        if row is not None and verb == "agree":
            person = standing(user).person
            return person is not None and person.pk == row.leader_id
        if row is not None and row.pk is not None and verb == "change" and row.state != row.State.DRAFT:
            return False
        return super().may(user, verb, row)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [str(row.leader)] if verb == "agree" and row is not None else super().who(verb, row)
