"""Where each row of a list of units belongs in the tree, and writing them level by level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Unit
from processlots.kit import history
from processlots.kit.imports import RowResult
from processlots.kit.models.base import Sequence
from processlots.kit.swedish import normal, sort_key

LONGEST = 200
#: `Unit.path` has room for so many levels of nine characters
DEEPEST = 22


@dataclass
class Place:
    """A row with the unit it is or becomes; its parent is a unit, or another row of the list."""

    result: RowResult
    name: str = ""
    kind: str = ""
    above: Unit | None = None
    above_row: Place | None = None
    unit: Unit | None = None

    @property
    def parent(self) -> Unit | None:
        return self.above_row.unit if self.above_row is not None else self.above


def placed(
    rows: list[tuple[int, dict[str, str]]],
    find: Callable[[str], tuple[Unit | None, str]],
    top: Unit | None,
    kinds: dict[str, str],
    existing: dict[tuple[str, int | None], Unit],
) -> list[Place]:
    """Every row with its result. `find` gives a unit of the register by name, or what is wrong with the name."""
    places = [Place(RowResult(line, "new", [], values), values.get("name", "")) for line, values in rows]
    own: dict[str, list[Place]] = {}
    for place in places:
        if place.name:
            own.setdefault(normal(place.name), []).append(place)
    for place in places:
        _look(place, own, find, top, kinds)
    for place in places:
        if _circle(place):
            _wrong(place, _("The row belongs to itself, by way of other rows. Mend what it belongs to."))
    seen: dict[tuple[str, Any], int] = {}
    for place in sorted(places, key=_depth):
        _compare(place, seen, existing)
    for place in places:
        # A row under one that cannot be read in waits with it.
        above = place.above_row
        if above is not None and above.result.status == "error" and place.result.status != "error":
            _wrong(place, _("It belongs to row %(line)s, which must be mended first.") % {"line": above.result.line})
    return places


def _wrong(place: Place, said: str) -> None:
    place.result = RowResult(place.result.line, "error", [*place.result.messages, said], place.result.values)


def _look(
    place: Place, own: dict[str, list[Place]], find: Callable[[str], tuple[Unit | None, str]], top: Unit | None,
    kinds: dict[str, str],
) -> None:  # fmt: skip
    values = place.result.values
    if not place.name:
        _wrong(place, _("The row has no name. Write one, or take the row away."))
    elif len(place.name) > LONGEST:
        _wrong(place, _("The text “%(text)s…” is longer than %(most)s characters. Shorten it.")
               % {"text": place.name[:30], "most": LONGEST})  # fmt: skip
    kind = values.get("kind", "")
    place.kind = kinds.get(normal(kind), "") if kind else ""
    if kind and not place.kind:
        known = ", ".join(str(label) for label in Unit.Kind.labels)
        _wrong(place, _("“%(text)s” is no kind of unit. Write one of: %(kinds)s.") % {"text": kind[:40], "kinds": known})
    wanted = values.get("parent", "")
    if not wanted:
        place.above = top if normal(place.name) != normal(top.name if top else "") else None
        return
    rows = [one for one in own.get(normal(wanted), []) if one is not place]
    if len(rows) == 1:
        place.above_row = rows[0]
    elif rows:
        said = _("%(count)s rows are named “%(text)s”. Give them different names, or read them in one list at a time.")
        _wrong(place, said % {"count": len(rows), "text": wanted[:60]})
    elif normal(wanted) == normal(place.name):
        _wrong(place, _("The row belongs to itself. Mend what it belongs to."))
    else:
        place.above, wrong = find(wanted)
        if wrong:
            _wrong(place, wrong)


def _circle(place: Place) -> bool:
    above, steps = place.above_row, 0
    while above is not None and above is not place and steps < 10_000:
        above, steps = above.above_row, steps + 1
    return above is place


def _depth(place: Place) -> int:
    """How many rows of the list stand above it; a circle counts as one."""
    depth, above, seen = 0, place.above_row, {id(place)}
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        depth, above = depth + 1, above.above_row
    return depth


def _compare(place: Place, seen: dict[tuple[str, Any], int], existing: dict[tuple[str, int | None], Unit]) -> None:
    """New, known, changed, or twice in the list; what stands above has been compared."""
    if place.result.status == "error":
        return
    parent = place.parent
    fresh_above = place.above_row is not None and parent is None
    key = (normal(place.name), ("row", id(place.above_row)) if fresh_above else parent.pk if parent else None)
    line, values = place.result.line, place.result.values
    if key in seen:
        said = _("The same unit stands on row %(line)s. It is not read in twice.") % {"line": seen[key]}
        place.result = RowResult(line, "same", [said], values)
        return
    seen[key] = line
    if (parent.depth if parent else 0) + _depth(place) > DEEPEST:
        _wrong(place, _("The tree of units would be deeper than %(most)s levels.") % {"most": DEEPEST})
        return
    if fresh_above:
        return
    place.unit = existing.get((normal(place.name), parent.pk if parent else None))
    if place.unit is not None:
        changes = bool(place.kind) and place.unit.kind != place.kind
        said = _("Changes: %(fields)s.") % {"fields": Unit._meta.get_field("kind").verbose_name}
        place.result = RowResult(line, "change" if changes else "same", [said] if changes else [], values)


def written_units(places: list[Place]) -> list[Unit]:
    """Write the new and changed ones, what stands above first. Returns those that are new."""
    Sequence.hold("organisation.unit.path")
    made: list[Unit] = []
    levels: dict[int, list[Place]] = {}
    for place in places:
        if place.result.status == "change" and place.unit is not None:
            place.unit.kind = place.kind
            place.unit.save()
        elif place.result.status == "new":
            levels.setdefault(_depth(place), []).append(place)
    for depth in sorted(levels):
        for place in levels[depth]:
            kind = place.kind or Unit.Kind.UNIT
            place.unit = Unit(name=place.name, sort=sort_key(place.name), kind=kind, parent=place.parent, version=1)
        rows: list[Any] = [place.unit for place in levels[depth]]
        history.bulk_create(Unit, rows)
        for unit in rows:
            unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk:08d}/"
        # silent: the path follows from what the unit belongs to, which the history holds
        Unit.objects.bulk_update(rows, ["path"], batch_size=200)
        made += rows
    return made
