"""The control chart: values in time order against their limits, mean and target; a plain line where there are too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from processlots.kit.charts import notes
from processlots.kit.charts.axis import axis_ticks
from processlots.kit.charts.data import ChartLike, Kind, Language, floor
from processlots.kit.charts.dates import guess, number, period_name, places
from processlots.kit.charts.marks import leading, signal_mark
from processlots.kit.charts.scale import Box, extent, lines, spread, text_width, ticks
from processlots.kit.charts.svg import element, path
from processlots.kit.charts.table import describe, figures, signal_words

WIDTH, HEIGHT, TOP, BOTTOM = 900.0, 400.0, 56.0, 348.0

_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "upper": "Övre gräns {}",
        "lower": "Nedre gräns {}",
        "mean": "Medel {}",
        "provisional": "preliminära gränser",
        "up": "Mål minst {}",
        "down": "Mål högst {}",
        "neutral": "Mål {}",
        "rebase": "Nya gränser",
        "none": "Inga värden än",
    },
    "en": {
        "upper": "Upper limit {}",
        "lower": "Lower limit {}",
        "mean": "Mean {}",
        "provisional": "provisional limits",
        "up": "Target at least {}",
        "down": "Target at most {}",
        "neutral": "Target {}",
        "rebase": "New limits",
        "none": "No values yet",
    },
}


def control_chart(
    chart: ChartLike,
    *,
    title: str,
    unit: str = "",
    kind: Kind | None = None,
    language: Language = "sv",
    events: Sequence[tuple[date, str]] = (),
    ident: str = "chart",
) -> str:
    """The large picture as an SVG element of 900 × 400.

    Drawn: the band of common variation, limits (dashed longer while provisional), mean and target, each named at its end;
    the values, broken at gaps and re-bases; each signal by shape and word; `events` (day, what happened) as upright lines.
    `kind` is the kind of period (guessed from the dates where not given); `ident` begins the ids and must be the chart's
    own on a page. A lower limit under 0 is not drawn where no value is negative.
    """
    drawing = _Drawing(chart, unit, kind or guess([point.date for point in chart.points]), language, events)
    text = describe(chart, language, kind=drawing.kind)
    told = [element("title", text=title, id=f"{ident}-title"), element("desc", text=text, id=f"{ident}-desc")]
    return element(
        "svg", *told, *drawing.parts(), class_="chart big", viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}", role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )  # fmt: skip


@dataclass
class _Drawing:
    chart: ChartLike
    unit: str
    kind: Kind
    language: Language
    events: Sequence[tuple[date, str]]
    taken: list[Box] = field(default_factory=list)  # what no label may cover
    mild: list[Box] = field(default_factory=list)  # what it had better not cover

    def parts(self) -> list[str]:
        """All elements, the undermost first."""
        bands, levels = self._levels()
        frame = [*bands, *self._grid(), *levels]
        upright = self._events()
        series, marks = self._series()
        words = notes.signals(self)
        empty = [] if self.chart.points else [self._text(450, 204, self._say("none"), "middle")]
        axis = element("line", class_="axis", x1=self.left, x2=self.right, y1=BOTTOM, y2=BOTTOM)
        return [*frame, *upright, *series, *marks, *words, *self._time(), *empty, axis]

    # Scales

    @cached_property
    def ticks(self) -> list[Decimal]:
        least = floor(self.chart)
        low, high = extent(self.chart, least)
        room = (high - low) * 0.05
        return ticks(low - room if least is None else max(0.0, low - room), high + room)

    @cached_property
    def left(self) -> float:
        return max(text_width(label) for label in self._tick_labels) + 24

    @cached_property
    def right(self) -> float:
        words = [text for _, text, _ in self._names] + ([self._say("provisional")] if self._provisional else [])
        return WIDTH - 10 - max((text_width(text) for text in words), default=20.0)

    @property
    def pitch(self) -> float:
        """From one point to the next."""
        return (self.right - self.left) / max(1, len(self.chart.points))

    @cached_property
    def xs(self) -> list[float]:
        return [self.left + self.pitch * (i + 0.5) for i in range(len(self.chart.points))]

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return BOTTOM - (BOTTOM - TOP) * float((value - low) / (high - low))

    @cached_property
    def ys(self) -> list[float | None]:
        return [None if point.value is None else self.y(point.value) for point in self.chart.points]

    @property
    def inside(self) -> Box:
        """Where notes may stand."""
        return Box(self.left, TOP - 12, self.right, BOTTOM - 1)

    def figure(self, value: Decimal, decimals: int) -> str:
        return number(value, decimals, self.language)

    def period(self, i: int) -> str:
        return self.chart.points[i].label or period_name(self.chart.points[i].date, self.kind, self.language)

    # Parts

    def _levels(self) -> tuple[list[str], list[str]]:
        """Bands, and lines with their names: limits and mean of each segment, and the target."""
        bands: list[str] = []
        drawn: list[str] = []
        for segment in self.chart.segments:
            x1, x2 = self.left + self.pitch * segment.start, self.left + self.pitch * segment.stop
            upper, lower = segment.upper, self._lower(segment.lower)
            if upper is not None and segment.lower is not None:
                top, bottom = self.y(upper), BOTTOM if lower is None else self.y(lower)
                bands.append(element("rect", class_="normal", x=x1, y=top, width=x2 - x1, height=bottom - top))
            style = "limit provisional" if segment.provisional else "limit"
            for line, level in ((style, upper), (style, lower), ("mean", segment.mean)):
                if level is not None:
                    drawn.append(self._line(line, x1, x2, self.y(level)))
        if self.chart.target is not None:
            drawn.append(self._line("target", self.left, self.right, self.y(self.chart.target)))
        heights = spread([height + 4 for height, _, _ in self._names], 17, TOP + 4, BOTTOM + 4)
        for height, (_, text, css) in zip(heights, self._names, strict=True):
            drawn.append(self._text(self.right + 8, height, text, css=css))
        if self._provisional:
            # Under the lowest limit's name or over the upper one's, wherever nothing else stands.
            wanted = [heights[0] - 17, heights[-1] + 17, max(heights) + 17, min(heights) - 17]
            clear = [at for at in wanted if all(abs(at - height) > 15 for height in heights) and at < BOTTOM + 30]
            drawn.append(self._text(self.right + 8, clear[0], self._say("provisional")))
        return bands, drawn

    @cached_property
    def _names(self) -> list[tuple[float, str, str | None]]:
        """What stands to the right of the last segment's lines: height, text, class; the upper limit first."""
        found: list[tuple[float, str, str | None]] = []
        decimals = figures(self.chart)[1]
        now = self.chart.segments[-1] if self.chart.segments else None
        if now and now.mean is not None:
            varies = now.upper != now.mean
            levels = {
                "upper": now.upper if varies else None,
                "mean": now.mean,
                "lower": self._lower(now.lower) if varies else None,
            }
            for name, level in levels.items():
                if level is not None:
                    css = "strong" if name == "mean" else None
                    found.append((self.y(level), self._say(name, self.figure(level, decimals)), css))
        if (aim := self.chart.target) is not None:
            found.insert(1, (self.y(aim), self._say(self.chart.improve, self.figure(aim, places([aim]))), "targettext"))
        return found

    @property
    def _provisional(self) -> bool:
        """True where the last limits are drawn, and provisional."""
        now = self.chart.segments[-1] if self.chart.segments else None
        return now is not None and now.provisional and now.upper is not None and now.upper != now.mean

    def _lower(self, lower: Decimal | None) -> Decimal | None:
        least = floor(self.chart)
        return None if lower is None or (least is not None and lower <= least) else lower

    def _grid(self) -> list[str]:
        found = []
        for value, label in zip(self.ticks, self._tick_labels, strict=True):
            y = self.y(value)
            found.append(element("line", class_="grid", x1=self.left, x2=self.right, y1=y, y2=y))
            found.append(self._text(self.left - 10, y + 4, label, "end"))
        if self.unit:
            found.append(self._text(12, 22, self.unit))
            self.taken.append(Box(0, 8, 18 + text_width(self.unit), 26))
        return found

    @cached_property
    def _tick_labels(self) -> list[str]:
        return [number(value, places(self.ticks), self.language) for value in self.ticks]

    def _events(self) -> list[str]:
        """Upright lines before the first point on or after the day; a re-base is one, unless something else is told there."""
        told: dict[int, list[str]] = {segment.start: [] for segment in self.chart.segments[1:]}
        for day, what in self.events:
            before = sum(point.date < day for point in self.chart.points)
            told.setdefault(before, []).append(what)
        found = []
        for before, words in sorted(told.items()):
            x = self.left + self.pitch * before
            text = "; ".join(words) or self._say("rebase")
            found.append(element("line", element("title", text=text), class_="event", x1=x, x2=x, y1=TOP - 16, y2=BOTTOM))
            self.mild.append(Box(x - 1, TOP - 16, x + 1, BOTTOM))
            found += notes.event(self, x, text)
        return found

    def _series(self) -> tuple[list[str], list[str]]:
        """The line, and the points on it."""
        broken = lines(self.chart, self.xs, self.ys)
        series = [element("polyline", class_="series", points=path(line), fill="none") for line in broken if len(line) > 1]
        radius = max(1.5, min(4.0, self.pitch / 2.5))
        size = max(6.0, min(9.0, self.pitch * 0.6))
        marks = []
        decimals = figures(self.chart)[0]
        for i, (point, x, y) in enumerate(zip(self.chart.points, self.xs, self.ys, strict=True)):
            if y is None or point.value is None:
                continue
            told = ". ".join(
                [f"{self.period(i)}: {self.figure(point.value, decimals)}", *signal_words(self.chart, i, self.language)]
            )
            shape = leading(point.signals)
            disc = element("circle", element("title", text=told), class_="pt", cx=x, cy=y, r=radius)
            marks.append(signal_mark(shape, x, y, size, told) if shape else disc)
        return series, marks

    def _time(self) -> list[str]:
        found = []
        for i, name, year in axis_ticks([point.date for point in self.chart.points], self.kind, self.language, self.pitch):
            found.append(self._text(self.xs[i], BOTTOM + 18, name, "middle"))
            if year:
                found.append(self._text(self.xs[i], BOTTOM + 38, year, "middle", "strong"))
        return found

    def _line(self, css: str, x1: float, x2: float, y: float) -> str:
        self.mild.append(Box(x1, y - 1, x2, y + 1))
        return element("line", class_=css, x1=x1, x2=x2, y1=y, y2=y)

    def _text(self, x: float, y: float, text: str, anchor: str | None = None, css: str | None = None) -> str:
        return element("text", text=text, class_=css, x=x, y=y, text_anchor=anchor)

    def _say(self, what: str, *figures: str) -> str:
        return _SAY[self.language][what].format(*figures)
