"""A drawing for a map that has none: pools under one another, lanes as bands, the flow from left to right."""

from __future__ import annotations

from . import names
from .flowgraph import FlowGraph
from .layout_grid import PAD, Box, Grid, size_of, tidy
from .model import Bounds, Diagram, Edge, Element, Flow, Map, Point, Shape

HEAD = 30.0  # width of the head of a pool or lane, as drawing tools have it
POOL_GAP = 60.0
CLOSED = 60.0  # height of a closed pool
INSIDE = 24.0  # air around the content of an open sub-process


def lay_out(a_map: Map) -> Diagram:
    """A new drawing of the whole map. It is not put into `a_map.diagrams`; do that to save it."""
    return _Layout(a_map).diagram()


class _Layout:
    def __init__(self, a_map: Map) -> None:
        self.map = a_map
        self.graph = FlowGraph(a_map)
        self.drawing = Diagram(id="diagram-1", guessed=True)
        self.papers = self._papers()
        self.boxes: dict[str, Bounds] = {}

    def diagram(self) -> Diagram:
        pools = list(self.map.pools.values())
        shown = {pool.process for pool in pools}
        loose = [process for process in self.map.processes if process not in shown and self._filled(process)]
        laid = {process: self._scope(process) for process in [*loose, *shown] if process in self.map.processes}
        depth = {process: self._depth(process) for process in laid}
        widths = [box.width + (depth[process] + 1) * HEAD for process, box in laid.items()]
        width = max(widths, default=600.0)
        y = 0.0
        for process in loose:
            y = self._band(process, laid[process], 0.0, y, width) + POOL_GAP
        for pool in pools:
            box = laid.get(pool.process)
            if box is None or not box.shapes:
                self.drawing.shapes.append(Shape(pool.id, Bounds(0, y, width, CLOSED), horizontal=True))
                self.boxes[pool.id] = self.drawing.shapes[-1].bounds
                y += CLOSED + POOL_GAP
                continue
            place = len(self.drawing.shapes)
            below = self._band(pool.process, box, HEAD, y, width)
            self.drawing.shapes.insert(place, Shape(pool.id, Bounds(0, y, width, below - y), horizontal=True))
            self.boxes[pool.id] = self.drawing.shapes[place].bounds
            y = below + POOL_GAP
        self._between()
        return self.drawing

    def _filled(self, process: str) -> bool:
        return any(True for _ in self.map.within(process))

    # -- one process ----------------------------------------------------------------------------------------------

    def _leaves(self, process: str) -> list[str]:
        parents = {lane.parent for lane in self.map.lanes.values()}
        return [lane.id for lane in self.map.lanes.values() if lane.process == process and lane.id not in parents]

    def _depth(self, process: str) -> int:
        """How many heads stand beside one another: lanes in lanes."""
        return max((len(self._around(lane)) + 1 for lane in self._leaves(process)), default=0)

    def _around(self, lane: str) -> list[str]:
        around = []
        while self.map.lanes[lane].parent:
            lane = self.map.lanes[lane].parent
            around.append(lane)
        return around

    def _scope(self, scope: str) -> Box:
        lanes = self._leaves(scope) if scope in self.map.processes else []
        nodes = {element.id for element in self.map.within(scope)}
        hung: dict[str, list[Element]] = {}
        for paper, step in self.papers.items():
            if paper in nodes or (step in nodes and self.map.elements[paper].scope not in self.graph.nodes):
                hung.setdefault(step if step in nodes else "", []).append(self.map.elements[paper])
        box = Grid(self.graph, scope, lanes, self._scope).lay_out(hung)
        if scope in self.map.processes:
            return box
        # A sub-process: its name stands on top.
        box.shapes = {key: bounds.moved(0, INSIDE) for key, bounds in box.shapes.items()}
        box.routes = {key: [Point(p.x, p.y + INSIDE) for p in way] for key, way in box.routes.items()}
        box.height += INSIDE
        return box

    def _papers(self) -> dict[str, str]:
        """Data objects and notes → the step they hang on, or ""."""
        kinds = names.DATA | names.DATA_IF_DRAWN | {"textAnnotation"}
        papers = {element.id: "" for element in self.map.elements.values() if element.type in kinds}
        for flow in self.map.flows.values():
            if flow.type not in names.ASSOCIATIONS:
                continue
            for paper, step in ((flow.source, flow.target), (flow.target, flow.source)):
                through = self.map.flows.get(step)
                step = through.source if through else step  # noqa: PLW2901
                node = self.graph.nodes.get(step)
                if papers.get(paper) == "" and node is not None:
                    papers[paper] = node.host or step
        return papers

    def _band(self, process: str, box: Box, left: float, y: float, width: float) -> float:
        """Put a process at (left, y): its lanes, steps and flows. Returns where it ends."""
        depth = self._depth(process)
        x = left + depth * HEAD
        done: set[str] = set()
        for lane, (top, height) in box.bands.items():
            for around in [*reversed(self._around(lane)), lane]:
                if around in done:
                    continue
                done.add(around)
                inner = [box.bands[leaf] for leaf in box.bands if around in [leaf, *self._around(leaf)]]
                first, last = inner[0][0], inner[-1][0] + inner[-1][1]
                at = left + len(self._around(around)) * HEAD
                span = (top, height) if around == lane else (first, last - first)
                self.drawing.shapes.append(Shape(around, Bounds(at, y + span[0], width - at, span[1]), horizontal=True))
        for element, bounds in box.shapes.items():
            moved = bounds.moved(x, y)
            self.boxes[element] = moved
            opened = True if self.graph.inner.get(element) else None
            if self.map.elements[element].type in names.SUBPROCESSES and opened is None:
                opened = False
            self.drawing.shapes.append(Shape(element, moved, expanded=opened))
        for flow, way in box.routes.items():
            if flow in self.map.flows:
                self.drawing.edges.append(Edge(flow, [Point(p.x + x, p.y + y) for p in way]))
        return y + max(box.height, LEAST)

    # -- flows between what has been placed -----------------------------------------------------------------------

    def _between(self) -> None:
        drawn = {edge.of for edge in self.drawing.edges}
        for flow in self.map.flows.values():
            source, target = self._box(flow.source), self._box(flow.target)
            if flow.id not in drawn and source is not None and target is not None:
                self.drawing.edges.append(Edge(flow.id, self._line(flow, source, target)))

    def _box(self, end: str) -> Bounds | None:
        if end in self.map.flows:
            edge = self.drawing.edge(end)
            middle = edge.waypoints[len(edge.waypoints) // 2] if edge else None
            return Bounds(middle.x, middle.y, 0, 0) if middle else None
        return self.boxes.get(end)

    def _line(self, flow: Flow, source: Bounds, target: Bounds) -> list[Point]:
        first, last = self._at(flow, flow.source, source), self._at(flow, flow.target, target)
        # A pool is met straight above or below the step.
        if flow.source in self.map.pools:
            first = Point(last.x if flow.target not in self.map.pools else source.x + PAD * 2, first.y)
        if flow.target in self.map.pools:
            last = Point(first.x, last.y)
        if source.bottom <= target.y:
            start, end = Point(first.x, source.bottom), Point(last.x, target.y)
        elif target.bottom <= source.y:
            start, end = Point(first.x, source.y), Point(last.x, target.bottom)
        elif source.right <= target.x:
            return [Point(source.right, first.y), Point(target.x, last.y)]
        else:
            return [Point(source.x, first.y), Point(target.right, last.y)]
        if flow.type in names.ASSOCIATIONS or start.x == end.x:
            return [start, end]
        middle = end.y - POOL_GAP / 2 if end.y > start.y else end.y + POOL_GAP / 2
        return tidy([start, Point(start.x, middle), Point(end.x, middle), end])

    def _at(self, flow: Flow, end: str, box: Bounds) -> Point:
        """Where a line meets a step: several messages at one step stand beside one another."""
        if flow.type != names.MESSAGE or end in self.map.pools or box.width < size_of(Element(id="", type="task"))[0]:
            return box.centre
        mine = [
            other.id for other in self.map.flows.values() if other.type == names.MESSAGE and end in (other.source, other.target)
        ]
        return Point(box.x + box.width * (mine.index(flow.id) + 1) / (len(mine) + 1), box.centre.y)


LEAST = size_of(Element(id="", type="task"))[1] + PAD
