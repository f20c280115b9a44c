"""What two people have changed differently in the same map, each with both answers in words."""

from __future__ import annotations

from dataclasses import dataclass

#: kinds of clash
BOTH, GONE, PICTURE = "both", "gone", "picture"
SIDES = ("mine", "theirs")


def other(side: str) -> str:
    """The other of the two sides."""
    return "theirs" if side == "mine" else "mine"


@dataclass(frozen=True)
class Clash:
    """One question that only a person can answer.

    `key` names it in `choices`, the same for the same three maps. `kind`: "both" (one property, two values), "gone" (taken
    away on one side, changed or used on the other), "picture" (only the drawing). `element` is the id of what it is about,
    `type` its BPMN name or "lane", "pool" …, `property` a field of the model ("" for "gone"). `gone` is the side that took it
    away, `through` the id of what uses it there. `choice` is the side that the merged map follows.

    Words are (Swedish, English): `what` (the step "Granska ansökan"), `named` (the property), `mine` and `theirs` (both values),
    `before`.
    """

    key: str
    kind: str
    element: str
    type: str
    property: str
    choice: str
    what: tuple[str, str]
    named: tuple[str, str]
    before: tuple[str, str]
    mine: tuple[str, str]
    theirs: tuple[str, str]
    gone: str = ""
    through: str = ""

    def told(self, language: str) -> dict[str, str]:
        """{"key", "kind", "element", "property", "choice", "what", "named", "before", "mine", "theirs"} in "sv" or "en"."""
        at = 1 if language == "en" else 0
        words = {name: getattr(self, name)[at] for name in ("what", "named", "before", "mine", "theirs")}
        same = {name: getattr(self, name) for name in ("key", "kind", "element", "property", "choice", "gone")}
        return same | words
