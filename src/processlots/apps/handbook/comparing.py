"""Two wordings side by side in words: what was taken away and what was put in. Knows nothing of the database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
#: longer texts are compared by line, since comparing by word grows with the square
MOST_WORDS = 6000

#: ("same" | "gone" | "new", text)
Piece = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """What happened to one part: `kind` is added, removed, renamed or changed; `pieces` the texts put together."""

    kind: str
    title: str
    before: str = ""
    pieces: tuple[Piece, ...] = ()


def pieces(before: str, after: str) -> list[Piece]:
    """The text with what is gone and what is new, in order."""
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    if len(left) + len(right) > MOST_WORDS:
        left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(left[a1:a2])))
            continue
        if a2 > a1:
            found.append(("gone", "".join(left[a1:a2])))
        if b2 > b1:
            found.append(("new", "".join(right[b1:b2])))
    return _smooth(found)


def _smooth(found: list[Piece]) -> list[Piece]:
    """Changes with nothing but a space between them are read as one: first what is gone, then what is new."""
    made: list[Piece] = []
    gone = new = ""
    for place, (kind, text) in enumerate(found):
        changed_after = place + 1 < len(found) and found[place + 1][0] != "same"
        if kind == "same" and not text.strip() and (gone or new) and changed_after:
            gone, new = gone + text, new + text
        elif kind == "same":
            made += [("gone", gone)] if gone else []
            made += [("new", new)] if new else []
            gone = new = ""
            made.append((kind, text))
        elif kind == "gone":
            gone += text
        else:
            new += text
    made += [("gone", gone)] if gone else []
    return made + ([("new", new)] if new else [])


def compare(before: Sequence[tuple[str, str, str]], after: Sequence[tuple[str, str, str]]) -> list[Change]:
    """Parts as (identity, title, text). What came, what went, what got a new name or text, in the order of `after`."""
    old: Mapping[str, tuple[str, str]] = {key: (title, text) for key, title, text in before}
    new = {key for key, _title, _text in after}
    found = []
    for key, title, text in after:
        if key not in old:
            found.append(Change("added", title))
            continue
        was, said = old[key]
        if said != text:
            found.append(Change("changed", title, was if was != title else "", tuple(pieces(said, text))))
        elif was != title:
            found.append(Change("renamed", title, was))
    found += [Change("removed", title) for key, title, _text in before if key not in new]
    return found
