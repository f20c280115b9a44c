"""What a re-organisation would do as things stand: succession, what hangs on what ends and where it goes, what is wrong.

Made anew each time it is asked for, from the files of the draft, the register, and what somebody has chosen. Once it is
performed, the choices are settled as `Directions`: primary keys only, so that what waits for its day can be moved then.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation import hanging
from processlots.apps.organisation.hanging import Hanging, Item, Setting
from processlots.apps.organisation.importing.unit_rows import DEEPEST
from processlots.apps.organisation.models import Reorganisation, Unit
from processlots.apps.organisation.reorganising.files import organisation_of, people_of, standing_at
from processlots.apps.organisation.reorganising.succeeding import Coming, Fate, Plan, compare
from processlots.kit.periods import today

#: choice: the thing stays with the unit that ends, as part of what was
STAYS = "-"
PEOPLE = "organisation.people"


@dataclass(frozen=True)
class Fault:
    """What must be settled first: a sentence with a way out, and what it is about."""

    text: str
    unit: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Heap:
    """What hangs on one unit, of one kind. `goes`: the keys where its things go, None for those with nowhere to go."""

    kind: Hanging
    unit: int
    items: list[Item]
    goes: list[str | None]

    @property
    def one_way(self) -> str | None:
        """The key where all of it goes, or None where it goes several ways or nowhere."""
        ways = set(self.goes)
        return ways.pop() if len(ways) == 1 else None

    @property
    def unsettled(self) -> int:
        """How many things have nowhere to go and must have."""
        return self.goes.count(None) if self.kind.must else 0


class Proposal:
    """The whole of it, for one draft."""

    def __init__(self, draft: Reorganisation) -> None:
        self.draft = draft
        self.coming = organisation_of(draft)
        self.placed = people_of(draft)
        self.units: dict[int, Unit] = {unit.pk: unit for unit in Unit.objects.at(draft.date).select_related("parent")}
        chosen = {int(pk): keys for pk, keys in draft.chosen.get("after", {}).items() if int(pk) in self.units}
        self.plan: Plan = compare(standing_at(draft), self.coming, chosen, self._shares())
        self.rows: dict[str, Coming] = self.plan.coming

    def _shares(self) -> dict[tuple[int, str], float]:
        """(unit, key) → the part of the unit's people, of those that the file places, who are placed there."""
        if not self.placed:
            return {}
        from processlots.apps.organisation.models import Person

        homes = dict(Person.objects.exclude(unit=None).values_list("pk", "unit"))
        count: Counter[tuple[int, str]] = Counter()
        whole: Counter[int] = Counter()
        keys = {one.key for one in self.coming}
        for person, key in self.placed.items():
            unit = homes.get(person)
            if unit is not None and key in keys:
                count[unit, key] += 1
                whole[unit] += 1
        return {(unit, key): number / whole[unit] for (unit, key), number in count.items()}

    # ---- What ends, and what it leaves behind --------------------------------------------------------------------------

    @cached_property
    def ends(self) -> list[Fate]:
        """Units that end, in the order of the tree."""
        return [fate for fate in self.plan.fates.values() if fate.ends]

    @cached_property
    def boards(self) -> dict[int, tuple[int, str]]:
        """Unit → (the board above it today, key of the board above it then), where they are not the same body."""
        found = {}
        for pk, fate in self.plan.fates.items():
            old = self._board_now(pk)
            key = fate.targets[0] if fate.targets else None
            new = self._board_then(key) if key is not None else None
            if old is not None and new is not None and self.plan.at.get(new) != old:
                found[pk] = (old, new)
        return found

    def _board_now(self, pk: int) -> int | None:
        at: int | None = pk
        while at is not None and at in self.plan.standing:
            if self.plan.standing[at].kind in Unit.BOARDS:
                return at
            at = self.plan.standing[at].parent
        return None

    def _board_then(self, key: str | None) -> str | None:
        while key is not None:
            if self.rows[key].kind in Unit.BOARDS:
                return key
            key = self.rows[key].parent
        return None

    @cached_property
    def setting(self) -> Setting:
        return Setting(frozenset(fate.pk for fate in self.ends), self.boards)

    @cached_property
    def heaps(self) -> list[Heap]:
        """What hangs on what ends, unit by unit."""
        if not self.coming:
            return []
        found: list[Heap] = []
        place = {pk: number for number, pk in enumerate(self.plan.fates)}
        for kind in hanging.kinds():
            by_unit: dict[int, list[Item]] = defaultdict(list)
            for item in self._items(kind):
                by_unit[item.unit].append(item)
            found += [Heap(kind, unit, items, [self.goes(kind, one) for one in items]) for unit, items in by_unit.items()]
        return sorted(found, key=lambda heap: place.get(heap.unit, 0))

    def _items(self, kind: Hanging) -> Iterable[Item]:
        """What hangs on units that end; also those whom the file places elsewhere though their unit goes on."""
        items = kind.items(self.setting)
        if kind.key == PEOPLE and self.placed:
            known = {item.pk for item in items}
            others = [pk for pk in self.placed if pk not in known]
            for start in range(0, len(others), 500):
                for row in kind.open_rows(kind.model._default_manager.filter(pk__in=others[start : start + 500])):
                    key = self.placed[row.pk]
                    if row.unit_id in self.plan.fates and key in self.rows and self.plan.at.get(key) != row.unit_id:
                        items.append(Item(row.pk, row.unit_id, row))
        return items

    def goes(self, kind: Hanging, item: Item) -> str | None:
        """The key where one thing goes, STAYS, or None where nothing is said."""
        chosen = self.draft.chosen.get("moves", {}).get(kind.key, {})
        for name in (f"#{item.pk}", str(item.unit)):
            key = chosen.get(name)
            if key == STAYS or key in self.rows:
                return str(key)
        return self.proposed(kind, item)

    def proposed(self, kind: Hanging, item: Item) -> str | None:
        """Where the thing goes when nobody has chosen."""
        if item.goes in self.rows:
            return str(item.goes)
        if kind.key == PEOPLE and self.placed.get(item.pk) in self.rows:
            return self.placed[item.pk]
        fate = self.plan.fates.get(item.unit)
        targets = fate.targets if fate is not None else []
        if kind.whole and (len(targets) != 1 or len(self.plan.sources[targets[0]]) > 1):
            return STAYS
        return targets[0] if targets else None

    # ---- What is wrong -------------------------------------------------------------------------------------------------

    @cached_property
    def faults(self) -> list[Fault]:
        """What stands in the way of performing it."""
        if not self.coming:
            return [Fault(_("There is no new organisation yet. Read it in."))]
        made: list[Fault] = []
        for pk in self.plan.homeless:
            said = _("%(unit)s goes on, but what it belongs to is closed. Choose what comes after one of them.")
            made.append(Fault(said % {"unit": self.units[pk]}, pk))
        last = self.draft.date - datetime.timedelta(days=1)
        for fate in self.ends:
            if self.units[fate.pk].valid_from > last:
                said = _("%(unit)s begins on %(date)s and cannot end before that. Choose a later day for the re-organisation.")
                made.append(
                    Fault(said % {"unit": self.units[fate.pk], "date": self.units[fate.pk].valid_from.isoformat()}, fate.pk)
                )
        for heap in self.heaps:
            if heap.unsettled:
                said = _("%(unit)s is closed with %(count)s left: %(what)s. Choose where they go, or that they stay.")
                words = {"unit": self.units[heap.unit], "count": heap.unsettled, "what": str(heap.kind.label).lower()}
                made.append(Fault(said % words, heap.unit, heap.kind.key))
        made += self._deep()
        waiting = Reorganisation.objects.filter(state=Reorganisation.State.PERFORMED, moved_act=None).exclude(pk=self.draft.pk)
        for other in waiting[:1]:
            said = _("%(other)s is performed and waits for its day, %(date)s. Undo it first, or wait until then.")
            made.append(Fault(said % {"other": other, "date": other.date.isoformat()}))
        return made

    def _deep(self) -> list[Fault]:
        depth: dict[str, int] = {}
        for row in self.rows.values():
            way, at = 0, row.parent
            while at is not None:
                way, at = way + 1, self.rows[at].parent
            depth[row.key] = way
        deepest = max(depth.values(), default=0)
        return (
            [Fault(_("The tree of units would be deeper than %(most)s levels.") % {"most": DEEPEST})]
            if deepest >= DEEPEST
            else []
        )

    @property
    def differs(self) -> bool:
        """True if performing it would do anything."""
        moved = any(kind == "follows" for kind in (fate.kind for fate in self.plan.fates.values()))
        return bool(self.ends or self.plan.made or moved or self.heaps)

    @cached_property
    def seen(self) -> str:
        """A fingerprint of all that would happen, which must be what the person saw."""
        told = [
            str(self.draft.date),
            sorted((pk, fate.kind, fate.targets, fate.at or "") for pk, fate in self.plan.fates.items()),
            sorted((one.key, one.name, str(one.kind), one.parent or "") for one in self.rows.values()),
            [(heap.kind.key, heap.unit, [item.pk for item in heap.items], heap.goes) for heap in self.heaps],
        ]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()

    @property
    def size(self) -> int:
        """About how many rows would be written."""
        return len(self.ends) + len(self.plan.made) + sum(len(heap.items) for heap in self.heaps)


