"""A map as data: what the file says (elements, flows, lanes, pools) and how it is drawn (diagrams).

Plain dataclasses, free of XML but for `node`, the place in the kept tree that an item came from (None for what is
new). Change them and `save` writes the change; what the model has no field for stays in the tree as it was.
Lengths are in the file's own diagram units, y downwards.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import names


class Point(NamedTuple):
    """A waypoint."""

    x: float
    y: float


@dataclass
class Bounds:
    """A box: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> Bounds:
        return Bounds(round(self.x + dx, 6), round(self.y + dy, 6), self.width, self.height)

    def holds(self, point: Point) -> bool:
        return self.x <= point.x <= self.right and self.y <= point.y <= self.bottom


@dataclass
class Document:
    """A document that hangs on an element (D-4), in our own namespace. `href` may be ""."""

    title: str
    href: str = ""


@dataclass
class Item:
    """What everything in the file shares. `named` is False where the file gave no id and we made one up."""

    id: str
    name: str = ""
    node: Any = field(default=None, repr=False, compare=False)
    #: the item as it stands in `node`; the writer writes what differs
    seen: Any = field(default=None, repr=False, compare=False)
    named: bool = True
    documentation: str = ""
    #: In our own namespace: times, system, uid …; keys and values are text.
    properties: dict[str, str] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)


@dataclass
class Process(Item):
    """A process element; `pool` is the id of the participant that shows it, or ""."""

    pool: str = ""


@dataclass
class Pool(Item):
    """A participant. `process` is "" for a closed ("black box") pool."""

    process: str = ""
    many: bool = False


@dataclass
class Lane(Item):
    """A lane. `parent` is the lane around it or ""; `members` are the ids it names itself, in the file's order."""

    process: str = ""
    parent: str = ""
    members: list[str] = field(default_factory=list)


@dataclass
class Element(Item):
    """Anything drawn as a shape, except pools and lanes.

    `type` is the BPMN element name. `scope` is the id of the process or sub-process around it. `lanes` are the innermost
    lanes that claim it: one is right (V-22). `events` are kinds of event definition ("timer", "message" …).
    """

    type: str = "task"
    scope: str = ""
    lanes: list[str] = field(default_factory=list)
    lane_guessed: bool = False
    events: list[str] = field(default_factory=list)
    #: boundary events: the activity they sit on; "" otherwise
    host: str = ""
    interrupting: bool = True
    #: events that throw are filled: end events, throw events
    throws: bool = False
    parallel_multiple: bool = False
    #: "" | "loop" | "parallel" | "sequential"
    repeats: str = ""
    compensates: bool = False
    by_event: bool = False
    ad_hoc: bool = False
    default: str = ""
    called: str = ""
    collection: bool = False
    instantiates: bool = False
    #: an event-based gateway that waits for all; a link event's link; a data object's state
    detail: str = ""
    #: text annotations
    text: str = ""

    @property
    def lane(self) -> str:
        """The lane, or "" where none or several claim it."""
        return self.lanes[0] if len(self.lanes) == 1 else ""

    @property
    def label(self) -> str:
        """What is written at it, on one line."""
        return " ".join((self.text or self.name).split())


@dataclass
class Flow(Item):
    """A sequence or message flow, or an association. `source` and `target` are ids of elements, pools or flows."""

    type: str = names.SEQUENCE
    source: str = ""
    target: str = ""
    #: the text of a condition; " " where it is a condition without text; "" for none
    condition: str = ""
    #: associations: "None" | "One" | "Both"
    direction: str = "None"


@dataclass
class Shape:
    """A drawn element, pool or lane. Colours are the file's own ("#bbdefb") or ""."""

    of: str
    bounds: Bounds
    label: Bounds | None = None
    expanded: bool | None = None
    horizontal: bool | None = None
    fill: str = ""
    stroke: str = ""
    node: Any = field(default=None, repr=False, compare=False)
    seen: Any = field(default=None, repr=False, compare=False)


@dataclass
class Edge:
    """A drawn flow or association: at least two waypoints."""

    of: str
    waypoints: list[Point]
    label: Bounds | None = None
    stroke: str = ""
    node: Any = field(default=None, repr=False, compare=False)
    seen: Any = field(default=None, repr=False, compare=False)


