"""What stands inside one BPMN element: its attributes, documentation, our own marks, event definitions, references."""

from __future__ import annotations

from typing import Any

from lxml import etree

from . import names
from .model import Element, Flow, Item, Lane, Map, Pool
from .names import BPMN, OWN, local, tag
from .xml_edit import add, set_attribute, take_out

#: Element field → XML attribute, for fields that are text.
TEXTS = {"default": "default", "called": "calledElement", "host": "attachedToRef"}
#: Element field → XML attribute, for fields that are true or false and false by default.
FLAGS = {
    "compensates": "isForCompensation",
    "by_event": "triggeredByEvent",
    "instantiates": "instantiate",
    "parallel_multiple": "parallelMultiple",
}
BEFORE_FLOWS = {"documentation", "extensionElements"}


def describe(a_map: Map, item: Item, seen: Any) -> None:
    """Write the fields of an item that differ from `seen` (None: a new item)."""
    if seen is None or item.name != seen.name:
        set_attribute(item.node, "name", item.name)
    if isinstance(item, Element):
        _element(a_map, item, seen)
    elif isinstance(item, Flow):
        _flow(a_map, item, seen)
    elif isinstance(item, Lane):
        _lane(item, seen)
    elif isinstance(item, Pool) and (seen is None or item.process != seen.process):
        set_attribute(item.node, "processRef", item.process)


def set_contents(item: Item, seen: Any) -> None:
    """Documentation and the marks of our own namespace, where they differ from `seen`."""
    if item.documentation != (seen.documentation if seen else ""):
        for node in item.node.findall(tag(BPMN, "documentation")):
            take_out(node)
        if item.documentation:
            add(item.node, BPMN, "documentation", 0).text = item.documentation
    if item.properties == (seen.properties if seen else {}) and item.documents == (seen.documents if seen else []):
        return
    extensions = item.node.find(tag(BPMN, "extensionElements"))
    if extensions is None:
        index = 1 if item.documentation else 0
        extensions = add(item.node, BPMN, "extensionElements", index)
    for node in [*extensions.iterfind(tag(OWN, "property")), *extensions.iterfind(tag(OWN, "document"))]:
        take_out(node)
    for key, value in item.properties.items():
        mark = add(extensions, OWN, "property")
        mark.set("key", key)
        mark.set("value", value)
    for document in item.documents:
        mark = add(extensions, OWN, "document")
        mark.set("title", document.title)
        set_attribute(mark, "href", document.href)
    if len(extensions) == 0:
        take_out(extensions)


def _element(a_map: Map, element: Element, seen: Any) -> None:
    node = element.node
    fresh = seen or Element(id="", type=element.type)
    for field, attribute in TEXTS.items():
        if getattr(element, field) != getattr(fresh, field):
            set_attribute(node, attribute, getattr(element, field))
    for field, attribute in FLAGS.items():
        if getattr(element, field) != getattr(fresh, field):
            set_attribute(node, attribute, "true" if getattr(element, field) else "")
    if element.interrupting != fresh.interrupting:
        attribute = "cancelActivity" if element.type == "boundaryEvent" else "isInterrupting"
        set_attribute(node, attribute, "" if element.interrupting else "false")
    if element.text != fresh.text:
        _text(a_map, element)
    if element.events != fresh.events:
        _events(element)
    if element.repeats != fresh.repeats:
        _repeats(element)
    if element.detail != fresh.detail:
        _detail(element)
    if seen is not None and element.collection != seen.collection:
        of = local(node.get("dataObjectRef"))
        kept = next((data for data in a_map.tree.getroot().iter(tag(BPMN, "dataObject")) if data.get("id") == of), node)
        set_attribute(kept, "isCollection", "true" if element.collection else "")
    if seen is None and element.type == "dataObjectReference":
        own = f"{element.id}-data"
        # What comes back after it was taken away finds its data still there.
        data = next((one for one in a_map.tree.getroot().iter(tag(BPMN, "dataObject")) if one.get("id") == own), None)
        if data is None:
            data = add(node.getparent(), BPMN, "dataObject", node.getparent().index(node))
            data.set("id", own)
        set_attribute(data, "isCollection", "true" if element.collection else "")
        node.set("dataObjectRef", own)


def _detail(element: Element) -> None:
    """An event-based gateway's type, a link's name, the state of data."""
    node = element.node
    if element.type == "eventBasedGateway":
        set_attribute(node, "eventGatewayType", element.detail)
    elif "link" in element.events:
        for definition in node.iterfind(tag(BPMN, "linkEventDefinition")):
            set_attribute(definition, "name", element.detail)
    elif element.type in names.DATA | names.DATA_IF_DRAWN:
        state = node.find(tag(BPMN, "dataState"))
        if state is None:
            state = add(node, BPMN, "dataState", 0)
            state.set("id", f"{element.id}-state")
        set_attribute(state, "name", element.detail)


