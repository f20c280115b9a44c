"""V-24: from each step some way leads to an end; a round that is never left is a dead end too."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    told: set[str] = set()
    for element_id in seen.graph.order:
        scope = seen.graph.nodes[element_id].scope
        if scope not in told and element_id in seen.without_end:
            told.add(scope)  # one word for a round, at the step where one gets into it
            yield rule.at(element_id, named(seen.graph.nodes[element_id]))


RULE = Rule(
    id="V-24",
    code="no_way_out",
    severity="V",
    sv="Från ”{name}” leder ingen väg till ett slut: flödet går runt. Dra en väg ut ur rundan.",
    en="From “{name}” no way leads to an end: the flow goes round. Draw a way out of the round.",
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
  behov    startEvent        Ansökan har kommit  > komplett
  komplett exclusiveGateway  Komplett?           > slut: ja, be_om: nej
  be_om    task              Be om komplettering > pamin
  pamin    task              Påminna             > be_om
  slut     endEvent          Har ett beslut
""",
    bad_at="be_om",
)