@dataclass
class Diagram:
    """One drawing of the file. `plane` is the id of what it shows: a collaboration, process or sub-process."""

    id: str = ""
    name: str = ""
    plane: str = ""
    shapes: list[Shape] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    #: laid out by us, because the file had no drawing; not saved unless put into `Map.diagrams`
    guessed: bool = False
    node: Any = field(default=None, repr=False, compare=False)
    seen: Any = field(default=None, repr=False, compare=False)

    def shape(self, of: str) -> Shape | None:
        return next((shape for shape in self.shapes if shape.of == of), None)

    def edge(self, of: str) -> Edge | None:
        return next((edge for edge in self.edges if edge.of == of), None)


class Note(NamedTuple):
    """A line of the receipt (DESIGN 7): kind is "kept", "guessed" or "left out"; texts are (Swedish, English)."""

    kind: str
    what: tuple[str, str]
    why: tuple[str, str]


@dataclass
class Map:
    """A BPMN file. The dicts are keyed by id and keep the file's order."""

    name: str = ""
    processes: dict[str, Process] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    diagrams: list[Diagram] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: the kept ElementTree; None for a map made in code
    tree: Any = field(default=None, repr=False, compare=False)
    #: items, shapes, edges and diagrams that stand in the tree; `save` removes those that are no longer in the map
    known: list[Any] = field(default_factory=list, repr=False, compare=False)

    def everything(self) -> list[Item]:
        """All items, containers first."""
        tables: list[dict[str, Any]] = [self.processes, self.pools, self.lanes, self.elements, self.flows]
        return [item for table in tables for item in table.values()]

    def drawings(self) -> list[Any]:
        """All diagrams, shapes and edges."""
        return [part for diagram in self.diagrams for part in (diagram, *diagram.shapes, *diagram.edges)]

    def remember(self) -> None:
        """Take the present state as what stands in the tree."""
        self.known = [*self.everything(), *self.drawings()]
        for part in self.known:
            part.seen = _snapshot(part)

    def item(self, item_id: str) -> Item | None:
        """Whatever has this id, or None."""
        for table in (self.elements, self.flows, self.lanes, self.pools, self.processes):
            if item_id in table:
                return table[item_id]
        return None

    def within(self, scope: str) -> Iterator[Element]:
        """Elements directly inside a process or sub-process."""
        return (element for element in self.elements.values() if element.scope == scope)

    def process_of(self, element: Element) -> str:
        """The id of the process around an element, however deep; "" for what lies outside all."""
        scope = element.scope
        while scope in self.elements:
            scope = self.elements[scope].scope
        return scope if scope in self.processes else ""

    def pool_of(self, element: Element) -> Pool | None:
        process = self.processes.get(self.process_of(element))
        return self.pools.get(process.pool) if process else None

    def lanes_of(self, element: Element) -> list[str]:
        """The lanes an element stands in: its own, else those of what it sits on or lies in."""
        around: Element | None = element
        while around is not None and not around.lanes:
            around = self.elements.get(around.host or around.scope)
        return around.lanes if around else []

    def actor(self, element: Element) -> str:
        """Who does it (R-12): the lane's name, else the name of the lane around it, else the pool's; "" for nobody."""
        actors = [actor for actor in map(self.lane_name, self.lanes_of(element)) if actor]
        if actors:
            return " / ".join(dict.fromkeys(actors))
        pool = self.pool_of(element)
        return " ".join(pool.name.split()) if pool else ""

    def lane_name(self, lane_id: str) -> str:
        seen = lane_id
        while seen in self.lanes:
            lane = self.lanes[seen]
            if lane.name.strip():
                return " ".join(lane.name.split())
            seen = lane.parent
        return ""

    def sequence(self) -> Iterator[Flow]:
        return (flow for flow in self.flows.values() if flow.type == names.SEQUENCE)


def _snapshot(part: Any) -> Any:
    """A copy that later changes of the part do not reach. Shapes and edges of a diagram have copies of their own."""
    twin = copy.copy(part)
    twin.seen = None
    if isinstance(part, Diagram):
        twin.shapes, twin.edges = [], []
    else:
        for name, value in vars(part).items():
            if isinstance(value, (list, dict, Bounds)):
                setattr(twin, name, copy.deepcopy(value))
    return twin
