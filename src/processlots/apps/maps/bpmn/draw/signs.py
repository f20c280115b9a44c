"""Signs on what differs: an outline of its own pattern and a badge of its own shape, so that colour is never alone."""

from __future__ import annotations

import itertools
import math

from ..model import Bounds, Point
from .pen import n, path, tag

#: kinds of sign, in the order of a legend
KINDS = ("added", "removed", "changed")
#: how far outside the shape the outline runs
OUTSIDE = 5.0
RADIUS = 10.0
#: the badge's outline around (0, 0), then the figure in it
BADGES = {
    "added": ("M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z", "M-5 0h10M0-5v10"),
    "removed": ("M-9-9h18v18h-18z", "M-5 0h10"),
    "changed": ("M0-12l12 12-12 12-12-12z", "M-5.5 1.5q2.7-5 5.5-1.5t5.5-1.5"),
}


def around(kind: str, box: Bounds) -> str:
    """The outline and badge of a shape."""
    kind = kind.partition(" ")[0]
    outline = tag(
        "rect",
        f"sign {kind}",
        x=box.x - OUTSIDE,
        y=box.y - OUTSIDE,
        width=box.width + 2 * OUTSIDE,
        height=box.height + 2 * OUTSIDE,
        rx="4",
    )
    return outline + badge(kind, Point(box.right + OUTSIDE, box.y - OUTSIDE))


def inside(kind: str, box: Bounds) -> str:
    """The outline of a pool or lane, within its own so that its neighbours are not touched, the badge in its upper left."""
    kind = kind.partition(" ")[0]
    within = Bounds(box.x + OUTSIDE, box.y + OUTSIDE, box.width - 2 * OUTSIDE, box.height - 2 * OUTSIDE)
    outline = tag("rect", f"sign {kind}", x=within.x, y=within.y, width=within.width, height=within.height, rx="4")
    return outline + badge(kind, Point(within.x + RADIUS + 3, within.y + RADIUS + 3))


def along(kind: str, points: list[Point]) -> str:
    """A flow's line drawn over; it goes behind the shapes, as the line itself does."""
    return path("M" + "L".join(f"{n(x)} {n(y)}" for x, y in points), f"sign {kind.partition(' ')[0]}")


def midway(kind: str, points: list[Point]) -> str:
    """The badge of a flow in the middle of its longest part; "added quiet" has none."""
    kind, _space, quiet = kind.partition(" ")
    one, other = max(itertools.pairwise(points), key=lambda pair: math.dist(*pair))
    return "" if quiet else badge(kind, Point((one.x + other.x) / 2, (one.y + other.y) / 2))


def badge(kind: str, at: Point) -> str:
    """The small sign alone, its middle at a point."""
    body, figure = BADGES[kind]
    inner = path(body, f"plate {kind}") + path(figure, "platefigure")
    return tag("g", "", inner, transform=f"translate({n(at.x)} {n(at.y)})")


def reach(box: Bounds) -> Bounds:
    """What a sign takes around a shape."""
    more = OUTSIDE + RADIUS + 3
    return Bounds(box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more)


def legend(kind: str) -> str:
    """The badge as a small picture of its own, for the words beside it."""
    return tag(
        "svg",
        "map mini signkey",
        badge(kind, Point(15, 15)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 30 30",
        width="22",
        height="22",
        aria_hidden="true",
    )
