"""Merging what two people have drawn on the same map (issue 4, point 3).

Both began with `base`. What only one of them changed is taken; what both changed the same way is taken once; what they changed
differently is a clash that a person answers. Nothing is lost unsaid: where one took away what the other changed or used, it
stays until somebody chooses otherwise. The result keeps every reference whole and the rest of `theirs` to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import names, property_words
from .clash import BOTH, GONE, SIDES, Clash, other
from .merge_drawing import Drawing
from .model import Map
from .parts import ITEMS, Fields, Key, Parts, Standing, parts_of, references, renamed, without
from .rebuild import rebuilt


@dataclass
class Merged:
    """The merged map and what clashed. `map` follows each clash's `choice`, so it can always be read, shown and saved."""

    map: Map
    clashes: list[Clash] = field(default_factory=list)
    #: ids of what differs from `theirs`: what mine brought into the map
    brought: list[str] = field(default_factory=list)


def merge(base: Map, mine: Map, theirs: Map, choices: Mapping[str, str] | None = None) -> Merged:
    """Three-way merge by element ids; none of the three maps is changed.

    `choices` answers clashes: their key → "mine" or "theirs" (others are ignored). Unanswered, a property follows `theirs`, which
    is saved already, and what one side took away stays. Raises nothing for maps that `read` gives.
    """
    return _Merge(base, mine, theirs, choices or {}).run()


