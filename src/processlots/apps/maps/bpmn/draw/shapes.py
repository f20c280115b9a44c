"""One element as SVG: its outline, sign, text and number. Labels beside it are placed later."""

from __future__ import annotations

from typing import NamedTuple

from .. import names
from ..model import Bounds, Element, Shape
from . import colours, icons
from .metrics import LEADING, fit, longest_word
from .pen import lines, n, path, tag

PAD = 7.0


class Look(NamedTuple):
    """How an element is drawn: open with its content, in a colour of the file's own, with a count on its corner."""

    opened: bool
    colour: str = ""
    mark: int = 0


def draw(element: Element, look: Look, box: Bounds, number: int | None, riders: list[Bounds]) -> str:
    """The inside of an element's group. `number` is that of the text twin, `riders` the events on its edge."""
    wash = colours.wash(element.type, box, look.colour) if look.colour else ""
    if element.type in names.EVENTS:
        inner = _event(element, box, wash) + _beside_number(number, box)
    elif element.type in names.GATEWAYS:
        inner = _gateway(element, box, wash) + _beside_number(number, box)
    elif element.type in names.DATA | names.DATA_IF_DRAWN:
        inner = _data(element, box) + wash
    elif element.type == "textAnnotation":
        inner = wash + _annotation(element, box)
    elif element.type == "group":
        inner = wash + tag("rect", "assoc groupbox", x=box.x, y=box.y, width=box.width, height=box.height, rx="6")
    else:
        inner = _activity(element, look, box, number, riders, wash)
    if look.mark:
        inner += tag("circle", "remark", cx=box.right, cy=box.y, r="11")
        inner += lines([str(look.mark)], box.right, box.y - 7.4, 12.0, "remarktext")
    return inner


def holds(label: str, width: float, height: float) -> bool:
    """True if a step of this size shows its whole name without a broken word."""
    size, text = fit(label, width - 2 * PAD, max(height - 19, 14.0))
    whole = longest_word(label, size) <= width - 2 * PAD
    return not text or (whole and not text[-1].endswith("…"))


def is_open(element: Element, shape: Shape, box: Bounds, *, holds: bool) -> bool:
    """Whether a sub-process is drawn with its content: as the file says, else where something is drawn inside."""
    if element.type not in names.SUBPROCESSES | names.CALLS:
        return False
    return shape.expanded if shape.expanded is not None else holds and box.width > 180


# -- activities -------------------------------------------------------------------------------------------------------


def _activity(element: Element, look: Look, box: Bounds, number: int | None, riders: list[Bounds], wash: str) -> str:
    thick = element.type in names.CALLS
    dashes = "3 4" if element.by_event else None
    css = " ".join(part for part in ("task", "sub" if look.opened else "", "call" if thick else "") if part)
    found = tag("rect", css, x=box.x, y=box.y, width=box.width, height=box.height, rx="3", stroke_dasharray=dashes)
    if element.type == "transaction":
        found += tag("rect", "task", x=box.x + 4, y=box.y + 4, width=box.width - 8, height=box.height - 8, rx="2")
    found += wash
    opened = look.opened
    signs = icons.lower(element, closed=element.type in names.SUBPROCESSES | names.CALLS and not opened)
    sign = icons.task(element, box.right - 20 - (8 if look.mark else 0), box.y + 5)
    if number is not None:
        found += lines([str(number)], box.x + 6, box.y + 3, 12.0, "no", "start")
    found += sign + icons.row(signs, box.centre.x, box.bottom - 16)
    if opened:
        size, text = fit(element.label, box.width - 2 * PAD - 60, 2 * 15 * LEADING)
        return found + lines(text, box.centre.x, box.y + 4, size)
    top = 18.0 if sign else 15.0 if number is not None else 4.0
    bottom = 17.0 if signs else 4.0
    for rider in riders:
        if rider.y > box.centre.y and abs(rider.centre.x - box.centre.x) < box.width * 0.4:
            bottom = max(bottom, box.bottom - rider.y + 1)
    return found + _text(element.label, box, top, bottom)


