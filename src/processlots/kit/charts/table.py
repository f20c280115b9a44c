"""The picture in words: its table, its description, its key."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from processlots.kit.charts.data import SIGNALS, ChartLike, Kind, Language, SegmentLike, floor
from processlots.kit.charts.dates import guess, number, period_name, places, short_name
from processlots.kit.charts.marks import key_mark, leading

_NAMES: dict[Language, dict[str, str]] = {
    "sv": {"outside": "Utanför gränserna", "shift": "Skifte", "trend": "Trend", "two-of-three": "Två av tre nära gränsen"},
    "en": {"outside": "Outside the limits", "shift": "Shift", "trend": "Trend", "two-of-three": "Two of three near the limit"},
}
_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "head": "Period|Värde|Signal",
        "missing": "saknas",
        "new limits": "Nya gränser härifrån",
        "of": "{name}, {i} av {n}",
        "value": "värde",
        "band": "tonat band: vanlig variation",
        "none": "Inga värden.",
        "values": "{n} värden från {first} till {last}.",
        "one": "Ett värde, {first}.",
        "mean": "Medel {mean}.",
        "still": "Alla värden är {mean}.",
        "usual": "Vanlig variation är {lower} till {upper}.",
        "usual up to": "Vanlig variation är upp till {upper}.",
        "provisional": "Gränserna är preliminära.",
        "since": "Från {first}:",
        "up": "Målet är minst {target}.",
        "down": "Målet är högst {target}.",
        "neutral": "Målet är {target}.",
        "outside": "Utanför gränserna: {when}.",
        "shift up": "Skifte uppåt från {first}, {n} i rad över medel.",
        "shift down": "Skifte nedåt från {first}, {n} i rad under medel.",
        "trend up": "Trend uppåt från {first}, {n} i rad.",
        "trend down": "Trend nedåt från {first}, {n} i rad.",
        "two-of-three up": "Nära övre gränsen: {when}.",
        "two-of-three down": "Nära nedre gränsen: {when}.",
        "calm": "Inga signaler.",
    },
    "en": {
        "head": "Period|Value|Signal",
        "missing": "missing",
        "new limits": "New limits from here",
        "of": "{name}, {i} of {n}",
        "value": "value",
        "band": "tinted band: common variation",
        "none": "No values.",
        "values": "{n} values from {first} to {last}.",
        "one": "One value, {first}.",
        "mean": "Mean {mean}.",
        "still": "All values are {mean}.",
        "usual": "Common variation is {lower} to {upper}.",
        "usual up to": "Common variation is up to {upper}.",
        "provisional": "The limits are provisional.",
        "since": "From {first}:",
        "up": "The target is at least {target}.",
        "down": "The target is at most {target}.",
        "neutral": "The target is {target}.",
        "outside": "Outside the limits: {when}.",
        "shift up": "Shift upwards from {first}, {n} in a row above the mean.",
        "shift down": "Shift downwards from {first}, {n} in a row below the mean.",
        "trend up": "Trend upwards from {first}, {n} in a row.",
        "trend down": "Trend downwards from {first}, {n} in a row.",
        "two-of-three up": "Near the upper limit: {when}.",
        "two-of-three down": "Near the lower limit: {when}.",
        "calm": "No signals.",
    },
}


def figures(chart: ChartLike) -> tuple[int, int]:
    """Decimals of the values, and of mean and limits: one more than whole values have, but none for large ones."""
    values = [point.value for point in chart.points if point.value is not None]
    shown = places(values)
    return shown, shown or (1 if max((abs(value) for value in values), default=Decimal(0)) < 1000 else 0)


def signal_words(chart: ChartLike, i: int, language: Language = "sv") -> list[str]:
    """What point i signals: "Utanför gränserna", "Skifte, 3 av 8"."""
    words = []
    for rule in SIGNALS:
        name = _NAMES[language][rule]
        for run in chart.runs:
            if run.rule != rule or i not in run.points:
                continue
            counted = rule in {"shift", "trend"}
            of = _SAY[language]["of"].format(name=name, i=run.points.index(i) + 1, n=len(run.points))
            words.append(of if counted else name)
    return words


def table(
    chart: ChartLike, language: Language = "sv", *, kind: Kind | None = None, unit: str = ""
) -> tuple[list[str], list[list[str]]]:
    """The twin of the picture: header (period, value, signal) and rows of the same, newest first, all as text."""
    say = _SAY[language]
    kind = kind or guess([point.date for point in chart.points])
    decimals = figures(chart)[0]
    header = say["head"].split("|")
    if unit:
        header[1] = unit[:1].upper() + unit[1:]
    rows = []
    starts = {segment.start for segment in chart.segments[1:]}
    for i, point in enumerate(chart.points):
        value = say["missing"] if point.value is None else number(point.value, decimals, language)
        words = signal_words(chart, i, language) + ([say["new limits"]] if i in starts else [])
        rows.append([short_name(point.date, kind, language), value, "; ".join(words)])
    return header, rows[::-1]


def key(chart: ChartLike, language: Language = "sv") -> list[tuple[str, str]]:
    """What the shapes in the picture mean, those alone that are in it: pairs of a mark (SVG) and its word."""
    say = _SAY[language]
    shown = [(key_mark(None), say["value"])]
    shapes = {leading(point.signals) for point in chart.points}
    shown += [(key_mark(rule), _NAMES[language][rule].lower()) for rule in SIGNALS if rule in shapes]
    banded = any(segment.upper is not None and segment.upper != segment.mean for segment in chart.segments)
    return [*shown, *([("", say["band"])] if banded else [])]


def describe(chart: ChartLike, language: Language = "sv", *, kind: Kind | None = None) -> str:
    """The picture in a few sentences: period, mean and limits, target, signals."""
    say = _SAY[language]
    kind = kind or guess([point.date for point in chart.points])

    def named(indices: Sequence[int]) -> str:
        return ", ".join(chart.points[i].label or period_name(chart.points[i].date, kind, language) for i in indices)

    present = [i for i, point in enumerate(chart.points) if point.value is not None]
    if not present:
        return say["none"]
    first, last = named(present[:1]), named(present[-1:])
    parts = [say["values" if len(present) > 1 else "one"].format(n=len(present), first=first, last=last)]
    for place, segment in enumerate(chart.segments):
        told = _limits(chart, segment, language)
        parts += [say["since"].format(first=named([segment.start]))] if told and place else []
        parts += told
    if chart.target is not None:
        parts.append(say[chart.improve].format(target=number(chart.target, places([chart.target]), language)))
    outside = [i for run in chart.runs if run.rule == "outside" for i in run.points]
    parts += [say["outside"].format(when=named(outside))] if outside else []
    for run in chart.runs:
        if run.rule != "outside":
            words = say[f"{run.rule} {run.side}"]
            parts.append(words.format(first=named(run.points[:1]), n=len(run.points), when=named(run.points)))
    return " ".join(parts if chart.runs else [*parts, say["calm"]])


def _limits(chart: ChartLike, segment: SegmentLike, language: Language) -> list[str]:
    say, decimals, least = _SAY[language], figures(chart)[1], floor(chart)
    if segment.mean is None:
        return []
    told = [say["mean"].format(mean=number(segment.mean, decimals, language))]
    if segment.upper == segment.mean:
        told = [say["still"].format(mean=number(segment.mean, figures(chart)[0], language))]
    elif segment.lower is not None and segment.upper is not None:
        reaches = least is None or segment.lower > least
        lower, upper = number(segment.lower, decimals, language), number(segment.upper, decimals, language)
        told.append(say["usual" if reaches else "usual up to"].format(lower=lower, upper=upper))
        told += [say["provisional"]] if segment.provisional else []
    return told
