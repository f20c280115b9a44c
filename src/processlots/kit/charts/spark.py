"""The spark: a control chart the size of a word, to stand beside a goal."""

from __future__ import annotations

from decimal import Decimal

from processlots.kit.charts.data import ChartLike, floor
from processlots.kit.charts.marks import leading, signal_mark
from processlots.kit.charts.scale import extent, lines
from processlots.kit.charts.svg import element, path

WIDTH, HEIGHT, EDGE = 256.0, 64.0, 7.0


def spark(chart: ChartLike, *, label: str) -> str:
    """An SVG element of 256 × 64 without text; `label` says in words what it shows ("Handläggningstid, 24 månader. …")."""
    n = len(chart.points)
    least = floor(chart)
    low, high = extent(chart, least)
    room = (WIDTH - 2 * EDGE) / max(1, n - 1)
    xs = [WIDTH / 2 if n == 1 else EDGE + room * i for i in range(n)]

    def height(value: Decimal) -> float:
        share = (float(value) - low) / (high - low) if high > low else 0.5
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share

    ys = [None if point.value is None else height(point.value) for point in chart.points]
    parts: list[str] = []
    for segment in chart.segments:
        x1 = 0.0 if segment.start == 0 else xs[segment.start] - room / 2
        x2 = WIDTH if segment.stop == n else xs[segment.stop - 1] + room / 2
        if segment.upper is not None and segment.lower is not None:
            top = height(segment.upper)
            bottom = height(segment.lower if least is None else max(segment.lower, least))
            parts.append(element("rect", class_="normal", x=x1, y=top, width=x2 - x1, height=max(0.0, bottom - top)))
        if segment.mean is not None:
            parts.append(element("line", class_="mean", x1=x1, x2=x2, y1=height(segment.mean), y2=height(segment.mean)))
    if chart.target is not None:
        parts.append(element("line", class_="target", x1=0, x2=WIDTH, y1=height(chart.target), y2=height(chart.target)))
    broken = lines(chart, xs, ys)
    parts += [element("polyline", class_="series", points=path(line), fill="none") for line in broken if len(line) > 1]
    # A value between two gaps has no line; and the last one is what the eye looks for.
    shown = {line[0] for line in broken if len(line) == 1} | ({broken[-1][-1]} if broken else set())
    for point, x, y in zip(chart.points, xs, ys, strict=True):
        shape = leading(point.signals)
        if y is not None and shape:
            parts.append(signal_mark(shape, x, y, max(3.6, min(6.0, room * 0.6))))
        elif y is not None and (x, y) in shown:
            parts.append(element("circle", class_="pt", cx=x, cy=y, r=3))
    return element("svg", *parts, class_="chart spark", viewBox="0 0 256 64", role="img", aria_label=label)
