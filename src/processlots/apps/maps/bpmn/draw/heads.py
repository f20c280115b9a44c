"""Pools and lanes: bands with their names. Names stand level, as the look has them; heads grow to the left for that
where nothing is in the way, else the name stands on its side in the narrow head that drawing tools use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..model import Bounds, Lane, Map, Pool, Shape
from ..words import say
from . import colours
from .metrics import LEADING, fit, longest_word, width, wrap
from .pen import lines, n, tag

NARROW = 34.0
WIDEST = 124.0
SIDE = 10.0
HEAD = {"pool": "lanehead poolhead", "lane": "lanehead"}
NAME = {"pool": "lanename poolname", "lane": "lanename"}


@dataclass
class Group:
    """A pool with its lanes, or the lanes of a process without a pool. Boxes are scaled."""

    pool: Pool | None
    box: Bounds
    level: bool
    lanes: list[tuple[Lane, Bounds]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)
    left: float = 0.0
    right: float = 0.0  # where the innermost heads end


class Heads:
    def __init__(
        self,
        a_map: Map,
        shapes: list[tuple[Shape, Bounds]],
        scale: float,
        language: str,
        telling: dict[str, str],
        place: Callable[[str], str],
    ) -> None:
        self.map = a_map
        self.telling = telling
        self.place = place
        self.scale = scale
        self.language = language
        #: pool or lane id → its band with the head; known once it is drawn
        self.bands: dict[str, Bounds] = {}
        self.others = [box for shape, box in shapes if shape.of in a_map.elements]
        self.groups = self._groups(shapes)
        self._columns()

    def _groups(self, shapes: list[tuple[Shape, Bounds]]) -> list[Group]:
        found: dict[str, Group] = {}
        for shape, box in shapes:
            pool = self.map.pools.get(shape.of)
            if pool is not None:
                level = shape.horizontal if shape.horizontal is not None else self._level(shape, box)
                found[pool.process or pool.id] = Group(pool, box, level)
        for shape, box in shapes:
            lane = self.map.lanes.get(shape.of)
            if lane is None:
                continue
            group = found.get(lane.process)
            if group is None:
                level = shape.horizontal if shape.horizontal is not None else box.width > box.height
                group = found[lane.process] = Group(None, box, level)
            group.lanes.append((lane, box))
        for group in found.values():
            if group.pool and not any(lane.name.strip() for lane, _ in group.lanes):
                group.lanes = []  # a lane that some tools put into every pool
            group.lanes.sort(
                key=lambda pair: (pair[1].y, pair[1].x, -pair[1].width) if group.level else (pair[1].x, pair[1].y, 0)
            )
            drawn = {lane.id for lane, _ in group.lanes}
            for lane, _ in group.lanes:
                depth, parent = 0, lane.parent
                while parent in drawn:
                    depth, parent = depth + 1, self.map.lanes[parent].parent
                group.depth[lane.id] = depth
        return list(found.values())

    def _level(self, shape: Shape, box: Bounds) -> bool:
        """Old files do not say: lanes under one another make a level pool."""
        return box.width >= box.height or shape.of not in self.map.pools

    # -- how wide -------------------------------------------------------------------------------------------------

    def _columns(self) -> None:
        level = [group for group in self.groups if group.level]
        for group in level:
            parents = {lane.parent for lane, _ in group.lanes}
            leaves = [(lane.name, box) for lane, box in group.lanes if lane.id not in parents]
            start = max((box.x for _, box in leaves), default=group.box.x)
            inside = [box.x for box in self.others if _meets(box, group.box) and box.x >= start - 1]
            head = 30 * self.scale
            group.right = start + max(0.0, min(head, min(inside, default=start + head) - start - 4))
            names = [name for name, _ in leaves] or [group.pool.name if group.pool else ""]
            wide = max(min(WIDEST, _natural(name)) for name in names) + 2 * SIDE
            before = self._deepest(group) + (1 if group.pool and group.lanes else 0)
            group.left = min(group.box.x, group.right - wide - before * NARROW)
        for group in level:
            together = [other.left for other in level if abs(other.box.x - group.box.x) < 3 * NARROW]
            left = min(together)
            strip = Bounds(left, group.box.y, group.box.x - left, group.box.height)
            others = [other.box for other in self.groups if other is not group]
            if any(_meets(strip, box) for box in [*self.others, *others]):
                left = group.box.x
            group.left = left
        for group in level:
            # A closed pool has nothing inside that its head could cover: it follows its neighbours.
            if not any(_meets(box, group.box) for box in self.others):
                group.right = max(other.right for other in level if other.left == group.left)

    @staticmethod
    def _deepest(group: Group) -> int:
        return max(group.depth.values(), default=0)

    # -- drawing --------------------------------------------------------------------------------------------------

    def draw(self) -> list[str]:
        return [part for group in self.groups for part in (self._draw_level(group) if group.level else self._draw_upright(group))]

    def frames(self) -> dict[str, Bounds]:
        """Pool id (or that of a process whose lanes have no pool) → its band with the heads."""
        return {
            (group.pool.id if group.pool else group.lanes[0][0].process): (
                Bounds(group.left, group.box.y, group.box.right - group.left, group.box.height) if group.level else group.box
            )
            for group in self.groups
        }

    def _draw_level(self, group: Group) -> list[str]:
        deepest = self._deepest(group)
        has_pool_head = bool(group.pool and group.lanes)
        room = group.right - group.left
        before = deepest + (1 if has_pool_head else 0)
        narrow = min(NARROW, room / (before + 1)) if before else 0.0
        found = []
        if group.pool is not None:
            frame = Bounds(group.left, group.box.y, group.box.right - group.left, group.box.height)
            end = group.left + narrow if has_pool_head else group.right
            found.append(self._band("pool", group.pool.id, group.pool.name, frame, end, css="lane pool"))
        alternate = False
        for lane, box in group.lanes:
            depth = group.depth[lane.id]
            start = group.left + narrow * (depth + (1 if has_pool_head else 0))
            leaf = depth == deepest or not any(other.parent == lane.id for other, _ in group.lanes)
            end = group.right if leaf else start + narrow
            frame = Bounds(start, box.y, box.right - start, box.height)
            found.append(self._band("lane", lane.id, lane.name, frame, end, css="lane alt" if alternate and leaf else "lane"))
            alternate = not alternate if leaf else alternate
        return found

    def _band(self, sort: str, item_id: str, name: str, frame: Bounds, end: float, css: str) -> str:
        self.bands[item_id] = frame
        head = Bounds(frame.x, frame.y, end - frame.x, frame.height)
        inner = _rect(css, frame) + self._wash(item_id, frame)
        if head.width > 1:
            inner += _rect(HEAD[sort], head) + _name(name, head, NAME[sort])
        return self._group(sort, item_id, name, inner)

    def _draw_upright(self, group: Group) -> list[str]:
        high = 30 * self.scale
        found = []
        if group.pool is not None:
            found.append(self._top("pool", group.pool.id, group.pool.name, group.box, high, "lane pool"))
        for index, (lane, box) in enumerate(group.lanes):
            found.append(self._top("lane", lane.id, lane.name, box, high, "lane alt" if index % 2 else "lane"))
        return found

    def _top(self, sort: str, item_id: str, name: str, box: Bounds, high: float, css: str) -> str:
        head = Bounds(box.x, box.y, box.width, min(high, box.height))
        self.bands[item_id] = box
        size, text = fit(" ".join(name.split()), head.width - 12, head.height - 2, "bold")
        top = head.centre.y - len(text) * size * LEADING / 2
        inner = _rect(css, box) + self._wash(item_id, box) + _rect(HEAD[sort], head)
        inner += lines(text, head.centre.x, top, size, NAME[sort])
        return self._group(sort, item_id, name, inner)

    def _wash(self, item_id: str, box: Bounds) -> str:
        return colours.band(box, self.telling[item_id]) if item_id in self.telling else ""

    def _group(self, sort: str, item_id: str, name: str, inner: str) -> str:
        title = " ".join(name.split())
        label = f"{say(sort, self.language)}: {title}" if title else say(sort, self.language)
        return tag(
            "g", f"part-{sort}", tag("title", "", _escaped(label)) + inner, id=self.place(item_id), data_element_id=item_id
        )


def _name(name: str, head: Bounds, css: str) -> str:
    text = " ".join(name.split())
    if not text:
        return ""
    if longest_word(text, 15.0, "bold") <= head.width - 12 and (head.width > NARROW or head.height < 60):
        size, rows = fit(text, head.width - 12, max(head.height - 8, 16), "bold")
        return lines(
            rows,
            head.x + min(SIDE, (head.width - longest_word(text, size, "bold")) / 2),
            head.centre.y - len(rows) * size * LEADING / 2,
            size,
            css,
            "start",
        )
    # On its side, read from below.
    most = 2 if head.width > 30 else 1
    rows = wrap(text, head.height - 8, 15.0, "bold")
    size = 15.0 if len(rows) <= most else 12.0
    rows = rows if len(rows) <= most else wrap(text, head.height - 8, size, "bold")[:most]
    at = lines(rows, 0, -len(rows) * size * LEADING / 2, size, css)
    return tag("g", "", at, transform=f"translate({n(head.centre.x)} {n(head.centre.y)}) rotate(-90)")


def _natural(name: str) -> float:
    """The width a name wants: on one line where short, else its longest word or half of it."""
    text = " ".join(name.split())
    words = max((width(word, 15, "bold") for word in text.split()), default=0.0)
    return max(words, min(width(text, 15, "bold"), WIDEST)) if text else 20.0


def _rect(css: str, box: Bounds) -> str:
    return tag("rect", css, x=box.x, y=box.y, width=box.width, height=box.height)


def _meets(one: Bounds, other: Bounds) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
