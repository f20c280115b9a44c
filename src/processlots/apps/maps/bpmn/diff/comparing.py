"""The comparison itself: pair the parts, list the raw changes, tell them."""

from __future__ import annotations

from ..model import Map
from ..parts import Key, Parts, parts_of, renamed
from . import pairing
from .difference import Difference, steps_between
from .telling import tell


def diff(old: Map, new: Map) -> Difference:
    """What it takes to come from the old map to the new, and how it is said. Neither is changed."""
    same, found = pairing.pair(old, new)
    ids = pairing.common_ids(old, new, same)
    drawings = pairing.common_diagrams(old, new)
    before, after = parts_of(old), compared_as(parts_of(new), ids, drawings)
    steps = steps_between(before, after)
    alike = pairing.alike(old, new, same, found)
    made = Difference(
        alike=alike if not steps else min(alike, 99),
        steps=steps,
        ids={common: item_id for item_id, common in ids.items()},
        diagrams={common: own for own, common in drawings.items()},
        members={lane.id: list(lane.members) for lane in new.lanes.values()},
    )
    made.changes = tell(old, new, made, before, after)
    return made


def compared_as(parts: Parts, ids: dict[str, str], drawings: dict[str, str]) -> Parts:
    """Parts under other ids and in other drawings."""
    return {
        Key(key.kind, key.id, drawings.get(key.diagram, key.diagram), key.nth): fields
        for key, fields in renamed(parts, ids).items()
    }
