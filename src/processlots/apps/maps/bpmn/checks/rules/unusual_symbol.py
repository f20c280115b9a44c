"""D-7: the basic symbols are enough for most maps, and the ones that readers know."""

from __future__ import annotations

from collections.abc import Iterator

from ...words import kind
from ..rule import Finding, Rule, Seen, named

#: outside D-7, and outside what the short palette offers beside it (parallel ways, time and message)
RARE = frozenset({"complexGateway", "transaction", "adHocSubProcess", "businessRuleTask", "scriptTask"})
RARE_EVENTS = frozenset({"compensate", "cancel", "escalation", "conditional", "signal", "error", "link"})


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element in seen.map.elements.values():
        symbol = element.type if element.type in RARE else next((event for event in element.events if event in RARE_EVENTS), "")
        if symbol:
            yield rule.at(element.id, named(element), symbol=(kind(element, "sv"), kind(element, "en")))


RULE = Rule(
    id="D-7",
    code="unusual_symbol",
    severity="I",
    sv="”{name}” är ritad med en symbol som få läsare känner: {symbol}. Välj hellre en ur den korta paletten.",
    en="“{name}” is drawn with a symbol that few readers know: {symbol}. Rather choose one of the short palette.",
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
  behov    startEvent      Ansökan har kommit  > val
  val      complexGateway  Vad gäller?         > slut
  slut     endEvent        Har ett beslut
""",
    bad_at="val",
)
