"""Where a step is reached from: the flow read backwards, so that a reader who lands on a step finds the way there too,
and hears when the work changes hands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .to_text import Piece, Sentence, numbered
from .walk import Step
from .words import say


@dataclass(frozen=True)
class Ways:
    """Numbers of the steps that come before and after one step along the flow, in order."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def along(steps: Iterable[Step]) -> dict[int, Ways]:
    """Step number → its neighbours along the flow. A step inside another comes after it, where nothing else leads there."""
    after: dict[int, dict[int, None]] = {}
    before: dict[int, dict[int, None]] = {}
    listed = [(step.no, step) for step in steps if step.no is not None]

    def tie(one: int, other: int) -> None:
        after.setdefault(one, {})[other] = None
        before.setdefault(other, {})[one] = None

    for no, step in listed:
        for target in [*step.next, *(target for choice in step.choices for target in choice.targets)]:
            if target.no is not None:
                tie(no, target.no)
    for no, step in listed:
        if step.part_of is not None and not before.get(no):
            tie(step.part_of, no)
    return {no: Ways(tuple(before.get(no, ())), tuple(after.get(no, ()))) for no, _step in listed}


def arrivals(steps: list[Step], language: str = "sv") -> dict[int, list[Sentence]]:
    """Step number → sentences: from whom the work is taken over, and which steps lead here where it is not simply the one
    before in the list."""
    ways = along(steps)
    by_no = {step.no: step for step in steps if step.no is not None}
    found: dict[int, list[Sentence]] = {}
    before: int | None = None
    for no, step in by_no.items():
        come = ways[no].before
        givers = [one for one in come if by_no[one].actor and by_no[one].actor != step.actor and step.actor]
        told: list[Sentence] = []
        for actor in dict.fromkeys(by_no[one].actor for one in givers):
            nos = [one for one in givers if by_no[one].actor == actor]
            told.append([Piece(say("taken_over", language, who=actor)), *numbered(nos, language), Piece(").")])
        others = [one for one in come if one not in givers and one not in (before, step.part_of)]
        if others:
            told.append([Piece(say("comes_from", language)), *numbered(others, language), Piece(".")])
        if told:
            found[no] = told
        before = no
    return found
