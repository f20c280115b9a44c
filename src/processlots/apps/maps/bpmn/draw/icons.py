"""The small signs: what kind of event, of task, of gateway, and how often. Drawn in boxes of 36, 14, 50 and 12 units."""

from __future__ import annotations

from ..model import Element
from .pen import n, path, tag

#: In a box of 36 × 36. Closed paths, filled where the event throws.
EVENTS = {
    "signal": "M18 10.2l8 13.8h-16z",
    "error": "M10.2 25.6l3.9-13.4 5.3 7.3 6.4-9.3-4.2 14.6-5.2-7.2z",
    "escalation": "M18 9l6.6 16.4-6.6-6.4-6.6 6.4z",
    "link": "M9.4 15.2h8.8v-4.4l8.6 7.2-8.6 7.2v-4.4h-8.8z",
    "compensate": "M17.4 11.8v12.4l-8.4-6.2zM26.2 11.8v12.4l-8.4-6.2z",
    "cancel": "M11.2 13.6l2.4-2.4 4.4 4.4 4.4-4.4 2.4 2.4-4.4 4.4 4.4 4.4-2.4 2.4-4.4-4.4-4.4 4.4-2.4-2.4 4.4-4.4z",
    "multiple": "M18 9l9 6.6-3.4 10.6h-11.2l-3.4-10.6z",
    "parallelMultiple": "M16 9.6h4v6.4h6.4v4h-6.4v6.4h-4v-6.4h-6.4v-4h6.4z",
}
ENVELOPE = "M9.4 12.2h17.2v11.6h-17.2zM9.4 12.2l8.6 6.6 8.6-6.6"
ENVELOPE_FULL = "M9.6 11.8h16.8l-8.4 6.2zM9 13.4l9 6.6 9-6.6v11h-18z"
CONDITION = "M11.4 9.6h13.2v16.8h-13.2zM13.6 13h8.8M13.6 16.3h8.8M13.6 19.7h8.8M13.6 23h8.8"
CLOCK = "M18 11.6v6.4l4.2 2.4M18 8.6v1.8M18 25.6v1.8M8.6 18h1.8M25.6 18h1.8"

#: In a box of 14 × 14.
TASKS = {
    "userTask": "M7 6.6a2.9 2.9 0 1 0-.1 0zM1.4 13.2c0-4.4 2.2-6 5.6-6s5.6 1.6 5.6 6z",
    "manualTask": "M1 7.6l3.4-3.8h4.2a1 1 0 0 1 0 2h-2.4M6.2 5.8h6a1 1 0 0 1 0 2h-5M7.2 7.8h4.6a1 1 0 0 1 0 2h-4.6"
    "M7.2 9.8h3.4a1 1 0 0 1 0 2h-5.6l-4-1.4",
    "serviceTask": "M7 4.6a2.4 2.4 0 1 0 .1 0zM6 .8h2l.4 1.7 1.5.8 1.7-.6 1 1.7-1.2 1.3v1.7l1.2 1.3-1 1.7-1.7-.6-1.5.8-.4 1.7h-2"
    "l-.4-1.7-1.5-.8-1.7.6-1-1.7 1.2-1.3v-1.7l-1.2-1.3 1-1.7 1.7.6 1.5-.8z",
    "scriptTask": "M3.4 1h8.6c-3 3 2 6-1 12h-9c3-6-2-9 1.4-12zM4.2 4h4.6M4.8 7h4.8M4.6 10h4.8",
    "businessRuleTask": "M1 2h12v10h-12zM1 5h12M1 8.5h12M5 5v7",
    "receiveTask": "M1 2.6h12v8.8h-12zM1 2.6l6 4.8 6-4.8",
}
SEND = "M1 2.2h12l-6 4.6zM.8 3.6l6.2 4.8 6.2-4.8v8h-12.4z"

