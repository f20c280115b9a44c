"""Which parts of a map are steps with a number, and what a flow leads to in numbers.

Activities and events on the way are steps. A choice right after a step is told at that step; other choices are steps of
their own. Joins, splits into parallel branches and links are passed through. Starts and ends have no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from . import names
from .flowgraph import FlowGraph
from .model import Element, Flow


class Message(NamedTuple):
    """A message flow at a step: to or from whom, about what, and the step at the other end where there is one."""

    out: bool
    who: str
    name: str
    no: int | None


@dataclass(frozen=True)
class Target:
    """Where one goes: to step `no` (`back`: to one already told of), or to an end (`no` None, `end` its element or None).

    `inside`: the end is that of a sub-process. `messages` are those that the end sends.
    """

    no: int | None
    element_id: str = ""
    back: bool = False
    end: Element | None = None
    inside: bool = False
    messages: tuple[Message, ...] = ()


class Numbering:
    """`numbers`: element id → step number. `owner`: element id → the step (or start) at which it is told."""

    def __init__(self, graph: FlowGraph) -> None:
        self.graph = graph
        self.messages: dict[str, list[Message]] = {}
        self.folded = {node.id: before for node in graph.nodes.values() if (before := self._told_at(node))}
        self.numbers: dict[str, int] = {}
        for node_id in graph.order:
            if self._has_number(graph.nodes[node_id]):
                self.numbers[node_id] = len(self.numbers) + 1

    def end_messages(self, node_id: str) -> tuple[Message, ...]:
        return tuple(message for message in self.messages.get(node_id, []) if message.out)

    def is_split(self, node: Element) -> bool:
        """A gateway after which one of several ways is taken."""
        return node.type in names.GATEWAYS and node.type != "parallelGateway" and len(self.graph.out[node.id]) > 1

    def _told_at(self, node: Element) -> str:
        """The step before a choice, where that step leads to nothing else and nothing else leads to the choice."""
        into = self.graph.into[node.id]
        if not self.is_split(node) or len(into) != 1:
            return ""
        before = self.graph.nodes[into[0].source]
        plain = before.type in names.ACTIVITIES or before.type in names.STARTS or before.type in names.BETWEEN
        return before.id if plain and "link" not in before.events and len(self.graph.out[before.id]) == 1 else ""

    def _has_number(self, node: Element) -> bool:
        if node.type in names.ACTIVITIES:
            return True
        if node.type in names.BETWEEN:
            return "link" not in node.events
        return self.is_split(node) and node.id not in self.folded

    def owner(self, element_id: str) -> str:
        """The step, start or end at which something about this element is told."""
        node = self.graph.nodes.get(element_id)
        if node is None:
            return ""
        if node.host:
            return node.host
        return self.folded.get(element_id, element_id)

    def targets(self, flow: Flow, no: int | None = None, seen: frozenset[str] = frozenset()) -> tuple[Target, ...]:
        """What a flow leads to, seen from step `no`; several where branches run at the same time."""
        return self.reach(flow.target, no, seen)

    def reach(self, node_id: str, no: int | None, seen: frozenset[str] = frozenset()) -> tuple[Target, ...]:
        node = self.graph.nodes[node_id]
        if node_id in self.numbers:
            number = self.numbers[node_id]
            return (Target(number, node_id, back=no is not None and number <= no),)
        if node.type in names.ENDS:
            return (Target(None, node_id, end=node, inside=node.scope in self.graph.nodes, messages=self.end_messages(node_id)),)
        if node_id in seen:
            return ()
        found: dict[str, Target] = {}
        for flow in self.graph.out[node_id]:
            for target in self.targets(flow, no, seen | {node_id}):
                found.setdefault(target.element_id, target)
        return tuple(found.values()) or (Target(None, node_id),)

    def waits(self, node_id: str) -> tuple[int, ...]:
        """The steps that must all be done first: those that lead to a parallel join, where that is the only way here."""
        joins = [self.graph.nodes[flow.source] for flow in self.graph.into[node_id] if flow.id not in self.graph.back]
        if len(joins) != 1 or joins[0].type != "parallelGateway" or len(self.graph.into[joins[0].id]) < 2:
            return ()
        found = self._before(joins[0].id, frozenset())
        return tuple(sorted(found)) if len(found) > 1 else ()

    def _before(self, node_id: str, seen: frozenset[str]) -> set[int]:
        found: set[int] = set()
        for flow in self.graph.into[node_id]:
            source = self.owner(flow.source)
            if source in self.numbers:
                found.add(self.numbers[source])
            elif flow.source not in seen:
                found |= self._before(flow.source, seen | {node_id})
        return found
