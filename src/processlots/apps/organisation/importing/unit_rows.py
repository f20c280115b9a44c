"""Where each row of a list of units belongs in the tree, and writing them level by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation.importing.register import Register
from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.models.units import keep_paths
from processlots.kit import history, search
from processlots.kit.imports import RowResult
from processlots.kit.models.base import Sequence
from processlots.kit.swedish import normal, sort_key

LIMITS = {"name": 200, "external_id": 200}
#: `Unit.path` has room for so many levels of nine characters
DEEPEST = 22


@dataclass
class Place:
    """A row with the unit it is or becomes; its parent is a unit, or another row of the list."""

    result: RowResult
    name: str = ""
    kind: str = ""
    external_id: str = ""
    allocation_model: str = ""
    above: Unit | None = None
    above_row: Place | None = None
    unit: Unit | None = None
    #: nothing is said of what it belongs to
    loose: bool = False

    @property
    def parent(self) -> Unit | None:
        return self.above_row.unit if self.above_row is not None else self.above

    @property
    def wrong(self) -> bool:
        return self.result.status == "error"


def placed(
    rows: list[tuple[int, dict[str, str]]], register: Register, kinds: dict[str, str], labels: dict[str, Any], *,
    alone: bool = False,
) -> list[Place]:  # fmt: skip
    """Every row with its result. `alone`: the list is the whole organisation, and what stands now is not asked for."""
    places = [
        Place(
            RowResult(line, "new", [], values), values.get("name", ""), "", values.get("external_id", ""),
            values.get("allocation_model", ""),
        )
        for line, values in rows
    ]  # fmt: skip
    own: dict[str, list[Place]] = defaultdict(list)
    by_id: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.name:
            own[normal(place.name)].append(place)
        if place.external_id:
            by_id[normal(place.external_id)].append(place)
    looking = _Looking(own, by_id, register, kinds, labels, alone)
    for place in places:
        looking.look(place)
    for place in places:
        if _circle(place):
            wrong(place, _("The row belongs to itself, by way of other rows. Mend what it belongs to."), labels["parent"])
    _demand_one_top(places, register, labels, alone=alone)
    seen: dict[Any, int] = {}
    for place in sorted(places, key=_depth):
        _compare(place, seen, register, labels, alone=alone)
    if not alone:
        _demand_no_moved_circle(places, labels)
    for place in places:
        # A row under one that cannot be read in waits with it.
        above = place.above_row
        if above is not None and above.wrong and not place.wrong:
            wrong(place, _("It belongs to row %(line)s, which must be mended first.") % {"line": above.result.line})
    return places


def wrong(place: Place, said: str, column: Any = "") -> None:
    """The row cannot be read in: why, at which column."""
    text = f"{column}: {said}" if column else said
    place.result = RowResult(place.result.line, "error", [*place.result.messages, text], place.result.values)


@dataclass
class _Looking:
    """Each row by itself: its name, kind and what it belongs to."""

    own: dict[str, list[Place]]
    by_id: dict[str, list[Place]]
    register: Register
    kinds: dict[str, str]
    labels: dict[str, Any]
    alone: bool

    def look(self, place: Place) -> None:
        values = place.result.values
        if not place.name:
            wrong(place, _("The row has no name. Write one, or take the row away."))
        for key, most in LIMITS.items():
            if len(values.get(key, "")) > most:
                said = _("The text “%(text)s…” is longer than %(most)s characters. Shorten it.")
                wrong(place, said % {"text": values[key][:30], "most": most}, self.labels[key])
        kind = values.get("kind", "")
        place.kind = self.kinds.get(normal(kind), "") if kind else ""
        if kind and not place.kind:
            known = ", ".join(str(label) for label in Unit.Kind.labels)
            said = _("“%(text)s” is no kind of unit. Write one of: %(kinds)s.") % {"text": kind[:40], "kinds": known}
            wrong(place, said, self.labels["kind"])
        twins = self.by_id[normal(place.external_id)] if place.external_id else []
        if len(twins) > 1 and twins[0] is not place:
            said = _("“%(text)s” stands on row %(line)s too. Each unit has an id of its own.")
            wrong(place, said % {"text": place.external_id[:60], "line": twins[0].result.line}, self.labels["external_id"])
        self._above(place, values.get("parent", ""))

    def _above(self, place: Place, wanted: str) -> None:
        if not wanted:
            top = None if self.alone else self.register.top
            place.loose = True
            place.above = top if normal(place.name) != normal(top.name if top else "") else None
            return
        found = self.own.get(normal(wanted)) or self.by_id.get(normal(wanted), [])
        rows = [one for one in found if one is not place]
        if len(rows) == 1:
            place.above_row = rows[0]
        elif rows:
            said = _("%(count)s rows are named “%(text)s”. Give them different names, or write the external id of the right one.")
            wrong(place, said % {"count": len(rows), "text": wanted[:60]}, self.labels["parent"])
        elif found:
            wrong(place, _("The row belongs to itself. Mend what it belongs to."), self.labels["parent"])
        elif self.alone:
            said = _("“%(text)s” is not in the list. The list is the whole organisation; add the row.") % {"text": wanted[:60]}
            wrong(place, said, self.labels["parent"])
        else:
            place.above, why = self.register.find(wanted)
            if why:
                wrong(place, why, self.labels["parent"])


def _demand_one_top(places: list[Place], register: Register, labels: dict[str, Any], *, alone: bool) -> None:
    """There is one tree (OR-1): at most one row has nothing above it."""
    tops = [one for one in places if one.loose and one.above is None and one.name and not one.wrong]
    if not alone:
        # The one at the top today, written without anything above it, is itself.
        tops = [one for one in tops if (normal(one.name), None) not in register.placed]
        if register.top is None and any(unit.parent_id is None for unit in register.units):
            for place in tops:
                said = _("Several units stand at the top of the organisation. Write which of them this one belongs to.")
                wrong(place, said, labels["parent"])
            return
    for place in tops[1:]:
        said = _("Row %(line)s is already at the top of the organisation. Write what this one belongs to.")
        wrong(place, said % {"line": tops[0].result.line}, labels["parent"])


def _circle(place: Place) -> bool:
    above, seen = place.above_row, {id(place)}
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        above = above.above_row
    return above is place


def _depth(place: Place) -> int:
    """How many rows of the list stand above it; a circle counts as one."""
    depth, above, seen = 0, place.above_row, {id(place)}
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        depth, above = depth + 1, above.above_row
    return depth


def _compare(place: Place, seen: dict[Any, int], register: Register, labels: dict[str, Any], *, alone: bool) -> None:
    """New, known, changed, or twice in the list; what stands above has been compared."""
    if place.wrong:
        return
    parent = place.parent
    fresh_above = place.above_row is not None and parent is None
    key = (normal(place.name), ("row", id(place.above_row)) if fresh_above else parent.pk if parent else None)
    line, values = place.result.line, place.result.values
    if key in seen:
        said = _("The same unit stands on row %(line)s. It is not read in twice.") % {"line": seen[key]}
        if alone:
            wrong(place, _("The same unit stands on row %(line)s. Take one of them away.") % {"line": seen[key]})
        else:
            place.result = RowResult(line, "same", [said], values)
        return
    seen[key] = line
    if (parent.depth if parent else 0) + _depth(place) > DEEPEST:
        wrong(place, _("The tree of units would be deeper than %(most)s levels.") % {"most": DEEPEST}, labels["parent"])
        return
    if alone:
        return
    known = register.by_id.get(normal(place.external_id)) if place.external_id else None
    if known is None and not fresh_above:
        named = register.placed.get((normal(place.name), parent.pk if parent else None))
        # With an id of its own, one that has another id is another.
        known = named if named is None or not (place.external_id and named.external_id) else None
    place.unit = known
    if known is not None:
        was = {name: old for name, (old, _new) in differing(place).items()}
        said = _("Changes: %(fields)s.") % {"fields": ", ".join(str(labels[name]) for name in was)}
        place.result = RowResult(line, "change" if was else "same", [said] if was else [], values, was)


def differing(place: Place) -> dict[str, tuple[str, str]]:
    """Column → (what stands, what the row says), for the columns that the row says something of."""
    unit = place.unit
    assert unit is not None
    found = {}
    for name in ("name", "external_id", "allocation_model"):
        if getattr(place, name) and getattr(place, name) != (getattr(unit, name) or ""):
            found[name] = (getattr(unit, name) or "", getattr(place, name))
    if place.kind and place.kind != unit.kind:
        found["kind"] = (str(unit.get_kind_display()), str(Unit.Kind(place.kind).label))
    above = place.above_row.unit if place.above_row is not None else place.above
    moved = above is None or above.pk != unit.parent_id
    if not place.loose and moved:
        found["parent"] = (str(unit.parent or ""), place.above_row.name if place.above_row else str(place.above))
    return found


def _demand_no_moved_circle(places: list[Place], labels: dict[str, Any]) -> None:
    """A unit may not be moved under one that lies under it, as the tree would be when all rows are read in."""
    of_unit = {one.unit.pk: one for one in places if one.unit is not None and not one.wrong}
    for place in of_unit.values():
        if "parent" not in place.result.was or place.unit is None:
            continue
        seen: set[int] = set()
        at = _above(place)
        while at is not None and id(at) not in seen:
            seen.add(id(at))
            at = of_unit.get(at.pk, at) if isinstance(at, Unit) else at
            if at is place:
                said = _("%(parent)s lies under %(unit)s. Choose a unit higher up.")
                parent = place.above_row.name if place.above_row else str(place.above)
                wrong(place, said % {"parent": parent, "unit": place.unit}, labels["parent"])
                break
            at = _above(at)


def _above(node: Place | Unit) -> Place | Unit | None:
    """What a row's unit, or a unit, belongs to when the list is read in."""
    if isinstance(node, Unit):
        return node.parent
    if node.unit is not None and "parent" not in node.result.was:
        return node.unit.parent
    return node.above_row or node.above


