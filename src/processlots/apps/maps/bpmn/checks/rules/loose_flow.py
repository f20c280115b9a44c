"""V-24: a flow is tied at both ends."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for flow in seen.map.flows.values():
        if flow.type in names.FLOWS and not (flow.source and flow.target):
            yield rule.at(flow.id, " ".join(flow.name.split()) or flow.id)


RULE = Rule(
    id="V-24",
    code="loose_flow",
    severity="F",
    sv="Flödet ”{name}” sitter löst. Fäst båda ändarna.",
    en="The flow “{name}” is loose. Tie both its ends.",
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
  granska  task        Granska ansökan     > slut, ?: vart
  slut     endEvent    Har ett beslut
""",
    bad_at="loose-granska",
)
