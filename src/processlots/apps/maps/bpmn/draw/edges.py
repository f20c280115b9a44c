"""Lines: cut at the edge of the shapes they join, with their tips and signs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from .. import names
from ..model import Bounds, Flow, Map, Point
from .pen import n, path, tag

Inside = Callable[[Point], bool]
#: Lines of some tools stop this much, or less, before the shape they join.
SHORT = 9.0


def outline(kind: str, box: Bounds) -> Inside:
    """Whether a point is inside a shape: circle, diamond or box, less a hair so that a point on the edge is outside."""
    middle, half_w, half_h = box.centre, max(box.width / 2 - 0.5, 0.1), max(box.height / 2 - 0.5, 0.1)
    if kind in names.EVENTS:
        return lambda p: ((p.x - middle.x) / half_w) ** 2 + ((p.y - middle.y) / half_h) ** 2 < 1
    if kind in names.GATEWAYS:
        return lambda p: abs(p.x - middle.x) / half_w + abs(p.y - middle.y) / half_h < 1
    return lambda p: abs(p.x - middle.x) < half_w and abs(p.y - middle.y) < half_h


def cut(points: list[Point], inside: Inside | None) -> list[Point]:
    """The line without what of its beginning lies inside a shape. Unchanged where all of it does."""
    if inside is None or not inside(points[0]):
        return points
    for index in range(1, len(points)):
        if not inside(points[index]):
            near, far = points[index - 1], points[index]
            for _ in range(12):
                middle = Point((near.x + far.x) / 2, (near.y + far.y) / 2)
                near, far = (middle, far) if inside(middle) else (near, middle)
            return [far, *points[index:]]
    return points


def reached(points: list[Point], inside: Inside | None) -> list[Point]:
    """The line, whose beginning stops short of a shape by a few units, drawn on to its edge."""
    if inside is None or inside(points[0]):
        return points
    dx, dy = _direction(points)
    near, far = points[0], Point(points[0].x - dx * SHORT, points[0].y - dy * SHORT)
    if not inside(far):
        return points
    for _ in range(12):
        middle = Point((near.x + far.x) / 2, (near.y + far.y) / 2)
        near, far = (near, middle) if inside(middle) else (middle, far)
    return [near, *points[1:]]


def trimmed(points: list[Point], source: Inside | None, target: Inside | None) -> list[Point]:
    """From edge to edge: cut at both ends or drawn on, without repeated points."""
    ways = reached(cut(points, source), source)[::-1]
    ways = reached(cut(ways, target), target)[::-1]
    return [point for index, point in enumerate(ways) if not index or point != ways[index - 1]] if len(ways) > 2 else ways


def alone(points: list[Point], others: list[list[Point]]) -> list[Point]:
    """A line from where it leaves the lines that begin with it: there its name can only be its own."""
    shared = max((_together(points, other) for other in others), default=0.0)
    if shared < 1:
        return points
    rest = list(points)
    while len(rest) > 2 and math.dist(rest[0], rest[1]) <= shared + 0.5:
        shared -= math.dist(rest[0], rest[1])
        rest.pop(0)
    length = math.dist(rest[0], rest[1])
    if shared > 0.5 and length > shared + 1:
        part = shared / length
        rest[0] = Point(rest[0].x + (rest[1].x - rest[0].x) * part, rest[0].y + (rest[1].y - rest[0].y) * part)
    return rest


def _together(one: list[Point], other: list[Point]) -> float:
    """How far two lines run on top of one another from their beginning."""
    if math.dist(one[0], other[0]) > 2:
        return 0.0
    far = 0.0
    for (a, b), (c, d) in zip(itertools.pairwise(one), itertools.pairwise(other), strict=False):
        first, second = _direction([a, b]), _direction([c, d])
        if abs(first[0] - second[0]) + abs(first[1] - second[1]) > 0.1:
            break
        far += min(math.dist(a, b), math.dist(c, d))
        if math.dist(b, d) > 2:
            break
    return far


def draw(a_map: Map, flow: Flow, points: list[Point]) -> str:
    """A flow's line with its signs. `points` are already trimmed."""
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    if flow.type == names.MESSAGE:
        dx, dy = _direction(points)
        start = tag("circle", "tip open", cx=points[0].x + dx * 4, cy=points[0].y + dy * 4, r="4")
        return path(d, "seq msg") + start + tip(points, "tip open")
    if flow.type in names.ASSOCIATIONS:
        return path(d, "assoc") + _association_tips(flow, points)
    source = a_map.elements.get(flow.source)
    marks = ""
    if source is not None and source.default == flow.id:
        marks = _slash(points)
    elif flow.condition and source is not None and source.type in names.ACTIVITIES:
        marks = _diamond(points)
    return path(d) + tip(points) + marks


def tip(points: list[Point], css: str = "tip", length: float = 9.0, half: float = 4.5) -> str:
    """A filled triangle at the end of a line."""
    end, (dx, dy) = points[-1], _direction(points[::-1])
    back = Point(end.x + dx * length, end.y + dy * length)
    sides = (back.x - dy * half, back.y + dx * half, back.x + dy * half, back.y - dx * half)
    return path(f"M{n(end.x)} {n(end.y)}L{n(sides[0])} {n(sides[1])}L{n(sides[2])} {n(sides[3])}z", css)


def _association_tips(flow: Flow, points: list[Point]) -> str:
    directed = flow.type != names.ASSOCIATION or flow.direction in ("One", "Both")
    found = _open_tip(points) if directed else ""
    return found + (_open_tip(points[::-1]) if flow.direction == "Both" else "")


def _open_tip(points: list[Point]) -> str:
    end, (dx, dy) = points[-1], _direction(points[::-1])
    back = Point(end.x + dx * 8, end.y + dy * 8)
    first, second = Point(back.x - dy * 4, back.y + dx * 4), Point(back.x + dy * 4, back.y - dx * 4)
    return path(f"M{n(first.x)} {n(first.y)}L{n(end.x)} {n(end.y)}L{n(second.x)} {n(second.y)}", "seq")


def _slash(points: list[Point]) -> str:
    start, (dx, dy) = points[0], _direction(points)
    middle = Point(start.x + dx * 9, start.y + dy * 9)
    ax, ay = dx * 3 - dy * 5, dy * 3 + dx * 5
    return path(f"M{n(middle.x - ax)} {n(middle.y - ay)}L{n(middle.x + ax)} {n(middle.y + ay)}")


def _diamond(points: list[Point]) -> str:
    start, (dx, dy) = points[0], _direction(points)
    corners = [(0, 0), (8, 4.5), (16, 0), (8, -4.5)]
    at = [f"{n(start.x + dx * along - dy * aside)} {n(start.y + dy * along + dx * aside)}" for along, aside in corners]
    return path("M" + "L".join(at) + "z", "gate")


def _direction(points: list[Point]) -> tuple[float, float]:
    """The unit vector in which a line sets out."""
    start = points[0]
    for point in points[1:]:
        length = math.hypot(point.x - start.x, point.y - start.y)
        if length > 0.5:
            return ((point.x - start.x) / length, (point.y - start.y) / length)
    return (1.0, 0.0)
