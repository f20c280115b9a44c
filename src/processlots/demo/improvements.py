"""The demo's development needs and activity plans."""

from __future__ import annotations

from processlots.apps.followup.models import Goal, Measure
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.organisation.models import Decision
from processlots.apps.processes.models import Process
from processlots.demo import follow_up
from processlots.demo.dates import day, past
from processlots.demo.processes import Town
from processlots.demo.texts import Row

_LABELS = ("simplify", "renew", "improve")


def needs(process: Process, rows: list[Row], known: dict[str, Measure], goals: list[Goal], town: Town) -> list[Need]:
    """The needs in the data's order; decided ones with the owner's decision."""
    made = []
    for row in rows:
        signal = follow_up.seen(known[row["signal"][0]], row["signal"][1], town, row["by"]) if "signal" in row else None
        need = Need.objects.create(
            process=process,
            title=row["need"],
            why=row.get("why") or (signal.meaning if signal else ""),
            signal=signal,
            goal=goals[row["goal"]] if "goal" in row else None,
            expected_effect=row.get("expected", ""),
            registered_by=town.people[row["by"]],
            registered_on=past(row["noted"]),
            **{name: row[name] for name in ("origin", "route", "state", "reason") if name in row},
            **{label: label in row.get("labels", ()) for label in _LABELS},
        )
        if "decided" in row:
            text = f"Behovet ska tillgodoses: {need.title}."
            need.decision = Decision.take(need, text=text, by=process.owner, capacity="processägare", date=day(row["decided"]))
            need.save()
        made.append(need)
    return made


def actions(process: Process, rows: list[Row], answered: list[Need], town: Town) -> None:
    """The activity plan."""
    for row in rows:
        need = answered[row["need"]] if "need" in row else None
        PlanAction.objects.create(
            process=process,
            text=row["action"],
            need=need,
            why=row.get("why") or (need.why if need else ""),
            expected_effect=row.get("expected", ""),
            responsible=town.people[row["who"]],
            participants=row.get("with", ""),
            decision=need.decision if need and row.get("needs_decision") else None,
            actual_effect=row.get("effect", ""),
            finished_on=day(row.get("finished")),
            **{name: day(row.get(name)) for name in ("start", "due", "effect_on")},
            **{name: row[name] for name in ("kind", "state", "cost", "needs_decision", "stick", "reason") if name in row},
        )
