"""V-24, C-23, D-7: an overview map shows the steps, not who does them."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import OVERVIEW, Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    if seen.map.lanes:
        yield rule.at()


RULE = Rule(
    id="V-24",
    code="overview_with_lanes",
    severity="V",
    kinds=(OVERVIEW,),
    sv="En översiktlig karta visar inte vem som gör vad. Ta bort banorna eller gör kartan detaljerad.",
    en="An overview map does not show who does what. Remove the lanes or make the map a detailed one.",
    find=find,
    good="""
  behov    startEvent  Ansökan har kommit  > granska
  granska  task        Granska ansökan     > slut
  slut     endEvent    Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent  Ansökan har kommit  > granska
  granska  task        Granska ansökan     > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="",
)