#: In a box of 12 × 12, on the lower edge.
REPEATS = {
    "loop": "M4.2 11.2a5 5 0 1 1 3.8 0M4.2 11.2v-3.4M4.2 11.2h-3.4",
    "parallel": "M2 1v10M6 1v10M10 1v10",
    "sequential": "M1 2h10M1 6h10M1 10h10",
    "adhoc": "M1 7.4c1.6-3.4 3.4-3.4 5-1.4s3.4 2 5-1.4",
}
BACK = "M6 1.6v8.8l-5.4-4.4zM11.6 1.6v8.8l-5.4-4.4z"


def event_kind(element: Element) -> str:
    """The sign of an event: its only definition, or that it waits for several."""
    if len(element.events) > 1:
        return "parallelMultiple" if element.parallel_multiple else "multiple"
    return element.events[0] if element.events else ""


def event(element: Element, x: float, y: float, size: float) -> str:
    """The sign inside an event whose circle stands in the box at (x, y)."""
    kind = event_kind(element)
    if not kind:
        return ""
    if kind == "terminate":
        return tag("circle", "tip", cx=x + size / 2, cy=y + size / 2, r=size * 0.28)
    if kind == "message":
        inner = path(ENVELOPE_FULL, "tip") if element.throws else path(ENVELOPE)
    elif kind == "timer":
        inner = tag("circle", "seq", cx="18", cy="18", r="9.8") + path(CLOCK)
    elif kind == "conditional":
        inner = path(CONDITION)
    else:
        inner = path(EVENTS.get(kind, EVENTS["multiple"]), "tip" if element.throws else "seq")
    return _placed(inner, x, y, size / 36)


def task(element: Element, x: float, y: float, size: float = 14.0) -> str:
    """The sign of a task's type in the box at (x, y); nothing for a plain one."""
    if element.type == "sendTask":
        return _placed(path(SEND, "tip"), x, y, size / 14)
    return _placed(path(TASKS[element.type]), x, y, size / 14) if element.type in TASKS else ""


def lower(element: Element, *, closed: bool) -> list[str]:
    """The signs on the lower edge, left to right, each in a box of 12."""
    found = [path(REPEATS[element.repeats])] if element.repeats in REPEATS else []
    if element.compensates:
        found.append(path(BACK))
    if closed:
        found.append(path("M0 0h12v12h-12zM6 2.5v7M2.5 6h7"))
    if element.ad_hoc:
        found.append(path(REPEATS["adhoc"]))
    return found


def row(signs: list[str], middle: float, y: float, size: float = 13.0) -> str:
    """Signs beside one another, centred at `middle`."""
    gap = 5.0
    x = middle - (len(signs) * (size + gap) - gap) / 2
    return "".join(_placed(sign, x + index * (size + gap), y, size / 12) for index, sign in enumerate(signs))


def gateway(element: Element, x: float, y: float, size: float) -> str:
    """The sign inside a gateway whose diamond stands in the box at (x, y)."""
    signs = {
        "exclusiveGateway": path("M17 17l16 16m0-16l-16 16"),
        "parallelGateway": path("M23.4 13h3.2v10.4h10.4v3.2h-10.4v10.4h-3.2v-10.4h-10.4v-3.2h10.4z", "tip"),
        "inclusiveGateway": tag("circle", "startev", cx="25", cy="25", r="10.5", stroke_width="2.5"),
        "complexGateway": path("M25 13v24M13 25h24M16.5 16.5l17 17M33.5 16.5l-17 17"),
    }
    sign = signs.get(element.type, "")
    if element.type == "eventBasedGateway":
        ring = tag("circle", "seq", cx="25", cy="25", r="13")
        inner = tag("circle", "seq", cx="25", cy="25", r="10.5") if not element.instantiates else ""
        plus = "M23 17h4v6h6v4h-6v6h-4v-6h-6v-4h6z"
        sign = ring + inner + path(plus if element.detail == "Parallel" else "M25 17.5l7 5.2-2.7 8.3h-8.6l-2.7-8.3z")
    return _placed(sign, x, y, size / 50)


def _placed(inner: str, x: float, y: float, scale: float) -> str:
    where = f"translate({n(x)} {n(y)})" + ("" if abs(scale - 1) < 0.01 else f" scale({scale:.2f})")
    return tag("g", "", inner, transform=where) if inner else ""