def _text(a_map: Map, element: Element) -> None:
    node = element.node
    if element.type == "textAnnotation":
        found = node.findall(tag(BPMN, "text"))
        for extra in found[1:]:
            take_out(extra)
        (found[0] if found else add(node, BPMN, "text")).text = element.text
    elif element.type == "group":
        root = a_map.tree.getroot()
        value = next(
            (v for v in root.iter(tag(BPMN, "categoryValue")) if v.get("id") == local(node.get("categoryValueRef"))), None
        )
        if value is None:
            category = add(root, BPMN, "category", 0)
            category.set("id", f"{element.id}-category")
            value = add(category, BPMN, "categoryValue")
            value.set("id", f"{element.id}-value")
            node.set("categoryValueRef", f"{element.id}-value")
        set_attribute(value, "value", element.text)


def _events(element: Element) -> None:
    wanted = list(element.events)
    for node in list(element.node):
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name.endswith("EventDefinition"):
            kind = name.removesuffix("EventDefinition")
            if kind in wanted:
                wanted.remove(kind)
            else:
                take_out(node)
    for kind in wanted:
        definition = add(element.node, BPMN, f"{kind}EventDefinition")
        definition.set("id", f"{element.id}-{kind}")
        if kind == "link":
            definition.set("name", element.detail or element.name or "link")


def _repeats(element: Element) -> None:
    for name in ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"):
        for node in element.node.findall(tag(BPMN, name)):
            take_out(node)
    if element.repeats == "loop":
        add(element.node, BPMN, "standardLoopCharacteristics")
    elif element.repeats:
        many = add(element.node, BPMN, "multiInstanceLoopCharacteristics")
        set_attribute(many, "isSequential", "true" if element.repeats == "sequential" else "")


def _lane(lane: Lane, seen: Any) -> None:
    if lane.members == (seen.members if seen else []):
        return
    for node in lane.node.findall(tag(BPMN, "flowNodeRef")):
        take_out(node)
    inner = lane.node.find(tag(BPMN, "childLaneSet"))
    for member in lane.members:
        add(lane.node, BPMN, "flowNodeRef", None if inner is None else lane.node.index(inner)).text = member


def _flow(a_map: Map, flow: Flow, seen: Any) -> None:
    data = flow.type in (names.DATA_IN, names.DATA_OUT)
    if not data and (seen is None or flow.source != seen.source or flow.target != seen.target):
        set_attribute(flow.node, "sourceRef", flow.source)
        set_attribute(flow.node, "targetRef", flow.target)
        if flow.type == names.SEQUENCE:
            _ends(a_map, flow, seen)
    if data and seen is None:
        _data_ends(a_map, flow)
    if flow.condition != (seen.condition if seen else ""):
        for node in flow.node.findall(tag(BPMN, "conditionExpression")):
            take_out(node)
        if flow.condition:
            add(flow.node, BPMN, "conditionExpression").text = flow.condition.strip()
    if flow.type == names.ASSOCIATION and flow.direction != (seen.direction if seen else "None"):
        set_attribute(flow.node, "associationDirection", flow.direction)


def _ends(a_map: Map, flow: Flow, seen: Any) -> None:
    """The steps' own lists of flows in and out."""
    for end, name in (("source", "outgoing"), ("target", "incoming")):
        old = a_map.elements.get(getattr(seen, end)) if seen else None
        if old is not None and old.node is not None:
            for node in [node for node in old.node.findall(tag(BPMN, name)) if local(node.text) == flow.id]:
                take_out(node)
        step = a_map.elements.get(getattr(flow, end))
        if step is not None:
            kinds = BEFORE_FLOWS | {"incoming"} | ({"outgoing"} if name == "outgoing" else set())
            places = [i + 1 for i, child in enumerate(step.node) if child.tag in {tag(BPMN, kind) for kind in kinds}]
            add(step.node, BPMN, name, max(places, default=0)).text = flow.id


def _data_ends(a_map: Map, flow: Flow) -> None:
    if flow.type == names.DATA_OUT:
        add(flow.node, BPMN, "targetRef").text = flow.target
        return
    owner = a_map.elements[flow.target].node
    slot = f"{flow.target}-input"
    if not any(node.get("id") == slot for node in owner.iterfind(tag(BPMN, "property"))):
        # The standard wants an input of the step itself; drawing tools use a nameless property.
        mark = add(owner, BPMN, "property", owner.index(flow.node))
        mark.set("id", slot)
        mark.set("name", "__targetRef_placeholder")
    add(flow.node, BPMN, "sourceRef").text = flow.source
    add(flow.node, BPMN, "targetRef").text = slot
