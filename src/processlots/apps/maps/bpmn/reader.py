"""A BPMN 2.0 file → `Map`. Any tool's file; what cannot be a map is refused with element, name and line.

A reference that leads nowhere is refused, with one exception: some tools leave flows behind in a process of their own whose
steps are gone; these join nothing, are left out of the model, stay in the file and are told of. A flow that names no end at
all is an arrow drawn loose: it is read, and tied to the shape it touches where there is one.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from . import names, notes
from .errors import BpmnError
from .model import Document, Element, Flow, Lane, Map, Note, Pool, Process
from .names import BPMN, BPMNDI, OWN, local, tag
from .parse import Limits, at, parse
from .reader_di import read_diagrams


def read(data: bytes, limits: Limits | None = None) -> Map:
    """The map in a file's bytes. Raises BpmnError; the bytes are not trusted."""
    tree = parse(data, limits)
    root = tree.getroot()
    if root.tag != tag(BPMN, "definitions"):
        raise BpmnError("not_bpmn", root=root.tag[:120], line=root.sourceline)
    return _Reader(tree).read()


class _Reader:
    def __init__(self, tree: Any) -> None:
        self.root = tree.getroot()
        self.map = Map(name=self.root.get("name") or "", tree=tree)
        self.by_id: dict[str, Any] = {}
        self.drawn: set[str] = set()
        self.made_up = 0
        self.later: list[tuple[str, Any, str]] = []

    def read(self) -> Map:
        self._index()
        for child in self.root:
            name = _bpmn_name(child)
            if name == "process":
                self._process(child)
            elif name in ("collaboration", "choreography", "globalConversation", "conversation"):
                self._collaboration(child)
            elif name in names.DATA_IF_DRAWN:
                self._node(child, name, "")
        for kind, node, owner in self.later:
            self._flow(kind, node, owner)
        self._tie_pools()
        self._check_lanes()
        self._check_hosts()
        read_diagrams(self.map, self.by_id)
        notes.add(self.map)
        self.map.remember()
        return self.map

    # -- ids ------------------------------------------------------------------------------------------------------

    def _index(self) -> None:
        for node in self.root.iter(tag(BPMN, "*"), tag(BPMNDI, "*")):
            drawn = node.get("bpmnElement")
            if drawn and node.tag != tag(BPMNDI, "BPMNPlane"):
                self.drawn.add(local(drawn))
            own = node.get("id")
            if not own:
                continue
            if own in self.by_id:
                raise at("duplicate_id", node, id=own, first=self.by_id[own].sourceline, second=node.sourceline)
            self.by_id[own] = node

    def _new_id(self, kind: str) -> str:
        while True:
            self.made_up += 1
            made = f"{kind}-{self.made_up}"
            if made not in self.by_id:
                return made

    def _item(self, node: Any, kind: str) -> dict[str, Any]:
        """The fields that every item has."""
        own = node.get("id")
        texts = [" ".join("".join(doc.itertext()).split()) for doc in node.findall(tag(BPMN, "documentation"))]
        fields: dict[str, Any] = {
            "id": own or self._new_id(kind),
            "named": bool(own),
            "node": node,
            "name": node.get("name") or "",
            "documentation": "\n".join(text for text in texts if text),
        }
        extensions = node.find(tag(BPMN, "extensionElements"))
        if extensions is not None:
            fields["properties"] = {
                mark.get("key") or "": mark.get("value") or "" for mark in extensions.iterfind(tag(OWN, "property"))
            }
            fields["documents"] = [
                Document(mark.get("title") or "", mark.get("href") or "") for mark in extensions.iterfind(tag(OWN, "document"))
            ]
        return fields

    # -- containers -----------------------------------------------------------------------------------------------

    def _process(self, node: Any) -> None:
        process = Process(**self._item(node, "process"))
        self.map.processes[process.id] = process
        self._contents(node, process.id, process.id)

    def _collaboration(self, node: Any) -> None:
        for child in node:
            name = _bpmn_name(child)
            if name == "participant":
                many = child.find(tag(BPMN, "participantMultiplicity")) is not None
                pool = Pool(**self._item(child, name), process=self._target(child, "processRef", optional=True), many=many)
                self.map.pools[pool.id] = pool
            else:
                self._content(child, name, "", "")

    def _contents(self, node: Any, scope: str, process: str) -> None:
        for child in node:
            self._content(child, _bpmn_name(child), scope, process)

    def _content(self, node: Any, name: str, scope: str, process: str) -> None:
        if name == "laneSet":
            self._lanes(node, "", process)
        elif name in names.FLOWS or name == names.ASSOCIATION:
            self.later.append((name, node, ""))
        elif name in names.FLOW_NODES or name in names.DATA or name in names.ARTIFACTS:
            element = self._node(node, name, scope)
            if name in names.SUBPROCESSES:
                self._contents(node, element.id, process)
            if name in names.ACTIVITIES or name in names.EVENTS:
                self._inside(node, element.id, scope)
        elif name == "ioSpecification":
            self._inputs(node, scope)
        elif name not in names.ASSOCIATIONS and name and node.get("id") in self.drawn:
            # A kind we have no picture for (choreographies, conversations, other data): a plain box with its name.
            self._node(node, name, scope)

    def _inside(self, node: Any, owner: str, scope: str) -> None:
        for child in node:
            name = _bpmn_name(child)
            if name in (names.DATA_IN, names.DATA_OUT):
                self.later.append((name, child, owner))
            elif name == "ioSpecification":
                self._inputs(child, scope)

    def _inputs(self, node: Any, scope: str) -> None:
        for child in node:
            name = _bpmn_name(child)
            if name in names.DATA_IF_DRAWN:
                self._node(child, name, scope)

    def _lanes(self, node: Any, parent: str, process: str) -> None:
        for child in node.iterfind(tag(BPMN, "lane")):
            members = [local(ref.text) for ref in child.iterfind(tag(BPMN, "flowNodeRef"))]
            lane = Lane(**self._item(child, "lane"), process=process, parent=parent, members=[m for m in members if m])
            self.map.lanes[lane.id] = lane
            inner = child.find(tag(BPMN, "childLaneSet"))
            if inner is not None:
                self._lanes(inner, lane.id, process)

    # -- elements -------------------------------------------------------------------------------------------------

    def _node(self, node: Any, name: str, scope: str) -> Element:
        if name in names.DATA_IF_DRAWN and node.get("id") not in self.drawn:
            return Element(id="", type=name)
        element = Element(**self._item(node, name), type=name, scope=scope)
        self.map.elements[element.id] = element
        self._describe(element, node)
        return element

    def _describe(self, element: Element, node: Any) -> None:
        element.default = local(node.get("default"))
        if element.type in names.EVENTS:
            self._event(element, node)
        elif element.type in names.ACTIVITIES:
            loop = node.find(tag(BPMN, "standardLoopCharacteristics"))
            many = node.find(tag(BPMN, "multiInstanceLoopCharacteristics"))
            element.repeats = "loop" if loop is not None else ""
            if many is not None:
                element.repeats = "sequential" if many.get("isSequential") == "true" else "parallel"
            element.compensates = node.get("isForCompensation") == "true"
            element.by_event = node.get("triggeredByEvent") == "true"
            element.ad_hoc = element.type == "adHocSubProcess"
            element.called = (node.get("calledElement") or "").strip()
            element.instantiates = node.get("instantiate") == "true"
        elif element.type == "eventBasedGateway":
            element.instantiates = node.get("instantiate") == "true"
            element.detail = node.get("eventGatewayType") or ""
        elif element.type == "textAnnotation":
            element.text = "\n".join("".join(text.itertext()) for text in node.iterfind(tag(BPMN, "text")))
        elif element.type == "group":
            value = self.by_id.get(local(node.get("categoryValueRef")))
            element.text = (value.get("value") or "") if value is not None else ""
        elif element.type in names.DATA | names.DATA_IF_DRAWN:
            self._data(element, node)

    def _event(self, element: Element, node: Any) -> None:
        for child in node:
            name = _bpmn_name(child)
            if name == "eventDefinitionRef":
                definition = self.by_id.get(local(child.text))
                name, child = (_bpmn_name(definition), definition) if definition is not None else ("", child)  # noqa: PLW2901
            if name.endswith("EventDefinition"):
                element.events.append(name.removesuffix("EventDefinition"))
                if name == "linkEventDefinition":
                    element.detail = child.get("name") or ""
        element.throws = element.type in ("endEvent", "intermediateThrowEvent", "implicitThrowEvent")
        element.parallel_multiple = node.get("parallelMultiple") == "true"
        if element.type == "boundaryEvent":
            element.interrupting = node.get("cancelActivity") != "false"
            element.host = self._target(node, "attachedToRef")
        elif element.type == "startEvent":
            element.interrupting = node.get("isInterrupting") != "false"

    def _data(self, element: Element, node: Any) -> None:
        of = self.by_id.get(local(node.get("dataObjectRef") or node.get("dataStoreRef")))
        state = node.find(tag(BPMN, "dataState"))
        if of is not None:
            element.name = element.name or of.get("name") or ""
            state = state if state is not None else of.find(tag(BPMN, "dataState"))
        element.collection = "true" in (node.get("isCollection"), of.get("isCollection") if of is not None else None)
        element.detail = (state.get("name") or "") if state is not None else ""

    # -- flows ----------------------------------------------------------------------------------------------------

    def _flow(self, kind: str, node: Any, owner: str) -> None:
        flow = Flow(**self._item(node, kind), type=kind)
        drawn = flow.id in self.drawn
        if owner:
            ends = [self._inner(node, "sourceRef"), self._inner(node, "targetRef")]
            ends[1 if kind == names.DATA_IN else 0] = owner
            flow.source, flow.target = ends
            if not all(ends) and not drawn:
                return
        elif self._left_behind(node):
            self.map.notes.append(Note("left out", notes.flow_words(flow, node), notes.LEADS_NOWHERE))
            return
        elif kind == names.ASSOCIATION and not drawn and not (node.get("sourceRef") and node.get("targetRef")):
            # A line to a note, of which one end is gone and nothing is drawn, says nothing of the flow.
            self.map.notes.append(Note("left out", notes.flow_words(flow, node), notes.ONE_END))
            return
        else:
            flow.source = self._target(node, "sourceRef", optional=drawn)
            flow.target = self._target(node, "targetRef", optional=drawn)
        condition = node.find(tag(BPMN, "conditionExpression"))
        if condition is not None:
            flow.condition = "".join(condition.itertext()).strip() or " "
        flow.direction = node.get("associationDirection") or "None"
        self.map.flows[flow.id] = flow

    def _left_behind(self, node: Any) -> bool:
        """Whether a flow joins two steps that are gone, in a process without any step."""
        ends = {local(node.get("sourceRef")), local(node.get("targetRef"))}
        if "" in ends or any(end in self.by_id for end in ends):
            return False
        return not any(_bpmn_name(child) in names.FLOW_NODES for child in node.getparent())

    def _target(self, node: Any, attribute: str, *, optional: bool = False) -> str:
        """The id that an attribute points at; refused where it leads nowhere."""
        value = local(node.get(attribute))
        if not value and not optional:
            raise at("missing_reference", node, attribute=attribute)
        if value and value not in self.by_id:
            raise at("broken_reference", node, attribute=attribute, target=value[:80])
        return value

    def _inner(self, node: Any, name: str) -> str:
        value = local(node.findtext(tag(BPMN, name)))
        if value and value not in self.by_id:
            raise at("broken_reference", node, attribute=name, target=value[:80])
        return value

    # -- what can only be tied when all is read -------------------------------------------------------------------

    def _tie_pools(self) -> None:
        for pool in self.map.pools.values():
            if pool.process in self.map.processes:
                self.map.processes[pool.process].pool = pool.id

    def _check_lanes(self) -> None:
        for lane in self.map.lanes.values():
            for member in lane.members:
                if member not in self.by_id:
                    raise at("broken_reference", lane.node, attribute="flowNodeRef", target=member[:80])
                element = self.map.elements.get(member)
                if element is not None:
                    element.lanes.append(lane.id)
        for element in self.map.elements.values():
            if len(element.lanes) > 1:
                around = {up for lane in element.lanes for up in self._lanes_around(lane)}
                element.lanes = [lane for lane in dict.fromkeys(element.lanes) if lane not in around]

    def _lanes_around(self, lane_id: str) -> list[str]:
        around = []
        parent = self.map.lanes[lane_id].parent
        while parent:
            around.append(parent)
            parent = self.map.lanes[parent].parent
        return around

    def _check_hosts(self) -> None:
        for element in self.map.elements.values():
            host = self.map.elements.get(element.host)
            if element.host and (host is None or host.type not in names.ACTIVITIES):
                raise at("broken_reference", element.node, attribute="attachedToRef", target=element.host[:80])


def _bpmn_name(node: Any) -> str:
    """The local name of a BPMN element; "" for comments, instructions and other tools' elements."""
    if not isinstance(node.tag, str):
        return ""
    name = etree.QName(node)
    return str(name.localname) if name.namespace == BPMN else ""
