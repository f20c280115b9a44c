"""A map as JSON, by the command line's contract (DESIGN 7)."""

from __future__ import annotations

from typing import Any

from . import names
from .model import Element, Map
from .walk import numbers


def to_json(a_map: Map, language: str = "sv") -> dict[str, Any]:
    """{"elements", "flows", "lanes", "receipt"} as in DESIGN 7, and more: pools, associations, step numbers, actors.

    `flows` are sequence and message flows; "from" and "to" are null where an arrow is drawn loose. "lane" is a lane's id
    or null. The receipt's sentences are in `language`.
    """
    steps = numbers(a_map)
    word = 1 if language == "en" else 0
    return {
        "elements": [
            {
                "id": element.id,
                "type": element.type,
                "name": element.label,
                "lane": _lane(a_map, element),
                "actor": a_map.actor(element) if element.type in names.FLOW_NODES else "",
                "scope": element.scope or None,
                "step": steps.get(element.id),
                **({"events": element.events} if element.events else {}),
                **({"host": element.host} if element.host else {}),
                **({"properties": element.properties} if element.properties else {}),
            }
            for element in a_map.elements.values()
        ],
        "flows": [
            {
                "id": flow.id,
                "from": flow.source or None,
                "to": flow.target or None,
                "name": " ".join(flow.name.split()),
                "type": flow.type,
            }
            for flow in a_map.flows.values()
            if flow.type in names.FLOWS
        ],
        "associations": [
            {"id": flow.id, "from": flow.source or None, "to": flow.target or None, "type": flow.type}
            for flow in a_map.flows.values()
            if flow.type in names.ASSOCIATIONS
        ],
        "lanes": [
            {"id": lane.id, "name": " ".join(lane.name.split()), "parent": lane.parent or None, "process": lane.process}
            for lane in a_map.lanes.values()
        ],
        "pools": [
            {"id": pool.id, "name": " ".join(pool.name.split()), "process": pool.process or None} for pool in a_map.pools.values()
        ],
        "diagrams": len(a_map.diagrams),
        "receipt": [{"kind": note.kind, "what": note.what[word], "why": note.why[word]} for note in a_map.notes],
    }


def _lane(a_map: Map, element: Element) -> str | None:
    """The one lane it stands in, also where a sub-process around it names the lane; None for none or several."""
    lanes = a_map.lanes_of(element)
    return lanes[0] if len(lanes) == 1 else None
