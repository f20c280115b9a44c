"""Static checks of a map: V-22 and V-24 of the model, as far as the map alone tells.

What needs more than the map is left to the caller: verbs (naming), the specification's start and end, group approval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import names
from .flowgraph import FlowGraph
from .model import Element, Map

#: code → (rule, severity, Swedish, English). F stops a map from coming into force, V is listed until mended.
RULES: dict[str, tuple[str, str, str, str]] = {
    "no_actor": (
        "V-22", "F",
        'Aktiviteten "{name}" har ingen aktör. Lägg den i en bana.',
        'The activity "{name}" has no actor. Put it in a lane.',
    ),
    "several_actors": (
        "V-22", "F",
        'Aktiviteten "{name}" har flera aktörer: {actors}. Dela den så att var och en gör sin del.',
        'The activity "{name}" has several actors: {actors}. Split it so that each does a part.',
    ),
    "waiting": (
        "V-22", "F",
        'Aktiviteten "{name}" innehåller en väntan. Gör två aktiviteter av den, med väntan som en händelse emellan.',
        'The activity "{name}" holds a wait. Make two activities of it, with the wait as an event between them.',
    ),
    "no_start": (
        "V-24", "F",
        "{where} har ingen start. Rita den händelse eller det behov som sätter igång.",
        "{where} has no start. Draw the event or the need that sets it off.",
    ),
    "no_end": (
        "V-24", "F",
        "{where} har inget slut. Rita vad mottagaren har när det är klart.",
        "{where} has no end. Draw what the recipient has when it is done.",
    ),
    "not_connected": (
        "V-24", "F",
        '"{name}" hänger inte ihop med något. Dra ett flöde dit och därifrån.',
        '"{name}" is not connected to anything. Draw a flow to it and from it.',
    ),
    "nothing_leads_here": (
        "V-24", "F",
        'Inget flöde leder till "{name}". Dra ett flöde dit.',
        'No flow leads to "{name}". Draw a flow to it.',
    ),
    "dead_end": (
        "V-24", "F",
        '"{name}" leder ingenstans. Dra ett flöde till nästa steg eller till ett slut.',
        '"{name}" leads nowhere. Draw a flow to the next step or to an end.',
    ),
    "loose_flow": (
        "V-24", "F",
        'Flödet "{name}" sitter löst. Fäst båda ändarna.',
        'The flow "{name}" is loose. Tie both its ends.',
    ),
    "few_exits": (
        "V-24", "F",
        'Valet "{name}" har färre än två utgångar med text. Skriv vad som avgör vid varje utgång, till exempel ja och nej.',
        'The choice "{name}" has fewer than two labelled exits. Write what decides at each exit, such as yes and no.',
    ),
    "overview_with_lanes": (
        "V-24", "V",
        "En översiktlig karta visar inte vem som gör vad. Ta bort banorna eller gör kartan detaljerad.",
        "An overview map does not show who does what. Remove the lanes or make the map a detailed one.",
    ),
}  # fmt: skip

WAIT = re.compile(r"\b(invänta\w*|avvakta\w*|(?<!be)vänta(r|s|n)?\b|wait(s|ing)?\b|await(s|ing)?\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One finding. `element` is the id of what it is about ("" for the whole map), `name` its name or type."""

    code: str
    element: str = ""
    name: str = ""
    where: str = ""
    actors: str = ""

    @property
    def id(self) -> str:
        """The rule in the model, "V-24"."""
        return RULES[self.code][0]

    @property
    def severity(self) -> str:
        return RULES[self.code][1]

    def message(self, language: str = "sv") -> str:
        sentence = RULES[self.code][3 if language == "en" else 2]
        where = self.where or ("Kartan" if language == "sv" else "The map")
        return sentence.format(name=self.name, where=where, actors=self.actors)


def check(a_map: Map, kind: str | None = None) -> list[Finding]:
    """All findings. `kind` is "overview" (C-23: no "who") or "detailed" (C-24: an actor for each activity); None takes a
    map with lanes or named pools for detailed."""
    if kind is None:
        kind = "detailed" if a_map.lanes or a_map.pools else "overview"
    graph = FlowGraph(a_map)
    found = list(_actors(a_map)) if kind == "detailed" else []
    if kind == "overview" and a_map.lanes:
        found.append(Finding("overview_with_lanes"))
    found += _waiting(a_map)
    found += _starts_and_ends(a_map)
    found += _connections(a_map, graph)
    found += _choices(a_map, graph)
    return found