def _text(label: str, box: Bounds, top: float, bottom: float) -> str:
    """The name in a box whose upper and lower edge are partly taken."""
    size, text = fit(label, box.width - 2 * PAD, max(box.height - top - bottom, 14.0))
    if text and text[-1].endswith("…"):
        # Between the number and the sign in the corners there is room for shorter lines.
        size, text = fit(label, box.width - 44, max(box.height - 6 - bottom, 14.0))
        top = 3.0
    high = len(text) * size * LEADING
    # In the middle of the box, unless the number or the signs are in the way.
    y = min(max(box.centre.y - high / 2, box.y + top), box.bottom - bottom - high)
    return lines(text, box.centre.x, max(y, box.y + 1), size) if text else ""


# -- events and gateways ----------------------------------------------------------------------------------------------


def _event(element: Element, box: Bounds, wash: str) -> str:
    middle, radius = box.centre, min(box.width, box.height) / 2
    css = "endev" if element.type in names.ENDS else "startev" if element.type in names.STARTS else "midev"
    radius -= 1.5 if css == "endev" else 0
    dashes = None if element.interrupting else "5 3"
    found = tag("circle", css, cx=middle.x, cy=middle.y, r=radius, stroke_dasharray=dashes)
    if css == "midev":
        found += tag("circle", "midev", cx=middle.x, cy=middle.y, r=max(radius - 4, 2.0), stroke_dasharray=dashes)
    size = min(box.width, box.height)
    return found + wash + icons.event(element, middle.x - size / 2, middle.y - size / 2, size)


def _gateway(element: Element, box: Bounds, wash: str) -> str:
    middle, w, h = box.centre, box.width / 2, box.height / 2
    d = f"M{n(middle.x)} {n(box.y)}l{n(w)} {n(h)}-{n(w)} {n(h)}-{n(w)}-{n(h)}z"
    size = min(box.width, box.height)
    return path(d, "gate") + wash + icons.gateway(element, middle.x - size / 2, middle.y - size / 2, size)


def number_box(box: Bounds) -> Bounds:
    """Where the number of a round or slanted shape stands: outside it, at the upper left."""
    return Bounds(box.x + box.width * 0.14 - 22, box.y + box.height * 0.14 - 13, 22, 14)


def _beside_number(number: int | None, box: Bounds) -> str:
    at = number_box(box)
    return lines([str(number)], at.right, at.y, 12.0, "no", "end") if number is not None else ""


# -- data and artifacts -----------------------------------------------------------------------------------------------


def _data(element: Element, box: Bounds) -> str:
    if element.type in ("dataStoreReference", "dataStore"):
        lid = min(box.height * 0.16, 9.0)
        arc = f"a{n(box.width / 2)} {n(lid)} 0 0 1 {n(box.width)} 0"
        under = f"a{n(box.width / 2)} {n(lid)} 0 0 1 {n(-box.width)} 0"
        side = box.height - 2 * lid
        body = f"M{n(box.x)} {n(box.y + lid)}{arc}v{n(side)}{under}z"
        rim = f"M{n(box.x)} {n(box.y + lid)}{under.replace(' 1 ', ' 0 ').replace(n(-box.width), n(box.width))}"
        return path(body, "doc") + path(rim, "doc", fill="none")
    fold = min(box.width, box.height) * 0.28
    d = f"M{n(box.x)} {n(box.y)}h{n(box.width - fold)}l{n(fold)} {n(fold)}v{n(box.height - fold)}h{n(-box.width)}z"
    found = path(d, "doc") + path(f"M{n(box.right - fold)} {n(box.y)}v{n(fold)}h{n(fold)}", "doc")
    if element.type in ("dataInput", "dataOutput"):
        arrow = path("M1 4.5h6v-3l5 4.5-5 4.5v-3h-6z", "tip" if element.type == "dataOutput" else "seq")
        found += tag("g", "", arrow, transform=f"translate({n(box.x + 4)} {n(box.y + 4)})")
    if element.collection:
        found += icons.row([path(icons.REPEATS["parallel"])], box.centre.x, box.bottom - 15)
    return found


def _annotation(element: Element, box: Bounds) -> str:
    arm = min(10.0, box.width / 3)
    found = path(f"M{n(box.x + arm)} {n(box.y)}h{n(-arm)}v{n(box.height)}h{n(arm)}", "seq note")
    size, text = fit(element.label, max(box.width - 10, 30), max(box.height + 6, 30))
    size = min(size, 14.0)
    high = len(text) * size * LEADING
    return found + lines(text, box.x + 7, box.centre.y - high / 2, size, "lbl", "start")
