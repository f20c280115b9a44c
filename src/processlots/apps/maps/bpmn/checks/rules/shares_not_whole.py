"""M-LED-2: the shares out of a choice of one way come to a hundred per cent, and each way has one or none has."""

from __future__ import annotations

from collections.abc import Iterator

from ... import marks_told
from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for one in seen.marked_wrong:
        if one.code in ("sum", "some"):
            name = named(seen.map.elements[one.element])
            said = (marks_told.problem(one, name), marks_told.problem(one, name, "en"))
            yield rule.at(one.element, name, said=said)


RULE = Rule(
    id="M-LED-2",
    code="shares_not_whole",
    severity="V",
    sv="{said}",
    en="{said}",
    find=find,
    good="""
Handläggare
  behov    startEvent        Ansökan har kommit  > komplett
  komplett exclusiveGateway  Komplett?           > slut: ja [share=62], be_om: nej [share=38]
  be_om    task              Be om komplettering > slut
  slut     endEvent          Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent        Ansökan har kommit  > komplett
  komplett exclusiveGateway  Komplett?           > slut: ja [share=62], be_om: nej [share=28]
  be_om    task              Be om komplettering > slut
  slut     endEvent          Har ett beslut
""",
    bad_at="komplett",
)
