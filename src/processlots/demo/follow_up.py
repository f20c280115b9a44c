"""The demo's measures with their values, goals with their follow-up plans, and signals that were seen."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

from processlots.apps.followup import control_chart, series, values
from processlots.apps.followup.control_chart_words import sentence
from processlots.apps.followup.models import Goal, GoalTarget, Measure, Rebase, Signal
from processlots.apps.organisation.models import Decision
from processlots.apps.processes.models import Process
from processlots.demo.dates import day, past, spoken, year_end
from processlots.demo.processes import Town
from processlots.demo.texts import Row
from processlots.kit.periods import today

#: what the data says of a goal by the model's own names
_GOAL = ("kind", "state", "effect", "direction", "target", "baseline", "regulation", "strategy", "method", "reported", "used")


def periods(every: str, count: int) -> list[datetime.date]:
    """The beginnings of the last `count` periods that are over, oldest first."""
    found = [values.period_start(values.period_start(today(), every) - datetime.timedelta(days=1), every)]
    while len(found) < count:
        found.append(values.period_start(found[-1] - datetime.timedelta(days=1), every))
    return found[::-1]


def made_up(told: Row) -> list[float]:
    """A series that only varies by chance, around levels that last for so many periods: the same for the same seed."""
    chance = random.Random(told["seed"])  # noqa: S311  no secret: it shall be the same every time
    made = []
    for level, count in told["levels"]:
        # The sum of three even chances lies as measurements mostly do, and never far away.
        made += [level + told["spread"] * (sum(chance.random() for _ in range(3)) - 1.5) for _ in range(count)]
    return [round(value, told.get("decimals", 0)) for value in made]


def measures(process: Process, rows: list[Row], town: Town) -> dict[str, Measure]:
    """Key in the data → measure, its values registered as its measurer registers them."""
    made = {}
    for row in rows:
        measurer = town.people[row["by"]]
        made[row["key"]] = measure = Measure.objects.create(
            process=process, name=row["name"], unit_text=row["unit"], improve=row["improve"], every=row.get("every", "month"),
            location=row.get("where", "result"), nature=row.get("nature", "quantitative"), source=row["source"],
            method=row.get("method", ""), measured_by=measurer, temporary_until=day(row.get("temporary_until")),
        )  # fmt: skip
        numbers = row["values"] if "values" in row else made_up(row["made_up"])
        days = periods(measure.every, len(numbers))
        notes = row.get("comments", {})
        given = [
            values.Given(date, None if number is None else Decimal(str(number)), notes.get(place, ""), row["source"])
            for place, (date, number) in enumerate(zip(days, numbers, strict=True))
        ]
        for place, reason in row.get("rebase", {}).items():
            Rebase.objects.create(measure=measure, period_start=days[place], reason=reason)
        values.register(measure, given, measurer.user)
    return made


def goals(process: Process, rows: list[Row], known: dict[str, Measure], town: Town) -> list[Goal]:
    """The goals in the data's order; decided ones with decision and target."""
    made = []
    demands = list(process.requirements.order_by("pk"))
    for row in rows:
        due = year_end()
        measured = [known[key] for key in row.get("measures", ())]
        goal = Goal.objects.create(
            process=process,
            statement=row["goal"].format(due=spoken(due)),
            due=due if "target" in row else None,
            unit_text=measured[0].unit_text if measured and "target" in row else "",
            baseline_date=day(row.get("baseline_from")),
            requirement=demands[row["requirement"]] if "requirement" in row else None,
            recipient_experience=row.get("experience", False),
            measured_by=town.people.get(row.get("by", "")),
            followed_up_by=town.people.get(row.get("followed_by", "")),
            early_warning=row.get("warning", ""),
            **{"kind": "result", "state": "approved"} | {name: row[name] for name in _GOAL if name in row},
        )
        goal.measures.set(measured)
        if "approved" in row:
            _approved(goal, row)
        made.append(goal)
    for measure in known.values():
        series.refresh(measure)  # lists show how the goal stands, too
    return made


def _approved(goal: Goal, row: Row) -> None:
    """As the owner's approval does it, on a day that has passed."""
    decided = past(row["approved"])
    goal.decision = Decision.take(goal, text=goal.statement, by=goal.process.owner, capacity="processägare", date=decided)
    goal.save()
    GoalTarget.objects.create(goal=goal, target=goal.target, unit_text=goal.unit_text, due=goal.due, approved=decided)


def seen(measure: Measure, place: int, town: Town, by: str) -> Signal:
    """The signal that stood in the chart when the value at `place` was the last one, as the person saw it then."""
    whole = series.chart_of(measure)
    then = [control_chart.Point(p.date, p.value, p.rebase, p.label) for p in whole.points[: place + 1]]
    chart = control_chart.analyse(then, whole.improve, whole.target, whole.screened)
    run = chart.signal
    if run is None:
        raise ValueError(f"{measure}: no signal at value {place}")
    point, segment = chart.points[run.points[-1]], chart.segments[run.segment]
    limits = {name: getattr(segment, name) for name in ("mean", "lower", "upper")}
    return Signal.objects.create(
        measure=measure, rule=run.rule, point=point.date, value=point.value, data_hash=control_chart.data_hash(chart.points),
        meaning=sentence(chart, "sv"), seen_by=town.people[by],
        seen_on=min(values.next_period(point.date, measure.every).replace(day=9), today()),
        **{name: None if value is None else round(value, 6) for name, value in limits.items()},
    )  # fmt: skip
