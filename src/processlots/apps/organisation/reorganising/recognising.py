"""By what a unit is known again in a new organisation: external id, name and place, people, what is under it, likeness.

Knows nothing of Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Why = Literal["", "id", "name", "people", "children", "likeness", "choice"]
Targets = dict[int, list[str]]
Give = Callable[[int, str, Why], None]
#: choice: the unit is not in the file and goes on all the same
KEEP = "="
# Names this alike are taken for one name written anew; a name may also be a part of the new one.
ALIKE = 0.55
# So large a part of a unit's people makes where they went its successor.
MOST, PART = 0.5, 0.2
_PADDING = "  "


@dataclass(frozen=True)
class Standing:
    """A unit as it stands."""

    pk: int
    name: str
    kind: str
    parent: int | None
    external_id: str = ""


@dataclass(frozen=True)
class Coming:
    """A unit of the new organisation; `key` tells it from the others, `parent` is another's key."""

    key: str
    name: str
    kind: str
    parent: str | None
    external_id: str = ""
    line: int = 0


Free = Callable[[], tuple[list[Standing], list[Coming]]]


def matched(
    units: dict[int, Standing], rows: dict[str, Coming], chosen: dict[int, Sequence[str]], shares: dict[tuple[int, str], float]
) -> tuple[dict[int, list[str]], dict[int, Why]]:
    targets: dict[int, list[str]] = {pk: [] for pk in units}
    why: dict[int, Why] = dict.fromkeys(units, "")
    for pk, wanted in chosen.items():
        keys = [key for key in wanted if key in rows or key == KEEP]
        # A choice of what is no longer in the file is no choice.
        if pk in units and (keys or not wanted):
            targets[pk], why[pk] = list(dict.fromkeys(keys)), "choice"

    def give(pk: int, key: str, reason: Why) -> None:
        targets[pk].append(key)
        why[pk] = why[pk] or reason

    def free() -> tuple[list[Standing], list[Coming]]:
        taken = {key for keys in targets.values() for key in keys}
        return [one for one in units.values() if not why[one.pk]], [one for one in rows.values() if one.key not in taken]

    _by_id(*free(), give)
    _by_name(units, rows, targets, free, give)
    _by_people(units, shares, free, give)
    # What is under a unit is known by it, and a unit by what is under it.
    for _round in range(2):
        _by_name(units, rows, targets, free, give)
        _by_children(units, rows, targets, free, give)
        _by_likeness(units, rows, targets, why, free, give)
    return targets, why


def _by_id(units: list[Standing], rows: list[Coming], give: Give) -> None:
    known = {plain(one.external_id): one for one in rows if one.external_id}
    for unit in units:
        row = known.get(plain(unit.external_id)) if unit.external_id else None
        if row is not None:
            give(unit.pk, row.key, "id")


def _by_name(units: dict[int, Standing], rows: dict[str, Coming], targets: dict[int, list[str]], free: Free, give: Give) -> None:
    """The same name in the same place, from the top; then the same name where only one has it on either side."""
    below: dict[tuple[str, str | None], list[Coming]] = defaultdict(list)
    waiting, rows_free = free()
    for row in rows_free:
        below[plain(row.name), row.parent].append(row)
    waits = {one.pk for one in waiting}
    for pk in downwards(units):
        unit = units[pk]
        places = [None] if unit.parent is None else targets[unit.parent]
        if pk not in waits:
            continue
        for place in places:
            found = [row for row in below.get((plain(unit.name), place), []) if _may_be(unit, row)]
            if len(found) == 1:
                give(pk, found[0].key, "name")
                below[plain(unit.name), place] = []
                break
    waiting, rows_free = free()
    ours, theirs = _named(waiting), _named(rows_free)
    for name, some in ours.items():
        others = theirs.get(name, [])
        if len(some) == 1 and len(others) == 1 and _may_be(some[0], others[0]):
            give(some[0].pk, others[0].key, "name")


def _may_be(unit: Standing, row: Coming) -> bool:
    """Two that have each an external id, and not the same, are two."""
    return not (unit.external_id and row.external_id) or plain(unit.external_id) == plain(row.external_id)


