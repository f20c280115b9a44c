"""What one can do about a signal: ways that higher apps register (a need, an activity), and seeing it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.followup import control_chart, series
from processlots.apps.followup.models import Measure, Signal
from processlots.kit import history
from processlots.kit.periods import today

#: a way: (label, address, "link" or "post")
Way = tuple[Any, str, str]
_ways: list[Callable[[Any, Measure], list[Way]]] = []


def way(made: Callable[[Any, Measure], list[Way]]) -> Callable[[Any, Measure], list[Way]]:
    """Register what a person can do about the measure's latest signal: a function from (user, measure)."""
    _ways.append(made)
    return made


def ways(user: Any, measure: Measure) -> list[Way]:
    """Everything the person can do about it, the first being what one most often does."""
    return [one for made in _ways for one in made(user, measure)]


Event = tuple[datetime.date, str]
_events: list[Callable[[Measure], list[Event]]] = []


def event(told: Callable[[Measure], list[Event]]) -> Callable[[Measure], list[Event]]:
    """Register what happened that the chart shows: a function from a measure to (day, what)."""
    _events.append(told)
    return told


def events(measure: Measure) -> list[Event]:
    """Everything that happened, as the apps know it."""
    return [one for told in _events for one in told(measure)]


def change(chart: control_chart.Chart) -> int | None:
    """The point from which new limits may be counted: where the shift or trend that the last value belongs to begins.

    None where there is none such, or where it begins with the limits themselves.
    """
    runs = [run for run in chart.runs if run.rule in ("shift", "trend") and chart.last in run.points]
    begins = min((run.points[0] for run in runs), default=None)
    return begins if begins is not None and begins > chart.segments[-1].start else None


def see(measure: Measure, user: Any, meaning: str = "", *, says: bool = True) -> Signal:
    """Keep the measure's present signal with what is seen now: rule, point, limits and a hash of the data.

    Where the last value belongs to no signal it is the person's own judgement, or a target that is not reached, and is
    kept as such: an activity can only cite a signal or say that it is judgement. `says`: the meaning is a person's own
    words and replaces what was written before.
    """
    chart = series.chart_of(measure)
    rule, point = _rule(chart)
    segment = chart.segments[chart.points[point].segment] if point is not None else None
    shown = chart.points[point] if point is not None else None
    fields = {
        "value": shown.value if shown else None,
        "mean": segment.mean if segment else None,
        "lower": segment.lower if segment else None,
        "upper": segment.upper if segment else None,
        "data_hash": control_chart.data_hash(chart.points),
        "meaning": meaning,
        "seen_by": user.person,
    }
    for name in ("value", "mean", "lower", "upper"):
        if fields[name] is not None:
            fields[name] = round(fields[name], 6)
    with history.act(_("Saw a signal in %(what)s") % {"what": measure}, user=user):
        signal, made = Signal.objects.get_or_create(
            measure=measure, rule=rule, point=shown.date if shown else today(), defaults=fields
        )
        if not made and meaning and signal.meaning != meaning and says:
            signal.meaning = meaning
            signal.save(update_fields=["meaning"])
    return signal


def _rule(chart: control_chart.Chart) -> tuple[str, int | None]:
    run = chart.signal
    if run is not None:
        return run.rule, run.points[-1]
    rule = Signal.Rule.MISSED if chart.assurance == "fails" else Signal.Rule.JUDGEMENT
    return rule, chart.last
