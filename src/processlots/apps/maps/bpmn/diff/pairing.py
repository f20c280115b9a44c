"""Which part of one map is which of another: by id, then by what it is called and what it stands among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from .. import names
from ..match import Match, extract, likeness, match
from ..model import Element, Flow, Map
from ..parts import diagram_key


def pair(old: Map, new: Map) -> tuple[dict[str, str], Match]:
    """Ids of the new map → ids of the old one, for what is the same; and how the steps were matched."""
    found = match(extract(old), extract(new))
    same = {one.new.id: one.old.id for one in found.pairs}
    _alike(same, _artifacts(old), _artifacts(new), lambda one: (one.type, one.label))
    _by_id(same, old.pools, new.pools)
    _alike(same, old.pools.values(), new.pools.values(), _name)
    _by_id(same, old.processes, new.processes)
    _by_contents(same, old, new)
    _by_id(same, old.lanes, new.lanes, _name)
    _alike(
        same,
        old.lanes.values(),
        new.lanes.values(),
        lambda one: (one.process, _name(one)),
        lambda one: (same.get(one.process, one.process), _name(one)),
    )
    _lanes_by_members(same, old, new)
    _flows(same, old, new)
    return same, found


def alike(old: Map, new: Map, same: dict[str, str], found: Match) -> int:
    """How alike two maps are in what they say, 0–100: steps with name, kind, actor and neighbours, then how they are joined."""
    rows = (len(found.pairs) * 2 + len(found.gone) + len(found.new)) / 2
    if not rows:
        return 100 if not old.elements and not new.elements else 0
    steps = sum(likeness(one.old, one.new) for one in found.pairs) / rows
    joined = (len(old.flows) + len(new.flows)) / 2
    kept = sum(1 for flow_id in new.flows if same.get(flow_id) in old.flows)
    return round(100 * (0.8 * steps + 0.2 * kept / joined if joined else steps))


def _name(one: Any) -> str:
    return " ".join(one.name.split()).casefold()


def _artifacts(a_map: Map) -> list[Element]:
    known = names.FLOW_NODES | names.DATA | names.DATA_IF_DRAWN
    return [one for one in a_map.elements.values() if one.type not in known]


def _by_id(same: dict[str, str], old: dict[str, Any], new: dict[str, Any], key: Callable[[Any], Any] | None = None) -> None:
    """What kept its id; with `key` only where that is the same too, or is nowhere else on the other side."""
    before = Counter(map(key, old.values())) if key else Counter()
    after = Counter(map(key, new.values())) if key else Counter()
    for item_id, one in new.items():
        if item_id not in old or item_id in same:
            continue
        other = old[item_id]
        if key is None or key(other) == key(one) or not (after[key(other)] or before[key(one)]):
            same[item_id] = item_id


def _alike(
    same: dict[str, str],
    old: Iterable[Any],
    new: Iterable[Any],
    key: Callable[[Any], Any],
    new_key: Callable[[Any], Any] | None = None,
) -> None:
    """The same id and key, then what stands once on each side under its key."""
    taken = set(same.values())
    before = {one.id: key(one) for one in old if one.id not in taken}
    after = {one.id: (new_key or key)(one) for one in new if one.id not in same}
    for item_id in [one for one in after if before.get(one) == after[one]]:
        same[item_id] = item_id
        del before[item_id], after[item_id]
    first, second = Counter(before.values()), Counter(after.values())
    by_key = {value: item_id for item_id, value in before.items()}
    for item_id, value in after.items():
        if first[value] == 1 and second[value] == 1:
            same[item_id] = by_key[value]


def _by_contents(same: dict[str, str], old: Map, new: Map) -> None:
    """Processes: that of the same pool, else the one that most of the same steps lie in."""
    for process in new.processes.values():
        taken = set(same.values())
        if process.id in same:
            continue
        pool = old.pools.get(same.get(process.pool, ""))
        if pool is not None and pool.process in old.processes and pool.process not in taken:
            same[process.id] = pool.process
            continue
        votes = Counter(
            old.elements[same[one.id]].scope
            for one in new.within(process.id)
            if one.id in same and old.elements[same[one.id]].scope in old.processes
        )
        votes = Counter({one: count for one, count in votes.items() if one not in taken})
        if votes:
            same[process.id] = max(sorted(votes), key=lambda one: votes[one])
        elif len(old.processes) == len(new.processes) == 1 and not taken & old.processes.keys():
            same[process.id] = next(iter(old.processes))
    for pool in new.pools.values():
        process_id = same.get(pool.process, "")
        if pool.id not in same and process_id in old.processes:
            was = old.processes[process_id].pool
            if was and was not in same.values():
                same[pool.id] = was


def _lanes_by_members(same: dict[str, str], old: Map, new: Map) -> None:
    """A lane with another name is the same one where most of what stands in it is, both ways."""
    for lane in new.lanes.values():
        if lane.id in same:
            continue
        taken = set(same.values())
        here = {same[one] for one in lane.members if one in same}
        best = [
            (len(here & set(other.members)), other.id)
            for other in old.lanes.values()
            if other.id not in taken and len(here & set(other.members)) * 2 > max(len(lane.members), len(other.members))
        ]
        if best:
            same[lane.id] = max(best)[1]


def _flows(same: dict[str, str], old: Map, new: Map) -> None:
    """Flows: the id where at least one end is the same, else both ends and the kind."""

    def ends(flow: Flow) -> tuple[str, str, str]:
        return flow.type, same.get(flow.source, ""), same.get(flow.target, "")

    waiting: dict[tuple[str, str, str], list[str]] = {}
    for flow in new.flows.values():
        was = old.flows.get(flow.id)
        if was is None:
            continue
        kind, source, target = ends(flow)
        if kind == was.type and (source == was.source or target == was.target or (not was.source and not was.target)):
            same[flow.id] = flow.id
    taken = {same[one] for one in new.flows if one in same}
    for was in old.flows.values():
        if was.id not in taken and was.source and was.target:
            waiting.setdefault((was.type, was.source, was.target), []).append(was.id)
    for flow in new.flows.values():
        if flow.id not in same and waiting.get(ends(flow)):
            same[flow.id] = waiting[ends(flow)].pop(0)


def common_ids(old: Map, new: Map, same: dict[str, str]) -> dict[str, str]:
    """New id → the id under which both are compared: the old one of what is the same, a free one of what is not."""
    taken = {item.id for item in old.everything()} | set(same.values()) | {item.id for item in new.everything()}
    wanted: dict[str, str] = {}
    before = {item.id for item in old.everything()}
    for item in new.everything():
        common = same.get(item.id, item.id)
        if item.id not in same and item.id in before:
            number = 2
            while f"{item.id}~{number}" in taken:
                number += 1
            common = f"{item.id}~{number}"
            taken.add(common)
        if common != item.id:
            wanted[item.id] = common
    return wanted


def common_diagrams(old: Map, new: Map) -> dict[str, str]:
    """Key of a drawing in the new map → that of the one it is compared with, where they differ."""
    before = [diagram_key(one, place) for place, one in enumerate(old.diagrams)]
    after = [diagram_key(one, place) for place, one in enumerate(new.diagrams)]
    found = {}
    free = [one for one in before if one not in after]
    for place, one in enumerate(after):
        if one in before:
            continue
        if place < len(before) and before[place] in free:
            found[one] = before[place]
            free.remove(before[place])
    return found
