"""What the tests of goals and measures are about: a process with Alva and Love, a measure with values, a goal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from processlots.apps.followup import keeping, values
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.organisation.models import Appointment, Decision
from processlots.apps.processes import standing
from processlots.apps.processes.models import Process
from processlots.kit.periods import today
from processlots.kit.tests.kept import kept_upon

#: eleven values of common variation, then seven on the other side of the mean
SHIFT = [8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 5, 5, 6, 5, 5, 6, 5]
PLAN = {
    "method": "Ärendesystemet, första vardagen varje månad", "reported": "På tavlan och till nämnden",
    "used": "Vid en signal tar teamet reda på orsaken", "regulation": "Reglementet § 4",
}  # fmt: skip


NAME = "Pröva ansökan om bygglov"


def make_process(cast: Any, name: str = NAME) -> Process:
    """Owned by Alva and led by Love."""
    return kept_upon(cast, _make_process) if name == NAME else _make_process(cast, name)


def _make_process(cast: Any, name: str = NAME) -> Process:
    decision = Decision.take(text="Processinventering", by=cast.person("charlie"))
    made = Process.objects.create(name=name, type="main", unit=cast.unit, status="inventoried", inventory_decision=decision)
    for role, who in (("owner", "alva"), ("leader", "love")):
        Appointment.objects.create(role=role, person=cast.person(who), scope=made, state="decided", valid_from=today())
    return standing.refresh(made)


def month(place: int, of: int) -> datetime.date:
    """The first day of a month so that the last of them is the month before this one."""
    count = today().year * 12 + today().month - 2 - (of - 1 - place)
    return datetime.date(count // 12, count % 12 + 1, 1)


def make_measure(process: Process, cast: Any, series: Sequence[float] = (), **fields: Any) -> Measure:
    """With a value a month up to last month, registered by Love."""
    made = Measure.objects.create(
        process=process, **{"name": "Handläggningstid", "unit_text": "veckor", "improve": "down", **fields}
    )
    given = [values.Given(month(place, len(series)), Decimal(str(value))) for place, value in enumerate(series)]
    if given:
        values.register(made, given, cast.love)
    return made


def make_goal(process: Process, *measures: Measure, **fields: Any) -> Goal:
    """At most seven weeks, approved, to be reached a year from now."""
    filled = {
        "statement": "Beslut inom 7 veckor från komplett ansökan", "direction": "at_most", "target": 7, "unit_text": "veckor",
        "due": today() + datetime.timedelta(days=365), "state": "approved", "recipient_experience": True,
    } | fields  # fmt: skip
    made = Goal.objects.create(process=process, **filled)
    made.measures.set(measures)
    keeping.goal_changed(made)
    made.refresh_from_db()
    return made


def ago(days: int) -> datetime.date:
    """So many days before today."""
    return today() - datetime.timedelta(days=days)
