"""The elements of a map as rows that live across versions, and which row of the old version is which of the new
(DESIGN 6, "Elements across versions")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from . import names
from .flowgraph import FlowGraph
from .model import Map

#: Weights of what two elements have in common; they add up to 1.
TYPE, NAME, LANE, NEIGHBOURS = 0.2, 0.45, 0.15, 0.2
#: Pairs below this are not proposed.
LEAST = 0.55
FAMILIES = (names.ACTIVITIES, names.EVENTS, names.GATEWAYS, names.DATA | names.DATA_IF_DRAWN)


@dataclass(frozen=True)
class Row:
    """What is kept of an element. `lane` is the actor's name; `neighbours` are "<name" before and ">name" after it, an
    element without a name by its type."""

    id: str
    type: str
    name: str
    lane: str = ""
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """The same element in two versions. `confidence` 0–1; `by_id` where the file kept the id."""

    old: Row
    new: Row
    confidence: float
    by_id: bool = False


@dataclass
class Match:
    """The proposal shown before a version is taken: pairs, what is gone, what is new. Order follows the old rows."""

    pairs: list[Pair] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)

    @property
    def certain(self) -> bool:
        """Whether all ids were kept, so that nothing need be confirmed."""
        return all(pair.by_id for pair in self.pairs)


def extract(a_map: Map) -> list[Row]:
    """Rows for activities, events, gateways and data, in order along the flow, data last."""
    graph = FlowGraph(a_map)
    kinds = names.DATA | names.DATA_IF_DRAWN
    order = [*graph.order, *(element.id for element in a_map.elements.values() if element.type in kinds)]
    beside: dict[str, list[str]] = {element_id: [] for element_id in order}
    for flow in a_map.flows.values():
        if flow.type == names.MESSAGE:
            continue
        for here, there, sign in ((flow.source, flow.target, ">"), (flow.target, flow.source, "<")):
            other = a_map.elements.get(there)
            if here in beside and other is not None:
                beside[here].append(sign + (other.label or other.type))
    rows = []
    for element_id in order:
        element = a_map.elements[element_id]
        rows.append(Row(element_id, element.type, element.label, a_map.actor(element), tuple(sorted(beside[element_id]))))
    return rows


def match(old_rows: Iterable[Row], new_rows: Iterable[Row]) -> Match:
    """Pair the rows of two versions: same id first, then type + name + lane + neighbours, the most alike first.

    An id that now belongs to quite another thing (another kind and another name, as when a tool counts from 1 again)
    is not trusted. Deterministic; each row is in at most one pair.
    """
    old, new = list(old_rows), list(new_rows)
    by_id = {row.id: row for row in new}
    pairs: dict[str, Pair] = {}
    taken: set[str] = set()
    for row in old:
        same = by_id.get(row.id)
        if same is not None and _may_be_same(row, same):
            pairs[row.id] = Pair(row, same, 1.0, by_id=True)
            taken.add(same.id)
    left = [row for row in old if row.id not in pairs]
    free = [row for row in new if row.id not in taken]
    for row, same in _only_ones(left, free):
        pairs[row.id] = Pair(row, same, round(likeness(row, same), 2))
        taken.add(same.id)
    left = [row for row in left if row.id not in pairs]
    free = [row for row in free if row.id not in taken]
    ranked = sorted(
        ((-likeness(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(free) if _family(a) == _family(b)),
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for less, i, j in ranked:
        if -less < LEAST:
            break
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs[left[i].id] = Pair(left[i], free[j], round(-less, 2))
    return Match(
        pairs=[pairs[row.id] for row in old if row.id in pairs],
        gone=[row for row in old if row.id not in pairs],
        new=[row for j, row in enumerate(free) if j not in used_new],
    )


def _only_ones(left: list[Row], free: list[Row]) -> list[tuple[Row, Row]]:
    """Pairs whose name stands once on each side, for elements of one family."""
    first, second = _by_name(left), _by_name(free)
    return [(rows[0], second[key][0]) for key, rows in first.items() if len(rows) == 1 and len(second.get(key, ())) == 1]


def _by_name(rows: list[Row]) -> dict[tuple[int, str], list[Row]]:
    found: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        if row.name:
            found.setdefault((_family(row), _key(row.name)), []).append(row)
    return found


def likeness(one: Row, other: Row) -> float:
    """0–1: how much two rows have in common. Both without a name: neighbours and lane decide."""
    score = TYPE * (1.0 if one.type == other.type else 0.5)
    score += LANE * (1.0 if _key(one.lane) == _key(other.lane) else 0.0)
    alike = _jaccard(one.neighbours, other.neighbours)
    if not one.name and not other.name:
        return score + (NAME + NEIGHBOURS) * alike
    return score + NEIGHBOURS * alike + NAME * _names_alike(one.name, other.name)


def _may_be_same(one: Row, other: Row) -> bool:
    return _family(one) == _family(other) or (bool(one.name) and _key(one.name) == _key(other.name))


def _family(row: Row) -> int:
    return next((index for index, kinds in enumerate(FAMILIES) if row.type in kinds), len(FAMILIES))


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _names_alike(one: str, other: str) -> float:
    one, other = _key(one), _key(other)
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheap upper bounds first: most pairs are nothing alike.
    if matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= 0.6 else 0.0


def _jaccard(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    first, second = {_key(name) for name in one}, {_key(name) for name in other}
    if not first and not second:
        return 1.0
    return len(first & second) / len(first | second)
