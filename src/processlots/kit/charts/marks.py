"""The shape of each signal: diamond outside, square for a shift, triangle for a trend, ring for two of three."""

from __future__ import annotations

from collections.abc import Sequence

from processlots.kit.charts.data import SIGNALS
from processlots.kit.charts.svg import element


def leading(signals: Sequence[str]) -> str | None:
    """The signal whose shape a point with several of them takes."""
    return next((signal for signal in SIGNALS if signal in signals), None)


def signal_mark(signal: str, x: float, y: float, size: float, title: str = "") -> str:
    """A signal's shape about (x, y), reaching `size` from it; `title` shows on hover."""
    told = [element("title", text=title)] if title else []
    if signal == "outside":
        return element(
            "path",
            *told,
            class_="sig",
            d=f"M{x:.1f} {y - size:.1f}l{size:.1f} {size:.1f}-{size:.1f} {size:.1f}-{size:.1f}-{size:.1f}z",
        )
    if signal == "shift":
        half = size * 0.57
        return element("rect", *told, class_="sig", x=x - half, y=y - half, width=2 * half, height=2 * half)
    if signal == "trend":
        half, up, down = size * 0.75, size * 0.8, size * 0.55
        return element("path", *told, class_="sig", d=f"M{x:.1f} {y - up:.1f}L{x + half:.1f} {y + down:.1f}H{x - half:.1f}z")
    outer, inner = size * 0.72, size * 0.34
    ring = "".join(
        f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0-{2 * r:.1f} 0z" for r in (outer, inner)
    )
    return element("path", *told, class_="sig", fill_rule="evenodd", d=ring)


def key_mark(signal: str | None) -> str:
    """The same shape (a disc for a plain value) as a mark in running text, in the text's colour."""
    shapes = {
        "outside": element("path", d="M8 .8 15.2 8 8 15.2.8 8z", fill="currentColor"),
        "shift": element("path", d="M3 3h10v10H3z", fill="currentColor"),
        "trend": element("path", d="M8 2.2 14 13H2z", fill="currentColor"),
        "two-of-three": element("circle", cx=8, cy=8, r=4.8, fill="none", stroke="currentColor", stroke_width=3),
        None: element("circle", cx=8, cy=8, r=4.5, fill="currentColor"),
    }
    return element("svg", shapes[signal], class_="mk signal" if signal else "mk d1", viewBox="0 0 16 16", aria_hidden="true")
