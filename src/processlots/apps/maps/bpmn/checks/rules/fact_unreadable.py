"""M-LED-2, C-26, C-27: a number is a number, a choice one of its list, least is not more than most."""

from __future__ import annotations

from collections.abc import Iterator

from ... import marks_told
from ..rule import Finding, Rule, Seen


def find(rule: Rule, seen: Seen) -> Iterator[Finding]:
    for one in seen.marked_wrong:
        if one.code not in ("sum", "some"):
            item = seen.map.item(one.element)
            name = " ".join(item.name.split()) if item is not None and item.name.strip() else one.element
            said = (marks_told.problem(one, name), marks_told.problem(one, name, "en"))
            yield rule.at(one.element, name, said=said)


RULE = Rule(
    id="M-LED-2",
    code="fact_unreadable",
    severity="V",
    sv="{said}",
    en="{said}",
    find=find,
    good="""
Handläggare
  behov    startEvent  Ansökan har kommit > granska
  granska  task        Granska ansökan [work.min=10] [work.max=45] > slut
  slut     endEvent    Har ett beslut
""",
    bad="""
Handläggare
  behov    startEvent  Ansökan har kommit > granska
  granska  task        Granska ansökan [work.min=45] [work.max=10] > slut
  slut     endEvent    Har ett beslut
""",
    bad_at="granska",
)
