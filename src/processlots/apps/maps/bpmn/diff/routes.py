"""How the ways between steps differ: which arrows come of a step put in or taken out, and which lead somewhere else."""

from __future__ import annotations

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

    def after(self, start: str) -> set[str]:
        """All that comes after a step, ways that lead back apart."""
        waiting, seen = [start], set()
        while waiting:
            one = waiting.pop()
            for other in self.steps.get(one, ()):
                if other not in seen and self.flows[(one, other)] not in self.back:
                    seen.add(other)
                    waiting.append(other)
        return seen


def reordered(old: Ways, new: Ways, steps: list[str]) -> dict[str, tuple[str, bool]]:
    """Steps that have changed place with another: id → (the other, whether it is done before it now).

    Only what lies on one way in both maps counts; that two branches are told in another order is no change. As few as possible
    are named: those outside the longest run that kept its order.
    """
    known = [one for one in new.order if one in set(steps)]
    after_old, after_new = {one: old.after(one) for one in known}, {one: new.after(one) for one in known}
    turned = [
        (one, other)
        for place, one in enumerate(known)
        for other in known[place + 1 :]
        if other in after_new[one] and one not in after_new[other] and one in after_old[other] and other not in after_old[one]
    ]
    found: dict[str, tuple[str, bool]] = {}
    left = turned
    while left:
        counts: dict[str, int] = {}
        for one, other in left:
            counts[one], counts[other] = counts.get(one, 0) + 1, counts.get(other, 0) + 1
        most = max(counts, key=lambda one: (counts[one], -known.index(one)))
        before = [other for one, other in left if one == most]
        behind = [one for one, other in left if other == most]
        # The nearest of those it passed.
        found[most] = (before[-1], True) if before else (behind[0], False)
        left = [pair for pair in left if most not in pair]
    return found


def is_choice(a_map: Map, item_id: str) -> bool:
    """Whether a way out of it is a branch."""
    element = a_map.elements.get(item_id)
    return element is not None and element.type in names.GATEWAYS
