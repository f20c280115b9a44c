"""Who orders, agrees, carries out and receives mappings; who writes problems and ideas, votes and says what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from processlots.apps.maps.access import facilitators
from processlots.apps.maps.models import (
    MappingAssignment,
    MappingConsent,
    MappingParticipant,
    MappingWorkshop,
    ProblemVote,
)
from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.models import Appointment, Person
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.kit import access, history
from processlots.kit.access import Row

State = MappingAssignment.State


def active_facilitators() -> models.QuerySet[Person]:
    """Those who may map today: the list of facilitators with an active status (R-7, UT-3)."""
    rows = Appointment.objects.at().filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
    return Person.objects.filter(pk__in=rows.values("person"), left=None)


class OfProcess(MatrixAccess):
    """Rows that hang on a process by a way of relations, seen by whoever sees the process."""

    way = "process"

    def process_of(self, row: models.Model) -> Any:
        found: Any = row
        for name in self.way.split("__"):
            found = getattr(found, name, None) if getattr(found, f"{name}_id", None) else None
            if found is None:
                return None
        return found

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(**{f"{self.way}__in": access.visible(user, Process).values("pk")})

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not super().may(user, verb, row):
            return False
        process = self.process_of(row) if row is not None else None
        return process is None or access.may(user, "view", process)


class AssignmentAccess(OfProcess):
    """Ordered by owner or leader (S4-10), carried out by a trained facilitator, received by the owner (M-KART-10)."""

    obj = "mapping_order"
    #: what the trained facilitator does, nobody else
    DRAWS = ("accept", "propose", "begin", "advance", "report")
    #: the owner's word alone
    OWNS = ("close", "send_back")

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not super().may(user, verb, row):
            return False
        if row is None or row.pk is None or verb == "view":
            return True
        who = standing(user)
        person = who.person
        if verb in self.DRAWS:
            # Whoever takes on an order carries it out; another may take it on where the one asked cannot.
            return who.facilitator and person is not None and (verb == "accept" or row.facilitator_id == person.pk)
        if verb in self.OWNS:
            return matrix.OWNER in self.roles(who, row)
        if verb == "agree":
            # The orderer's own word, or the facilitator who notes it.
            if row.consent_of(MappingConsent.Side.FACILITATOR) is None:
                return False
            return row.orders(person) or (who.facilitator and person is not None and row.facilitator_id == person.pk)
        if verb == "change":
            return row.state in (State.ORDERED, State.QUESTIONS)
        if verb == "plan":
            return row.state in MappingAssignment.OPEN
        return True

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        if verb in self.DRAWS:
            return [str(row.facilitator)] if row is not None and row.facilitator_id else facilitators()
        if verb in self.OWNS and row is not None and row.process.owner_id:
            return [_("%(person)s (process owner)") % {"person": row.process.owner}]
        return super().who(verb, row)


class OfAssignment(OfProcess):
    """Parts of an assignment: group and workshops are planned for as long as it is open."""

    obj = "mapping_order"
    way = "assignment__process"

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not super().may(user, verb, row):
            return False
        if verb == "view" or row is None or not row.assignment_id:
            return True
        return access.may(user, "plan", row.assignment)


class ReportAccess(OfAssignment):
    """The facilitator writes, until it is handed over."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "view" or row is None or not row.assignment_id:
            return super().may(user, verb, row) and (verb == "view" or standing(user).facilitator)
        person = standing(user).person
        own = person is not None and row.assignment.facilitator_id == person.pk and standing(user).facilitator
        over = row.assignment.state in (State.REPORTED, State.CLOSED, State.WITHDRAWN)
        return own and not over and super().may(user, verb, row)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [str(row.assignment.facilitator)] if row is not None and row.assignment_id else facilitators()


class IntroductionAccess(OfProcess):
    """The owner introduces; the leader prepares it too."""

    obj = "introduction"
    way = "line__map__process"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED"}

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "change" and row is not None and row.introduced_on is not None:
            return False
        return super().may(user, verb, row)


class ProblemAccess(OfProcess):
    """Everybody who sees the process writes and votes; leader, owner and facilitator group them and say what comes of them."""

    obj = "problem"
    verbs = {**MatrixAccess.verbs, "add": "PED", "vote": "PED", "change": "ED", "arrange": "ED"}

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "change" and row is not None and row.registered_by_id and row.state == row.State.OPEN:
            # Whoever wrote it may mend it until something has come of it.
            person = standing(user).person
            if person is not None and person.pk == row.registered_by_id:
                return super().may(user, "vote", row)
        return super().may(user, verb, row)


class _Vote(OfProcess):
    """Votes are counted; whose they are is nobody's to see but the person's own."""

    obj = "problem"
    way = "problem__process"

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        return super().visible(user, rows).filter(person=standing(user).person)


access.policy(ProblemVote, _Vote())
for _model in (MappingParticipant, MappingWorkshop, MappingConsent):
    access.policy(_model, OfAssignment())
    history.follow(_model)
