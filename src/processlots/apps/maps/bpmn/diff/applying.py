"""Doing a difference to the map it was taken from."""

from __future__ import annotations

from ..model import Map
from ..parts import parts_of
from ..rebuild import rebuilt
from .comparing import compared_as
from .difference import Difference


def apply(old: Map, difference: Difference) -> Map:
    """The new map of `difference`; `old` is not changed. What the model does not hold is as in `old`."""
    parts = parts_of(old)
    for step in difference.steps:
        if step.field:
            if step.new is None:
                parts[step.key].pop(step.field, None)
            else:
                parts[step.key][step.field] = step.new
        elif step.new is None:
            del parts[step.key]
        else:
            parts[step.key] = dict(step.new)
    made = rebuilt(old, compared_as(parts, difference.ids, difference.diagrams))
    for lane_id, members in difference.members.items():
        made.lanes[lane_id].members = list(members)
    return made
