"""V-24: a choice has at least two exits that say what decides."""

from __future__ import annotations

from collections.abc import Iterator

from ... import names
from ..rule import Finding, Rule, Seen, named


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element in seen.map.elements.values():
        if element.type not in names.DECISIONS:
            continue
        out = seen.graph.out[element.id]
        joins = len(seen.graph.into[element.id]) > 1 and len(out) < 2
        if out and not joins and sum(1 for flow in out if flow.name.strip()) < 2:
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-24",
    code="few_exits",
    severity="F",
    sv="Valet ”{name}” har färre än två utgångar med text. Skriv vad som avgör vid varje utgång, till exempel ja och nej.",
    en="The choice “{name}” has fewer than two labelled exits. Write what decides at each exit, such as yes and no.",
    find=find,
    good="""
Handläggare
  behov    startEvent        Ansökan har kommit  > komplett
  komplett exclusiveGateway  Komplett?           > slut: ja, be_om: nej
  be_om    task              Be om komplettering > slut
  slut     endEvent          Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent        Ansökan har kommit  > komplett
  komplett exclusiveGateway  Komplett?           > slut, be_om: nej
  be_om    task              Be om komplettering > slut
  slut     endEvent          Har ett beslut
""",
    bad_at="komplett",
)
