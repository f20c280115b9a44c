"""`Map.diagrams` → BPMNDI: numbers that differ are written, shapes and edges that are new are put in."""

from __future__ import annotations

from typing import Any

from .model import Bounds, Diagram, Edge, Map, Shape
from .names import BIOC, BPMNDI, COLOR, DC, DI, tag
from .reader_di import number
from .xml_edit import add, set_attribute, take_out, text_of

#: model field → attribute in the bioc and the color namespace
COLOURS = {"fill": ("fill", "background-color"), "stroke": ("stroke", "border-color")}


def write(a_map: Map, root: Any) -> None:
    """Make the tree's diagrams say what `a_map.diagrams` says."""
    for position, diagram in enumerate(a_map.diagrams, 1):
        if diagram.node is None:
            diagram.node = add(root, BPMNDI, "BPMNDiagram")
            diagram.node.set("id", diagram.id or f"diagram-{position}")
            plane = add(diagram.node, BPMNDI, "BPMNPlane")
            plane.set("id", f"plane-{position}")
            plane.set("bpmnElement", diagram.plane if a_map.item(diagram.plane) else _plane(a_map))
        if diagram.seen is None or diagram.name != diagram.seen.name:
            set_attribute(diagram.node, "name", diagram.name)
        plane = diagram.node.find(tag(BPMNDI, "BPMNPlane"))
        for shape in diagram.shapes:
            if shape.node is None or shape != shape.seen:
                _shape(plane, shape, diagram)
        for edge in diagram.edges:
            if edge.node is None or edge != edge.seen:
                _edge(plane, edge, diagram)


def _plane(a_map: Map) -> str:
    """What a drawing of the whole file shows: the collaboration, else the first process."""
    if a_map.pools:
        first = next(iter(a_map.pools.values())).node
        parent = first.getparent() if first is not None else None
        if parent is not None:
            return str(parent.get("id") or "")
    return next(iter(a_map.processes), "")


def _shape(plane: Any, shape: Shape, diagram: Diagram) -> None:
    if shape.node is None:
        shape.node = add(plane, BPMNDI, "BPMNShape")
        shape.node.set("id", f"{shape.of}-shape{_suffix(diagram)}")
        shape.node.set("bpmnElement", shape.of)
    seen = shape.seen
    for attribute, value, before in (
        ("isHorizontal", shape.horizontal, seen.horizontal if seen else None),
        ("isExpanded", shape.expanded, seen.expanded if seen else None),
    ):
        if value != before:
            set_attribute(shape.node, attribute, "" if value is None else "true" if value else "false")
    box = shape.node.find(tag(DC, "Bounds"))
    _write_bounds(box if box is not None else add(shape.node, DC, "Bounds", 0), shape.bounds)
    _label(shape, seen)
    for field in ("fill", "stroke"):
        if getattr(shape, field) != (getattr(seen, field) if seen else ""):
            _colour(shape.node, field, getattr(shape, field))


def _edge(plane: Any, edge: Edge, diagram: Diagram) -> None:
    if edge.node is None:
        edge.node = add(plane, BPMNDI, "BPMNEdge")
        edge.node.set("id", f"{edge.of}-edge{_suffix(diagram)}")
        edge.node.set("bpmnElement", edge.of)
    ways = edge.node.findall(tag(DI, "waypoint"))
    for extra in ways[len(edge.waypoints) :]:
        take_out(extra)
    for index, point in enumerate(edge.waypoints):
        if index < len(ways):
            way = ways[index]
        else:
            last = max((i + 1 for i, child in enumerate(edge.node) if child.tag == tag(DI, "waypoint")), default=0)
            way = add(edge.node, DI, "waypoint", last)
        for axis, value in zip("xy", point, strict=True):
            _write_number(way, axis, value)
    _label(edge, edge.seen)
    if edge.stroke != (edge.seen.stroke if edge.seen else ""):
        _colour(edge.node, "stroke", edge.stroke)


def _label(part: Shape | Edge, seen: Any) -> None:
    if part.label == (seen.label if seen else None):
        return
    label = part.node.find(tag(BPMNDI, "BPMNLabel"))
    box = label.find(tag(DC, "Bounds")) if label is not None else None
    if part.label is None:
        if box is not None:
            take_out(box)
        return
    if label is None:
        label = add(part.node, BPMNDI, "BPMNLabel")
    _write_bounds(box if box is not None else add(label, DC, "Bounds"), part.label)


def _write_bounds(node: Any, bounds: Bounds) -> None:
    for name in ("x", "y", "width", "height"):
        _write_number(node, name, getattr(bounds, name))


def _write_number(node: Any, attribute: str, value: float) -> None:
    """Only where the number differs: "100.0" stays "100.0"."""
    if node.get(attribute) is None or number(node, attribute, node) != value:
        node.set(attribute, text_of(value))


def _colour(node: Any, field: str, value: str) -> None:
    bioc, color = COLOURS[field]
    set_attribute(node, tag(BIOC, bioc), value)
    set_attribute(node, tag(COLOR, color), value)


def _suffix(diagram: Diagram) -> str:
    return "" if diagram.id in ("", "diagram-1") else f"-{diagram.id}"
