"""V-24: a flow ends with what the recipient has."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for where, place, nodes in seen.flows_apart():
        if not any(element.type in names.ENDS for element in nodes):
            yield rule.at(place, where=where)


RULE = Rule(
    id="V-24",
    code="no_end",
    severity="F",
    sv="{where} har inget slut. Rita vad mottagaren har när det är klart.",
    en="{where} has no end. Draw what the recipient has when it is done.",
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
  granska  task        Granska ansökan
""",
    bad_at="process",
)
