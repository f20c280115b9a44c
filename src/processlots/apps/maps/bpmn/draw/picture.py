"""One drawing of a map: sizes, order, labels, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median

from .. import names
from ..flowgraph import FlowGraph
from ..model import Bounds, Diagram, Edge, Element, Map, Point
from ..numbering import Numbering
from ..words import kind, say
from . import colours, edges, labels, shapes, signs
from .heads import Heads
from .pen import tag

Href = Callable[[Element, int | None], str | None]
AIR = 12.0
#: A flow's name that the file puts further away than this is drawn at the flow: over there it could be anything's.
ASTRAY = 26.0
#: A step is drawn about this wide, so that text of 15 px stands in it as the file's author saw it.
STEP = 122.0
GROWN = (1.0, 1.12, 1.25)


class Picture:
    """One drawing. `taken` are ids that stand on the page already: those get the prefix `again`."""

    def __init__(
        self,
        a_map: Map,
        drawing: Diagram,
        graph: FlowGraph,
        *,
        language: str,
        href: Href,
        marks: Mapping[str, int],
        signed: Mapping[str, str],
        prefix: str,
        again: str = "",
        taken: set[str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        self.map = a_map
        self.language = language
        self.href = href
        self.marks = marks
        self.signed = signed
        self.prefix = prefix
        self.again = again
        self.taken = taken if taken is not None else set()
        #: closed sub-process → the address of the drawing of its inside
        self.opens = opens or {}
        self.numbers = Numbering(graph).numbers
        self.index = graph.index
        self.riders = graph.riders
        self.scale = self._roomy(drawing, self._scale(drawing))
        self.shapes = [(shape, self._scaled(shape.bounds)) for shape in drawing.shapes]
        self.edges = [edge for edge in drawing.edges if edge.of in a_map.flows]
        self.boxes = {shape.of: box for shape, box in self.shapes}
        self.telling = colours.telling(a_map, drawing.shapes, self.edges)
        self.heads = Heads(a_map, self.shapes, self.scale, language, self.telling, self._place)
        self.ways: dict[str, list[Point]] = {}
        self.space = labels.Space()
        self.extent: list[Bounds] = list(self.heads.frames().values())

    def _scale(self, drawing: Diagram) -> float:
        sizes = [
            (shape.bounds.width, shape.bounds.height)
            for shape in drawing.shapes
            if shape.of in self.map.elements and self.map.elements[shape.of].type in names.ACTIVITIES and not shape.expanded
        ]
        if not sizes:
            return 1.2
        wide, high = median(size[0] for size in sizes), median(size[1] for size in sizes)
        return min(2.0, max(0.6, STEP / max(wide, 1.0), 66 / max(high, 1.0)))

    def _roomy(self, drawing: Diagram, scale: float) -> float:
        """Somewhat larger where that lets names of steps stand whole that would otherwise be cut."""
        named = [
            (element.label, shape.bounds)
            for shape in drawing.shapes
            if (element := self.map.elements.get(shape.of)) and element.type in names.ACTIVITIES and not shape.expanded
        ]
        cut = {
            grown: sum(
                1 for label, box in named if not shapes.holds(label, box.width * scale * grown, box.height * scale * grown)
            )
            for grown in GROWN
        }
        return scale * min(GROWN, key=lambda grown: (cut[grown], grown))

    def _scaled(self, box: Bounds) -> Bounds:
        return Bounds(box.x * self.scale, box.y * self.scale, box.width * self.scale, box.height * self.scale)

    def _way(self, edge: Edge) -> list[Point]:
        points = [Point(p.x * self.scale, p.y * self.scale) for p in edge.waypoints]
        flow = self.map.flows[edge.of]
        ends = []
        for end in (flow.source, flow.target):
            element = self.map.elements.get(end)
            box = self.boxes.get(end) if element is not None else self.heads.frames().get(end)
            ends.append(edges.outline(element.type if element else "", box) if box is not None else None)
        return edges.trimmed(points, *ends)

    # -- the whole ------------------------------------------------------------------------------------------------

    def body(self) -> tuple[list[str], Bounds]:
        """The parts in the order they are drawn, and the box they stand in, with air. None for an empty drawing."""
        back, front = self._elements()
        drawn, labelled = self._flows()
        written = self._labels(labelled)
        body = [*self.heads.draw(), *back, *drawn, *self._signed_ways(), *front, *written, *self._signs()]
        if not body:
            return [], Bounds(0, 0, 0, 0)
        left, top = min(box.x for box in self.extent) - AIR, min(box.y for box in self.extent) - AIR
        right, bottom = max(box.right for box in self.extent) + AIR, max(box.bottom for box in self.extent) + AIR
        return body, Bounds(left, top, right - left, bottom - top)

    def _place(self, item_id: str) -> str:
        """The id of an item's group, once on a page."""
        again = self.again if item_id in self.taken else ""
        self.taken.add(item_id)
        return f"{self.prefix}{again}e-{item_id}"

    # -- elements -------------------------------------------------------------------------------------------------

    def _elements(self) -> tuple[list[str], list[str]]:
        """What stands behind the flows (groups, open sub-processes), and what stands before them, in reading order."""
        back: list[tuple[float, str]] = []
        front: list[tuple[tuple[int, int], str]] = []
        holding = {element.scope for element in self.map.elements.values() if element.id in self.boxes}
        for position, (shape, box) in enumerate(self.shapes):
            element = self.map.elements.get(shape.of)
            if element is None:
                continue
            self.extent.append(box)
            opened = shapes.is_open(element, shape, box, holds=element.id in holding)
            drawn = self._linked(element, shapes.Look(opened, self.telling.get(shape.of, ""), self.marks.get(shape.of, 0)), box)
            if opened or element.type == "group":
                back.append((-box.width * box.height, drawn))
                self._border(box)
            else:
                front.append(((self.index.get(element.id, len(self.index)), position), drawn))
                if element.type in names.GATEWAYS:
                    # A diamond leaves its corners free.
                    wide, high = box.width, box.height
                    self.space.add_box(Bounds(box.x, box.y + high * 0.3, wide, high * 0.4))
                    self.space.add_box(Bounds(box.x + wide * 0.3, box.y, wide * 0.4, high))
                else:
                    self.space.add_box(box)
                if element.id in self.numbers and element.type not in names.ACTIVITIES:
                    self.space.add_box(shapes.number_box(box))
        for frame in self.heads.groups:
            self._border(frame.box)
            for _, box in frame.lanes:
                self._border(box)
            if frame.level:
                self.space.add_box(Bounds(frame.left, frame.box.y, frame.right - frame.left, frame.box.height))
            else:
                self.space.add_box(Bounds(frame.box.x, frame.box.y, frame.box.width, 30 * self.scale))
        return [drawn for _, drawn in sorted(back, key=lambda pair: pair[0])], [drawn for _, drawn in sorted(front)]

    def _border(self, box: Bounds) -> None:
        corners = [Point(box.x, box.y), Point(box.right, box.y), Point(box.right, box.bottom), Point(box.x, box.bottom)]
        self.space.add_line([*corners, corners[0]], 0.6)

    def _linked(self, element: Element, look: shapes.Look, box: Bounds) -> str:
        number = self.numbers.get(element.id)
        riders = [self.boxes[rider] for rider in self.riders.get(element.id, []) if rider in self.boxes]
        inner = shapes.draw(element, look, box, number, riders)
        words = " ".join(part for part in (str(number or ""), element.label or kind(element, self.language)) if part)
        actor = self.map.actor(element) if element.type in names.FLOW_NODES else ""
        address = self.href(element, number)
        title = f"{kind(element, self.language)}: {element.label}" if element.label else kind(element, self.language)
        if address:
            label = ", ".join(part for part in (words, actor, self._sign(element.id)) if part)
            # Number and name are two texts; without a space a screen reader's words are not those one sees (WCAG 2.5.3).
            inner = inner.replace("</tspan></text><", "</tspan></text> <")
            inner = tag("a", "", inner, href=address, aria_label=label, data_no=number)
        inner = tag("title", "", _escaped(title)) + inner
        if element.id in self.opens and not look.opened:
            # The sign that there is more leads to it.
            where = tag("rect", "more", x=box.centre.x - 12, y=box.bottom - 24, width="24", height="24", fill="none")
            said = f"{say('opens', self.language)}: {element.label}" if element.label else say("opens", self.language)
            inner += tag("a", "", where, href=self.opens[element.id], aria_label=said)
        role = None if address else "img"
        return tag("g", _sort(element), inner, id=self._place(element.id), data_element_id=element.id, role=role)

    def _signed_ways(self) -> list[str]:
        return [signs.along(sign, self.ways[of]) for of, sign in self.signed.items() if of in self.ways]

    def _signs(self) -> list[str]:
        """On top of all: what differs."""
        found = []
        for of, sign in self.signed.items():
            if of in self.ways:
                found.append(signs.midway(sign, self.ways[of]))
            elif of in self.heads.bands:
                found.append(signs.inside(sign, self.heads.bands[of]))
            elif of in self.boxes:
                box = self.boxes[of]
                found.append(signs.around(sign, box))
                self.extent.append(signs.reach(box))
        return found

    def _sign(self, item_id: str) -> str:
        """The sign as a word."""
        return say(f"sign_{self.signed[item_id].partition(' ')[0]}", self.language) if item_id in self.signed else ""

    # -- flows and labels -----------------------------------------------------------------------------------------

    def _flows(self) -> tuple[list[str], list[tuple[Edge, list[Point]]]]:
        drawn, labelled = [], []
        for edge in self.edges:
            flow = self.map.flows[edge.of]
            points = self.ways[edge.of] = self._way(edge)
            self.extent += [Bounds(p.x, p.y, 0, 0) for p in points]
            self.space.add_line(points)
            inner = colours.under(points, self.telling[flow.id]) if flow.id in self.telling else ""
            inner += edges.draw(self.map, flow, points)
            # What a flow says is told where it begins; hearing of every line says nothing.
            drawn.append(tag("g", "part-flow", inner, id=self._place(flow.id), data_element_id=flow.id, aria_hidden="true"))
            if flow.name.strip():
                labelled.append((edge, points))
        return drawn, labelled

    def _labels(self, labelled: list[tuple[Edge, list[Point]]]) -> list[str]:
        wanted: list[tuple[bool, labels.Label]] = []
        for shape, box in self.shapes:
            element = self.map.elements.get(shape.of)
            if element is not None and element.label and _is_beside(element):
                given = self._scaled(shape.label) if shape.label else None
                wanted.append((given is None, self._beside(element, box, given)))
        for edge, points in labelled:
            given = self._scaled(edge.label) if edge.label else None
            source = self.map.flows[edge.of].source
            others = [way for other, way in self.ways.items() if other != edge.of and self.map.flows[other].source == source]
            wanted.append((given is None, self._along(edge, edges.alone(points, others), given)))
        found = []
        for _, label in sorted(wanted, key=lambda pair: pair[0]):
            found.append(self.space.place(label))
            self.extent.append(self.space.last)
        return found

    def _beside(self, element: Element, box: Bounds, given: Bounds | None) -> labels.Label:
        css, size = ("ev", 15.0) if element.type in names.STARTS | names.ENDS else ("lbl", 14.0)
        state = element.detail if element.type in names.DATA and element.detail not in element.label else ""
        text = f"{element.label} [{state}]" if state else element.label
        label = labels.Label(text, size, css)
        if element.type == "group":
            given = given or Bounds(box.x + 8, box.y + 4, label.wrapped(box.width)[1], 20)
        order = {"boundaryEvent": "bcrl", "group": "ab"}.get(element.type, "acbrl" if element.type in names.GATEWAYS else "barlc")
        if given is not None:
            label.at(given)
        label.beside(box, order)
        return label

    def _along(self, edge: Edge, points: list[Point], given: Bounds | None) -> labels.Label:
        flow = self.map.flows[edge.of]
        label = labels.Label(" ".join(flow.name.split()), 14.0, "lbl")
        source = self.map.elements.get(flow.source)
        if given is not None and labels.away(given, points) <= ASTRAY:
            label.at(given)
        label.along(points, near_start=source is not None and source.type in names.GATEWAYS)
        return label


def _is_beside(element: Element) -> bool:
    return element.type in names.EVENTS | names.GATEWAYS | names.DATA | names.DATA_IF_DRAWN | {"group"}


def _sort(element: Element) -> str:
    """The class of an element's group, for those who look for them. Not a word that the look's own parts use."""
    for sort, types in (("activity", names.ACTIVITIES), ("event", names.EVENTS), ("gateway", names.GATEWAYS)):
        if element.type in types:
            return f"part-{sort}"
    return "part-artifact"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
