"""Raw changes → sentences, those that follow from others left out: a step put in brings its arrows with it."""

from __future__ import annotations

import re
from typing import Any

from .. import names
from .. import property_words as words
from ..model import Map
from ..parts import ITEMS, PICTURES, Key, Parts
from . import sentences as say
from .difference import KINDS, Change, Difference, Step
from .routes import Ways, is_choice, reordered

#: follows from other fields, or says nothing to a reader
SILENT = {"others", "throws", "process", "lane", "scope", "host", "source", "target", "documents", "name", "text", "direction"}


def tell(old: Map, new: Map, found: Difference, before: Parts, after: Parts) -> list[Change]:
    """The changes in the order of `KINDS`, within a kind along the flow of the new map."""
    return _Telling(old, new, found, before, after).tell()


class _Telling:
    def __init__(self, old: Map, new: Map, found: Difference, before: Parts, after: Parts) -> None:
        self.old, self.new, self.found = old, new, found
        self.before, self.after = before, after
        self.items_before = {key.id: key for key in before if key.kind in ITEMS}
        self.items_after = {key.id: key for key in after if key.kind in ITEMS}
        self.added = {one for one in self.items_after if one not in self.items_before}
        self.removed = {one for one in self.items_before if one not in self.items_after}
        common = {own: one for one, own in found.ids.items()}
        self.ways_before, self.ways_after = Ways(old, {}), Ways(new, common)
        self.changes: list[Change] = []
        #: parts that a sentence tells of, or that follow from one that is told
        self.told: set[str] = set()

    def tell(self) -> list[Change]:
        if self.before[Key("map")] != self.after[Key("map")]:
            self._add("map", "", "", say.map_name(self.old.name, self.new.name), "name")
        self._frames()
        self._elements()
        self._order()
        self._arrows()
        self._fields()
        self._the_rest()
        self._picture()
        place = {self._new(one): number for number, one in enumerate(self.ways_after.order)}
        place |= {one: number for number, one in enumerate(self.ways_before.order) if one not in place}
        return sorted(self.changes, key=lambda one: (KINDS.index(one.kind), place.get(one.new or one.old, len(place))))

    # -- ids ------------------------------------------------------------------------------------------------------

    def _new(self, item_id: str) -> str:
        """The id in the new map."""
        return self.found.ids.get(item_id, item_id)

    def _add(self, kind: str, old: str, new: str, sentence: tuple[str, str], property: str = "", **more: Any) -> None:
        self.changes.append(Change(kind, old, new, sentence, property, **more))
        self.told |= {old} if old else set()
        self.told |= {new} if new else set()

    def _both(self, kind: str, item_id: str, sentence: tuple[str, str], property: str = "", **more: Any) -> None:
        self._add(kind, item_id, self._new(item_id), sentence, property, **more)
        self.told.add(item_id)

    def _what_old(self, item_id: str) -> tuple[str, str]:
        return words.what(self.old, item_id)

    def _what_new(self, item_id: str) -> tuple[str, str]:
        return words.what(self.new, self._new(item_id))

    # -- pools, lanes, processes ----------------------------------------------------------------------------------

    def _frames(self) -> None:
        for item_id in self.removed:
            if self._tells(self.items_before[item_id], self.before):
                self._add("actor", item_id, "", say.gone(self._what_old(item_id)))
        for item_id in self.added:
            if self._tells(self.items_after[item_id], self.after):
                self._add("actor", "", self._new(item_id), say.come(self._what_new(item_id)))
                self.told.add(item_id)
        for kind in ("process", "pool", "lane"):
            for item_id, key in self.items_after.items():
                if key.kind != kind or item_id in self.added:
                    continue
                was, now = self.before[key], self.after[key]
                if _plain(was["name"]) != _plain(now["name"]):
                    self._both("actor" if kind != "process" else "map", item_id, self._renamed(item_id), "name")
                if kind == "lane" and was["parent"] != now["parent"]:
                    named = words.named("parent")
                    values = (
                        words.value(self.old, "parent", was["parent"]),
                        words.value(self.new, "parent", self._new(now["parent"])),
                    )
                    self._both("actor", item_id, say.changed(self._what_new(item_id), named, *values), "parent")

    @staticmethod
    def _tells(key: Key, parts: Parts) -> bool:
        """An actor or participant that a reader sees; a lane without a name is told by those who stand in it."""
        return key.kind == "pool" or (key.kind == "lane" and bool(parts[key]["name"].strip()))

    def _renamed(self, item_id: str) -> tuple[str, str]:
        item = self.new.item(self._new(item_id))
        return say.renamed(self._what_old(item_id), getattr(item, "label", None) or item.name if item else "")

    # -- elements -------------------------------------------------------------------------------------------------

    def _elements(self) -> None:
        for item_id in self.removed:
            if self.items_before[item_id].kind == "element" and not self._inside(item_id, self.before, self.removed):
                element = self.old.elements[item_id]
                beside = say.beside(self.old, item_id)
                actor = self.old.actor(element) if element.type in names.FLOW_NODES else ""
                self._add("removed", item_id, "", say.removed(self._what_old(item_id), actor, beside))
        for item_id in self.added:
            if self.items_after[item_id].kind == "element" and not self._inside(item_id, self.after, self.added):
                own = self._new(item_id)
                element = self.new.elements[own]
                actor = self.new.actor(element) if element.type in names.FLOW_NODES else ""
                self._add("added", "", own, say.added(self._what_new(item_id), actor, say.beside(self.new, own)))
                self.told.add(item_id)
        for item_id, key in self.items_after.items():
            if key.kind == "element" and item_id not in self.added:
                self._element(item_id, self.before[key], self.after[key])

    def _inside(self, item_id: str, parts: Parts, which: set[str]) -> bool:
        """Whether what lies around it came or went with it and tells of it."""
        around = parts[Key("element", item_id)]["scope"]
        if around in which and Key("element", around) in parts:
            self.told.add(item_id)
            return True
        return False

    def _element(self, item_id: str, was: dict[str, Any], now: dict[str, Any]) -> None:
        before, after = self.old.elements[item_id], self.new.elements[self._new(item_id)]
        if before.label != after.label:
            self._both("renamed", item_id, self._renamed(item_id), "text" if after.text or before.text else "name")
        actors = self.old.actor(before), self.new.actor(after)
        # A lane that was only renamed is the same actor.
        same_lane = set(was["lane"].lanes) == set(now["lane"].lanes)
        if before.type in names.FLOW_NODES and _spoken(actors[0]) != _spoken(actors[1]) and not (same_lane and was["lane"].lanes):
            values = {"was": (actors[0], actors[0]), "now": (actors[1], actors[1])}
            self._both("moved", item_id, say.moved(self._what_old(item_id), *actors), "lane", **values)
        for name in ("scope", "host"):
            if was[name] != now[name] and not (name == "scope" and self._is_process(was[name]) and self._is_process(now[name])):
                to = words.value(self.new, name, self._new(now[name])) if now[name] else ("", "")
                self._both("moved", item_id, say.lies(self._what_new(item_id), name, to), name)
        if was["documents"] != now["documents"]:
            for sentence in say.documents(self._what_new(item_id), was["documents"], now["documents"]):
                self._both("document", item_id, sentence, "documents")

    def _is_process(self, item_id: str) -> bool:
        return Key("process", item_id) in self.before or Key("process", item_id) in self.after

    # -- the order and the arrows ---------------------------------------------------------------------------------

    def _order(self) -> None:
        shared = [
            one
            for one in self.ways_after.order
            if one in self.items_before and one not in self.added and self.new.elements[self._new(one)].type in names.ACTIVITIES
        ]
        self.turned = reordered(self.ways_before, self.ways_after, shared)
        for one, (other, first) in self.turned.items():
            sentence = say.order(self._what_new(one), words.what(self.new, self._new(other), bare=True), first)
            self._both("order", one, sentence)

    def _arrows(self) -> None:
        before, after = self.ways_before.flows, self.ways_after.flows
        gone = {way: flow for way, flow in before.items() if way not in after}
        come = {way: flow for way, flow in after.items() if way not in before}
        turned = set(self.turned) | {other for other, _first in self.turned.values()}
        for way in list(gone):
            if self._follows(way, self.removed, self.ways_after, self.added) or set(way) & turned:
                self.told.add(gone.pop(way))
        for way in list(come):
            fresh = way[0] in self.added or (way[1] in self.added and not self._branch(way[0]))
            if fresh or self._follows(way, set(), self.ways_before, self.removed) or set(way) & turned:
                self.told.add(come.pop(way))
        for way, flow in list(gone.items()):
            instead = [one for one in come if one[0] == way[0] and (come[one] == flow or not self._branch(way[0]))]
            if instead:
                one = instead[0]
                arrow = self._new(come.pop(one))
                name = self.new.flows[arrow].name if arrow in self.new.flows else ""
                sentence = say.leads(self.new, self._new(one[0]), name, self._new(one[1]), words.end_of, self.old, way[1])
                self._add("flow", flow, arrow, sentence, "target")
            else:
                self._add("flow", flow, "", say.way_gone(self.old, flow, branch=self._branch(way[0])), "")
        for way, flow in come.items():
            arrow = self._new(flow)
            self._add("flow", "", arrow, say.way_come(self.new, arrow, branch=self._branch(way[0])), "")
            self.told.add(flow)

    def _branch(self, item_id: str) -> bool:
        return item_id not in self.added and item_id not in self.removed and is_choice(self.new, self._new(item_id))

    def _follows(self, way: tuple[str, str], ends: set[str], other: Ways, by: set[str]) -> bool:
        """Whether an arrow differs because an end of it is gone, or because something was put in between or taken out."""
        return bool(set(way) & ends) or other.through(way[0], way[1], by)

    # -- one value ------------------------------------------------------------------------------------------------

    def _fields(self) -> None:
        for step in self.found.steps:
            if not step.field or step.key.kind not in ITEMS or step.field in SILENT - {"name", "process", "direction"}:
                continue
            if step.key.kind != "flow" and step.field in ("name", "process"):
                continue
            if _plain(step.old) == _plain(step.new):
                continue
            if step.field == "default":
                self._default(step)
                continue
            was = words.value(self.old, step.field, step.old)
            now = words.value(self.new, step.field, self._value(step.field, step.new))
            sentence = say.value(
                self._what_new(step.key.id), words.named(step.field, self._type(step)), step.old, step.new, was, now
            )
            self._both("property", step.key.id, sentence, step.field, was=was, now=now)

    def _type(self, step: Step) -> str:
        return str(self.after[step.key].get("type") or step.key.kind)

    def _value(self, field: str, value: Any) -> Any:
        return self._new(value) if field in ("process", "parent", "plane", "default") and value else value

    def _default(self, step: Step) -> None:
        """The way that applies otherwise, told by where it leads. That the arrow is another one is no change."""
        old, new = self.old.flows.get(step.old or ""), self.new.flows.get(self._new(step.new or ""))
        ends = old.target if old else "", new.target if new else ""
        common = {own: one for one, own in self.found.ids.items()}
        if ends[0] == common.get(ends[1], ends[1]) or (step.old in self.removed and step.new in self.added):
            self.told.add(step.key.id)
            return
        was = words.value(self.old, "target", ends[0]) if ends[0] else words.NOTHING
        now = words.value(self.new, "target", ends[1]) if ends[1] else words.NOTHING
        named = words.named("default")
        self._both("property", step.key.id, say.value(self._what_new(step.key.id), named, ends[0], ends[1], was, now), "default")

    # -- what no sentence has told --------------------------------------------------------------------------------

    def _the_rest(self) -> None:
        """Arrows other than the order of steps, and whatever else is left: in plain words, so that nothing is passed over."""
        gone_ends, come_ends = self.removed, self.added
        for item_id in [one for one in self.removed if one not in self.told]:
            key = self.items_before[item_id]
            if key.kind == "flow" and not ({self.before[key]["source"], self.before[key]["target"]} & gone_ends):
                self._add("flow", item_id, "", say.gone(self._what_old(item_id)))
            elif key.kind == "process" and self.before[key]["name"] and not self.old.processes[item_id].pool:
                self._add("actor", item_id, "", say.gone(self._what_old(item_id)))
        for item_id in [one for one in self.added if one not in self.told]:
            key = self.items_after[item_id]
            if key.kind == "flow" and not ({self.after[key]["source"], self.after[key]["target"]} & come_ends):
                self._add("flow", "", self._new(item_id), say.come(self._what_new(item_id)))
            elif key.kind == "process" and self.after[key]["name"] and not self.new.processes[self._new(item_id)].pool:
                self._add("actor", "", self._new(item_id), say.come(self._what_new(item_id)))
        for step in self.found.steps:
            retied = step.key.kind == "flow" and step.field in ("source", "target") and step.key.id not in self.told
            if retied and not ({step.old, step.new} & (self.added | self.removed)):
                named = words.named(step.field)
                was = words.value(self.old, step.field, step.old)
                now = words.value(self.new, step.field, self._new(step.new))
                sentence = say.changed(self._what_new(step.key.id), named, was, now)
                self._both("flow", step.key.id, sentence, step.field, was=was, now=now)

    # -- the drawing ----------------------------------------------------------------------------------------------

    def _picture(self) -> None:
        """What is drawn elsewhere or otherwise and is told of in no other way, one change a thing."""
        found: dict[str, set[str]] = {}
        for step in self.found.steps:
            if step.key.kind in PICTURES and step.key.id not in self.added | self.removed:
                found.setdefault(step.key.id, set()).add(step.field)
        for item_id, fields in found.items():
            if item_id:
                self._both("picture", item_id, say.drawn(self._what_new(item_id), fields), ",".join(sorted(fields)))
            else:
                self._add("picture", "", "", say.drawing())


def _spoken(actor: str) -> str:
    """A name as it is said: "Team-Assistant" and "team assistant" are one."""
    return " ".join(re.findall(r"\w+", actor.casefold()))


def _plain(value: Any) -> Any:
    """Line breaks in a name are how it is drawn, not what it says."""
    return " ".join(value.split()) if isinstance(value, str) else value