def written_units(places: list[Place]) -> list[Unit]:
    """Write the new and changed ones, what stands above first, in a few queries a level. Returns those that are new."""
    Sequence.hold("organisation.unit.path")
    made: list[Unit] = []
    levels: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if place.result.status == "new":
            levels[_depth(place)].append(place)
    for depth in sorted(levels):
        for place in levels[depth]:
            place.unit = Unit(
                name=place.name, sort=sort_key(place.name), kind=place.kind or Unit.Kind.UNIT, parent=place.parent, version=1,
                external_id=place.external_id or None, allocation_model=place.allocation_model,
            )  # fmt: skip
        made += grown([place.unit for place in levels[depth] if place.unit is not None])
    changed = []
    for place in places:
        if place.result.status == "change" and place.unit is not None:
            for name in place.result.was:
                setattr(place.unit, name, place.parent if name == "parent" else getattr(place, name))
            place.unit.sort = sort_key(place.unit.name)
            changed.append(place.unit)
    history.bulk_update(changed, ["name", "sort", "kind", "parent", "external_id", "allocation_model"])
    keep_paths()
    search.index_many(made)
    search.index_again(changed)
    return made


def grown(rows: Iterable[Unit]) -> list[Unit]:
    """Units of one level that are new: written with their history, and their paths."""
    new: list[Any] = list(rows)
    history.bulk_create(Unit, new)
    for unit in new:
        unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk:08d}/"
    # silent: the path follows from what the unit belongs to, which the history holds
    Unit.objects.bulk_update(new, ["path"], batch_size=200)
    return new
