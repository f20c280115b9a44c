"""What BPMN 2.0 calls things: namespaces, and the element names that read, draw and walk alike.

Names are the local names of the XML elements ("userTask"), as in the command line's JSON (DESIGN 7).
"""

from __future__ import annotations

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DI = "http://www.omg.org/spec/DD/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
#: What belongs to an element and BPMN has no word for: description, times, systems, documents, uid.
OWN = "urn:processlots:bpmn:1"

#: Prefixes of what we write ourselves; a file that was read keeps its own.
PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "di": DI, "dc": DC, "processlots": OWN}

TASKS = frozenset(
    {
        "task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask",
    }
)  # fmt: skip
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess", "subChoreography"})
CALLS = frozenset({"callActivity", "callChoreography"})
ACTIVITIES = TASKS | SUBPROCESSES | CALLS | {"choreographyTask"}
STARTS = frozenset({"startEvent"})
ENDS = frozenset({"endEvent"})
BETWEEN = frozenset({"intermediateCatchEvent", "intermediateThrowEvent"})
EVENTS = STARTS | ENDS | BETWEEN | {"boundaryEvent", "implicitThrowEvent", "event"}
DECISIONS = frozenset({"exclusiveGateway", "inclusiveGateway"})
GATEWAYS = DECISIONS | {"parallelGateway", "eventBasedGateway", "complexGateway"}
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS

DATA = frozenset({"dataObjectReference", "dataStoreReference"})
#: Without a reference these are only drawn by some tools; they count as elements where they have a shape.
DATA_IF_DRAWN = frozenset({"dataObject", "dataStore", "dataInput", "dataOutput"})
ARTIFACTS = frozenset({"textAnnotation", "group"})

SEQUENCE, MESSAGE, ASSOCIATION = "sequenceFlow", "messageFlow", "association"
DATA_IN, DATA_OUT = "dataInputAssociation", "dataOutputAssociation"
FLOWS = frozenset({SEQUENCE, MESSAGE})
ASSOCIATIONS = frozenset({ASSOCIATION, DATA_IN, DATA_OUT})

#: Holds flow elements.
SCOPES = SUBPROCESSES | {"process"}


def tag(namespace: str, name: str) -> str:
    """The name as lxml writes it."""
    return f"{{{namespace}}}{name}"


def local(reference: str | None) -> str:
    """An id out of an XML QName: "model:Task_1" → "Task_1"; "" for none."""
    return (reference or "").strip().rsplit(":", 1)[-1]
