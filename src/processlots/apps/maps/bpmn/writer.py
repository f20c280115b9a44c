"""`Map` → BPMN 2.0. The kept tree is made to say what the model says, then written.

What the model changed is changed, what it dropped is taken out, what is new is put in; everything else stays as it was,
so that a map that was only read comes out canonically equal (XML C14N) to what went in.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from . import names, writer_di
from .errors import BpmnError
from .model import Element, Flow, Item, Lane, Map, Pool, Process
from .names import BPMN, BPMNDI, local, tag
from .parse import Limits, parse
from .writer_items import describe, set_contents
from .xml_edit import add, make, put, put_before, set_attribute, take_out

#: A process holds lanes, then flow elements, then artifacts.
LAST = names.ARTIFACTS | {names.ASSOCIATION}


def save(a_map: Map) -> bytes:
    """The map as a UTF-8 file. BpmnError where a text holds characters that XML cannot. Updates `a_map.tree`."""
    if a_map.tree is None:
        a_map.tree = _empty(a_map)
    _Writer(a_map).write()
    a_map.remember()
    return bytes(etree.tostring(a_map.tree, encoding="UTF-8", xml_declaration=True)) + b"\n"


def canonical(data: bytes, limits: Limits | None = None) -> bytes:
    """A file in canonical form (C14N 2.0 with comments): equal for files that say the same.

    Not C14N 1.0, which refuses files whose namespaces are no absolute addresses; some exporters write such.
    """
    text = etree.tostring(parse(data, limits), encoding="unicode")
    return str(etree.canonicalize(xml_data=text, with_comments=True)).encode()


def _empty(a_map: Map) -> Any:
    root = etree.Element(tag(BPMN, "definitions"), nsmap=names.PREFIXES)
    root.set("id", "definitions")
    set_attribute(root, "name", a_map.name)
    root.set("targetNamespace", "urn:processlots:map")
    root.set("exporter", "Processlots")
    return root.getroottree()


class _Writer:
    def __init__(self, a_map: Map) -> None:
        self.map = a_map
        self.root = a_map.tree.getroot()

    def write(self) -> None:
        self._take_out_the_gone()
        for item in self.map.everything():
            try:
                if item.node is None:
                    self._new(item)
                elif item.seen is not None and item != item.seen:
                    self._changed(item)
            except ValueError as error:
                raise BpmnError("cannot_write", element_id=item.id, type=getattr(item, "type", "")) from error
        writer_di.write(self.map, self.root)

    # -- gone -----------------------------------------------------------------------------------------------------

    def _take_out_the_gone(self) -> None:
        present = {id(part) for part in [*self.map.everything(), *self.map.drawings()]}
        gone = [part for part in self.map.known if id(part) not in present]
        ids = {part.id for part in gone if isinstance(part, Item)}
        for part in gone:
            if part.node is not None:
                take_out(part.node)
        if ids:
            self._forget(ids)

    def _forget(self, ids: set[str]) -> None:
        """The short references to what is gone: lanes, steps and defaults name their flows and steps."""
        for lane in self.map.lanes.values():
            lane.members = [member for member in lane.members if member not in ids]
        for name in ("incoming", "outgoing"):
            for node in [node for node in self.root.iter(tag(BPMN, name)) if local(node.text) in ids]:
                take_out(node)

    # -- new ------------------------------------------------------------------------------------------------------

    def _new(self, item: Item) -> None:
        if isinstance(item, Process):
            item.node = self._before_diagrams("process")
            set_attribute(item.node, "isExecutable", "false")
        elif isinstance(item, Pool):
            item.node = add(self._collaboration(), BPMN, "participant")
        elif isinstance(item, Lane):
            item.node = add(self._lane_set(item), BPMN, "lane")
        elif isinstance(item, Element):
            item.node = make(self.root, BPMN, item.type)
            self._place(item)
        elif isinstance(item, Flow):
            item.node = make(self.root, BPMN, item.type)
            self._place_flow(item)
        item.node.set("id", item.id)
        describe(self.map, item, None)
        set_contents(item, None)

    def _before_diagrams(self, name: str) -> Any:
        first = self.root.find(tag(BPMNDI, "BPMNDiagram"))
        return add(self.root, BPMN, name, None if first is None else self.root.index(first))

    def _collaboration(self) -> Any:
        node = self.root.find(tag(BPMN, "collaboration"))
        if node is None:
            first = self.root.find(tag(BPMN, "process"))
            node = add(self.root, BPMN, "collaboration", None if first is None else self.root.index(first))
            node.set("id", "collaboration")
        return node

    def _lane_set(self, lane: Lane) -> Any:
        parent, name = (self.map.lanes[lane.parent].node, "childLaneSet") if lane.parent else (None, "laneSet")
        if parent is None:
            parent = self.map.processes[lane.process].node
        found = parent.find(tag(BPMN, name))
        if found is None:
            found = add(
                parent, BPMN, name, None if lane.parent else _after(parent, {"documentation", "extensionElements", "property"})
            )
            found.set("id", f"{name}-{lane.parent or lane.process}")
        return found

    def _place(self, element: Element) -> None:
        around = self.map.item(element.scope)
        parent = around.node if around is not None else self._collaboration()
        if element.type in LAST:
            put(parent, element.node)
        else:
            _before_artifacts(parent, element.node)

    def _place_flow(self, flow: Flow) -> None:
        source, target = self.map.elements.get(flow.source), self.map.elements.get(flow.target)
        if flow.type == names.MESSAGE:
            put(self._collaboration(), flow.node)
        elif flow.type in (names.DATA_IN, names.DATA_OUT):
            owner = target if flow.type == names.DATA_IN else source
            if owner is not None:
                put(owner.node, flow.node, _after(owner.node, _HEAD | {"ioSpecification", "property", flow.type}))
        else:
            scope = next((end.scope for end in (source, target) if end is not None and self.map.item(end.scope)), "")
            around = self.map.item(scope)
            parent = around.node if around is not None else self._collaboration()
            if flow.type == names.ASSOCIATION:
                put(parent, flow.node)
            else:
                _before_artifacts(parent, flow.node)

    # -- changed --------------------------------------------------------------------------------------------------

    def _changed(self, item: Item) -> None:
        seen = item.seen
        if isinstance(item, Element):
            if item.type != seen.type:
                item.node.tag = tag(BPMN, item.type)
            if item.scope != seen.scope:
                take_out(item.node)
                self._place(item)
        describe(self.map, item, seen)
        set_contents(item, seen)


_HEAD = {"documentation", "extensionElements", "incoming", "outgoing"}


def _after(parent: Any, kinds: set[str]) -> int:
    """The index after the last child of these BPMN names."""
    return max((i + 1 for i, child in enumerate(parent) if _is(child, kinds)), default=0)


def _before_artifacts(parent: Any, node: Any) -> None:
    first = next(parent.iterchildren(*(tag(BPMN, name) for name in LAST)), None)
    if first is None:
        put(parent, node)
    else:
        put_before(first, node)


def _is(node: Any, kinds: Any) -> bool:
    if not isinstance(node.tag, str):
        return False
    name = etree.QName(node)
    return name.namespace == BPMN and name.localname in kinds
