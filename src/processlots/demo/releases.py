"""The demo's decided versions: one process with two, one that says what was decided, one that has been changed since."""

from __future__ import annotations

import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from processlots.apps.processes import standing
from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import deciding
from processlots.demo import texts
from processlots.demo.dates import past
from processlots.demo.processes import Town

_STOCKHOLM = ZoneInfo("Europe/Stockholm")


def make(town: Town) -> None:
    """Every version of `data/releases.yaml`, frozen as the worker freezes them."""
    for told in texts.read("releases"):
        process = standing.refresh(Process.objects.get(pk=town.processes[told["process"]].pk))
        for row in told["versions"]:
            process = Process.objects.get(pk=process.pk)
            _frozen_as_it_was(process, row)


def _frozen_as_it_was(process: Process, row: texts.Row) -> Release:
    """Write what the process said then, decide, and write what it says now."""
    now = {name: getattr(process, name) for name in row.get("was", {})}
    _write(process, row.get("was", {}))
    goal = process.goals.order_by("pk").first()
    target = goal.target if goal is not None else None
    if goal is not None and "goal" in row:
        goal.target = Decimal(row["goal"]["target"])
        goal.save()
    absent = list(process.recipients.filter(name__in=row.get("without", ())))
    process.recipients.remove(*absent)
    made = _decided(process, row)
    process.recipients.add(*absent)
    if goal is not None and "goal" in row:
        goal.target = target
        goal.save()
    _write(process, now)
    return made


def _write(process: Process, values: texts.Row) -> None:
    for name, value in values.items():
        setattr(process, name, value)
    if values:
        process.save()


def _decided(process: Process, row: texts.Row) -> Release:
    """Decided at ten in the morning by the owner; the rights to do it are asked on the page, not here."""
    at = datetime.datetime.combine(past(row["decided"]), datetime.time(10), _STOCKHOLM)
    told = {"summary": row["summary"], "reason": row.get("reason", ""), "diary_number": row["diary"], "capacity": "processägare"}
    number, owner = deciding.next_number(process), process.owner
    if owner is None:
        raise ValueError(f"{process} has no owner")
    day = past(row["valid"])
    frozen = deciding.freeze(process, number, owner, at, valid_from=day, **told)
    return deciding.keep(process, number, frozen, owner, at, owner.user, valid_from=day, **told)
