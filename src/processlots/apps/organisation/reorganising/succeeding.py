"""What becomes of each unit when a new organisation is laid beside the one that stands. Knows nothing of Django.

A unit is known again by its external id, else by its name and what it belongs to, else by where its people went, else by
likeness of names. What stands unchanged goes on as it is; a unit whose own row is as before but whose parent has been
replaced follows along under what came after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from processlots.apps.organisation.reorganising.recognising import (
    KEEP,
    Coming,
    Standing,
    Why,
    downwards,
    likeness,
    matched,
    plain,
)

Kind = Literal["same", "follows", "kept", "renamed", "moved", "merged", "split", "closed"]
KINDS: tuple[Kind, ...] = ("renamed", "moved", "merged", "split", "closed", "follows", "kept", "same")
#: kinds after which the unit is the same row as before
GOES_ON = ("same", "follows", "kept")


@dataclass
class Fate:
    """What becomes of a unit. `targets`: keys of what comes after it, the most alike first; `at`: where it goes on itself."""

    pk: int
    targets: list[str]
    why: Why
    kind: Kind = "closed"
    at: str | None = None

    @property
    def ends(self) -> bool:
        return self.kind not in GOES_ON and self.at is None


@dataclass
class Plan:
    """The whole: a fate per unit, which unit goes on at each coming one, and the units that come before it."""

    fates: dict[int, Fate]
    at: dict[str, int]
    sources: dict[str, list[int]]
    coming: dict[str, Coming]
    standing: dict[int, Standing]
    #: units kept though they are not in the file, whose parent is closed
    homeless: list[int] = field(default_factory=list)

    @property
    def made(self) -> list[Coming]:
        """Coming units that are new rows, what they belong to first."""
        return [one for one in _down(self.coming) if one.key not in self.at]

    @property
    def wholly_new(self) -> list[str]:
        """Keys of coming units with nothing before them."""
        return [key for key in self.coming if not self.sources.get(key)]

    def pair_kind(self, fate: Fate, target: str) -> Kind:
        """What the unit's going over into one of its targets is called."""
        if len(fate.targets) > 1:
            return "split"
        if len(self.sources[target]) > 1:
            return "merged"
        return fate.kind

    def parent_of(self, pk: int) -> str | None:
        """The key of what a unit that goes on belongs to: its own row's parent, or what came after its parent."""
        fate = self.fates[pk]
        if fate.at is not None:
            return self.coming[fate.at].parent
        above = self.standing[pk].parent
        targets = self.fates[above].targets if above is not None else []
        return targets[0] if targets else None


def compare(
    standing: Iterable[Standing], coming: Iterable[Coming], chosen: Mapping[int, Sequence[str]] | None = None,
    shares: Mapping[tuple[int, str], float] | None = None,
) -> Plan:  # fmt: skip
    """The plan. `chosen`: unit → keys of what a person says comes after it ([] closed, [KEEP] goes on though not in the
    file). `shares`: (unit, key) → the part of the unit's people, 0 to 1, that is found there."""
    units = {one.pk: one for one in standing}
    rows = {one.key: one for one in coming}
    targets, why = matched(units, rows, dict(chosen or {}), dict(shares or {}))
    sources: dict[str, list[int]] = defaultdict(list)
    for pk, keys in targets.items():
        for key in keys:
            if key != KEEP:
                sources[key].append(pk)
    plan = Plan({}, {}, dict(sources), rows, units)
    for pk in downwards(units):
        keys = [key for key in targets[pk] if key != KEEP]
        fate = plan.fates[pk] = Fate(pk, keys, why[pk])
        if KEEP in targets[pk]:
            fate.kind = "kept"
            above = units[pk].parent
            if above is not None and plan.fates[above].ends and not plan.fates[above].targets:
                plan.homeless.append(pk)
            continue
        _judge(plan, fate)
    return plan


def _judge(plan: Plan, fate: Fate) -> None:
    """Where a unit goes on, else what its ending is called; what it belongs to has been judged."""
    unit = plan.standing[fate.pk]
    for key in fate.targets:
        row = plan.coming[key]
        where = _placed(plan, unit, row)
        if key not in plan.at and where and plain(row.name) == plain(unit.name) and row.kind == unit.kind:
            plan.at[key], fate.at = fate.pk, key
            fate.kind = "split" if len(fate.targets) > 1 else where
            return
    if not fate.targets:
        fate.kind = "closed"
    elif len(fate.targets) > 1:
        fate.kind = "split"
    elif len(plan.sources[fate.targets[0]]) > 1:
        fate.kind = "merged"
    else:
        fate.kind = "renamed" if _placed(plan, unit, plan.coming[fate.targets[0]]) else "moved"


def _placed(plan: Plan, unit: Standing, row: Coming) -> Kind | None:
    """How the row stands where the unit did: "same", "follows" under what came after its parent, or None."""
    if unit.parent is None or row.parent is None:
        return "same" if unit.parent is None and row.parent is None else None
    above = plan.fates.get(unit.parent)
    if above is None or row.parent not in above.targets:
        return None
    return "same" if above.at == row.parent else "follows"


def candidates(plan: Plan, pk: int, most: int = 6) -> list[str]:
    """Keys of the coming units that are most like a unit by name, its targets first."""
    fate, unit = plan.fates[pk], plan.standing[pk]
    scored = sorted(((likeness(unit.name, row.name), key) for key, row in plan.coming.items()), key=lambda one: (-one[0], one[1]))
    return list(dict.fromkeys([*fate.targets, *(key for score, key in scored[:most] if score > 0.2)]))


def _down(rows: dict[str, Coming]) -> list[Coming]:
    done: dict[str, Coming] = {}
    for key in rows:
        way: list[Coming] = []
        at: str | None = key
        while at is not None and at in rows and at not in done and rows[at] not in way:
            way.append(rows[at])
            at = rows[at].parent
        done.update({one.key: one for one in reversed(way)})
    return list(done.values())
