"""Two names that may be the same process (model.md V-8): at least 90 % alike once cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from processlots.apps.processes.naming.text import read

ALIKE = 0.90
# A comparison costs length × length; what differs after this many signs is not the same short name anyway.
COMPARED = 300


class _Print(NamedTuple):
    text: str
    letters: int  # one bit per kind of letter: a cheap lower bound on how much two texts differ


def nearest(name: str, existing: Iterable[str]) -> str | None:
    """The name in `existing` that is most alike `name`, or None where none is 90 % alike.

    2,000 names take some milliseconds: most are dismissed by length and letters without being compared.
    """
    mine = _print_of(name)
    if not mine.text:
        return None
    best, best_ratio = None, ALIKE
    for other in existing:
        ratio = _ratio(mine, _print_of(other), best_ratio)
        if ratio > best_ratio or (ratio == best_ratio and best is None):
            best, best_ratio = other, ratio
            if ratio == 1:
                break
    return best


def alike(name: str, existing: dict[int, str]) -> list[int]:
    """The keys of the names in `existing` that are at least 90 % alike `name`, the most alike first."""
    mine = _print_of(name)
    if not mine.text:
        return []
    ratios = ((_ratio(mine, _print_of(other), ALIKE), key) for key, other in existing.items())
    return [key for ratio, key in sorted((one for one in ratios if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))]


def _ratio(mine: _Print, theirs: _Print, floor: float) -> float:
    if mine.text == theirs.text:
        return 1.0
    both = len(mine.text) + len(theirs.text)
    # Each sign that only one of them has costs one of the `both` signs that a ratio of 1 would match.
    unmatched = max(abs(len(mine.text) - len(theirs.text)), (mine.letters ^ theirs.letters).bit_count())
    if both - unmatched < floor * both:
        return 0.0
    # difflib is not symmetric; the same two names must get the same answer from both sides.
    first, second = sorted((mine.text, theirs.text))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=8192)
def _print_of(name: str) -> _Print:
    text = " ".join(word.low for word in read(name).words)[:COMPARED]
    letters = 0
    for sign in text:
        letters |= 1 << (ord(sign) % 61)
    return _Print(text, letters)
