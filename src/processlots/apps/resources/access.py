"""Who asks for resources, who answers, who prioritises, and who reads feedback (model.md 4.4, RES-6, KS-9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.models import Process
from processlots.apps.resources.models import ResourceRequest
from processlots.kit import access
from processlots.kit.access import Access, Row

ANSWERS = ("discuss", "grant", "grant_partly", "decline", "answer")


def answers_for(who: Standing, request: Any) -> bool:
    """True for the request's resource owner: the one named, or who manages the unit that has the resource."""
    return who.person is not None and (request.resource_owner_id == who.person.pk or request.unit_id in who.manages)


class RequestAccess(MatrixAccess):
    """The owner asks and sends, the leader drafts, the resource owner answers, management decides in conflicts."""

    obj = "resource_request"
    verbs = {
        **MatrixAccess.verbs, "add": "PE", "change": "PE", "send": "E", "agree": "ED", "close": "E", "lift": "ED",
        "prioritise": "D", "talk": "PED", **dict.fromkeys(ANSWERS, "D"),
    }  # fmt: skip

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        """Whoever sees the process sees what it asks for once it is sent; a draft is theirs who write it."""
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        writes = Q(process__in=who.of(matrix.OWNER, "process") | who.of(matrix.LEADER, "process")) | Q(requested_by=who.person)
        seen = rows.filter(process__in=access.visible(user, Process).values("pk"))
        return seen.filter(~Q(state=ResourceRequest.State.DRAFT) | writes)

    def roles(self, who: Standing, row: Any) -> set[str]:
        found = super().roles(who, row)
        if row is None:
            return found
        found -= {matrix.RESOURCE_OWNER, matrix.MANAGEMENT}
        if answers_for(who, row):
            found.add(matrix.RESOURCE_OWNER)
        if row.process_id and who.manages & access.of(Process).units_of(row.process):  # type: ignore[attr-defined]
            found.add(matrix.MANAGEMENT)
        return found

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if row is not None and row.pk is not None:
            if verb == "change" and row.state != row.State.DRAFT:
                return False  # what is sent stays as it was sent
            if verb == "talk" and not row.open:
                return False
            if verb in ANSWERS:
                return self.may_enter(user) and matrix.RESOURCE_OWNER in self.roles(standing(user), row)
            if verb == "prioritise":
                return self.may_enter(user) and self._prioritises(standing(user), row)
        return super().may(user, verb, row)

    def _prioritises(self, who: Standing, row: Any) -> bool:
        """RES-4: whoever manages all the processes and resources of the conflict, so that no party decides it."""
        from processlots.apps.resources import lifting

        unit = lifting.common_unit(row) if who.is_manager else None
        return unit is not None and unit.pk in who.manages

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        if row is not None and verb in ANSWERS and row.resource_owner is not None:
            return [str(row.resource_owner)]
        if row is not None and verb == "prioritise":
            return [_("the responsible manager")]
        return super().who(verb, row)


class NeedAccess(RequestAccess):
    """A need is part of its request."""

    verbs = {**RequestAccess.verbs, "end": "PE"}

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(request__in=access.visible(user, ResourceRequest).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "view" or row is None or not row.request_id:
            return super().may(user, verb, None)
        return access.may(user, "change", row.request)  # so long as it is a draft

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return access.of(ResourceRequest).who("change", row.request) if row is not None and row.request_id else []


class SupplyAccess(Access):
    """What a unit has is kept by its management, its resource owner."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user) or verb == "view":
            return self.may_enter(user)
        who = standing(user)
        return who.is_manager if row is None or not row.unit_id else row.unit_id in who.manages

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [_("the manager of the unit")]


class FeedbackAccess(Access):
    """RES-6, KS-9: the owner who wrote it, the resource owner and the person; nobody else, whatever their role."""

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        person = standing(user).person
        parties = Q(given_by=person) | Q(resource_owner=person) | Q(person=person)
        return rows.filter(parties, process__in=access.visible(user, Process).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user):
            return False
        who = standing(user)
        if row is None or (verb == "add" and not row.process_id):
            return verb == "view" or bool(who.of(matrix.OWNER, "process"))
        if verb == "add":
            return row.process_id in who.of(matrix.OWNER, "process")
        parties = {row.given_by_id, row.resource_owner_id, row.person_id}
        sees = who.person is not None and who.person.pk in parties and access.may(user, "view", row.process)
        return sees and (verb == "view" or (verb in ("change", "end") and who.person.pk == row.given_by_id))  # type: ignore[union-attr]

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [str(row.given_by)] if row is not None and row.given_by is not None else [_("the process owner")]
