"""Parts back to a map (see `parts`): a copy of one map is made to say what they say."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from .model import Diagram, Edge, Map, Shape
from .parts import ITEMS, SKIPPED, TABLES, Fields, Key, Parts, Standing, diagram_key, parts_of


def copied(a_map: Map) -> Map:
    """A map of its own, with its own copy of the kept tree."""
    nodes: dict[Any, Any] = {}
    tree = copy.deepcopy(a_map.tree)
    if tree is not None:
        nodes = dict(zip(a_map.tree.getroot().iter(), tree.getroot().iter(), strict=True))
    twins: dict[int, Any] = {}

    def twin(part: Any) -> Any:
        made = twins.get(id(part))
        if made is None:
            made = twins[id(part)] = copy.copy(part)
            made.node = nodes.get(part.node)
            for name, value in vars(made).items():
                if name not in ("node", "seen", "shapes", "edges") and isinstance(value, (list, dict)):
                    setattr(made, name, copy.deepcopy(value))
            if isinstance(part, Diagram):
                made.shapes, made.edges = [twin(one) for one in part.shapes], [twin(one) for one in part.edges]
        return made

    made = Map(name=a_map.name, tree=tree, notes=list(a_map.notes))
    for table in TABLES.values():
        setattr(made, table, {key: twin(item) for key, item in getattr(a_map, table).items()})
    made.diagrams = [twin(diagram) for diagram in a_map.diagrams]
    made.known = [twin(part) for part in a_map.known]
    return made


def rebuilt(start: Map, parts: Parts, orders: list[Map] | None = None) -> Map:
    """A copy of `start` that says what `parts` says; what they have in common keeps its place in the file.

    `orders`: maps whose order of a lane's members is followed, the first that has the same ones.
    """
    made = copied(start)
    made.name = parts[Key("map")]["name"]
    was = parts_of(start)
    for kind, name in TABLES.items():
        table = getattr(made, name)
        wanted = {key.id: fields for key, fields in parts.items() if key.kind == kind}
        for gone in [one for one in table if one not in wanted]:
            del table[gone]
        for item_id in _outside_in(wanted):
            fields = wanted[item_id]
            item = table.get(item_id)
            if item is None or _cannot_be_rewritten(kind, was[Key(kind, item_id)], fields):
                table[item_id] = item = ITEMS[kind](id=item_id)
            _set(item, fields)
    _renew_inner_lanes(made)
    _sort_into_lanes(made, parts, [start, *(orders or [])])
    for process in made.processes.values():
        process.pool = ""
    for pool in made.pools.values():
        if pool.process in made.processes:
            made.processes[pool.process].pool = pool.id
    _redraw(made, parts)
    return made


def _outside_in(wanted: dict[str, Fields]) -> list[str]:
    """Ids, what lies around before what lies in it: the writer places a part in what is there already."""
    order: dict[str, None] = {}

    def put(item_id: str) -> None:
        way = []
        while item_id in wanted and item_id not in order and item_id not in way:
            way.append(item_id)
            item_id = wanted[item_id].get("scope") or wanted[item_id].get("parent") or ""
        order.update(dict.fromkeys(reversed(way)))

    for item_id in wanted:
        put(item_id)
    return list(order)


def _cannot_be_rewritten(kind: str, was: Fields, now: Fields) -> bool:
    """Changes that move an XML element so that it is better written anew."""
    if kind == "lane":
        return bool(was["parent"] != now["parent"] or was["process"] != now["process"])
    if kind == "flow":
        ends = was["source"] != now["source"] or was["target"] != now["target"]
        return bool(was["type"] != now["type"] or (ends and now["type"].startswith("data")))
    return False


def _renew_inner_lanes(a_map: Map) -> None:
    """A lane written anew takes those inside it along."""
    for _round in range(len(a_map.lanes)):
        stale = [
            lane
            for lane in a_map.lanes.values()
            if lane.node is not None and lane.parent in a_map.lanes and a_map.lanes[lane.parent].node is None
        ]
        if not stale:
            return
        for lane in stale:
            a_map.lanes[lane.id] = dataclasses.replace(lane, node=None, seen=None)


def _set(part: Any, fields: Fields) -> None:
    own = {one.name: one for one in dataclasses.fields(part)}
    dicts: dict[str, dict[str, Any]] = {name: {} for name in own if isinstance(getattr(part, name), dict)}
    for name, value in fields.items():
        if name in own and name not in SKIPPED:
            is_list = isinstance(getattr(part, name), list)
            setattr(part, name, list(copy.deepcopy(value)) if is_list else copy.deepcopy(value))
        elif "." in name:
            dicts[name.split(".", 1)[0]] |= dict(value)
    for name, held in dicts.items():
        if getattr(part, name) != held:
            setattr(part, name, held)


def _sort_into_lanes(made: Map, parts: Parts, orders: list[Map]) -> None:
    """Each lane names those that stand in it."""
    members: dict[str, list[str]] = {lane: list(parts[Key("lane", lane)]["others"]) for lane in made.lanes}
    for element in made.elements.values():
        standing: Standing = parts[Key("element", element.id)]["lane"]
        element.lanes, element.lane_guessed = list(standing.lanes), standing.guessed
        for lane in standing.named_by:
            members[lane].append(element.id)
    for own in made.lanes.values():
        named = members[own.id]
        told = [known.members for order in orders if (known := order.lanes.get(own.id)) is not None]
        same = next((order for order in told if sorted(order) == sorted(named)), None)
        if same is None:
            kept = [one for one in told[0] if one in named] if told else []
            same = [*kept, *(one for one in named if one not in kept)]
        own.members = list(same)


def _redraw(made: Map, parts: Parts) -> None:
    keys = {diagram_key(diagram, position): diagram for position, diagram in enumerate(made.diagrams)}
    wanted = {key.diagram: fields for key, fields in parts.items() if key.kind == "diagram"}
    for own, fields in wanted.items():
        if own not in keys:
            keys[own] = Diagram(id="" if own.startswith("#") else own)
        _set(keys[own], fields)
    made.diagrams = [diagram for own, diagram in keys.items() if own in wanted]
    kinds: tuple[tuple[str, str, Any], ...] = (
        ("shape", "shapes", lambda of: Shape(of, None)),  # type: ignore[arg-type]
        ("edge", "edges", lambda of: Edge(of, [])),
    )
    for own, diagram in keys.items():
        for kind, name, fresh in kinds:
            known: dict[Key, Any] = {}
            for part in getattr(diagram, name):
                nth = 0
                while Key(kind, part.of, own, nth) in known:
                    nth += 1
                known[Key(kind, part.of, own, nth)] = part
            kept = [key for key in known if key in parts]
            added = [key for key in parts if key.kind == kind and key.diagram == own and key not in known]
            drawn = []
            for key in [*kept, *added]:
                part = known.get(key) or fresh(key.id)
                _set(part, parts[key])
                drawn.append(part)
            setattr(diagram, name, drawn)
