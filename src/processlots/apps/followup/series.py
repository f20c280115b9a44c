"""A measure's values as a chart: the bridge between rows and `control_chart`, which knows no database."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from processlots.apps.followup import control_chart
from processlots.apps.followup.models import Goal, Measure, Measurement, Rebase
from processlots.kit.charts.data import Language
from processlots.kit.charts.dates import period_name

#: the period kinds of the chart's library, by those of the measure
CHART_KINDS = {"school_year": "school-year"}


def kind_of(measure: Measure) -> Any:
    """The measure's period kind as the charts name it."""
    return CHART_KINDS.get(measure.every, measure.every)


def period_of(measure: Measure, day: datetime.date, language: Language = "sv") -> str:
    """What people call the measure's period that begins on the day: "oktober 2026"."""
    return period_name(day, kind_of(measure), language)


def charts(measures: Iterable[Measure], language: Language = "sv") -> dict[int, control_chart.Chart]:
    """Each measure's chart, in three queries however many they are: values for all people and no unit alone."""
    rows = list(measures)
    ids = [measure.pk for measure in rows]
    values: dict[int, dict[datetime.date, Decimal | None]] = defaultdict(dict)
    found = Measurement.objects.filter(measure__in=ids, current=True, unit=None, sex="").order_by("period_start")
    for measure, day, value in found.values_list("measure", "period_start", "value"):
        values[measure][day] = value
    rebased: dict[int, set[datetime.date]] = defaultdict(set)
    for measure, day in Rebase.objects.filter(measure__in=ids).values_list("measure", "period_start"):
        rebased[measure].add(day)
    goals = Goal.objects.filter(
        measures__in=ids, state__in=(Goal.State.APPROVED, Goal.State.MET, Goal.State.NOT_MET), target__isnull=False
    )
    # The oldest goal has the last word.
    targets: dict[int, Any] = dict(goals.order_by("-pk").values_list("measures", "target"))
    return {
        measure.pk: _chart(measure, values[measure.pk], rebased[measure.pk], targets.get(measure.pk), language)
        for measure in rows
    }


def chart_of(measure: Measure, language: Language = "sv") -> control_chart.Chart:
    """One measure's chart."""
    return charts([measure], language)[measure.pk]


def _chart(
    measure: Measure,
    values: dict[datetime.date, Decimal | None],
    rebased: set[datetime.date],
    target: Decimal | None,
    language: Language,
) -> control_chart.Chart:
    kind = kind_of(measure)
    points: list[control_chart.Point] = []
    waiting = sorted(rebased)
    for day in sorted(values):
        begins = bool(waiting) and waiting[0] <= day
        while waiting and waiting[0] <= day:
            waiting.pop(0)
        label = period_name(day, kind, language)
        points.append(control_chart.Point(day, values[day], rebase=begins and bool(points), label=label))
    improve: Any = measure.improve
    return control_chart.analyse(points, improve, target, measure.screen)


def refresh(measure: Measure) -> None:
    """Compute what lists show of the measure, and store it in the transaction of whatever changed."""
    refresh_all([measure])


def refresh_all(measures: Iterable[Measure]) -> None:
    """The same for many: three queries, and one for each measure that looks different now."""
    rows = list(measures)
    if not rows:
        return
    drawn = charts(rows)
    for measure in rows:
        found = shown(drawn[measure.pk])
        if any(getattr(measure, name) != value for name, value in found.items()):
            # silent: follows from the values, whose history holds the cause
            Measure.objects.filter(pk=measure.pk).update(**found)
            for name, value in found.items():
                setattr(measure, name, value)


def shown(chart: control_chart.Chart) -> dict[str, Any]:
    """What lists show of a chart: variation and assurance as words, the latest value and its period."""
    last = chart.last
    return {
        "variation": chart.variation if last is not None else "",
        "assurance": chart.assurance or "",
        "latest_value": chart.points[last].value if last is not None else None,
        "latest_period": chart.points[last].date if last is not None else None,
    }


def tail(chart: control_chart.Chart, most: int) -> control_chart.Chart:
    """The chart's last points as judged among all of them: what a picture of a long series shows."""
    cut = len(chart.points) - most
    if cut <= 0:
        return chart
    kept = [one for one in chart.segments if one.stop > cut]
    gone = len(chart.segments) - len(kept)
    return dataclasses.replace(
        chart,
        points=tuple(dataclasses.replace(one, segment=one.segment - gone) for one in chart.points[cut:]),
        segments=tuple(dataclasses.replace(one, start=max(0, one.start - cut), stop=one.stop - cut) for one in kept),
        runs=tuple(
            dataclasses.replace(one, points=tuple(i - cut for i in one.points if i >= cut), segment=one.segment - gone)
            for one in chart.runs
            if one.points[-1] >= cut
        ),
    )
