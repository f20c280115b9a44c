"""A map as a table of parts and their fields: what comparing and merging two maps rest on.

A part is an item, a drawing, a shape or an edge. Its fields are those of its dataclass, with what is told twice in the model told
once: a lane's members stand as the `lane` of each element, and what a dict holds stands as fields of its own
("properties.system"), so that two people may change one each.
"""

from __future__ import annotations

import copy
import dataclasses
from typing import Any, NamedTuple

from .model import Diagram, Element, Flow, Item, Lane, Map, Pool, Process


class Key(NamedTuple):
    """Which part. `kind` is "map", "process", "pool", "lane", "element", "flow", "diagram", "shape" or "edge".

    `id` is the item's id, for shapes and edges that of what they draw; `diagram` is the drawing (see `diagram_key`), `nth` counts
    the shapes of one item in one drawing.
    """

    kind: str
    id: str = ""
    diagram: str = ""
    nth: int = 0


class Standing(NamedTuple):
    """Where an element stands: its innermost lanes, whether only the drawing tells, and every lane that names it."""

    lanes: tuple[str, ...]
    guessed: bool
    named_by: tuple[str, ...]


Fields = dict[str, Any]
Parts = dict[Key, Fields]

ITEMS: dict[str, type[Item]] = {"process": Process, "pool": Pool, "lane": Lane, "element": Element, "flow": Flow}
TABLES = {"process": "processes", "pool": "pools", "lane": "lanes", "element": "elements", "flow": "flows"}
PICTURES = ("diagram", "shape", "edge")
#: properties whose keys begin alike and are one matter: a number, its unit, where it comes from
GROUPED = {"work", "wait", "volume"}
#: not fields: identity, the place in the file, and what other fields tell
SKIPPED = {"id", "of", "node", "seen", "named", "members", "lanes", "lane_guessed", "pool", "shapes", "edges", "guessed"}


def parts_of(a_map: Map) -> Parts:
    """Everything the model holds, by key. Values are copies; lists are tuples."""
    named_by: dict[str, list[str]] = {}
    for lane in a_map.lanes.values():
        for member in lane.members:
            named_by.setdefault(member, []).append(lane.id)
    parts: Parts = {Key("map"): {"name": a_map.name}}
    for kind, table in TABLES.items():
        for item in getattr(a_map, table).values():
            fields = parts[Key(kind, item.id)] = _fields(item)
            if isinstance(item, Element):
                lanes = tuple(dict.fromkeys(named_by.get(item.id, ())))
                fields["lane"] = Standing(tuple(item.lanes), item.lane_guessed, lanes)
            elif isinstance(item, Lane):
                fields["others"] = tuple(member for member in item.members if member not in a_map.elements)
    for position, diagram in enumerate(a_map.diagrams):
        own = diagram_key(diagram, position)
        parts[Key("diagram", "", own)] = _fields(diagram)
        for kind, drawn in (("shape", diagram.shapes), ("edge", diagram.edges)):
            for part in drawn:
                nth = 0
                while Key(kind, part.of, own, nth) in parts:
                    nth += 1
                parts[Key(kind, part.of, own, nth)] = _fields(part)
    return parts


def diagram_key(diagram: Diagram, position: int) -> str:
    """Its id, or its place where it has none."""
    return diagram.id or f"#{position}"


def _group(key: str) -> str:
    first = key.split(".", 1)[0]
    return first if first in GROUPED else key


def _fields(part: Any) -> Fields:
    fields: Fields = {}
    for one in dataclasses.fields(part):
        if one.name in SKIPPED:
            continue
        value = getattr(part, one.name)
        if value is None or isinstance(value, (str, bool)):
            fields[one.name] = value
        elif isinstance(value, dict):
            for key, inner in sorted(value.items()):
                own = f"{one.name}.{_group(key)}"
                fields[own] = (*fields.get(own, ()), (key, inner))
        else:
            fields[one.name] = tuple(copy.deepcopy(value)) if isinstance(value, list) else copy.deepcopy(value)
    return fields


def references(key: Key, fields: Fields) -> list[tuple[str, str, bool]]:
    """What a part cannot stand without: (field, id, whether the part goes if the other does)."""
    names: dict[str, tuple[str, ...]] = {
        "element": ("scope", "host"),
        "flow": ("source", "target"),
        "lane": ("process", "parent"),
        "pool": ("process",),
    }
    found = [(name, fields[name], True) for name in names.get(key.kind, ()) if fields[name]]
    if key.kind == "element":
        found += [("lane", lane, False) for lane in dict.fromkeys((*fields["lane"].lanes, *fields["lane"].named_by))]
        if fields["default"]:
            found.append(("default", fields["default"], False))
    return found


def without(fields: Fields, name: str, target: str) -> Any:
    """The value of a field when what it points at is gone, and the part stays."""
    if name == "lane":
        standing: Standing = fields["lane"]
        lanes = tuple(lane for lane in standing.lanes if lane != target)
        return Standing(lanes, standing.guessed and bool(lanes), tuple(lane for lane in standing.named_by if lane != target))
    return ""


def renamed(parts: Parts, ids: dict[str, str]) -> Parts:
    """The same parts with other ids, wherever they stand."""

    def new(value: Any) -> Any:
        return ids.get(value, value)

    made: Parts = {}
    for key, fields in parts.items():
        named = dict(fields)
        for name in ("scope", "host", "default", "source", "target", "process", "parent", "plane"):
            if name in named:
                named[name] = new(named[name])
        if "lane" in named:
            standing: Standing = named["lane"]
            named["lane"] = Standing(tuple(map(new, standing.lanes)), standing.guessed, tuple(map(new, standing.named_by)))
        if "others" in named:
            named["others"] = tuple(map(new, named["others"]))
        made[key._replace(id=new(key.id))] = named
    return made
