"""Placing the steps of one process or sub-process from left to right, lane by lane, and drawing its flows around them.

Columns follow the flow (longest way from a start); each lane has its own rows, and a flow that passes a column keeps a
cell of it free. Upright parts of flows run between columns, each in a track of its own; flows that lead back run
below everything. So no flow crosses a step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import names
from .flowgraph import FlowGraph
from .model import Bounds, Element, Flow, Point

TASK, EVENT, GATEWAY, PAPER, NOTE = (100.0, 80.0), (36.0, 36.0), (50.0, 50.0), (36.0, 50.0), (100.0, 50.0)
GAP = 44.0  # between a column and its first track
TRACK = 14.0  # between tracks
ROW_GAP = 50.0  # room for labels and for flows of boundary events
LANE_LEAST = 110.0
PAD = 36.0

Cell = tuple[str, int, int]  # lane, row, column


def size_of(element: Element) -> tuple[float, float]:
    """Width and height of an element that holds nothing."""
    if element.type in names.EVENTS:
        return EVENT
    if element.type in names.GATEWAYS:
        return GATEWAY
    if element.type in names.DATA | names.DATA_IF_DRAWN:
        return PAPER
    return NOTE if element.type in names.ARTIFACTS else TASK


@dataclass
class Box:
    """A laid-out scope: everything relative to its upper left corner."""

    width: float = 0.0
    height: float = 0.0
    shapes: dict[str, Bounds] = field(default_factory=dict)
    routes: dict[str, list[Point]] = field(default_factory=dict)
    #: lane id → (y, height), in order
    bands: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass
class _Route:
    flow: Flow
    lane: str
    row: int
    straight: bool
    back: bool = False


class Grid:
    """One scope. `inner` lays out a sub-process, `lanes` are the leaf lanes in order ("" where there are none)."""

    def __init__(self, graph: FlowGraph, scope: str, lanes: list[str], inner: Callable[[str], Box]) -> None:
        self.graph = graph
        self.nodes = [node for node in graph.order if graph.nodes[node].scope == scope and not graph.nodes[node].host]
        self.inside = set(self.nodes)
        self.boxes = {node: inner(node) for node in self.nodes if graph.inner.get(node)}
        self.lanes = lanes or [""]
        self.column: dict[str, int] = {}
        self.row: dict[str, tuple[str, int]] = {}
        self.taken: set[Cell] = set()
        self.routes: list[_Route] = []
        self.tracks: dict[int, list[list[tuple[float, float, str]]]] = {}

    def lay_out(self, papers: dict[str, list[Element]]) -> Box:
        """The box of the scope; `papers` are what hangs on a step ("" for what hangs on nothing)."""
        for node in self.nodes:
            self._place(node)
        sizes = {node: self._size(node) for node in self.nodes}
        for step, hung in papers.items():
            for paper in hung:
                self._hang(paper, step)
                sizes[paper.id] = size_of(paper)
        return self._draw(sizes)

    # -- cells ----------------------------------------------------------------------------------------------------

    def _size(self, node: str) -> tuple[float, float]:
        box = self.boxes.get(node)
        return (box.width, box.height) if box else size_of(self.graph.nodes[node])

    def _lane(self, node: str) -> str:
        lane = self.graph.nodes[node].lane
        return lane if lane in self.lanes else self.lanes[0]

    def _before(self, node: str) -> list[Flow]:
        """Flows into a node from this scope that do not lead back, as if those of boundary events left their hosts."""
        return [
            flow for flow in self.graph.into[node] if flow.id not in self.graph.back and self._home(flow.source) in self.column
        ]

    def _home(self, node: str) -> str:
        return self.graph.nodes[node].host or node

    def _place(self, node: str) -> None:
        before = self._before(node)
        column = max((self.column[self._home(flow.source)] + 1 for flow in before), default=0)
        lane = self._lane(node)
        rows = [self.row[self._home(flow.source)][1] for flow in before if self.row[self._home(flow.source)][0] == lane]
        row = self._free_row(lane, min(rows, default=0), range(column, column + 1))
        self.column[node], self.row[node] = column, (lane, row)
        self.taken.add((lane, row, column))
        for flow in before:
            self._reserve(flow, node)
        leaving = [flow for step in (node, *self.graph.riders.get(node, [])) for flow in self.graph.out[step]]
        for flow in leaving:
            if flow.id in self.graph.back and flow.target in self.column:
                self.routes.append(_Route(flow, lane, row, straight=False, back=True))
        known = {route.flow.id for route in self.routes}
        for flow in self.graph.into[node]:
            if flow.id in self.graph.back and flow.id not in known and self._home(flow.source) in self.column:
                self.routes.append(_Route(flow, lane, row, straight=False, back=True))

    def _free_row(self, lane: str, wanted: int, columns: range) -> int:
        row = wanted
        while any((lane, row, column) in self.taken for column in columns):
            row += 1
        return row

    def _reserve(self, flow: Flow, node: str) -> None:
        """Keep the cells free that a long flow passes: in the target's row, else the source's, else the next free one."""
        source = self._home(flow.source)
        between = range(self.column[source] + 1, self.column[node])
        choices = [self.row[node], self.row[source]]
        found = next((c for c in choices if all((*c, column) not in self.taken for column in between)), None)
        if found is None:
            lane = self.row[source][0]
            found = (lane, self._free_row(lane, self.row[source][1], between))
        self.taken |= {(*found, column) for column in between}
        straight = found == self.row[source] == self.row[node] and flow.source == source
        self.routes.append(_Route(flow, *found, straight=straight))

    def _hang(self, paper: Element, step: str) -> None:
        lane, row = self.row.get(step, (self.lanes[0], 0))
        column = self.column.get(step, 0)
        row = self._free_row(lane, row + (1 if step in self.row else 0), range(column, column + 1))
        self.column[paper.id], self.row[paper.id] = column, (lane, row)
        self.taken.add((lane, row, column))

    # -- coordinates ----------------------------------------------------------------------------------------------

    def _draw(self, sizes: dict[str, tuple[float, float]]) -> Box:
        box = Box()
        middles = self._rows(sizes, box)
        low = box.height
        backs = [route for route in self.routes if route.back]
        box.height += len(backs) * TRACK + (ROW_GAP / 2 if backs else 0)
        if backs and box.bands:
            last = list(box.bands)[-1]
            box.bands[last] = (box.bands[last][0], box.height - box.bands[last][0])
        below = {route.flow.id: low + index * TRACK for index, route in enumerate(backs)}
        for route in self.routes:
            self._claim(route, middles, below)
        lefts, rights = self._columns(sizes, box)
        for node, (width, height) in sizes.items():
            column = self.column[node]
            x = (lefts[column] + rights[column] - width) / 2
            box.shapes[node] = Bounds(x, middles[self.row[node]] - height / 2, width, height)
        self._riders(box)
        for route in self.routes:
            box.routes[route.flow.id] = self._points(route, box, middles, below, rights)
        for node, inner in self.boxes.items():
            at = box.shapes[node]
            box.shapes.update({key: bounds.moved(at.x, at.y) for key, bounds in inner.shapes.items()})
            box.routes.update({key: [Point(p.x + at.x, p.y + at.y) for p in way] for key, way in inner.routes.items()})
        return box

    def _rows(self, sizes: dict[str, tuple[float, float]], box: Box) -> dict[tuple[str, int], float]:
        """The middle of each row; fills in the bands and the height."""
        heights: dict[tuple[str, int], float] = {}
        for lane, row, _ in self.taken:
            heights.setdefault((lane, row), EVENT[1])
        for node, (_, height) in sizes.items():
            heights[self.row[node]] = max(heights.get(self.row[node], 0), height)
        middles: dict[tuple[str, int], float] = {}
        y = 0.0
        for lane in self.lanes:
            rows = sorted(row for name, row in heights if name == lane)
            need = sum(heights[lane, row] + ROW_GAP for row in range(rows[-1] + 1) if (lane, row) in heights) if rows else 0
            band = max(LANE_LEAST if lane else 0, need)
            at = y + (band - need) / 2
            for row in rows:
                middles[lane, row] = at + (heights[lane, row] + ROW_GAP) / 2
                at += heights[lane, row] + ROW_GAP
            if lane:
                box.bands[lane] = (y, band)
            y += band
        box.height = y
        return middles

    def _claim(self, route: _Route, middles: dict[tuple[str, int], float], below: dict[str, float]) -> None:
        """A track between columns for each upright part of a route. What leaves the same step may share one."""
        if route.straight:
            return
        source, target = self._home(route.flow.source), route.flow.target
        start, end = middles[self.row[source]], middles[self.row[target]]
        y = below.get(route.flow.id, middles.get((route.lane, route.row), start))
        self._track(self.column[source], (min(start, y), max(start, y)), f"from {route.flow.source}", route.flow.id)
        if y != end or route.back:
            self._track(self.column[target] - 1, (min(end, y), max(end, y)), f"to {target}", route.flow.id)

    def _track(self, gap: int, span: tuple[float, float], kin: str, flow: str) -> None:
        tracks = self.tracks.setdefault(gap, [])
        for track in tracks:
            if all(kin == other_kin or span[1] < low - 1 or span[0] > high + 1 for low, high, other_kin in _spans(track)):
                track.append((*span, f"{kin}\0{flow}"))
                return
        tracks.append([(*span, f"{kin}\0{flow}")])

    def _columns(self, sizes: dict[str, tuple[float, float]], box: Box) -> tuple[dict[int, float], dict[int, float]]:
        last = max(self.column.values(), default=0)
        widths: dict[int, float] = {}
        for node, size in sizes.items():
            column = self.column[node]
            widths[column] = max(widths.get(column, 0.0), size[0])
        lefts, rights = {}, {}
        x = PAD + len(self.tracks.get(-1, [])) * TRACK
        for column in range(last + 1):
            width = widths.get(column, 0.0)
            lefts[column], rights[column] = x, x + width
            x += width + GAP + len(self.tracks.get(column, [])) * TRACK
        rights[-1] = PAD - GAP / 2
        box.width = x - GAP + PAD
        return lefts, rights

    def _riders(self, box: Box) -> None:
        for host, riders in self.graph.riders.items():
            if host not in self.inside:
                continue
            at = box.shapes[host]
            for index, rider in enumerate(riders):
                x = at.right - EVENT[0] - 8 - index * (EVENT[0] + 8)
                box.shapes[rider] = Bounds(max(at.x - EVENT[0] / 2, x), at.bottom - EVENT[1] / 2, *EVENT)

    def _points(
        self, route: _Route, box: Box, middles: dict[tuple[str, int], float], below: dict[str, float], rights: dict[int, float]
    ) -> list[Point]:
        flow = route.flow
        source, target = box.shapes[flow.source], box.shapes[flow.target]
        end = Point(target.x, target.centre.y)
        rides = bool(self.graph.nodes[flow.source].host)
        start = Point(source.centre.x, source.bottom) if rides else Point(source.right, source.centre.y)
        points = [start]
        if rides:
            points.append(Point(start.x, source.bottom + 10))
        if not route.straight:
            y = below.get(flow.id, middles.get((route.lane, route.row), end.y))
            home = self.column[self._home(flow.source)]
            first = self._x(home, flow.id, "from", rights)
            points += [Point(first, points[-1].y), Point(first, y)]
            if y != end.y or route.back:
                second = self._x(self.column[flow.target] - 1, flow.id, "to", rights)
                points += [Point(second, y), Point(second, end.y)]
        return tidy([*points, end])

    def _x(self, gap: int, flow: str, side: str, rights: dict[int, float]) -> float:
        for index, track in enumerate(self.tracks.get(gap, [])):
            for _, _, mark in track:
                kin, name = mark.split("\0")
                if name == flow and kin.startswith(side):
                    return rights[gap] + GAP / 2 + index * TRACK
        return rights[gap] + GAP / 2


def _spans(track: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    return [(low, high, mark.split("\0")[0]) for low, high, mark in track]


def tidy(points: list[Point]) -> list[Point]:
    """Without repeated points and bends that do not bend."""
    found: list[Point] = []
    for point in points:
        if found and point == found[-1]:
            continue
        while len(found) > 1 and (found[-2].x == found[-1].x == point.x or found[-2].y == found[-1].y == point.y):
            found.pop()
        found.append(point)
    return found if len(found) > 1 else [points[0], points[-1]]
