"""A small BPMN file of our own making, as a drawing tool would save it: two actors, a choice, two ends."""

LANES = (("sokande", "Fastighetsägare"), ("handlaggare", "Miljöhandläggare"))
# id, element, name, lane, x, y
NODES = (
    ("vill", "startEvent", "Vill ordna avlopp", 0, 220, 120),
    ("ansok", "userTask", "Skicka ansökan", 0, 300, 98),
    ("granska", "userTask", "Granska ansökan", 1, 450, 298),
    ("komplett", "exclusiveGateway", "Är ansökan komplett?", 1, 600, 313),
    ("begar", "sendTask", "Begär komplettering", 0, 575, 98),
    ("besok", "userTask", "Besök platsen", 1, 720, 298),
    ("beslut", "userTask", "Besluta om tillstånd", 1, 870, 298),
    ("klart", "endEvent", "Har ett beslut", 1, 1030, 320),
)
FLOWS = (
    ("vill", "ansok", ""),
    ("ansok", "granska", ""),
    ("granska", "komplett", ""),
    ("komplett", "besok", "ja"),
    ("komplett", "begar", "nej"),
    ("begar", "granska", ""),
    ("besok", "beslut", ""),
    ("beslut", "klart", ""),
)
SIZES = {"startEvent": (36, 36), "endEvent": (36, 36), "exclusiveGateway": (50, 50)}


def bpmn() -> bytes:
    """The file."""
    lanes = "".join(
        f'<lane id="l-{key}" name="{name}">'
        + "".join(f"<flowNodeRef>{one[0]}</flowNodeRef>" for one in NODES if one[3] == place)
        + "</lane>"
        for place, (key, name) in enumerate(LANES)
    )
    nodes = "".join(f'<{kind} id="{key}" name="{name}"/>' for key, kind, name, *_place in NODES)
    flows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{start}" targetRef="{end}"' + (f' name="{name}"/>' if name else "/>")
        for number, (start, end, name) in enumerate(FLOWS)
    )
    boxes = {key: (x, y, *SIZES.get(kind, (100, 80))) for key, kind, _name, _lane, x, y in NODES}
    shapes = "".join(_shape(key, *box) for key, box in boxes.items())
    shapes += "".join(_shape(f"l-{key}", 130, 60 + 200 * place, 1000, 200) for place, (key, _name) in enumerate(LANES))
    edges = "".join(
        f'<di:BPMNEdge id="e{number}" bpmnElement="f{number}">{_point(boxes[start], 1)}{_point(boxes[end], 0)}</di:BPMNEdge>'
        for number, (start, end, _name) in enumerate(FLOWS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:d="http://www.omg.org/spec/DD/20100524/DI"'
        ' id="avlopp" targetNamespace="urn:modellby">'
        f'<collaboration id="c"><participant id="pool" name="Pröva ansökan om enskilt avlopp" processRef="p"/></collaboration>'
        f'<process id="p"><laneSet id="ls">{lanes}</laneSet>{nodes}{flows}</process>'
        f'<di:BPMNDiagram id="d"><di:BPMNPlane id="plane" bpmnElement="c">{_shape("pool", 100, 60, 1030, 400)}{shapes}{edges}'
        "</di:BPMNPlane></di:BPMNDiagram></definitions>"
    ).encode()


def _shape(key: str, x: int, y: int, width: int, height: int) -> str:
    lane = ' isHorizontal="true"' if key == "pool" or key.startswith("l-") else ""
    return (
        f'<di:BPMNShape id="s-{key}" bpmnElement="{key}"{lane}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></di:BPMNShape>'
    )


def _point(box: tuple[int, ...], side: int) -> str:
    x, y, width, height = box
    return f'<d:waypoint x="{x + side * width}" y="{y + height // 2}"/>'