class _Merge(Drawing):
    def __init__(self, base: Map, mine: Map, theirs: Map, choices: Mapping[str, str]) -> None:
        self.choices = choices
        self.start = theirs
        self.maps = {"base": base, "mine": mine, "theirs": theirs}
        self.sides: dict[str, Parts] = {"base": parts_of(base), "theirs": parts_of(theirs)}
        self.sides["mine"] = _told_apart(parts_of(mine), self.sides["base"], self.sides["theirs"])
        self.clashes: dict[str, Clash] = {}
        #: id → the side that took it away, of what only one took away
        self.taken_away: dict[str, str] = {}
        self.keys: dict[str, Key] = {}
        #: ids that stay though one side took them away, or go though one side added them
        self.kept: dict[str, str] = {}
        self.dropped: set[str] = set()
        self.merged: Parts = {}

    def run(self) -> Merged:
        self._items()
        self._whole()
        made = {key: fields for key, fields in self.merged.items() if self.stays(key.id)}
        made[Key("map")] = {"name": self.field(Key("map"), "name")}
        self.draw(made)
        a_map = rebuilt(self.start, made, [self.maps["mine"]])
        theirs = self.sides["theirs"]
        brought = {key.id for key in made.keys() | theirs.keys() if key.id and made.get(key) != theirs.get(key)}
        return Merged(a_map, list(self.clashes.values()), sorted(brought))

    # -- items ----------------------------------------------------------------------------------------------------

    def _items(self) -> None:
        """What each item says, and who took away what."""
        base, mine, theirs = (self.sides[side] for side in ("base", "mine", "theirs"))
        order = [*theirs, *(key for key in base if key not in theirs), *(key for key in mine if key not in theirs)]
        for key in dict.fromkeys(order):
            if key.kind not in ITEMS:
                continue
            here = [side for side in SIDES if key in self.sides[side]]
            if not here:
                continue
            self.keys[key.id] = key
            if len(here) == 2:
                self.merged[key] = {name: self.field(key, name) for name in dict.fromkeys((*theirs[key], *mine[key]))}
                self.merged[key] = {name: value for name, value in self.merged[key].items() if value is not None}
                continue
            side = here[0]
            self.merged[key] = dict(self.sides[side][key])
            if key not in base:
                continue
            self.taken_away[key.id] = other(side)
        for item_id in list(self.taken_away):
            key, side = self.keys[item_id], other(self.taken_away[item_id])
            if _said(base[key]) != _said(self.sides[side][key]) and self._gone(item_id) == side:
                self.kept[item_id] = side

    def field(self, key: Key, name: str, kind: str = BOTH) -> Any:
        """The value that both agree on, or the chosen one of a clash; None where nobody says anything."""
        before, mine, theirs = (self.sides[side].get(key, {}).get(name) for side in ("base", "mine", "theirs"))
        if mine in (theirs, before):
            return theirs
        if theirs == before:
            return mine
        if name in ("documents", "others"):
            together = _lists(before or (), mine or (), theirs or ())
            if together is not None:
                return together
        if name == "lane" and _only_the_drawing(mine, theirs):
            return theirs
        choice = self.ask(key, kind, name, {"base": before, "mine": mine, "theirs": theirs})
        return mine if choice == "mine" else theirs

    def ask(self, key: Key, kind: str, name: str, values: dict[str, Any]) -> str:
        own = ":".join(part for part in (key.kind, key.id, key.diagram, str(key.nth or ""), name) if part)
        choice = self._chosen(own, "theirs")
        shown = {side: property_words.value(self.maps[side], name, values[side]) for side in values}
        self.clashes[own] = Clash(
            own,
            kind,
            key.id,
            self._type(key.id),
            name,
            choice,
            self._what(key.id),
            property_words.named(name, self._type(key.id)),
            shown["base"],
            shown["mine"],
            shown["theirs"],
        )
        return choice

    def _chosen(self, own: str, default: str) -> str:
        choice = self.choices.get(own, default)
        return choice if choice in SIDES else default

    def _gone(self, item_id: str, through: str = "") -> str:
        """Ask whether what one side took away stays; the side that is followed. Unanswered it stays."""
        key, side = self.keys[item_id], self.taken_away[item_id]
        own = f"{key.kind}:{item_id}"
        choice = self._chosen(own, other(side))
        if own not in self.clashes:
            away, stays = property_words.TAKEN_AWAY, property_words.CHANGED
            if through:
                stays = property_words.used_by(self._what(through))
            else:
                stays = property_words.changed(self._changes(key, other(side)))
            mine, theirs = (away, stays) if side == "mine" else (stays, away)
            what, none = self._what(item_id), ("", "")
            self.clashes[own] = Clash(
                own, GONE, item_id, self._type(item_id), "", choice, what, none, none, mine, theirs, side, through
            )
        return choice

    def _changes(self, key: Key, side: str) -> list[tuple[str, str]]:
        before, after = self.sides["base"][key], self.sides[side][key]
        changed = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
        return [property_words.named(name, self._type(key.id)) for name in changed]

    def _type(self, item_id: str) -> str:
        for side in ("theirs", "mine", "base"):
            for kind in ITEMS:
                fields = self.sides[side].get(Key(kind, item_id))
                if fields is not None:
                    return str(fields.get("type") or kind)
        return ""

    def _what(self, item_id: str) -> tuple[str, str]:
        """The name of an item in words, as both knew it."""
        for side in ("base", "theirs", "mine"):
            if self.maps[side].item(item_id) is not None:
                return property_words.what(self.maps[side], item_id)
        return property_words.what(self.maps["mine"], item_id)

    # -- references stay whole ------------------------------------------------------------------------------------

    def stays(self, item_id: str) -> bool:
        if item_id in self.dropped or item_id not in self.keys:
            return False
        return item_id not in self.taken_away or item_id in self.kept

    def _keep(self, item_id: str) -> bool:
        """Let what was taken away stay; True if it had not stayed before."""
        if item_id in self.kept or item_id in self.dropped:
            return False
        self.kept[item_id] = other(self.taken_away[item_id])
        return True

    def _whole(self) -> None:
        """Until nothing points at what is gone: bring it back, or let go of what points at it."""
        changed = True
        while changed:
            changed = self._companions()
            for item_id, key in list(self.keys.items()):
                if not self.stays(item_id):
                    continue
                for name, target, hard in references(key, self.merged[key]):
                    if target in self.keys and not self.stays(target):
                        changed |= self._mend(key, name, target, hard)
                    elif target not in self.keys and self._was_an_item(target):
                        changed |= self._let_go(key, name, target, hard, "")

    def _was_an_item(self, item_id: str) -> bool:
        return any(Key(kind, item_id) in self.sides["base"] for kind in ITEMS)

    def _mend(self, key: Key, name: str, target: str, hard: bool) -> bool:
        side = self.taken_away.get(target)
        if side is not None and target not in self.dropped:
            follows = key.id in self.kept or self._gone(target, key.id) != side
            if follows:
                return self._keep(target)
        return self._let_go(key, name, target, hard, side or "")

    def _let_go(self, key: Key, name: str, target: str, hard: bool, side: str) -> bool:
        """What points at what is gone points where it did on the side that took it away, else at nothing, else goes."""
        fields = self.merged[key]
        known = self.sides[side].get(key, {}).get(name) if side else None
        if known is not None and known != fields[name]:
            fields[name] = known
        elif hard:
            self.dropped.add(key.id)
            self.kept.pop(key.id, None)
        else:
            fields[name] = without(fields, name, target)
        return True

    def _companions(self) -> bool:
        """What stays does so with what lies in it or on it, and with the flows between what stays."""
        changed = False
        for item_id in [one for one in self.taken_away if not self.stays(one) and one not in self.dropped]:
            key, side = self.keys[item_id], other(self.taken_away[item_id])
            fields = self.sides[side][key]
            if key.kind == "element":
                follows = any(around and self.kept.get(around) == side for around in (fields["scope"], fields["host"]))
            elif key.kind == "flow":
                ends = (fields["source"], fields["target"])
                follows = any(self.kept.get(end) == side for end in ends) and all(self.stays(end) for end in ends)
            else:
                follows = key.kind == "pool" and self.kept.get(fields["process"]) == side
            changed |= follows and self._keep(item_id)
        return changed


