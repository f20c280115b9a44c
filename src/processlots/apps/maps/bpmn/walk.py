"""The text twin of a map (D-11): the same content as numbered steps per actor, for those who read rather than look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from . import marks, names
from .flowgraph import FlowGraph
from .model import Document, Element, Flow, Map
from .numbering import Message, Numbering, Target
from .words import kind, say


@dataclass(frozen=True)
class Choice:
    """One way on from a step. `label` is the flow's name or the event's; several targets run at the same time."""

    label: str
    targets: tuple[Target, ...]
    default: bool = False
    #: an event on the step's edge: the way is taken if it happens
    event: bool = False
    interrupting: bool = True
    #: per cent of the cases that go this way (M-LED-2), where it is known
    share: Decimal | None = None

    @property
    def target_no(self) -> int | None:
        return self.targets[0].no if self.targets else None


@dataclass(frozen=True)
class Step:
    """A step. `no` is None for a start. `anchor` is the id of its place on the page, in the picture's links too."""

    no: int | None
    element_id: str
    type: str
    name: str
    actor: str
    pool: str = ""
    #: what kind of step: "Aktivitet", "Händelse, tid"
    kind: str = ""
    #: the actor is another than that of the step before
    turn: bool = True
    start: bool = False
    end: bool = False
    #: "need" | "event" | "" (C-27), from our own mark on the start
    start_kind: str = ""
    #: the words at the choice that follows ("Komplett?")
    question: str = ""
    #: "one" | "several" | "first": how the choices exclude each other
    how: str = "one"
    choices: tuple[Choice, ...] = ()
    next: tuple[Target, ...] = ()
    waits: tuple[int, ...] = ()
    part_of: int | None = None
    level: int = 0
    parts: tuple[int, ...] = ()
    repeats: str = ""
    any_order: bool = False
    called: bool = False
    documentation: str = ""
    notes: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    messages: tuple[Message, ...] = ()
    #: times, system, information (M-LED-2, C-26)
    known: marks.Facts = marks.NOTHING
    #: the number that comes next in the list; where the flow goes there, it need not be said
    follows: int | None = None

    @property
    def anchor(self) -> str:
        return f"steg-{self.no}" if self.no is not None else f"start-{self.element_id}"


def walk(a_map: Map, language: str = "sv") -> list[Step]:
    """The steps in order along the flow: the starts, then what follows, one pool after the other. Deterministic."""
    return _Walk(a_map, language).steps()


def numbers(a_map: Map) -> dict[str, int]:
    """Element id → its number in the steps and in the picture."""
    return Numbering(FlowGraph(a_map)).numbers


