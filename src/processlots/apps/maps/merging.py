"""Putting what was drawn into the stored file, so that the rest of the file stays to the letter.

A drawing tool in the browser writes the whole file anew: it changes numbers, order and default values, and drops what it
cannot read. It therefore says which elements were meant to change. Only these are taken from its file; the stored one
gives the rest (issue 2, point 6). Free of Django.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from processlots.apps.maps.bpmn.model import Diagram, Edge, Element, Item, Map, Shape
from processlots.apps.maps.bpmn.reader import read
from processlots.apps.maps.bpmn.writer import save

#: of an item: where it stands in its own file
_OWN = {"node", "seen", "named"}
#: of a lane or element: told by `_sort_into_lanes`
_LANES = {"members", "lanes", "lane_guessed"}


def merge(stored: bytes, drawn: bytes, changed: list[str], removed: list[str]) -> bytes:
    """The stored file with the changed and removed elements of the drawn one.

    Where that does not come to what was drawn (the drawing has parts that cannot be told one by one), the drawn file is
    given as it is: nothing that a person drew is lost. Raises BpmnError for a drawn file that cannot be read.
    """
    new = read(drawn)
    old = read(stored)
    if len(old.diagrams) != len(new.diagrams) or not old.diagrams:
        return drawn
    wanted = [one for one in dict.fromkeys(changed) if new.item(one) is not None]
    gone = [one for one in dict.fromkeys(removed) if new.item(one) is None and old.item(one) is not None]
    for one in gone:
        _remove(old, one)
    for one in wanted:
        _take(old, new, one)
    _sort_into_lanes(old, new)
    for ours, theirs in zip(old.diagrams, new.diagrams, strict=True):
        _redraw(ours, theirs, set(wanted))
    try:
        made = save(old)
    except (KeyError, AttributeError):  # a new part whose place in the stored file cannot be told
        return drawn
    return made if _says_the_same(read(made), new, wanted, gone) else drawn


def _tables(a_map: Map) -> list[dict[str, Any]]:
    return [a_map.processes, a_map.pools, a_map.lanes, a_map.elements, a_map.flows]


def _remove(a_map: Map, item_id: str) -> None:
    for table in _tables(a_map):
        table.pop(item_id, None)
    for lane in a_map.lanes.values():
        lane.members = [member for member in lane.members if member != item_id]
    for element in a_map.elements.values():
        element.default = "" if element.default == item_id else element.default
    for diagram in a_map.diagrams:
        diagram.shapes = [shape for shape in diagram.shapes if shape.of != item_id]
        diagram.edges = [edge for edge in diagram.edges if edge.of != item_id]


def _take(old: Map, new: Map, item_id: str) -> None:
    for ours, theirs in zip(_tables(old), _tables(new), strict=True):
        if item_id not in theirs:
            continue
        if item_id in ours:
            _copy_fields(ours[item_id], theirs[item_id])
        else:
            ours[item_id] = _fresh(theirs[item_id])


def _copy_fields(ours: Any, theirs: Any) -> None:
    for one in dataclasses.fields(ours):
        if one.name not in _OWN | _LANES and getattr(ours, one.name) != getattr(theirs, one.name):
            setattr(ours, one.name, getattr(theirs, one.name))


def _fresh(part: Any) -> Any:
    """A copy that stands in no file yet."""
    return dataclasses.replace(part, node=None, seen=None)


def _sort_into_lanes(old: Map, new: Map) -> None:
    """Every lane claims what it claims in the drawing, in the order it had."""
    for lane_id, theirs in new.lanes.items():
        ours = old.lanes.get(lane_id)
        if ours is None:
            continue
        # What the drawing tool could not read it did not place either.
        kept = [one for one in ours.members if one in theirs.members or one not in new.elements]
        ours.members = [*kept, *(one for one in theirs.members if one in old.elements and one not in kept)]
    for element in old.elements.values():
        drawn = new.elements.get(element.id)
        if drawn is not None and not element.lane_guessed:
            element.lanes = list(drawn.lanes)


def _redraw(ours: Diagram, theirs: Diagram, wanted: set[str]) -> None:
    shapes = {shape.of: shape for shape in ours.shapes}
    edges = {edge.of: edge for edge in ours.edges}
    for shape in theirs.shapes:
        if shape.of in wanted:
            _put(ours.shapes, shapes.get(shape.of), shape)
    for edge in theirs.edges:
        if edge.of in wanted:
            _put(ours.edges, edges.get(edge.of), edge)


def _put(parts: list[Any], known: Shape | Edge | None, drawn: Shape | Edge) -> None:
    if known is None:
        parts.append(_fresh(drawn))
        return
    _copy_fields(known, drawn)


def _says_the_same(made: Map, new: Map, wanted: list[str], gone: list[str]) -> bool:
    """True if what was meant to change reads as drawn, and nothing stands in the drawing that is missing here."""
    if any(made.item(one) is not None for one in gone):
        return False
    for one in wanted:
        mine, theirs = made.item(one), new.item(one)
        if mine is None or theirs is None or type(mine) is not type(theirs) or not _alike(mine, theirs):
            return False
    have = {item.id for item in made.everything()}
    return all(item.id in have for item in new.everything() if item.named)


def _alike(mine: Item, theirs: Item) -> bool:
    skipped = _OWN | {"members", "lane_guessed"}
    fields = [one.name for one in dataclasses.fields(mine) if one.name not in skipped]
    if isinstance(mine, Element) and mine.lane_guessed:
        fields.remove("lanes")
    return all(getattr(mine, name) == getattr(theirs, name) for name in fields)
