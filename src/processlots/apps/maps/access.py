"""Who sees, draws, confirms and puts maps in force (model.md 4.4, R-7, V-40, M-KART-9).

Seen by whoever sees the process. Only trained facilitators draw, whichever way: editor, upload, API or job. Owner, leader
and team propose; the team answers for the content and confirms it, or the leader registers that it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Line, Map
from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.models import Process
from processlots.kit import access
from processlots.kit.access import Row

#: facilitators named in a refusal; the list itself is public elsewhere (R-7)
NAMED = 3


class MapsAccess(MatrixAccess):
    """What hangs on a map; `to_map` is the way there from a row's model ("" for the map itself)."""

    obj = "map"
    verbs = {
        **MatrixAccess.verbs,
        "draw": "E",
        "review": "E",
        "put_in_force": "E",
        "archive": "E",
        "change": "E",
        "end": "E",
        "add": "E",
    }

    def __init__(self, to_map: str = "") -> None:
        super().__init__()
        self.to_map = to_map

    def map_of(self, row: Any) -> Map | None:
        """The map that a row belongs to; None where that is not chosen yet."""
        for name in self.to_map.split("__") if self.to_map else []:
            row = getattr(row, name, None) if getattr(row, f"{name}_id", None) else None
            if row is None:
                return None
        return row

    def process_of(self, row: models.Model) -> Any:
        found = self.map_of(row)
        return found.process if found is not None and found.process_id else None

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        way = f"{self.to_map}__process" if self.to_map else "process"
        return rows.filter(**{f"{way}__in": access.visible(user, Process).values("pk")})

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        # Whoever may read a map may say something about it (M-KART-7).
        if not super().may(user, "view" if verb == "comment" else verb, row):
            return False
        process = self.process_of(row) if row is not None else None
        # A verb in a process that one does not see would tell that it is there.
        return process is None or access.may(user, "view", process)

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        if self.verbs.get(verb, "E") == "E":
            return facilitators() or [_("the model manager, who knows who is to be trained")]
        return super().who(verb, row)


class ElementAccess(MapsAccess):
    """An element of a line. Requirements and documents are linked to it by those who draw or write the specification."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "link" and row is not None and self.process_of(row) is not None:
            process = self.process_of(row)
            writes = access.may(user, "change", process) and access.may(user, "view", process)
            return self.may_enter(user) and (writes or super().may(user, "draw", row))
        return super().may(user, verb, row)


class LineAccess(MapsAccess):
    """A line of versions. Confirming is the mapping group's, never the drawer's (M-KART-9)."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "confirm":
            return confirms(user, row) or registers(user, row)
        if verb in ("decide", "introduce"):
            # The owner's, and of tomorrow's map alone: today's comes into force.
            return (row is None or row.when == Line.When.TOMORROW) and decides(user, row)
        if verb == "put_in_force" and row is not None and row.when != Line.When.TODAY:
            return False  # tomorrow's map comes into force by being introduced (S6-14)
        return super().may(user, verb, row)

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        if verb in ("decide", "introduce"):
            return _Introduction("map").who("introduce", row)
        if verb != "confirm":
            return super().who(verb, row)
        process = self.process_of(row) if row is not None else None
        leader = process.effective_leader if process is not None else None
        named = [_("%(person)s (process leader)") % {"person": leader}] if leader is not None else []
        return [_("the process team"), *named]


class _Introduction(MapsAccess):
    """The matrix's line for deciding how it shall be, and for introducing it."""

    obj = "introduction"
    verbs = {**MapsAccess.verbs, "introduce": "D"}

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        return MatrixAccess.who(self, verb, row)


def decides(user: Any, line: Line | None) -> bool:
    """True for the owner of the process, who decides on tomorrow's map and introduces it (DESIGN 5)."""
    return _Introduction("map").may(user, "introduce", line)


class _Confirmation(MapsAccess):
    """The matrix's line for confirming a map."""

    obj = "map_confirmation"

    def roles(self, who: Standing, row: models.Model | None) -> set[str]:
        from processlots.apps.maps.confirming import group_of

        found = super().roles(who, row)
        if isinstance(row, Line) and row.assignment_id and who.person is not None:
            own = who.person.pk
            # The facilitator leads the group and draws; the content is for the others to answer for.
            if any(one.person_id == own for one in group_of(row)) and row.assignment.facilitator_id != own:  # type: ignore[union-attr]
                found.add(matrix.PARTICIPANT)
        return found


def _levels(user: Any, line: Line | None) -> set[str]:
    policy = _Confirmation("map")
    if not policy.may_enter(user) or line is None or not access.may(user, "view", line):
        return set()
    return {level for role in policy.roles(standing(user), line) for level in policy.levels.get(role, "")}


def confirms(user: Any, line: Line | None) -> bool:
    """True for one of the group that answers for the content: the process's team."""
    return "D" in _levels(user, line)


def registers(user: Any, line: Line | None) -> bool:
    """True for the leader, who registers what the group has said (DESIGN 5)."""
    return "P" in _levels(user, line)


def facilitators() -> list[str]:
    """Names of those who draw maps today, at most a few."""
    rows = Appointment.objects.at().filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
    names = rows.order_by("person__sort").values_list("person__name", flat=True)
    return list(dict.fromkeys(names))[:NAMED]


def demand_drawing(user: Any, what: models.Model | type[models.Model] = Map) -> None:
    """Raise PermissionDenied, naming those who draw, unless the person is a facilitator who may draw this (V-40)."""
    if not access.may(user, "draw", what):
        raise PermissionDenied(not_trained())


def not_trained() -> str:
    """The sentence for those who may not draw."""
    said = _("Only trained facilitators draw maps.")
    people = facilitators()
    return f"{said} {_('Ask %(people)s.') % {'people': _(' or ').join(people)}}" if people else said


def draws(user: Any) -> bool:
    """True if the person is a trained facilitator."""
    return matrix.FACILITATOR in MapsAccess().roles(standing(user), None) and MapsAccess().may_enter(user)
