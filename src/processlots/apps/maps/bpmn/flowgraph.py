"""A map's flow as a graph: successors by sequence flow and link, order along the flow, which flows lead back.

Order (deterministic): from the starts, a step after all steps that lead to it (flows that lead back apart), a branch
followed to its end before the next, ties by position in the drawing, then by the file's order.
"""

from __future__ import annotations

from . import names
from .model import Element, Flow, Map

FAR = 1e9
COLUMN = 50.0


class FlowGraph:
    """`out` and `into` map element id → flows. `order` is all flow nodes; `back` the ids of flows that close a loop."""

    def __init__(self, a_map: Map) -> None:
        self.map = a_map
        self.nodes = {e.id: e for e in a_map.elements.values() if e.type in names.FLOW_NODES}
        self.rank = {element_id: index for index, element_id in enumerate(self.nodes)}
        self.place = self._places()
        self.out: dict[str, list[Flow]] = {node: [] for node in self.nodes}
        self.into: dict[str, list[Flow]] = {node: [] for node in self.nodes}
        for flow in [*a_map.sequence(), *self._links()]:
            if flow.source in self.nodes and flow.target in self.nodes:
                self.out[flow.source].append(flow)
                self.into[flow.target].append(flow)
        for flows in self.out.values():
            flows.sort(key=lambda flow: self.key(flow.target))
        self.riders: dict[str, list[str]] = {}
        for node in self.nodes.values():
            if node.host in self.nodes:
                self.riders.setdefault(node.host, []).append(node.id)
        self.undoing: dict[str, list[str]] = {}
        for flow in a_map.flows.values():
            if flow.type == names.ASSOCIATION and flow.target in self.nodes:
                self.undoing.setdefault(flow.source, []).append(flow.target)
        self.inner: dict[str, list[str]] = {}
        for node in self.nodes.values():
            self.inner.setdefault(node.scope, []).append(node.id)
        self.back: set[str] = set()
        self.order = self._order()
        self.index = {node: index for index, node in enumerate(self.order)}

    # -- the parts ------------------------------------------------------------------------------------------------

    def _places(self) -> dict[str, tuple[float, float]]:
        """Where each element is drawn first: (x, y) of its centre, or along y where lanes stand upright."""
        places: dict[str, tuple[float, float]] = {}
        for diagram in self.map.diagrams:
            upright = [shape for shape in diagram.shapes if shape.of in self.map.pools or shape.of in self.map.lanes]
            down = bool(upright) and all(shape.horizontal is False for shape in upright)
            for shape in diagram.shapes:
                x, y = shape.bounds.centre
                places.setdefault(shape.of, (y, x) if down else (x, y))
        return places

    def key(self, element_id: str) -> tuple[float, float, int]:
        """What ties are broken by."""
        x, y = self.place.get(element_id, (FAR, FAR))
        # Half a step's width: what stands above one another is read from the top though not drawn exactly in line.
        return (round(x / COLUMN), round(y), self.rank.get(element_id, 0))

    def _links(self) -> list[Flow]:
        """A link that is thrown goes on where the link of the same name is caught."""
        catches: dict[tuple[str, str], list[Element]] = {}
        for node in self.nodes.values():
            if node.type == "intermediateCatchEvent" and "link" in node.events:
                catches.setdefault((node.scope, (node.detail or node.name).strip()), []).append(node)
        links = []
        for node in self.nodes.values():
            if node.type == "intermediateThrowEvent" and "link" in node.events:
                links += [
                    Flow(id=f"link:{node.id}:{catch.id}", source=node.id, target=catch.id)
                    for catch in catches.get((node.scope, (node.detail or node.name).strip()), [])
                ]
        return links

    def handlers(self, boundary: str) -> list[str]:
        """The activities that undo, tied to a compensation event by an association."""
        return self.undoing.get(boundary, [])

    # -- the order ------------------------------------------------------------------------------------------------

    def _order(self) -> list[str]:
        order: list[str] = []
        for process in self._processes():
            order += self._scope(process)
        seen = set(order)
        return order + [node for node in self.nodes if node not in seen]

    def _processes(self) -> list[str]:
        """Processes that start by themselves before those that a message starts; then from the top."""
        called = {
            self.map.process_of(self.nodes[flow.target])
            for flow in self.map.flows.values()
            if flow.type == names.MESSAGE and flow.target in self.nodes and self.nodes[flow.target].type == "startEvent"
        }
        boxes = {shape.of: shape.bounds for diagram in reversed(self.map.diagrams) for shape in diagram.shapes}

        def key(process: str) -> tuple[bool, float, float, int]:
            box = boxes.get(self.map.processes[process].pool)
            return (process in called, box.y if box else FAR, box.x if box else FAR, list(self.map.processes).index(process))

        return [*sorted(self.map.processes, key=key), ""]

    def _scope(self, scope: str) -> list[str]:
        """The nodes of one process or sub-process in order, each sub-process followed by what is inside it."""
        nodes = sorted(self.inner.get(scope, []), key=self._root_key)
        inside = set(nodes)
        after = {node: self._after(node, inside) for node in nodes}
        self._find_back(nodes, after)
        waiting = dict.fromkeys(nodes, 0)
        for node in nodes:
            for target, flow in after[node]:
                if flow not in self.back:
                    waiting[target] += 1
        stack = [node for node in reversed(nodes) if not waiting[node]]
        order: list[str] = []
        while stack:
            node = stack.pop()
            order.append(node)
            order += self._scope(node) if node in self.inner else []
            ready = []
            for target, flow in after[node]:
                if flow in self.back:
                    continue
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
            stack += reversed(ready)
        return order

    def _root_key(self, node: str) -> tuple[int, float, float, int]:
        element = self.nodes[node]
        # From the top. Starts first; then whatever nothing leads to; sub-processes that an event starts come last.
        first = 0 if element.type == "startEvent" else 2 if element.by_event or element.compensates else 1
        x, y = self.place.get(node, (FAR, FAR))
        return (first, round(y), round(x), self.rank[node])

    def _after(self, node: str, inside: set[str]) -> list[tuple[str, str]]:
        """(target, flow id) of what follows a node, what sits on its edge included, each target by position."""
        follow = [(flow.target, flow.id) for flow in self.out[node] if flow.target in inside]
        follow += [(rider, f"rides:{rider}") for rider in sorted(self.riders.get(node, []), key=self.key) if rider in inside]
        follow += [(handler, f"undo:{handler}") for handler in self.handlers(node) if handler in inside]
        return follow

    def _find_back(self, nodes: list[str], after: dict[str, list[tuple[str, str]]]) -> None:
        """Flows that lead back to a step on the way here (depth first from the starts, without recursion)."""
        led_to = {target for node in nodes for target, _ in after[node]}
        roots = [node for node in nodes if node not in led_to or self.nodes[node].type == "startEvent"]
        state: dict[str, int] = {}  # 1: on the way, 2: done
        for root in [*roots, *nodes]:
            if root in state:
                continue
            state[root] = 1
            way = [(root, iter(after[root]))]
            while way:
                node, rest = way[-1]
                step = next(rest, None)
                if step is None:
                    state[node] = 2
                    way.pop()
                elif state.get(step[0]) == 1:
                    self.back.add(step[1])
                elif step[0] not in state:
                    state[step[0]] = 1
                    way.append((step[0], iter(after[step[0]])))
