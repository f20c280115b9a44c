"""How the ways between steps differ: which arrows come of a step put in or taken out, and which lead somewhere else."""

from __future__ import annotations

import bisect

from .. import names
from ..flowgraph import FlowGraph
from ..model import Map

Way = tuple[str, str]


class Ways:
    """The arrows of one map as pairs of ids that both maps share (`common` maps own id → shared id)."""

    def __init__(self, a_map: Map, common: dict[str, str]) -> None:
        self.common = common
        self.steps: dict[str, set[str]] = {}
        #: pair → the id of the arrow, as both maps share it
        self.flows: dict[Way, str] = {}
        for flow in a_map.sequence():
            if flow.source in a_map.elements and flow.target in a_map.elements:
                way = (common.get(flow.source, flow.source), common.get(flow.target, flow.target))
                self.flows.setdefault(way, common.get(flow.id, flow.id))
                self.steps.setdefault(way[0], set()).add(way[1])
        graph = FlowGraph(a_map)
        self.order = [common.get(one, one) for one in graph.order]
        self.placed = {one: place for place, one in enumerate(self.order)}
        self.back = {common.get(one, one) for one in graph.back}

    def through(self, start: str, end: str, by: set[str]) -> bool:
        """Whether one gets from start to end over nothing but `by`, at least one of them."""
        waiting, seen = [one for one in self.steps.get(start, ()) if one in by], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            after = self.steps.get(one, set())
            if end in after:
                return True
            waiting += [other for other in after if other in by]
        return False

    def reach(self, places: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """What comes after each step, and what before it, ways that lead back apart: sets of `places` as bits of a number."""
        after: dict[str, int] = dict.fromkeys(self.order, 0)
        before: dict[str, int] = dict.fromkeys(self.order, 0)
        for one in reversed(self.order):
            for other in self._ahead(one):
                after[one] |= after[other] | _bit(places, other)
        for one in self.order:
            for other in self._ahead(one):
                before[other] |= before[one] | _bit(places, one)
        return after, before

    def _ahead(self, start: str) -> list[str]:
        return [one for one in self.steps.get(start, ()) if one in self.placed and self.flows[(start, one)] not in self.back]


def _bit(places: dict[str, int], item_id: str) -> int:
    place = places.get(item_id)
    return 0 if place is None else 1 << place


def reordered(old: Ways, new: Ways, steps: list[str]) -> dict[str, tuple[str, bool]]:
    """Steps that have changed place with another: id → (the other, whether it is done before it now).

    Only what lies on one way in both maps counts; that two branches are told in another order is no change. As few as possible
    are named: those outside the longest run that kept its order.
    """
    wanted = set(steps)
    known = [one for one in new.order if one in wanted and one in old.placed]
    places = {one: place for place, one in enumerate(known)}
    (after_old, before_old), (after_new, before_new) = old.reach(places), new.reach(places)
    #: those that a step is done before now, and was done after; and the other way round
    passed = {one: after_new[one] & before_old[one] & ~before_new[one] & ~after_old[one] for one in known}
    passing = {one: before_new[one] & after_old[one] & ~after_new[one] & ~before_old[one] for one in known}
    turned = [one for one in known if passed[one] or passing[one]]
    kept = _longest_run([old.placed[one] for one in turned])
    found: dict[str, tuple[str, bool]] = {}
    for place, one in enumerate(turned):
        if place not in kept:
            # The nearest of those it passed.
            first = bool(passed[one])
            bits = passed[one] if first else passing[one]
            nearest = (bits & -bits).bit_length() - 1 if first else bits.bit_length() - 1
            found[one] = (known[nearest], first)
    return found


def _longest_run(numbers: list[int]) -> set[int]:
    """Places of a longest part of a list that grows."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect.bisect_left(ends, number)
        ends[at:] = [number, *ends[at + 1 :]]
        last[at:] = [place, *last[at + 1 :]]
        before.append(last[at - 1] if at else -1)
    run: set[int] = set()
    place = last[-1] if last else -1
    while place >= 0:
        run.add(place)
        place = before[place]
    return run


def is_choice(a_map: Map, item_id: str) -> bool:
    """Whether a way out of it is a branch."""
    element = a_map.elements.get(item_id)
    return element is not None and element.type in names.GATEWAYS
