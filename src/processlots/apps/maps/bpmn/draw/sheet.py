"""A map's drawings as one SVG: the one that is asked for, or all of them under one another, each with its name."""

from __future__ import annotations

from collections.abc import Mapping

from .. import names
from ..errors import BpmnError
from ..flowgraph import FlowGraph
from ..layout import lay_out
from ..model import Bounds, Diagram, Element, Map
from ..words import say
from .pen import INK, SANS, lines, n, tag
from .picture import Href, Picture

#: A drawing wider than this keeps the size of its letters and is scrolled; what is less is fitted into the page.
WIDE = 1480
#: Room for the name over a further drawing, and between drawings.
TITLE, BETWEEN = 34.0, 28.0


def to_svg(
    a_map: Map,
    *,
    language: str = "sv",
    href: Href | None = None,
    diagram: int | None = None,
    marks: Mapping[str, int] | None = None,
    signed: Mapping[str, str] | None = None,
    prefix: str = "",
    name: str = "",
) -> str:
    """The drawings of a map as an SVG element: all of them, or the one of that number (from 0).

    `href(element, number)` gives the address an element links to, or None; without it steps link to "#steg-N", where
    the text twin stands. `marks` puts a count on elements (id → number), `signed` a sign on anything drawn
    (id → "added", "removed" or "changed"; with " quiet" after, a flow has its line but no badge). `prefix` goes before
    every id, for several pictures on one page.
    `name` is what the picture is called. A map without a drawing is laid out.
    Raises BpmnError("no_diagram") for a drawing that is not there.
    """
    found = _drawings(a_map, diagram)
    graph = FlowGraph(a_map)
    numbered = list(enumerate(found, 1))
    inside = {drawing.plane: f"#{prefix}rit-{no}" for no, drawing in numbered if drawing.plane in a_map.elements}
    taken: set[str] = set()
    body: list[str] = []
    boxes: list[Bounds] = []
    below = 0.0
    for no, drawing in numbered:
        picture = Picture(
            a_map,
            drawing,
            graph,
            language=language,
            href=href or _step_link,
            marks=marks or {},
            signed=signed or {},
            prefix=prefix,
            again=f"d{no}-",
            taken=taken,
            opens=inside,
        )
        drawn, box = picture.body()
        if not drawn:
            continue
        if not boxes:
            body, below = drawn, box.bottom
            boxes.append(box)
            continue
        # Further drawings stand under the first, from its left edge.
        dx, dy = boxes[0].x - box.x, below + BETWEEN + TITLE - box.y
        title = lines([_title(a_map, drawing, no, language)], boxes[0].x + 12, box.y + dy - TITLE, 15.0, "lanename", "start")
        body.append(tag("g", "part-drawing", title, id=f"{prefix}rit-{no}"))
        body.append(tag("g", "", "\n".join(drawn), transform=f"translate({n(dx)} {n(dy)})"))
        boxes.append(Bounds(boxes[0].x, box.y + dy - TITLE, box.width, box.height + TITLE))
        below = boxes[-1].bottom
    titled = name or (found[0].name if found else "") or a_map.name
    if not body:
        empty = tag("text", "", say("empty_map", language), x="12", y="28")
        return _frame([empty], Bounds(0, 0, 240, 48), titled, language, prefix)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    whole = Bounds(boxes[0].x, boxes[0].y, right - boxes[0].x, bottom - boxes[0].y)
    return _frame(body, whole, titled, language, prefix)


def _drawings(a_map: Map, number: int | None) -> list[Diagram]:
    if not any(drawing.shapes for drawing in a_map.diagrams):
        return [lay_out(a_map)]
    if number is None:
        return [drawing for drawing in a_map.diagrams if drawing.shapes]
    if not 0 <= number < len(a_map.diagrams):
        raise BpmnError("no_diagram", number=number + 1)
    return [a_map.diagrams[number]]


def _title(a_map: Map, drawing: Diagram, no: int, language: str) -> str:
    """What a further drawing shows: the sub-process whose inside it is, else its own name."""
    shown = a_map.item(drawing.plane)
    if isinstance(shown, Element) and shown.type in names.SCOPES and shown.label:
        return say("inside", language, name=shown.label)
    name = " ".join((drawing.name or (shown.name if shown else "")).split())
    return name or say("drawing", language, no=no)


def _step_link(element: Element, number: int | None) -> str | None:
    return f"#steg-{number}" if number is not None else None


def _frame(body: list[str], box: Bounds, name: str, language: str, prefix: str) -> str:
    title, about = f"{prefix}map-title", f"{prefix}map-about"
    called = f"{say('map', language)}: {' '.join(name.split())}" if name.strip() else say("map", language)
    head = tag("title", "", _escaped(called), id=title) + tag("desc", "", say("same_below", language), id=about)
    return tag(
        "svg",
        "map wide" if box.width > WIDE else "map",
        "\n".join([head, *body]),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{n(box.x)} {n(box.y)} {n(box.width)} {n(box.height)}",
        width=str(round(box.width)),
        height=str(round(box.height)),
        role="group",
        aria_labelledby=title,
        aria_describedby=about,
        font_family=SANS,
        font_size="15",
        color=INK,
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
