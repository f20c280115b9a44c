"""V-24: something leads to each step and each end."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element, to, away, begins, finishes in seen.ends():
        lost = (finishes and not begins) or (not begins and away and not seen.implied(element, names.STARTS))
        if lost and not to:
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-24",
    code="nothing_leads_here",
    severity="F",
    sv="Inget flöde leder till ”{name}”. Dra ett flöde dit.",
    en="No flow leads to “{name}”. Draw a flow to it.",
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
  behov    startEvent  Ansökan har kommit  > besluta
  granska  task        Granska ansökan     > besluta
  besluta  task        Besluta om bygglov  > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="granska",
)
