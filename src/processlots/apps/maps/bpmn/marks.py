"""What the model asks of an element beside its drawing (C-26, C-27, M-LED-2), kept in our own namespace of the file.

Written as `<processlots:property key="work.typical" value="20"/>`, so that any tool that keeps extensions keeps them. What
cannot be read stays in the file as it is and is told of by `problems`. The description is BPMN's own documentation.

| key | on | value |
|---|---|---|
| work.min, work.typical, work.max | activities | working time (bearbetningstid), a number |
| wait.min, wait.typical, wait.max | activities, events | waiting time before it (väntetid), a number |
| work.unit, wait.unit | | minutes, hours, days, weeks |
| work.source, wait.source | | measured, estimated |
| volume, volume.per | activities, starts | a number; day, week, month, year |
| share | flows out of a choice | per cent of the cases, 0–100 |
| system | activities | IT system |
| information.in, information.out | activities | what it needs to know and what it tells |
| start_kind | starts | need, event |
| map | process steps | uid of the map that details it |
| process | called sub-processes | uid of the process |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from . import names
from .model import Flow, Item, Map

UNITS = ("minutes", "hours", "days", "weeks")
SOURCES = ("measured", "estimated")
PERIODS = ("day", "week", "month", "year")
START_KINDS = ("need", "event")
#: key → the words it may be
LISTS = {
    "work.unit": UNITS, "wait.unit": UNITS, "work.source": SOURCES, "wait.source": SOURCES,
    "volume.per": PERIODS, "start_kind": START_KINDS,
}  # fmt: skip
TIMES = ("work", "wait")
NUMBERS = (*(f"{time}.{part}" for time in TIMES for part in ("min", "typical", "max")), "volume", "share")
TEXTS = ("system", "information.in", "information.out")
LINKS = ("map", "process")
#: every key that is ours to read; others in our namespace are kept and not read
KEYS = (*NUMBERS, *LISTS, *TEXTS, *LINKS)
NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,3})?")
UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST = 500
#: shares add up to this, give or take what rounding to whole per cent gives
WHOLE, ROUNDED = Decimal(100), Decimal(1)


@dataclass(frozen=True)
class Duration:
    """A time that varies; the numbers are in `unit`, each may be unknown."""

    low: Decimal | None = None
    typical: Decimal | None = None
    high: Decimal | None = None
    unit: str = "minutes"
    source: str = ""

    def __bool__(self) -> bool:
        return any(one is not None for one in (self.low, self.typical, self.high))

    @property
    def in_order(self) -> bool:
        """True where min ≤ typical ≤ max, as far as they are known."""
        known = [one for one in (self.low, self.typical, self.high) if one is not None]
        return known == sorted(known)


NO_TIME = Duration()


@dataclass(frozen=True)
class Facts:
    """What is known of one element; empty where nothing is written."""

    work: Duration = NO_TIME
    wait: Duration = NO_TIME
    volume: Decimal | None = None
    per: str = ""
    system: str = ""
    information_in: str = ""
    information_out: str = ""
    start_kind: str = ""
    map: str = ""
    process: str = ""


NOTHING = Facts()


@dataclass(frozen=True)
class Share:
    """How many per cent of the cases go one way out of a choice. `to` is the name of what it leads to."""

    flow: str
    name: str
    to: str
    percent: Decimal | None


@dataclass(frozen=True)
class Problem:
    """A fact that cannot be read, or does not agree with another. `code`: number, list, order, uid, sum, some."""

    code: str
    element: str
    key: str
    value: str = ""


def number(text: str) -> Decimal | None:
    """ "1,5" and "1.5" as a number ≥ 0 with at most three decimals; None for anything else."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def plain(value: Decimal) -> str:
    """A number as the file writes it: "20", "1.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def of(item: Item) -> Facts:
    """The facts of an element. What cannot be read is left out; see `problems`."""
    marks = item.properties

    def chosen(key: str, otherwise: str = "") -> str:
        value = marks.get(key, "").strip()
        return value if value in LISTS[key] else otherwise

    def duration(time: str) -> Duration:
        low, typical, high = (number(marks.get(f"{time}.{part}", "")) for part in ("min", "typical", "max"))
        return Duration(low, typical, high, chosen(f"{time}.unit", "minutes"), chosen(f"{time}.source"))

    def text(key: str) -> str:
        return " ".join(marks.get(key, "").split())[:LONGEST]

    def link(key: str) -> str:
        value = marks.get(key, "").strip().lower()
        return value if UID.fullmatch(value) else ""

    volume = number(marks.get("volume", ""))
    return Facts(
        work=duration("work"),
        wait=duration("wait"),
        volume=volume,
        per=chosen("volume.per", "month") if volume is not None else "",
        system=text("system"),
        information_in=text("information.in"),
        information_out=text("information.out"),
        start_kind=chosen("start_kind"),
        map=link("map"),
        process=link("process"),
    )


def shares(a_map: Map, gateway: str) -> list[Share]:
    """The ways out of a choice with their shares, in the file's order; [] for what is no choice of ways."""
    element = a_map.elements.get(gateway)
    if element is None or element.type not in names.GATEWAYS - {"parallelGateway"}:
        return []
    ways = [flow for flow in a_map.sequence() if flow.source == gateway]
    return [_share(a_map, flow) for flow in ways] if len(ways) > 1 else []


def _share(a_map: Map, flow: Flow) -> Share:
    target = a_map.elements.get(flow.target)
    percent = number(flow.properties.get("share", ""))
    to = target.label if target is not None else ""
    return Share(flow.id, " ".join(flow.name.split()), to, percent if percent is not None and percent <= WHOLE else None)


def problems(a_map: Map) -> Iterator[Problem]:
    """What is written but cannot be right: no number, no word of the list, least over most, shares that are not 100."""
    for item in (*a_map.elements.values(), *a_map.flows.values()):
        if not item.properties:
            continue
        for key, value in item.properties.items():
            code = _wrong(key, value.strip())
            if code:
                yield Problem(code, item.id, key, value.strip()[:40])
        facts = of(item)
        for time in TIMES:
            if not getattr(facts, time).in_order:
                yield Problem("order", item.id, time)
    for element in a_map.elements.values():
        # Inclusive choices may take several ways at once, so theirs add up to more.
        told = shares(a_map, element.id) if element.type != "inclusiveGateway" else []
        known = [one.percent for one in told if one.percent is not None]
        if known and len(known) < len(told):
            yield Problem("some", element.id, "share")
        elif known and abs(sum(known) - WHOLE) > ROUNDED:
            yield Problem("sum", element.id, "share", plain(Decimal(sum(known))))


def _wrong(key: str, value: str) -> str:
    if not value:
        return ""
    if key in NUMBERS:
        read = number(value)
        return "number" if read is None or (key == "share" and read > WHOLE) else ""
    if key in LISTS:
        return "" if value in LISTS[key] else "list"
    if key in LINKS:
        return "" if UID.fullmatch(value.lower()) else "uid"
    return ""
