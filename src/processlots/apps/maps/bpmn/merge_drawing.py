"""Merging the drawing: shapes of what stays, and arrows that go with the shapes they join."""

from __future__ import annotations

from typing import Any

from .clash import PICTURE, SIDES, other
from .edit import pulled
from .model import Bounds, Point
from .parts import ITEMS, Key, Parts


class Drawing:
    """The part of a merge that is about pictures; `merge` gives the rest."""

    sides: dict[str, Parts]
    merged: Parts
    #: ids that stay though one side took them away → the side that has them
    kept: dict[str, str]

    def stays(self, item_id: str) -> bool:
        """Whether an item is in the merged map."""
        raise NotImplementedError

    def field(self, key: Key, name: str, kind: str) -> Any:
        """The merged value of a field."""
        raise NotImplementedError

    def ask(self, key: Key, kind: str, name: str, values: dict[str, Any]) -> str:
        """The side that is chosen for what clashes."""
        raise NotImplementedError

    def draw(self, made: Parts) -> None:
        """Shapes and edges of what stays."""
        mine, theirs = self.sides["mine"], self.sides["theirs"]
        keys = [key for key in dict.fromkeys((*theirs, *self.sides["base"], *mine)) if key.kind not in (*ITEMS, "map")]
        diagrams = set()
        for key in sorted(keys, key=lambda key: ("diagram", "shape", "edge").index(key.kind)):
            if key.kind != "diagram" and not (self.stays(key.id) and key.diagram in diagrams):
                continue
            here = [side for side in SIDES if key in self.sides[side]]
            if len(here) == 2:
                edges = key.kind == "edge"
                fields = {
                    name: None if edges and name == "waypoints" else self.field(key, name, PICTURE)
                    for name in dict.fromkeys((*theirs[key], *mine[key]))
                }
                if edges:
                    fields["waypoints"] = self._way(key)
            elif here and (key not in self.sides["base"] or self.kept.get(key.id) == here[0]):
                fields = dict(self.sides[here[0]][key])
            else:
                continue
            made[key] = fields
            if key.kind == "diagram":
                diagrams.add(key.diagram)
        self._tie(made)

    def _way(self, key: Key) -> tuple[Point, ...]:
        """An edge that both have drawn anew. Where that only followed from moved ends, it follows both; else it is asked."""
        before, mine, theirs = (self.sides[side].get(key, {}).get("waypoints", ()) for side in ("base", "mine", "theirs"))
        if mine in (theirs, before):
            return tuple(theirs)
        if theirs == before:
            return tuple(mine)
        flow = Key("flow", key.id)
        ends = {side: tuple(self.sides[side].get(flow, {}).get(name) for name in ("source", "target")) for side in self.sides}
        now = tuple(self.merged.get(flow, {}).get(name) for name in ("source", "target"))
        for side in SIDES:
            if now == ends[side] != ends[other(side)]:
                return tuple(self.sides[side][key]["waypoints"])
        if any(self._moved(side, key, end) for side in SIDES for end in now):
            return tuple(theirs)
        choice = self.ask(key, PICTURE, "waypoints", {"base": before, "mine": mine, "theirs": theirs})
        return tuple(mine if choice == "mine" else theirs)

    def _moved(self, side: str, key: Key, item_id: Any) -> bool:
        shape = Key("shape", item_id or "", key.diagram)
        before, after = self.sides["base"].get(shape), self.sides[side].get(shape)
        return before is not None and after is not None and before["bounds"] != after["bounds"]

    def _tie(self, made: Parts) -> None:
        """An edge's ends go with the shapes it joins, where those stand elsewhere than on the side the edge is from."""
        for key, fields in made.items():
            flow = made.get(Key("flow", key.id))
            if key.kind != "edge" or flow is None:
                continue
            side = next((one for one in ("theirs", "mine") if self._drawn(one, key) == fields["waypoints"]), "")
            if not side:
                continue
            way = list(fields["waypoints"])
            for end, turn in (("source", 1), ("target", -1)):
                step = self._step(made, side, Key("shape", flow[end], key.diagram), way[0 if turn == 1 else -1])
                if step != (0, 0):
                    way = pulled(way[::turn], *step)[::turn]
            if tuple(way) != fields["waypoints"]:
                fields["waypoints"] = tuple(way)

    def _drawn(self, side: str, key: Key) -> Any:
        return self.sides[side].get(key, {}).get("waypoints")

    def _step(self, made: Parts, side: str, shape: Key, point: Point) -> tuple[float, float]:
        """How far an end has to go from where `side` drew it to touch the shape as it stands now."""
        now, then = made.get(shape), self.sides[side].get(shape)
        if now is None or then is None or now["bounds"] == then["bounds"]:
            return (0, 0)
        here, there = then["bounds"], now["bounds"]
        if not _wide(here).holds(point):
            return (0, 0)
        dx = (point.x - here.x) / (here.width or 1) * there.width + there.x - point.x
        dy = (point.y - here.y) / (here.height or 1) * there.height + there.y - point.y
        return (round(dx, 6), round(dy, 6))


def _wide(box: Bounds) -> Bounds:
    """The box with room for an arrow that stops just short of it."""
    return Bounds(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
