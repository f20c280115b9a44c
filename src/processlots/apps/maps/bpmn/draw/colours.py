"""The file's own colours (bioc and the BPMN colour extension): a wash over the paper, so that text keeps its contrast in
every theme, and only where colours tell parts of one kind apart. Many tools paint all tasks alike; that says nothing."""

from __future__ import annotations

import re

from .. import names
from ..model import Bounds, Edge, Map, Point, Shape
from .pen import n, path, tag

COLOUR = re.compile(r"#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)")
PLAIN = {"", "none", "#fff", "#ffffff", "white", "rgb(255,255,255)", "#000", "#000000", "black", "rgb(0,0,0)"}
KINDS = (
    names.TASKS,
    names.SUBPROCESSES,
    names.CALLS,
    names.STARTS,
    names.ENDS,
    names.BETWEEN | {"boundaryEvent"},
    names.GATEWAYS,
    names.DATA | names.DATA_IF_DRAWN,
    names.ARTIFACTS,
)
#: How much of the colour lies over the paper: text on it keeps 5.5:1 or more, light and dark.
WASH = "0.3"


def telling(a_map: Map, shapes: list[Shape], edges: list[Edge]) -> dict[str, str]:
    """Id → the colour the file gives it, where colours tell things of one kind apart."""
    groups: dict[object, dict[str, str]] = {}
    for shape in shapes:
        element = a_map.elements.get(shape.of)
        kinds: object
        if element is not None:
            kinds = next((kinds for kinds in KINDS if element.type in kinds), element.type)
            if shape.expanded and element.type in names.SUBPROCESSES | names.CALLS:
                kinds = "open"
        else:
            kinds = "lanes" if shape.of in a_map.lanes else "pools"
        groups.setdefault(kinds, {})[shape.of] = _colour(shape.fill, shape.stroke)
    for edge in edges:
        groups.setdefault(a_map.flows[edge.of].type, {})[edge.of] = _colour(edge.stroke)
    return {of: colour for found in groups.values() if len(set(found.values())) > 1 for of, colour in found.items() if colour}


def _colour(*given: str) -> str:
    for colour in given:
        plain = colour.strip().lower().replace(" ", "")
        if plain not in PLAIN and COLOUR.fullmatch(colour.strip()):
            return colour.strip()
    return ""


def wash(kind: str, box: Bounds, colour: str) -> str:
    """The colour over an element's outline, drawn before its signs and words."""
    middle, w, h = box.centre, box.width / 2, box.height / 2
    look = {"fill": colour, "fill_opacity": WASH}
    if kind in names.EVENTS:
        return tag("circle", "wash", cx=middle.x, cy=middle.y, r=min(w, h), **look)
    if kind in names.GATEWAYS:
        d = f"M{n(middle.x)} {n(box.y)}l{n(w)} {n(h)}-{n(w)} {n(h)}-{n(w)}-{n(h)}z"
        return path(d, "wash", **look)
    found = tag("rect", "wash", x=box.x, y=box.y, width=box.width, height=box.height, rx="3", **look)
    if kind in names.ACTIVITIES:
        # A strip at the left: the colour as it is in every theme.
        found += path(f"M{n(box.x + 1)} {n(box.y + 2)}h4v{n(box.height - 4)}h-4z", "wash", fill=colour)
    return found


def band(box: Bounds, colour: str) -> str:
    """The colour of a lane or pool: over its paper, thinner still."""
    return tag("rect", "wash", x=box.x, y=box.y, width=box.width, height=box.height, fill=colour, fill_opacity="0.12")


def under(points: list[Point], colour: str) -> str:
    """The colour of a flow: a broad stroke under its line."""
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return path(d, "wash", fill="none", stroke=colour, stroke_width="6", stroke_opacity="0.45", stroke_linejoin="round")
