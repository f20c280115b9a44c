"""V-22, R-12: an actor has one lane; two of the same name are read as two."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import DETAILED, Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    lanes: dict[tuple[str, str, str], list[str]] = {}
    for lane in seen.map.lanes.values():
        name = seen.map.lane_name(lane.id) if lane.name.strip() else ""
        lanes.setdefault((lane.process, lane.parent, name.casefold()), []).append(lane.id)
    for (_process, _parent, name), same in lanes.items():
        if name and len(same) > 1:
            yield rule.at(same[1], seen.map.lane_name(same[1]), count=str(len(same)))


RULE = Rule(
    id="V-22",
    code="same_actor_twice",
    severity="V",
    kinds=(DETAILED,),
    sv="Banan ”{name}” finns {count} gånger. Lägg allt som aktören gör i en bana.",
    en="The lane “{name}” is there {count} times. Put all that the actor does in one lane.",
    find=find,
    good="""
Handläggare
  behov    startEvent  Ansökan har kommit  > granska
  granska  task        Granska ansökan     > besluta
Nämnd
  besluta  task        Besluta om bygglov  > slut
  slut     endEvent    Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent  Ansökan har kommit  > granska
  granska  task        Granska ansökan     > besluta
Nämnd
  besluta  task        Besluta om bygglov  > slut
Handläggare
  slut     endEvent    Har ett beslut
""",
    bad_at="lane-3",
)
