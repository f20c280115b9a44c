"""What a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..parts import Fields, Key

#: kinds of change, in the order they are told; "picture" is the drawing only
KINDS = ("actor", "added", "removed", "moved", "renamed", "order", "flow", "property", "document", "map", "picture")
#: two maps less alike than this, in per cent, seem to be of different things
UNRELATED = 30


class Step(NamedTuple):
    """One raw change of a part: `field` is "" where the whole part came (`new`) or went (`old`)."""

    key: Key
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One change in words. `sentence` is (Swedish, English).

    `kind` is one of `KINDS`. `old` and `new` are the ids of what it is about in each map ("" where it is not there),
    `property` the field of the model where one value changed, `was` and `now` both values in words.
    """

    kind: str
    old: str
    new: str
    sentence: tuple[str, str]
    property: str = ""
    was: tuple[str, str] = ("", "")
    now: tuple[str, str] = ("", "")


@dataclass
class Difference:
    """`alike` is 0–100 per cent. `ids` says which id of the old map is which of the new, where they differ."""

    alike: int
    changes: list[Change] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    diagrams: dict[str, str] = field(default_factory=dict)
    #: the order of lanes' members in the new map
    members: dict[str, list[str]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Nothing differs, not even where it is drawn; that another tool has given other ids says nothing."""
        return not self.steps

    @property
    def related(self) -> bool:
        """Whether the two seem to be maps of the same thing."""
        return self.alike >= UNRELATED

    @property
    def in_work(self) -> list[Change]:
        """Changes of how the work is done."""
        return [one for one in self.changes if one.kind != "picture"]

    @property
    def in_picture(self) -> list[Change]:
        """Changes of the drawing only."""
        return [one for one in self.changes if one.kind == "picture"]

    def headline(self, language: str = "sv") -> str:
        """How alike the two are, in a sentence or two."""
        at = 1 if language == "en" else 0
        work = len(self.in_work)
        code = (
            "same"
            if self.same
            else "picture"
            if not work
            else "unrelated"
            if not self.related
            else "one"
            if work == 1
            else "many"
        )
        return _HEADLINES[code][at].format(percent=self.alike, count=work)


_HEADLINES = {
    "same": ("Kartorna säger samma sak.", "The two maps say the same."),
    "picture": (
        "Arbetet är detsamma i båda kartorna. Bara bilden skiljer.",
        "The work is the same in both maps. Only the picture differs.",
    ),
    "unrelated": (
        "Kartorna är lika till {percent} %. De verkar inte visa samma arbete. Se efter att du har valt rätt två.",
        "The maps are {percent} % alike. They do not seem to show the same work. Check that you have chosen the right two.",
    ),
    "one": (
        "Kartorna är lika till {percent} %. En sak skiljer i hur arbetet görs.",
        "The maps are {percent} % alike. One thing differs in how the work is done.",
    ),
    "many": (
        "Kartorna är lika till {percent} %. {count} saker skiljer i hur arbetet görs.",
        "The maps are {percent} % alike. {count} things differ in how the work is done.",
    ),
}


def steps_between(old: dict[Key, Fields], new: dict[Key, Fields]) -> list[Step]:
    """The raw changes between two tables of parts."""
    steps = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            steps.append(Step(key, "", old[key], None))
        elif key not in old:
            steps.append(Step(key, "", None, new[key]))
        else:
            steps += [
                Step(key, name, old[key].get(name), new[key].get(name))
                for name in dict.fromkeys((*old[key], *new[key]))
                if old[key].get(name) != new[key].get(name)
            ]
    return steps
