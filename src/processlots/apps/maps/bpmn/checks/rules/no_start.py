"""V-24, C-27: a flow is set off by an event or a need."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for where, place, nodes in seen.flows_apart():
        if not any(element.type in names.STARTS for element in nodes):
            yield rule.at(place, where=where)


RULE = Rule(
    id="V-24",
    code="no_start",
    severity="F",
    sv="{where} har ingen start. Rita den händelse eller det behov som sätter igång.",
    en="{where} has no start. Draw the event or the need that sets it off.",
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
  granska  task        Granska ansökan     > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="process",
)
