"""V-22, C-26: each activity of a detailed map has an actor."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import DETAILED, Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    laned = {lane.process for lane in seen.map.lanes.values()}
    for element in seen.activities:
        if seen.holds_activities(element) or len(element.lanes) > 1:
            continue
        outside = seen.map.process_of(element) in laned and not seen.map.lanes_of(element)
        if outside or not seen.map.actor(element):
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-22",
    code="no_actor",
    severity="F",
    kinds=(DETAILED,),
    sv="Aktiviteten ”{name}” har ingen aktör. Lägg den i en bana.",
    en="The activity “{name}” has no actor. Put it in a lane.",
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
  slut     endEvent    Har ett beslut
-
  granska  task        Granska ansökan     > slut
""",
    bad_at="granska",
)