class _Walk:
    def __init__(self, a_map: Map, language: str) -> None:
        self.map = a_map
        self.language = language
        self.graph = FlowGraph(a_map)
        self.numbering = Numbering(self.graph)
        self.numbers = self.numbering.numbers
        self.attached = self._attached()
        self.said = self.numbering.messages = self._messages()

    def steps(self) -> list[Step]:
        steps: list[Step] = []
        for node_id in self.graph.order:
            node = self.graph.nodes[node_id]
            if node_id in self.numbers or (node.type in names.STARTS and self._worth_telling(node)):
                turn = not steps or steps[-1].actor != self.map.actor(node) or steps[-1].pool != self._pool(node)
                steps.append(self._step(node, turn=turn))
        follows: int | None = None
        for index in range(len(steps) - 1, -1, -1):
            steps[index] = replace(steps[index], follows=follows)
            follows = steps[index].no or follows
        return steps

    def _worth_telling(self, start: Element) -> bool:
        """A nameless start inside a sub-process says nothing."""
        return bool(start.scope not in self.graph.nodes or start.label or start.events)

    def _step(self, node: Element, *, turn: bool) -> Step:
        no = self.numbers.get(node.id)
        choices, following, question, how = self._ways(node, no)
        inside = [self.numbers[e] for e in self.graph.inner.get(node.id, []) if e in self.numbers]
        data = self.attached.get(node.id, {})
        every = [*following, *(target for choice in choices for target in choice.targets)]
        return Step(
            no=no,
            element_id=node.id,
            type=node.type,
            name=node.label or kind(node, self.language),
            actor=self.map.actor(node),
            pool=self._pool(node),
            kind=kind(node, self.language),
            turn=turn,
            start=node.type in names.STARTS,
            end=any(target.end is not None for target in every),
            start_kind=marks.of(node).start_kind if node.type in names.STARTS else "",
            question=question,
            how=how,
            choices=choices,
            next=following,
            waits=self.numbering.waits(node.id),
            part_of=self.numbers.get(node.scope),
            level=self._level(node),
            parts=tuple(sorted(inside)),
            repeats=node.repeats,
            any_order=node.ad_hoc,
            called=node.type in names.CALLS,
            documentation=node.documentation,
            notes=tuple(data.get("notes", [])),
            inputs=tuple(data.get("in", [])),
            outputs=tuple(data.get("out", [])),
            documents=(*node.documents, *(Document(title) for title in data.get("papers", []))),
            messages=tuple(self.said.get(node.id, [])),
            known=marks.of(node),
        )

    def _pool(self, node: Element) -> str:
        pool = self.map.pool_of(node)
        return " ".join(pool.name.split()) if pool else ""

    def _level(self, node: Element) -> int:
        level, scope = 0, node.scope
        while scope in self.graph.nodes:
            level, scope = level + 1, self.graph.nodes[scope].scope
        return level

    # -- the ways on ----------------------------------------------------------------------------------------------

    def _ways(self, node: Element, no: int | None) -> tuple[tuple[Choice, ...], tuple[Target, ...], str, str]:
        out = self.graph.out[node.id]
        question, how, decision = "", "one", node
        choices: list[Choice] = []
        following: tuple[Target, ...] = ()
        folded = out[0].target if len(out) == 1 and self.numbering.folded.get(out[0].target) == node.id else ""
        if folded:
            decision = self.graph.nodes[folded]
            question = decision.label
            out = self.graph.out[folded]
        if self.numbering.is_split(decision):
            how = {"exclusiveGateway": "one", "eventBasedGateway": "first"}.get(decision.type, "several")
            choices = [self._choice(flow, decision, no) for flow in out]
        elif any(flow.condition for flow in out) and len(out) > 1:
            how = "several"
            choices = [self._choice(flow, decision, no) for flow in out]
        else:
            found: dict[str, Target] = {}
            for flow in out:
                for target in self.numbering.targets(flow, no):
                    found.setdefault(target.element_id, target)
            following = tuple(found.values())
        # What goes on stands before what goes back.
        choices.sort(key=lambda choice: all(target.back for target in choice.targets))
        riders = sorted(self.graph.riders.get(node.id, []), key=self.graph.key)
        choices += [self._event_choice(self.graph.nodes[rider], no) for rider in riders]
        return tuple(choices), following, question, how

    def _choice(self, flow: Flow, decision: Element, no: int | None) -> Choice:
        label = " ".join(flow.name.split())
        if not label and decision.type == "eventBasedGateway":
            label = self.graph.nodes[flow.target].label
        if not label and flow.condition.strip() and len(flow.condition) < 60:
            label = " ".join(flow.condition.split())
        share = marks.number(flow.properties.get("share", ""))
        return Choice(label, self.numbering.targets(flow, no), default=decision.default == flow.id, share=share)

    def _event_choice(self, event: Element, no: int | None) -> Choice:
        targets: list[Target] = []
        for flow in self.graph.out[event.id]:
            targets += self.numbering.targets(flow, no)
        for handler in self.graph.handlers(event.id) if "compensate" in event.events else []:
            targets += self.numbering.reach(handler, no)
        what = event.events[0] if len(event.events) == 1 else "multiple"
        label = event.label or (say(what, self.language) if event.events else kind(event, self.language))
        found = tuple(targets) or (Target(None, event.id),)
        return Choice(label, found, event=True, interrupting=event.interrupting)

    # -- what hangs on a step -------------------------------------------------------------------------------------

    def _attached(self) -> dict[str, dict[str, list[str]]]:
        """Id of a step → names of notes, inputs, outputs and other papers tied to it by associations."""
        found: dict[str, dict[str, list[str]]] = {}
        for flow in self.map.flows.values():
            if flow.type not in names.ASSOCIATIONS:
                continue
            for paper_id, step_id, direction in ((flow.source, flow.target, "in"), (flow.target, flow.source, "out")):
                paper = self.map.elements.get(paper_id)
                through = self.map.flows.get(step_id)
                step = self.numbering.owner(through.source if through else step_id)
                if paper is None or not step or not paper.label:
                    continue
                sort = self._sort(paper, flow, direction)
                if sort and paper.label not in found.setdefault(step, {}).setdefault(sort, []):
                    found[step][sort].append(paper.label)
        return found

    @staticmethod
    def _sort(paper: Element, flow: Flow, direction: str) -> str:
        if paper.type == "textAnnotation":
            return "notes"
        if paper.type not in names.DATA | names.DATA_IF_DRAWN:
            return ""
        directed = flow.type != names.ASSOCIATION or flow.direction == "One"
        return direction if directed else "papers"

    def _messages(self) -> dict[str, list[Message]]:
        found: dict[str, list[Message]] = {}
        for flow in self.map.flows.values():
            if flow.type != names.MESSAGE:
                continue
            name = " ".join(flow.name.split())
            for here, there, out in ((flow.source, flow.target, True), (flow.target, flow.source, False)):
                step = self.numbering.owner(here)
                if step:
                    other = self.numbers.get(self.numbering.owner(there))
                    found.setdefault(step, []).append(Message(out, self._who(there), name, other))
        return found

    def _who(self, end: str) -> str:
        element = self.map.elements.get(end)
        if element is not None:
            pool = self._pool(element)
            return self.map.actor(element) or pool or say("nobody", self.language).lower()
        pool_item = self.map.pools.get(end)
        return " ".join(pool_item.name.split()) if pool_item and pool_item.name.strip() else say("pool", self.language).lower()
