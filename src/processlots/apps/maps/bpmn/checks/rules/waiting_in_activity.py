"""V-22, C-26: an activity has no gap in time; a wait makes two activities of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rule import Finding, Rule, Seen, named

#: "väntetid" and "förvänta" are no waits
WAIT = re.compile(r"\b(invänta\w*|avvakta\w*|(?<!be)vänta(r|s|n)?\b|wait(s|ing)?\b|await(s|ing)?\b)", re.IGNORECASE)


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for element in seen.activities:
        if WAIT.search(element.label):
            yield rule.at(element.id, named(element))


RULE = Rule(
    id="V-22",
    code="waiting_in_activity",
    severity="F",
    sv="Aktiviteten ”{name}” innehåller en väntan. Gör två aktiviteter av den, med väntan som en händelse emellan.",
    en="The activity “{name}” holds a wait. Make two activities of it, with the wait as an event between them.",
    find=find,
    good="""
Handläggare
  behov    startEvent  Ansökan har kommit         > granska
  granska  task        Granska ansökan            > svar
  svar     intermediateCatchEvent  Komplettering har kommit  > bedoma
  bedoma   task        Bedöma väntetiden          > slut
  slut     endEvent    Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent  Ansökan har kommit                            > granska
  granska  task        Granska, vänta på komplettering och besluta   > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="granska",
)
