"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .. import marks, names
from ..flowgraph import FlowGraph
from ..model import Element, Map

OVERVIEW, DETAILED = "overview", "detailed"
BOTH = (OVERVIEW, DETAILED)


@dataclass(frozen=True)
class Known:
    """What the map itself does not tell.

    `start` and `end`: what the specification says starts and ends the process, "" where unknown. `is_doing` says whether
    a text says that something is done (True, False, or None for "cannot tell"); None: the rule of verbs is silent.
    """

    start: str = ""
    end: str = ""
    is_doing: Callable[[str], bool | None] | None = None


@dataclass(frozen=True)
class Finding:
    """One finding. `element` is the id of what it is about ("" for the whole map), `name` its text or id.

    `values` fill the sentence; a pair (Swedish, English) is a word in each language.
    """

    rule: Rule = field(repr=False)
    element: str = ""
    name: str = ""
    values: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The rule's file name, "dead_end"."""
        return self.rule.code

    @property
    def id(self) -> str:
        """The rule in the model, "V-24"."""
        return self.rule.id

    @property
    def severity(self) -> str:
        return self.rule.severity

    def message(self, language: str = "sv") -> str:
        """What is wrong and the way out, in "sv" or "en"."""
        english = language == "en"
        said = {key: value if isinstance(value, str) else value[english] for key, value in self.values.items()}
        return (self.rule.en if english else self.rule.sv).format(**{"name": self.name, **said})


@dataclass(frozen=True)
class Rule:
    """A rule of the model: `id` there, `code` ours and for ever (its file's name), a sentence in each language.

    `severity`: F stops a map from coming into force, V is listed until mended, I is only shown. `kinds`: the kinds of map
    it looks at. `find` gives findings. `good` has none of this rule; `bad` has one, about the element `bad_at`.
    """

    id: str
    code: str
    severity: str
    sv: str
    en: str
    find: Callable[[Rule, Seen], Iterator[Finding]]
    good: str
    bad: str
    bad_at: str
    kinds: tuple[str, ...] = BOTH
    #: what the examples are read with
    known: Known = field(default_factory=Known)

    def at(self, element: str = "", name: str = "", **values: str | tuple[str, str]) -> Finding:
        """A finding of this rule."""
        return Finding(self, element, name, values)


class Seen:
    """A map as rules look at it; what several ask for is worked out once."""

    def __init__(self, a_map: Map, kind: str, known: Known) -> None:
        self.map = a_map
        self.kind = kind
        self.known = known

    @cached_property
    def graph(self) -> FlowGraph:
        return FlowGraph(self.map)

    @cached_property
    def marked_wrong(self) -> list[marks.Problem]:
        """What is written of times, shares and the like and cannot be right."""
        return list(marks.problems(self.map))

    @cached_property
    def activities(self) -> list[Element]:
        return [element for element in self.map.elements.values() if element.type in names.ACTIVITIES]

    def holds_activities(self, element: Element) -> bool:
        """True for an open sub-process: what is inside it is done, it is only around it."""
        return any(inner.type in names.ACTIVITIES for inner in self.map.within(element.id))

    def outer(self, kinds: frozenset[str]) -> list[Element]:
        """Elements of these kinds that lie in no sub-process."""
        return [one for one in self.map.elements.values() if one.type in kinds and one.scope in self.map.processes]

    def flows_apart(self) -> Iterator[tuple[str | tuple[str, str], str, list[Element]]]:
        """(what to call it, id of its pool or itself, its steps) for each process with steps in it."""
        for process in self.map.processes.values():
            steps = [element for element in self.map.within(process.id) if element.type in names.FLOW_NODES]
            pool = self.map.pools.get(process.pool)
            title = " ".join(pool.name.split()) if pool and len(self.map.processes) > 1 else ""
            if steps:
                yield title or ("Kartan", "The map"), process.pool or process.id, steps

    @cached_property
    def without_end(self) -> set[str]:
        """The steps from which no way leads out of the flow: neither to an end nor to where it just stops."""
        graph = self.graph
        before: dict[str, set[str]] = {node: {flow.source for flow in graph.into[node]} for node in graph.nodes}
        on = {node: bool(graph.out[node]) for node in graph.nodes}
        for host, riders in graph.riders.items():
            for rider in riders:
                before[rider].add(host)
        reached = [node for node in graph.nodes if not on[node]]
        without = set(graph.nodes).difference(reached)
        while reached:
            for node in before[reached.pop()] & without:
                without.discard(node)
                reached.append(node)
        return without

    def ends(self) -> Iterator[tuple[Element, bool, bool, bool, bool]]:
        """(step, something leads to it, it leads on, it begins, it finishes) for each step that needs to hang together.

        Left out: what an event starts, what is only done to undo, and what is done in any order.
        """
        graph = self.graph
        undone = {flow.target for flow in self.map.flows.values() if flow.type == names.ASSOCIATION}
        for element_id in graph.order:
            element = graph.nodes[element_id]
            scope = graph.nodes.get(element.scope)
            if element.by_event or element.compensates or (scope is not None and scope.ad_hoc) or element_id in undone:
                continue
            link = "link" in element.events
            begins = element.type in names.STARTS or bool(element.host) or (link and element.type == "intermediateCatchEvent")
            finishes = element.type in names.ENDS or (link and element.type == "intermediateThrowEvent")
            finishes = finishes or "compensate" in element.events
            yield element, bool(graph.into[element_id]), bool(graph.out[element_id]), begins, finishes

    def alone(self, element: Element) -> bool:
        """True for the only step of a sub-process, which needs no flows."""
        return element.scope in self.graph.nodes and len(self.graph.inner.get(element.scope, [])) == 1

    def implied(self, element: Element, kinds: frozenset[str]) -> bool:
        """Inside a sub-process that draws no starts (or ends) at all, the first (or last) steps need none."""
        return element.scope in self.map.elements and not any(other.type in kinds for other in self.map.within(element.scope))


def alike(text: str) -> str:
    """A text as it is compared: letters and figures in lower case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def named(element: Element) -> str:
    """What people call it: its text, else its id."""
    return element.label or element.id
