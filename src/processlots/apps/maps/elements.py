"""Elements across versions: one row as long as the line lives, its fields as in the newest version (DESIGN 6)."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps.models import Line, Map, MapElement, Version, facts
from processlots.apps.processes.models import Process
from processlots.kit import history

FIELDS = ("type", "name", "lane", "number")
WRITTEN = (*FIELDS, *facts.COLUMNS)


def keep_elements(line: Line, version: Version, told: list[dict[str, Any]], match: dict[str, Any]) -> None:
    """Make the line's rows say what the new version says. `match` pairs old ids with new (see `content.answer`).

    What is gone keeps its last name and says in which version it went; what comes back under its id is the same row.
    """
    rows = {row.element_id: row for row in MapElement.objects.filter(line=line)}
    says = _values(line, told)
    was = {new: old for old, new, _confidence, _kept in match["pairs"]}
    new, kept = [], []
    for one in told:
        row = rows.get(was.get(one["id"], ""))
        if row is None and one["id"] not in was:
            # It was gone, and is drawn again.
            back = rows.get(one["id"])
            row = back if back is not None and back.gone_in_id is not None else None
        if row is None:
            new.append(MapElement(line=line, element_id=one["id"], **says[one["id"]]))
        else:
            kept.append((row, one))
    present = {row.pk for row, _one in kept}
    gone = [row for row in rows.values() if row.pk not in present]
    _rename(kept, gone, {one["id"] for one in told}, version)
    changed = []
    for row, one in kept:
        values = says[one["id"]]
        if row.gone_in_id is not None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.gone_in = None
            changed.append(row)
    for row in gone:
        if row.gone_in_id is None:
            row.gone_in, row.number = version, None
            changed.append(row)
    history.bulk_update(changed, [*WRITTEN, "gone_in"])
    history.bulk_create(MapElement, new)


def _values(line: Line, told: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By id in the file: what the rows' fields shall be. A link to what is not here, or to the map itself, leads nowhere."""
    uids = {name: {one.get("facts", {}).get(name, "") for one in told} - {""} for name in facts.LINKS.values()}
    found: dict[str, Any] = {}
    if uids["map"]:
        maps = Map.objects.filter(uid__in=uids["map"]).exclude(pk=line.map_id)
        found |= {str(uid): pk for uid, pk in maps.values_list("uid", "pk")}
    if uids["process"]:
        found |= {str(uid): pk for uid, pk in Process.objects.filter(uid__in=uids["process"]).values_list("uid", "pk")}
    return {one["id"]: {**{name: one[name] for name in FIELDS}, **facts.columns(one, found)} for one in told}


def _rename(kept: list[tuple[MapElement, dict[str, Any]]], gone: list[MapElement], taken: set[str], version: Version) -> None:
    """Give rows the ids that the file has now. What is gone makes room for what has its id."""
    moving = [(row, one["id"]) for row, one in kept if row.element_id != one["id"]]
    displaced = [row for row in gone if row.element_id in taken]
    if not moving and not displaced:
        return
    for row in displaced:
        row.element_id = f"{row.element_id[:170]} (gone {version.number}, {row.pk})"
    history.bulk_update(displaced, ["element_id"])
    # Two rows may change ids with each other, so everyone steps aside first.
    for row, _wanted in moving:
        row.element_id = f"\N{RIGHTWARDS ARROW}{row.pk}"
    history.bulk_update([row for row, _wanted in moving], ["element_id"])
    for row, wanted in moving:
        row.element_id = wanted
    history.bulk_update([row for row, _wanted in moving], ["element_id"])
