"""V-22, C-26: an activity is done by one actor; what two do is two activities."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import DETAILED, Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element in seen.activities:
        # An open sub-process may pass several lanes; what is inside it has its own actor.
        if len(element.lanes) > 1 and not seen.holds_activities(element):
            actors = ", ".join(filter(None, (seen.map.lane_name(lane) for lane in element.lanes)))
            yield rule.at(element.id, named(element), actors=actors)


RULE = Rule(
    id="V-22",
    code="several_actors",
    severity="F",
    kinds=(DETAILED,),
    sv="Aktiviteten ”{name}” har flera aktörer: {actors}. Dela den så att var och en gör sin del.",
    en="The activity “{name}” has several actors: {actors}. Split it so that each does a part.",
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
  behov    startEvent  Ansökan har kommit         > granska
  granska  task        Granska och besluta        > slut
Nämnd
  granska
  slut     endEvent    Har ett beslut
""",
    bad_at="granska",
)