def _said(fields: Fields) -> Fields:
    """What an item says; that the drawing alone tells of another lane is no change of it."""
    standing: Standing | None = fields.get("lane")
    return fields if standing is None or not standing.guessed else fields | {"lane": Standing((), False, standing.named_by)}


def _only_the_drawing(mine: Any, theirs: Any) -> bool:
    """Both say the same, or one only through where it is drawn."""
    return (mine.lanes, mine.named_by) == (theirs.lanes, theirs.named_by) or (mine.guessed and theirs.guessed)


def _lists(before: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Both lists' additions and removals; None where the same one was changed both ways."""
    kept = [one for one in theirs if one in mine or one not in before]
    added = [one for one in mine if one not in before and one not in theirs]
    titles = [_title(one) for one in [*kept, *added]]
    return (*kept, *added) if len(set(titles)) == len(titles) else None


def _title(one: Any) -> Any:
    return getattr(one, "href", "") or getattr(one, "title", one)


def _told_apart(mine: Parts, base: Parts, theirs: Parts) -> Parts:
    """Mine, where an id that both have used for something new and quite different is given another."""
    taken = {key.id: key for key in theirs if key.kind in ITEMS} | {key.id: key for key in base if key.kind in ITEMS}
    ours = {key.id: key for key in mine if key.kind in ITEMS}
    ids: dict[str, str] = {}
    for item_id, key in ours.items():
        there = taken.get(item_id)
        if there is None or (Key(key.kind, item_id) in base and there.kind == key.kind):
            continue
        if there.kind != key.kind or not _may_be_same(mine[key], theirs.get(there, {})):
            number = 2
            while f"{item_id}-{number}" in taken or f"{item_id}-{number}" in ours or f"{item_id}-{number}" in ids.values():
                number += 1
            ids[item_id] = f"{item_id}-{number}"
    return renamed(mine, ids) if ids else mine


def _may_be_same(one: Fields, other: Fields) -> bool:
    if one.get("name") and one.get("name") == other.get("name"):
        return True
    for kinds in (names.ACTIVITIES, names.EVENTS, names.GATEWAYS):
        if one.get("type") in kinds or other.get("type") in kinds:
            return one.get("type") == other.get("type")
    return one.get("type") == other.get("type")
