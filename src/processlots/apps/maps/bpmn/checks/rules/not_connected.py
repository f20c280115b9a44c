"""V-24: each part of the flow hangs together with the rest."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element, to, away, begins, finishes in seen.ends():
        if not (to or away or begins or finishes or seen.alone(element)):
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-24",
    code="not_connected",
    severity="F",
    sv="”{name}” hänger inte ihop med något. Dra ett flöde dit och därifrån.",
    en="“{name}” is not connected to anything. Draw a flow to it and from it.",
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
  behov     startEvent  Ansökan har kommit  > granska
  granska   task        Granska ansökan     > slut
  arkivera  task        Arkivera ärendet
  slut      endEvent    Har ett beslut
""",
    bad_at="arkivera",
)
