"""V-24, D-11: an activity or a choice without text says nothing to who reads the steps."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element in seen.map.elements.values():
        if element.label:
            continue
        if element.type in names.ACTIVITIES and not seen.holds_activities(element):
            yield rule.at(element.id, element.id, what=("En aktivitet", "An activity"), how=("vad som görs", "what is done"))
        elif element.type in names.STARTS and element.scope in seen.map.processes:
            how = ("behovet eller händelsen som sätter igång", "the need or the event that sets it off")
            yield rule.at(element.id, element.id, what=("Starten", "The start"), how=how)


RULE = Rule(
    id="V-24",
    code="no_text",
    severity="V",
    sv="{what} har ingen text. Skriv {how}.",
    en="{what} has no text. Write {how}.",
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
  granska  task  > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="granska",
)