def _named(some: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for one in some:
        found[plain(one.name)].append(one)
    return found


def _by_people(units: dict[int, Standing], shares: dict[tuple[int, str], float], free: Free, give: Give) -> None:
    waiting = {one.pk for one in free()[0]}
    by_unit: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for (pk, key), share in shares.items():
        if pk in waiting:
            by_unit[pk].append((share, key))
    for pk, found in by_unit.items():
        found.sort(reverse=True)
        if found[0][0] >= MOST:
            give(pk, found[0][1], "people")
            for share, key in found[1:]:
                if share >= PART:
                    give(pk, key, "people")


def _by_children(units: dict[int, Standing], rows: dict[str, Coming], targets: Targets, free: Free, give: Give) -> None:
    """What most of the units below went under comes after a unit, where nothing else does."""
    waiting, rows_free = free()
    open_keys = {row.key for row in rows_free}
    below: dict[int, list[str | None]] = defaultdict(list)
    for pk, unit in units.items():
        if unit.parent is not None:
            below[unit.parent] += [rows[key].parent for key in targets[pk][:1] if key in rows]
    for unit in waiting:
        went = below.get(unit.pk, [])
        for key in dict.fromkeys(went):
            if key in open_keys and went.count(key) * 2 > len(went) and rows[key].kind == unit.kind and _may_be(unit, rows[key]):
                open_keys.discard(key)
                give(unit.pk, key, "children")
                break


def _by_likeness(
    units: dict[int, Standing], rows: dict[str, Coming], targets: Targets, why: dict[int, Why], free: Free, give: Give
) -> None:
    """One name written anew; then several that became one, and one that became several."""
    waiting, rows_free = free()
    for _score, pk, key in _pairs(waiting, rows_free):
        if not targets[pk] and not why[pk] and not any(key in keys for keys in targets.values()):
            give(pk, key, "likeness")
    # Into what others became: a new name that holds this one, where the other did not simply stay.
    taken: dict[str, int] = {}
    for pk, keys in targets.items():
        for key in keys:
            if key in rows and plain(rows[key].name) != plain(units[pk].name):
                taken[key] = pk
    waiting, rows_free = free()
    for _score, pk, key in _pairs(waiting, [rows[key] for key in taken], ids=False):
        if not targets[pk] and not why[pk] and units[pk].parent == units[taken[key]].parent:
            give(pk, key, "likeness")
    # Out of one that has got another name: what is new and also like it.
    changed = {pk: units[pk] for key, pk in taken.items() if why[pk] == "likeness"}
    found: dict[str, int] = {}
    for _score, pk, key in _pairs(list(changed.values()), rows_free):
        if key not in found and rows[key].parent in {rows[one].parent for one in targets[pk] if one in rows}:
            found[key] = pk
            targets[pk].append(key)


def _pairs(units: list[Standing], rows: list[Coming], *, ids: bool = True) -> list[tuple[float, int, str]]:
    """(likeness, unit, key) of those alike, the most alike first. With `ids`, two that have each an id are two."""
    found = []
    for unit in units:
        for row in rows:
            score = likeness(unit.name, row.name)
            if score >= ALIKE and (not ids or _may_be(unit, row)):
                found.append((score, unit.pk, row.key))
    return sorted(found, key=lambda one: (-one[0], one[1], one[2]))


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: the Dice coefficient of their trigrams."""
    ours, theirs = _trigrams(one), _trigrams(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


@lru_cache(maxsize=20_000)
def _trigrams(name: str) -> frozenset[str]:
    words = "".join(mark if mark.isalnum() else " " for mark in plain(name)).split()
    return frozenset(f"{_PADDING}{word} "[at : at + 3] for word in words for at in range(len(word) + 1))


def plain(text: str) -> str:
    return " ".join(text.lower().split())


def downwards(units: dict[int, Standing]) -> list[int]:
    """Units, what they belong to first. A parent outside the lot counts as none."""
    done: dict[int, None] = {}
    for pk in units:
        way: list[int] = []
        at: int | None = pk
        while at is not None and at in units and at not in done and at not in way:
            way.append(at)
            at = units[at].parent
        done.update(dict.fromkeys(reversed(way)))
    return list(done)
