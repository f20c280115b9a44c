"""The receipt of a read file (DESIGN 7): what was kept as it was, what we guessed, what we left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lxml import etree

from . import names
from .model import Flow, Map, Note

LEADS_NOWHERE = (
    "Det leder från och till delar som inte finns i filen. Det ligger kvar i filen men visas inte.",
    "It leads from and to parts that are not in the file. It stays in the file but is not shown.",
)
ONE_END = (
    "Linjen saknar en ände och är inte ritad. Den ligger kvar i filen men visas inte.",
    "The line lacks an end and is not drawn. It stays in the file but is not shown.",
)
KEPT = ("Vi visar det inte, men det ligger kvar när kartan sparas.", "We do not show it, but it stays when the map is saved.")
BY_PLACE = ("Ingen bana nämner det. Banan är den som det är ritat i.", "No lane names it. The lane is the one it is drawn in.")
NO_DRAWING = (
    "Filen har ingen ritning. Vi har placerat ut stegen själva.",
    "The file has no drawing. We have placed the steps ourselves.",
)
NO_SHAPE = ("Det finns i filen men är inte ritat.", "It is in the file but not drawn.")
NO_PICTURE = ("Vi har ingen egen figur för det och ritar en ruta.", "We have no figure of our own for it and draw a box.")
OURS = {names.BPMN, names.BPMNDI, names.DI, names.DC, names.OWN}


def flow_words(flow: Flow, node: Any) -> tuple[str, str]:
    """Which flow, for people: by name or id, with its line."""
    name = " ".join(flow.name.split()) or flow.id
    return (f'Flödet "{name}", rad {node.sourceline}', f'The flow "{name}", line {node.sourceline}')


def loose_end(a_map: Map, flow: Flow, end: str, found: str) -> Note:
    """An arrow whose end was not tied to anything; `found` is what it touches, or ""."""
    what = flow_words(flow, flow.node)
    swedish, english = ("börjar", "starts") if end == "source" else ("slutar", "ends")
    if not found:
        why = (f"Pilen {swedish} i tomma luften.", f"The arrow {english} in thin air.")
        return Note("left out", what, why)
    item = a_map.item(found)
    name = " ".join(item.name.split()) if item and item.name.strip() else found
    why = (f'Pilen är inte fäst. Den {swedish} vid "{name}".', f'The arrow is not tied. It {english} at "{name}".')
    return Note("guessed", what, why)


def add(a_map: Map) -> None:
    """Append the notes of a map that has just been read."""
    notes = a_map.notes
    notes += [
        Note("guessed", (f'Bana för "{element.label or element.id}"', f'Lane of "{element.label or element.id}"'), BY_PLACE)
        for element in a_map.elements.values()
        if element.lane_guessed
    ]
    if not any(diagram.shapes for diagram in a_map.diagrams) and a_map.elements:
        notes.append(Note("guessed", ("Ritningen", "The drawing"), NO_DRAWING))
    else:
        drawn = {shape.of for diagram in a_map.diagrams for shape in diagram.shapes}
        for element in a_map.elements.values():
            if element.type in names.FLOW_NODES and element.id not in drawn and element.scope in a_map.processes:
                what = element.label or element.id
                notes.append(Note("left out", (f'"{what}" i bilden', f'"{what}" in the picture'), NO_SHAPE))
    known = names.FLOW_NODES | names.DATA | names.DATA_IF_DRAWN | names.ARTIFACTS
    for kind in sorted({element.type for element in a_map.elements.values()} - known):
        notes.append(Note("guessed", (f"Figuren för {kind}", f"The figure of {kind}"), NO_PICTURE))
    _foreign(a_map)


def _foreign(a_map: Map) -> None:
    found: Counter[str] = Counter()
    for node in a_map.tree.getroot().iter(etree.Element):
        name = etree.QName(node)
        found[name.namespace or ""] += 1
        for attribute in node.attrib:
            if attribute.startswith("{"):
                found[etree.QName(attribute).namespace or ""] += 1
    for namespace, count in sorted(found.items()):
        if namespace in OURS or namespace in (names.XSI, "http://www.w3.org/XML/1998/namespace"):
            continue
        if namespace in (names.BIOC, names.COLOR):
            what = (f"{count} färgmärkningar", f"{count} colour marks")
        else:
            what = (f"{count} egna uppgifter från {namespace or '?'}", f"{count} marks of its own from {namespace or '?'}")
        a_map.notes.append(Note("kept", what, KEPT))
