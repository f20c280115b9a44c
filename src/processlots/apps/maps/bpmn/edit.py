"""Small changes of a map: move a shape, and make maps in code (pools, lanes, steps, flows)."""

from __future__ import annotations

from . import names
from .errors import BpmnError
from .model import Diagram, Element, Flow, Lane, Map, Point, Pool, Process


def move(a_map: Map, element_id: str, dx: float, dy: float, diagram: int = 0) -> None:
    """Move one shape by (dx, dy) diagram units, with its label and the ends of its flows.

    What belongs inside or sits on its edge goes with it: boundary events, the content of an open sub-process, of a pool
    or a lane. Nothing else changes. A bend next to a moved end follows along one axis, so that right angles stay right;
    a straight line of two points gets a step. BpmnError for an id that is not in the map or not drawn.
    """
    if a_map.item(element_id) is None:
        raise BpmnError("not_in_map", id=element_id)
    if not 0 <= diagram < len(a_map.diagrams):
        raise BpmnError("no_diagram", number=diagram + 1)
    drawing = a_map.diagrams[diagram]
    if drawing.shape(element_id) is None:
        raise BpmnError("not_drawn", id=element_id)
    moved = _with_it(a_map, drawing, element_id)
    for shape in drawing.shapes:
        if shape.of in moved:
            shape.bounds = shape.bounds.moved(dx, dy)
            shape.label = shape.label.moved(dx, dy) if shape.label else None
    for edge in drawing.edges:
        flow = a_map.flows.get(edge.of)
        if flow is None:
            continue
        first, last = flow.source in moved, flow.target in moved
        if first and last:
            edge.waypoints = [Point(round(p.x + dx, 6), round(p.y + dy, 6)) for p in edge.waypoints]
            edge.label = edge.label.moved(dx, dy) if edge.label else None
        elif first:
            edge.waypoints = pulled(edge.waypoints, dx, dy)
        elif last:
            edge.waypoints = pulled(edge.waypoints[::-1], dx, dy)[::-1]


def _with_it(a_map: Map, drawing: Diagram, element_id: str) -> set[str]:
    moved = {element_id}
    if element_id in a_map.pools:
        process = a_map.pools[element_id].process
        moved |= {lane.id for lane in a_map.lanes.values() if lane.process == process}
        moved |= {element.id for element in a_map.elements.values() if process and a_map.process_of(element) == process}
    elif element_id in a_map.lanes:
        for lane in a_map.lanes.values():
            if lane.parent in moved:
                moved.add(lane.id)
        moved |= {element.id for element in a_map.elements.values() if moved & set(element.lanes)}
    shape = drawing.shape(element_id)
    inside_moves = shape is not None and shape.expanded is not False
    size = 0
    while size != len(moved):
        size = len(moved)
        for element in a_map.elements.values():
            if element.host in moved or (inside_moves and element.scope in moved):
                moved.add(element.id)
    return moved


def pulled(points: list[Point], dx: float, dy: float) -> list[Point]:
    """The line after its first point has moved."""
    start, after = points[0], points[1]
    new = Point(round(start.x + dx, 6), round(start.y + dy, 6))
    level, upright = start.y == after.y, start.x == after.x
    if level == upright or (level and not dy) or (upright and not dx):
        return [new, *points[1:]]
    if len(points) == 2:
        if level:
            middle = (new.x + after.x) / 2
            return [new, Point(middle, new.y), Point(middle, after.y), after]
        middle = (new.y + after.y) / 2
        return [new, Point(new.x, middle), Point(after.x, middle), after]
    bend = Point(after.x, new.y) if level else Point(new.x, after.y)
    return [new, bend, *points[2:]]


# -- maps made in code ------------------------------------------------------------------------------------------------


def new_map(name: str = "") -> Map:
    """An empty map, to be filled by `add_*` and `connect`, laid out by `layout.lay_out` and saved."""
    return Map(name=name)


def add_process(a_map: Map, name: str = "", *, id: str = "") -> Process:
    process = Process(id=_free(a_map, id or "process"), name=name)
    a_map.processes[process.id] = process
    return process


def add_pool(a_map: Map, name: str, *, closed: bool = False, id: str = "") -> Pool:
    """A pool with a process of its own; a closed one only takes part by messages."""
    pool = Pool(id=_free(a_map, id or "pool"), name=name)
    if not closed:
        process = add_process(a_map, name)
        process.pool, pool.process = pool.id, process.id
    a_map.pools[pool.id] = pool
    return pool


def add_lane(a_map: Map, name: str, process: str, *, parent: str = "", id: str = "") -> Lane:
    """A lane of a process; `parent` is the lane around it."""
    lane = Lane(id=_free(a_map, id or "lane"), name=name, process=process, parent=parent)
    a_map.lanes[lane.id] = lane
    return lane


def add_element(
    a_map: Map, type: str, name: str = "", *, scope: str = "", lane: str = "", id: str = "", **fields: object
) -> Element:
    """An element; `scope` defaults to the lane's process, else the first. `fields` are those of `Element`."""
    if not scope:
        scope = a_map.lanes[lane].process if lane else next(iter(a_map.processes), "") or add_process(a_map).id
    element = Element(id=_free(a_map, id or type), name=name, type=type, scope=scope)
    for field, value in fields.items():
        if not hasattr(element, field):
            raise TypeError(f"an element has no {field}")
        setattr(element, field, value)
    element.throws = type in ("endEvent", "intermediateThrowEvent")
    a_map.elements[element.id] = element
    if lane:
        put_in_lane(a_map, element.id, lane)
    return element


def put_in_lane(a_map: Map, element_id: str, lane_id: str) -> None:
    """Let one lane, and no other, claim an element."""
    for lane in a_map.lanes.values():
        if element_id in lane.members and lane.id != lane_id:
            lane.members = [member for member in lane.members if member != element_id]
    if element_id not in a_map.lanes[lane_id].members:
        a_map.lanes[lane_id].members.append(element_id)
    a_map.elements[element_id].lanes = [lane_id]
    a_map.elements[element_id].lane_guessed = False


def connect(
    a_map: Map,
    source: str,
    target: str,
    name: str = "",
    *,
    type: str = names.SEQUENCE,
    id: str = "",
    condition: str = "",
) -> Flow:
    """A flow between two ids."""
    for end in (source, target):
        if a_map.item(end) is None:
            raise BpmnError("not_in_map", id=end)
    flow = Flow(id=_free(a_map, id or "flow"), name=name, type=type, source=source, target=target, condition=condition)
    a_map.flows[flow.id] = flow
    return flow


def remove(a_map: Map, element_id: str) -> None:
    """Take an element out, with its flows, its drawing, and what is inside or on it."""
    gone, size = {element_id}, 0
    while size != len(gone):
        size = len(gone)
        gone |= {element.id for element in a_map.elements.values() if element.scope in gone or element.host in gone}
    gone |= {flow.id for flow in a_map.flows.values() if flow.source in gone or flow.target in gone}
    for table in (a_map.elements, a_map.flows):
        for item_id in gone & table.keys():
            del table[item_id]
    for lane in a_map.lanes.values():
        lane.members = [member for member in lane.members if member not in gone]
    for element in a_map.elements.values():
        element.default = "" if element.default in gone else element.default
    for diagram in a_map.diagrams:
        diagram.shapes = [shape for shape in diagram.shapes if shape.of not in gone]
        diagram.edges = [edge for edge in diagram.edges if edge.of not in gone]


def _free(a_map: Map, wanted: str) -> str:
    number, made = 1, wanted
    while a_map.item(made) is not None:
        number += 1
        made = f"{wanted}-{number}"
    return made
