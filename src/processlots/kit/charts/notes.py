"""The words inside a control chart: placed where they cover neither values nor one another, or left to shape and table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from processlots.kit.charts.data import Language, RunLike
from processlots.kit.charts.marks import leading
from processlots.kit.charts.scale import LINE, Box, along, free, label_box, lines
from processlots.kit.charts.svg import element
from processlots.kit.charts.table import figures

if TYPE_CHECKING:
    from processlots.kit.charts.control import _Drawing

MOST = 6  # notes in one picture; the newest signals first

_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "outside": "Utanför gränserna",
        "shift up": "Skifte: {n} i rad över medel",
        "shift down": "Skifte: {n} i rad under medel",
        "trend up": "Trend: {n} i rad uppåt",
        "trend down": "Trend: {n} i rad nedåt",
        "two-of-three": "Två av tre nära gränsen",
        "mean": "Medel {}",
    },
    "en": {
        "outside": "Outside the limits",
        "shift up": "Shift: {n} in a row above the mean",
        "shift down": "Shift: {n} in a row below the mean",
        "trend up": "Trend: {n} in a row upwards",
        "trend down": "Trend: {n} in a row downwards",
        "two-of-three": "Two of three near the limit",
        "mean": "Mean {}",
    },
}
_COUNT: dict[Language, list[str]] = {
    "sv": ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}

Candidates = Iterator[tuple[Box, list[str]]]


def signals(drawing: _Drawing) -> list[str]:
    """A note at each signal, newest first, and the mean of each earlier segment."""
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in zip(drawing.xs, drawing.ys, strict=True) if y is not None]
    series = [box for line in lines(drawing.chart, drawing.xs, drawing.ys) for box in along(line)]
    drawing.taken += marks + series
    found: list[str] = []
    # In a series of thousands most find no room; a few tries more than there may be notes are enough.
    for run in sorted(drawing.chart.runs, key=lambda run: run.points[-1], reverse=True)[: 2 * MOST]:
        if len(found) < MOST and any(leading(drawing.chart.points[i].signals) == run.rule for i in run.points):
            found += _put(drawing, _bracket(drawing, run) if run.rule in {"shift", "trend"} else _spot(drawing, run))
    for segment in drawing.chart.segments[:-1]:
        if segment.mean is not None:
            text = _SAY[drawing.language]["mean"].format(drawing.figure(segment.mean, figures(drawing.chart)[1]))
            x1, x2 = (drawing.left + drawing.pitch * i for i in (segment.start, segment.stop))
            found += _put(drawing, _beside(x1 + 6, x2 - 6, drawing.y(segment.mean), text))
    return found


def event(drawing: _Drawing, x: float, text: str) -> list[str]:
    """The name of an upright line, over the values."""
    inside = Box(0, 0, 900, 56)

    def candidates() -> Candidates:
        for y in (40, 22):
            for anchor, at in (("start", x + 6), ("end", x - 6)):
                yield label_box(at, y, [text], anchor), [_text("strong", at, y, text, anchor)]

    return _put(drawing, candidates(), inside)


def _put(drawing: _Drawing, candidates: Candidates, inside: Box | None = None) -> list[str]:
    best = free(candidates, drawing.taken, drawing.mild, inside or drawing.inside)
    if best is None:
        return []
    drawing.taken.append(best[0])
    return ["".join(best[1])]


def _spot(drawing: _Drawing, run: RunLike) -> Candidates:
    """Beside the last marked point: right, left, over, under."""
    i = run.points[-1]
    x, y = drawing.xs[i], drawing.ys[i]
    value = drawing.chart.points[i].value
    if y is None or value is None:
        return
    says = [_SAY[drawing.language][run.rule]]
    if run.rule == "outside":
        says.append(f"{drawing.period(i)}: {drawing.figure(value, figures(drawing.chart)[0])}")
    tall = LINE * (len(says) - 1)
    for shift in (0, -14, 14, -28, 28):
        for anchor, at in (("start", x + 14), ("end", x - 14)):
            yield _note(at, y - 2 + shift, says, anchor)
    for first in (y - 16 - tall, y + 26, y - 34 - tall, y + 44):
        for anchor, at in (("middle", x), ("start", x - 8), ("end", x + 8)):
            yield _note(at, first, says, anchor)


def _bracket(drawing: _Drawing, run: RunLike) -> Candidates:
    """A bracket along the run with its name, on the side that the run lies on, else on the other."""
    first, last = run.points[0], run.points[-1]
    near = [y for y in drawing.ys[first : last + 1] if y is not None]
    x1, x2 = drawing.xs[first] - 6, drawing.xs[last] + 6
    text = _SAY[drawing.language][f"{run.rule} {run.side}"].format(n=_counted(len(run.points), drawing.language))
    middle = (x1 + x2) / 2
    inside = drawing.inside
    half = (label_box(0, 0, [text]).right) / 2
    middle = min(max(middle, inside.left + half + 2), inside.right - half - 2)
    for away in (14, 20, 26, 33, 40, 48, 56):
        for under in (run.side == "down", run.side != "down"):
            y = max(near) + away if under else min(near) - away
            foot = 6 if under else -6
            path = element("path", class_="lead", fill="none", d=f"M{x1:.1f} {y:.1f}v{foot}H{x2:.1f}v{-foot}")
            baseline = y + 23 if under else y - 12
            label = label_box(middle, baseline, [text], "middle")
            box = Box(min(x1, label.left), min(y, label.top), max(x2, label.right), max(y, label.bottom))
            yield box, [path, _text("sigtext", middle, baseline, text, "middle")]


def _beside(x1: float, x2: float, y: float, text: str) -> Candidates:
    """Over or under a level line from x1 to x2, the later the better: nearest to the lines that follow it."""
    at = x2 - label_box(0, 0, [text]).right
    while at >= x1:
        for baseline in (y - 6, y + 16):
            yield label_box(at, baseline, [text]), [_text("strong", at, baseline, text, "start")]
        at -= 12


def _note(x: float, y: float, says: list[str], anchor: str) -> tuple[Box, list[str]]:
    return label_box(x, y, says, anchor), [_text("sigtext", x, y + LINE * i, text, anchor) for i, text in enumerate(says)]


def _text(css: str, x: float, y: float, text: str, anchor: str) -> str:
    return element("text", text=text, class_=css, x=x, y=y, text_anchor=None if anchor == "start" else anchor)


def _counted(n: int, language: Language) -> str:
    return _COUNT[language][n] if n < len(_COUNT[language]) else str(n)
