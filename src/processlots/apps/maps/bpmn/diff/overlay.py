"""Pictures of a difference: each map with signs on what differs, and both in one, what is gone drawn where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from ..draw import to_svg
from ..layout import lay_out
from ..model import Bounds, Element, Map, Point
from ..parts import Key, Parts, Standing, parts_of
from ..rebuild import rebuilt
from .comparing import compared_as
from .difference import Change, Difference

#: before every id of a picture, so that the three can stand on one page
PREFIXES = {"both": "b-", "old": "f-", "new": "n-"}


@dataclass(frozen=True)
class Sheets:
    """The three pictures as SVG, and for each change, in their order, its ids in them ("" where it is not)."""

    both: str
    old: str
    new: str
    places: list[dict[str, str]]


def sheets(old: Map, new: Map, found: Difference, language: str = "sv", names: tuple[str, str] = ("", "")) -> Sheets:
    """Draw what differs. What differs leads to "#andring-N", N the change's number from 1. `names` are those of the two maps."""
    common = {own: one for one, own in found.ids.items()}
    whole = _together(old, new, found, common)
    numbers: dict[str, dict[str, int]] = {"both": {}, "old": {}, "new": {}}
    places = []
    drawn = {"both": _drawn(whole), "old": _drawn(old), "new": _drawn(new)}
    for number, one in enumerate(found.changes, 1):
        ids = {"both": common.get(one.new, one.new) if one.new else one.old, "old": one.old, "new": one.new}
        places.append({sheet: f"{PREFIXES[sheet]}e-{item}" if item in drawn[sheet] else "" for sheet, item in ids.items()})
        for sheet, item in ids.items():
            numbers[sheet].setdefault(item, number)
    made = {}
    for sheet, a_map, name in (("both", whole, names[1]), ("old", old, names[0]), ("new", new, names[1])):
        made[sheet] = to_svg(
            a_map,
            language=language,
            href=_leads(numbers[sheet]),
            signed=_signs(sheet, found, common),
            prefix=PREFIXES[sheet],
            name=name,
        )
    return Sheets(made["both"], made["old"], made["new"], places)


def _leads(numbers: dict[str, int]) -> Any:
    def href(element: Element, _number: int | None) -> str | None:
        return f"#andring-{numbers[element.id]}" if element.id in numbers else None

    return href


def _drawn(a_map: Map) -> set[str]:
    """What has a place in the picture; all of a map that is laid out."""
    found = {shape.of for diagram in a_map.diagrams for shape in diagram.shapes}
    found |= {edge.of for diagram in a_map.diagrams for edge in diagram.edges}
    return found or {item.id for item in a_map.everything()}


def _signs(sheet: str, found: Difference, common: dict[str, str]) -> dict[str, str]:
    """Id in a sheet → its sign. Arrows that came or went with a step have the line but no badge."""
    signs: dict[str, str] = {}
    for step in found.steps:
        if step.field or step.key.kind not in ("element", "flow", "lane", "pool"):
            continue
        kind = "added" if step.old is None else "removed"
        own = found.ids.get(step.key.id, step.key.id) if sheet == "new" else step.key.id
        if (kind, sheet) not in (("added", "old"), ("removed", "new")):
            signs[own] = f"{kind} quiet" if step.key.kind == "flow" else kind
    for one in found.in_work:
        own = one.old if sheet == "old" else one.new if sheet == "new" else common.get(one.new, one.new) or one.old
        if own:
            signs[own] = _sign(one)
    return signs


def _sign(change: Change) -> str:
    return "changed" if change.old and change.new else "added" if change.new else "removed"


def _together(old: Map, new: Map, found: Difference, common: dict[str, str]) -> Map:
    """The new map with what is gone still in it."""
    drawings = {own: one for one, own in found.diagrams.items()}
    before, parts = parts_of(old), compared_as(parts_of(new), common, drawings)
    if not any(diagram.shapes for diagram in new.diagrams):
        parts = {key: fields for key, fields in parts.items() if key.kind not in ("diagram", "shape", "edge")}
    gone = {step.key.id for step in found.steps if not step.field and step.new is None and step.key.kind in ("element", "flow")}
    keep = {key.id for key in parts} | gone
    dx, dy = _shift(before, parts)
    for key, fields in before.items():
        if key.id not in gone:
            continue
        if key.kind == "element":
            parts[key] = fields | _still(fields, parts, keep)
        elif key.kind == "flow" and {fields["source"], fields["target"]} <= keep:
            parts[key] = dict(fields)
    _draw_gone(before, parts, gone, dx, dy)
    made = rebuilt(Map(name=new.name), parts)
    if not made.diagrams:
        made.diagrams = [lay_out(made)]
    return made


