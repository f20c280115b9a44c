"""V-24: the map begins with what the specification says starts the process."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import DETAILED, Finding, Known, Rule, Seen, alike


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    written = seen.known.start
    drawn = [element.label for element in seen.outer(names.STARTS) if element.label]
    if written and drawn and alike(written) not in map(alike, drawn):
        yield rule.at("", drawn=", ".join(drawn)[:120], written=written)


RULE = Rule(
    id="V-24",
    code="start_differs",
    severity="V",
    kinds=(DETAILED,),
    sv="Kartan börjar med ”{drawn}”, specifikationen med ”{written}”. Låt dem säga samma sak.",
    en="The map begins with “{drawn}”, the specification with “{written}”. Let them say the same.",
    find=find,
    known=Known(start="Ansökan har kommit", end="Har ett beslut"),
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
  behov    startEvent  Brev har kommit     > granska
  granska  task        Granska ansökan     > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="",
)
