"""V-24: each start and each step leads on, to a step or to an end."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element, to, away, begins, finishes in seen.ends():
        stuck = (begins and not finishes) or (not finishes and to and not seen.implied(element, names.ENDS))
        if stuck and not away:
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-24",
    code="dead_end",
    severity="F",
    sv="”{name}” leder ingenstans. Dra ett flöde till nästa steg eller till ett slut.",
    en="“{name}” leads nowhere. Draw a flow to the next step or to an end.",
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
  behov    startEvent        Ansökan har kommit  > granska
  granska  task              Granska ansökan     > komplett
  komplett exclusiveGateway  Komplett?           > slut: ja, be_om: nej
  be_om    task              Be om komplettering
  slut     endEvent          Har ett beslut
""",
    bad_at="be_om",
)