def _still(fields: dict[str, Any], parts: Parts, keep: set[str]) -> dict[str, Any]:
    """References of what is gone to what is still there."""
    lanes = tuple(lane for lane in fields["lane"].lanes if Key("lane", lane) in parts)
    first = next((key.id for key in parts if key.kind == "process"), "")
    return {
        "lane": Standing(lanes, fields["lane"].guessed and bool(lanes), lanes),
        "scope": fields["scope"] if fields["scope"] in keep else first,
        "host": fields["host"] if fields["host"] in keep else "",
        "default": "",
    }


def _shift(before: Parts, after: Parts) -> tuple[float, float]:
    """How far the drawing as a whole has moved."""
    moves = [
        (after[key]["bounds"].x - fields["bounds"].x, after[key]["bounds"].y - fields["bounds"].y)
        for key, fields in before.items()
        if key.kind == "shape" and key in after
    ]
    return (median(move[0] for move in moves), median(move[1] for move in moves)) if moves else (0.0, 0.0)


def _draw_gone(before: Parts, parts: Parts, gone: set[str], dx: float, dy: float) -> None:
    """Shapes of what is gone stand where they stood, or beside what stands there now; arrows run between where the ends are."""
    taken = [
        fields["bounds"]
        for key, fields in parts.items()
        if key.kind == "shape" and parts.get(Key("element", key.id), {}).get("type") not in (None, "subProcess", "group")
    ]
    moved: dict[Key, tuple[float, float]] = {}
    for key, fields in before.items():
        if (
            key.kind != "shape"
            or key.id not in gone
            or Key("element", key.id) not in parts
            or Key("diagram", "", key.diagram) not in parts
        ):
            continue
        there = fields["bounds"].moved(dx, dy)
        lanes = [parts[lane]["bounds"] for lane in _lanes(parts, key) if lane in parts]
        near = [box for box in _near(there) if all(lane.y <= box.y and box.bottom <= lane.bottom for lane in lanes)]
        free = next((box for box in near if not any(_meet(box, other) for other in taken)), there)
        taken.append(free)
        moved[key] = (free.x - fields["bounds"].x, free.y - fields["bounds"].y)
        parts[key] = fields | {"bounds": free, "label": fields["label"].moved(*moved[key]) if fields["label"] else None}
    moved_ids = {key.id for key, step in moved.items() if step != (dx, dy)}
    for key, fields in before.items():
        if key.kind == "edge" and key.id in gone and Key("flow", key.id) in parts and Key("diagram", "", key.diagram) in parts:
            flow = parts[Key("flow", key.id)]
            way = _way(before, parts, key, flow, fields["waypoints"], (dx, dy))
            parts[key] = fields | {"waypoints": way, "label": None}
            if {flow["source"], flow["target"]} & moved_ids:
                # Beside what stands there now its text would be read as another arrow's.
                parts[Key("flow", key.id)] = flow | {"name": ""}


def _lanes(parts: Parts, key: Key) -> list[Key]:
    """The shapes of the lanes that an element stands in."""
    return [Key("shape", lane, key.diagram) for lane in parts[Key("element", key.id)]["lane"].lanes]


def _near(box: Bounds) -> list[Bounds]:
    """The place itself, then places around it, nearest first."""
    steps = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (0, 2), (0, -2), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    return [box.moved(x * (box.width + 24), y * (box.height + 24)) for x, y in steps]


def _meet(one: Bounds, other: Bounds) -> bool:
    gap = 6
    return one.x < other.right + gap and other.x < one.right + gap and one.y < other.bottom + gap and other.y < one.bottom + gap


def _way(
    before: Parts, parts: Parts, key: Key, flow: dict[str, Any], points: tuple[Point, ...], shift: tuple[float, float]
) -> tuple[Point, ...]:
    """The arrow as it was where both its ends moved with the whole, else straight between where they stand now."""
    ends = []
    for end in (flow["source"], flow["target"]):
        shape = Key("shape", end, key.diagram)
        now, then = parts.get(shape), before.get(shape)
        if now is None or then is None:
            return tuple(Point(x + shift[0], y + shift[1]) for x, y in points)
        ends.append((now["bounds"], then["bounds"].moved(*shift)))
    if all(now == then for now, then in ends):
        return tuple(Point(x + shift[0], y + shift[1]) for x, y in points)
    return tuple(now.centre for now, _then in ends)
