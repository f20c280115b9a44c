"""V-24: an activity's text says what is done, with a verb."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Finding, Known, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    if seen.known.is_doing is None:
        return
    for element in seen.activities:
        if element.label and seen.known.is_doing(element.label) is False:
            yield rule.at(element.id, element.label)


RULE = Rule(
    id="V-24",
    code="no_verb",
    severity="V",
    sv="Aktiviteten ”{name}” säger inte vad som görs. Börja med ett verb, till exempel ”Granska ansökan”.",
    en="The activity “{name}” does not say what is done. Begin with a verb, such as “Review the application”.",
    find=find,
    known=Known(is_doing=lambda text: text != "Granskning"),
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
  behov     startEvent  Ansökan har kommit  > granskning
  granskning  task      Granskning          > slut
  slut      endEvent    Har ett beslut
""",
    bad_at="granskning",
)
