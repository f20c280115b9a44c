"""What the tests of mappings are about: an assignment in a state, a map of tomorrow that may be introduced."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps.introducing import acts as introducing
from processlots.apps.maps.models import Introduction, Line, MappingAssignment
from processlots.apps.maps.tests.makers import Room, line_of
from processlots.kit import states
from processlots.kit.periods import today

WRITTEN = {
    "background": "Många kompletteringar.",
    "purpose": "Se var det stannar.",
    "scope": "Från ansökan till beslut.",
    "delimitation": "Inte tillsyn.",
    "outcome": "En karta och en lista på problem.",
}


def ordered(room: Room, when: str = "today", **more: Any) -> MappingAssignment:
    """Love has ordered a mapping of Hanna."""
    focus = {"focus": "Kortare väntan"} if when == "tomorrow" else {}
    return MappingAssignment.objects.create(
        process=room.process, when=when, orderer=room.cast.person("love"), facilitator=room.cast.person("hanna"), **focus, **more
    )


def go(room: Room, row: Any, verb: str, name: str = "hanna", **data: Any) -> Any:
    """A transition by one of the cast."""
    return states.go(type(row).objects.get(pk=row.pk), verb, room.cast.users[name], **data)


def agreed(room: Room, when: str = "today") -> MappingAssignment:
    """Both have agreed."""
    row = ordered(room, when, **WRITTEN)
    go(room, row, "accept")
    go(room, row, "propose")
    return go(room, row, "agree", "love")


def tomorrow(room: Room, a_map: Any) -> Line:
    """A copy of today's map that the group has confirmed."""
    introducing.begin_tomorrow(room.cast.hanna, a_map, copy=True)
    line = line_of(a_map, "tomorrow")
    go(room, line, "review")
    return go(room, line, "confirm", "love", whole=True, manner="oral")


def prepared(line: Line, **more: Any) -> Introduction:
    """The check-list with a day at each point, and training so that it sticks."""
    days = dict.fromkeys(("goals_on", "plan_on", "specification_on", "maps_on", "documents_on"), today())
    return Introduction.objects.create(line=line, **{**days, "train": True, "train_how": "Varje termin", **more})