@dataclass
class Directions:
    """What was decided, by primary keys. `units`: unit → the unit after it; `parents`: unit that goes on → what it will
    belong to; `heaps` and `items`: kind → unit or thing → where it goes, None for what stays; `boards`: unit → (old board,
    new board); `told`: kind → what its `restore` needs; `moved`: kind → how many went along."""

    units: dict[int, int | None] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    heaps: dict[str, dict[int, int | None]] = field(default_factory=dict)
    items: dict[str, dict[int, int | None]] = field(default_factory=dict)
    boards: dict[int, tuple[int, int]] = field(default_factory=dict)
    told: dict[str, list[Any]] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, proposal: Proposal, made: dict[str, int]) -> Directions:
        """What the proposal comes to. `made`: key → the unit that it is now."""
        here: dict[str | None, int | None] = {STAYS: None, None: None}
        here.update(made)
        plan = proposal.plan
        found = cls({fate.pk: made[fate.targets[0]] if fate.targets else None for fate in proposal.ends})
        for pk, fate in plan.fates.items():
            above = plan.parent_of(pk) if not fate.ends else None
            if above is not None and made[above] != plan.standing[pk].parent:
                found.parents[pk] = made[above]
        found.boards = {pk: (old, made[key]) for pk, (old, key) in proposal.boards.items()}
        for heap in proposal.heaps:
            ways: Counter[str | None] = Counter(heap.goes)
            most = ways.most_common(1)[0][0]
            if heap.unit in found.units:
                found.heaps.setdefault(heap.kind.key, {})[heap.unit] = here[most]
            for item, key in zip(heap.items, heap.goes, strict=True):
                if key != most or heap.unit not in found.units:
                    found.items.setdefault(heap.kind.key, {})[item.pk] = here[key]
        return found

    def to(self, kind: Hanging, item: Item) -> int | None:
        """Where a thing goes; None where it stays."""
        if item.pk in self.items.get(kind.key, {}):
            return self.items[kind.key][item.pk]
        if item.unit in self.heaps.get(kind.key, {}):
            return self.heaps[kind.key][item.unit]
        # Hung there since the re-organisation was performed.
        return item.goes if item.goes is not None else self.units.get(item.unit)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("units", "parents", "heaps", "items", "boards", "told", "moved")}

    @classmethod
    def read(cls, told: dict[str, Any]) -> Directions:
        def keyed(some: dict[str, Any]) -> dict[int, Any]:
            return {int(key): value for key, value in some.items()}

        return cls(
            keyed(told.get("units", {})), keyed(told.get("parents", {})),
            {kind: keyed(some) for kind, some in told.get("heaps", {}).items()},
            {kind: keyed(some) for kind, some in told.get("items", {}).items()},
            {pk: (old, new) for pk, (old, new) in keyed(told.get("boards", {})).items()}, told.get("told", {}),
            told.get("moved", {}),
        )  # fmt: skip


def waits_for(day: datetime.date) -> bool:
    """True for a day that has not come."""
    return day > today()