def _named(element: Element) -> str:
    return element.label or element.id


def _activities(a_map: Map) -> Iterator[Element]:
    return (element for element in a_map.elements.values() if element.type in names.ACTIVITIES)


def _actors(a_map: Map) -> Iterator[Finding]:
    laned = {lane.process for lane in a_map.lanes.values()}
    for element in _activities(a_map):
        # An open sub-process may pass several lanes; what is inside it has its own actor.
        if any(inner.type in names.ACTIVITIES for inner in a_map.within(element.id)):
            continue
        if len(element.lanes) > 1:
            actors = ", ".join(filter(None, (a_map.lane_name(lane) for lane in element.lanes)))
            yield Finding("several_actors", element.id, _named(element), actors=actors)
        elif not a_map.actor(element) or (a_map.process_of(element) in laned and not a_map.lanes_of(element)):
            yield Finding("no_actor", element.id, _named(element))


def _waiting(a_map: Map) -> Iterator[Finding]:
    for element in _activities(a_map):
        if WAIT.search(element.label):
            yield Finding("waiting", element.id, _named(element))


def _starts_and_ends(a_map: Map) -> Iterator[Finding]:
    for process in a_map.processes.values():
        nodes = [element for element in a_map.within(process.id) if element.type in names.FLOW_NODES]
        if not nodes:
            continue
        pool = a_map.pools.get(process.pool)
        where = " ".join(pool.name.split()) if pool and len(a_map.processes) > 1 else ""
        if not any(element.type in names.STARTS for element in nodes):
            yield Finding("no_start", process.pool or process.id, where=where)
        if not any(element.type in names.ENDS for element in nodes):
            yield Finding("no_end", process.pool or process.id, where=where)


def _connections(a_map: Map, graph: FlowGraph) -> Iterator[Finding]:
    for flow in a_map.flows.values():
        if flow.type in names.FLOWS and not (flow.source and flow.target):
            yield Finding("loose_flow", flow.id, " ".join(flow.name.split()) or flow.id)
    undone = {flow.target for flow in a_map.flows.values() if flow.type == names.ASSOCIATION}
    for element_id in graph.order:
        element = graph.nodes[element_id]
        scope = graph.nodes.get(element.scope)
        if element.by_event or element.compensates or (scope is not None and scope.ad_hoc) or element_id in undone:
            continue
        begins = element.type in names.STARTS or bool(element.host) or _catches_link(element)
        finishes = element.type in names.ENDS or _throws_link(element) or "compensate" in element.events
        to, away = bool(graph.into[element_id]), bool(graph.out[element_id])
        if begins or finishes:
            if (begins and not finishes and not away) or (finishes and not begins and not to):
                yield Finding("dead_end" if begins else "nothing_leads_here", element_id, _named(element))
        elif not to and not away:
            alone = len(graph.inner.get(element.scope, [])) == 1 and scope is not None
            if not alone:
                yield Finding("not_connected", element_id, _named(element))
        elif not to and not _implicit(a_map, element, names.STARTS):
            yield Finding("nothing_leads_here", element_id, _named(element))
        elif not away and not _implicit(a_map, element, names.ENDS):
            yield Finding("dead_end", element_id, _named(element))


def _implicit(a_map: Map, element: Element, kinds: frozenset[str]) -> bool:
    """Inside a sub-process that draws no starts (or ends) at all, the first (or last) steps need none."""
    return element.scope in a_map.elements and not any(other.type in kinds for other in a_map.within(element.scope))


def _catches_link(element: Element) -> bool:
    return "link" in element.events and element.type == "intermediateCatchEvent"


def _throws_link(element: Element) -> bool:
    return "link" in element.events and element.type == "intermediateThrowEvent"


def _choices(a_map: Map, graph: FlowGraph) -> Iterator[Finding]:
    for element in a_map.elements.values():
        if element.type not in names.DECISIONS:
            continue
        out = graph.out[element.id]
        joins = len(graph.into[element.id]) > 1 and len(out) < 2
        labelled = sum(1 for flow in out if flow.name.strip())
        if out and not joins and labelled < 2:
            yield Finding("few_exits", element.id, _named(element))
