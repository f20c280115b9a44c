"""The drawings of a file (BPMNDI) → `Map.diagrams`, and the lanes that only the drawing tells of."""

from __future__ import annotations

import math
from typing import Any

from . import names, notes
from .errors import BpmnError
from .model import Bounds, Diagram, Edge, Flow, Map, Point, Shape
from .names import BIOC, BPMNDI, COLOR, DC, DI, local, tag
from .parse import at

#: No drawing is larger; what is, is a broken number.
LARGEST = 10_000_000.0


def read_diagrams(a_map: Map, by_id: dict[str, Any]) -> None:
    """Fill in `diagrams`; BpmnError for a shape that stands for nothing or has no place."""
    for node in a_map.tree.getroot().iterfind(tag(BPMNDI, "BPMNDiagram")):
        plane = node.find(tag(BPMNDI, "BPMNPlane"))
        if plane is None:
            continue
        diagram = Diagram(id=node.get("id") or "", name=node.get("name") or "", plane=local(plane.get("bpmnElement")), node=node)
        for child in plane.iter(tag(BPMNDI, "BPMNShape"), tag(BPMNDI, "BPMNEdge")):
            of = local(child.get("bpmnElement"))
            if not of:
                continue
            target = by_id.get(of)
            if target is None:
                raise at("broken_reference", child, attribute="bpmnElement", target=of[:80])
            if a_map.item(of) is None:
                continue  # what the model leaves out keeps its drawing in the file
            if child.tag == tag(BPMNDI, "BPMNShape"):
                diagram.shapes.append(_shape(child, of, target))
            else:
                waypoints = [_point(way, target) for way in child.iterfind(tag(DI, "waypoint"))]
                if len(waypoints) > 1:
                    edge = Edge(of, waypoints, _label(child, target), _colour(child, "stroke", "border-color"), child)
                    diagram.edges.append(edge)
        a_map.diagrams.append(diagram)
    _guess_ends(a_map)
    _guess_lanes(a_map)


def _shape(node: Any, of: str, target: Any) -> Shape:
    bounds = node.find(tag(DC, "Bounds"))
    if bounds is None:
        raise at("no_bounds", target)
    return Shape(
        of=of,
        bounds=_bounds(bounds, target),
        label=_label(node, target),
        expanded=_flag(node, "isExpanded"),
        horizontal=_flag(node, "isHorizontal"),
        fill=_colour(node, "fill", "background-color"),
        stroke=_colour(node, "stroke", "border-color"),
        node=node,
    )


def _label(node: Any, target: Any) -> Bounds | None:
    label = node.find(tag(BPMNDI, "BPMNLabel"))
    bounds = label.find(tag(DC, "Bounds")) if label is not None else None
    return _bounds(bounds, target) if bounds is not None else None


def _bounds(node: Any, target: Any) -> Bounds:
    box = Bounds(*(number(node, name, target) for name in ("x", "y", "width", "height")))
    for name in ("width", "height"):
        if getattr(box, name) < 0:
            raise _bad(node, name, target)
    return box


def _point(node: Any, target: Any) -> Point:
    return Point(number(node, "x", target), number(node, "y", target))


def number(node: Any, attribute: str, target: Any) -> float:
    """A coordinate; refused with the drawn element's place where it is none."""
    try:
        value = float(node.get(attribute) or "0")
    except ValueError:
        raise _bad(node, attribute, target) from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise _bad(node, attribute, target)
    return value


def _bad(node: Any, attribute: str, target: Any) -> BpmnError:
    error = at("bad_number", target, attribute=attribute, value=(node.get(attribute) or "")[:40])
    error.line = node.sourceline
    return error


def _flag(node: Any, name: str) -> bool | None:
    value = node.get(name)
    return None if value is None else value == "true"


def _colour(node: Any, bioc: str, color: str) -> str:
    return node.get(tag(COLOR, color)) or node.get(tag(BIOC, bioc)) or ""


def _guess_lanes(a_map: Map) -> None:
    """An element that no lane names stands in the smallest lane of its process that it is drawn in."""
    for diagram in a_map.diagrams:
        drawn = [(shape.bounds, a_map.lanes[shape.of]) for shape in diagram.shapes if shape.of in a_map.lanes]
        if not drawn:
            continue
        for shape in diagram.shapes:
            element = a_map.elements.get(shape.of)
            if element is None or element.lanes or element.host or element.scope not in a_map.processes:
                continue
            if element.type not in names.FLOW_NODES:
                continue
            around = [
                (bounds.width * bounds.height, lane.id)
                for bounds, lane in drawn
                if lane.process == element.scope and bounds.holds(shape.bounds.centre)
            ]
            if around:
                element.lanes = [min(around)[1]]
                element.lane_guessed = True


#: How far, in diagram units, an arrow's end may be from the shape it is meant to touch.
NEAR = 12.0


def _guess_ends(a_map: Map) -> None:
    """An arrow drawn loose belongs to the smallest shape that its end touches; else it stays loose."""
    for diagram in a_map.diagrams:
        for edge in diagram.edges:
            flow = a_map.flows.get(edge.of)
            if flow is None or (flow.source and flow.target):
                continue
            for end, point in (("source", edge.waypoints[0]), ("target", edge.waypoints[-1])):
                if getattr(flow, end):
                    continue
                found = _touched(a_map, diagram, point, flow)
                setattr(flow, end, found)
                a_map.notes.append(notes.loose_end(a_map, flow, end, found))


def _touched(a_map: Map, diagram: Diagram, point: Point, flow: Flow) -> str:
    found = []
    for shape in diagram.shapes:
        element = a_map.elements.get(shape.of)
        # A sequence flow joins steps; a message flow or an association may touch anything but a lane.
        joins = element is not None and element.type in names.FLOW_NODES if flow.type == names.SEQUENCE else True
        box = shape.bounds
        wide = Bounds(box.x - NEAR, box.y - NEAR, box.width + 2 * NEAR, box.height + 2 * NEAR)
        if joins and shape.of not in a_map.lanes and shape.of not in (flow.source, flow.target) and wide.holds(point):
            found.append((box.width * box.height, shape.of))
    return min(found)[1] if found else ""
