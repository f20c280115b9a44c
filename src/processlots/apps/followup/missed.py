"""Missed targets (S5-15): the owner sees to it that something is done, accepts the outcome, or revises the goal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.followup import values
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.overview.todo import Todo, todo
from processlots.kit import pages
from processlots.kit.periods import today
from processlots.kit.tables import written

#: how long a missed target may wait for an answer before the checks say so (V-27)
GRACE = datetime.timedelta(days=30)
_UP = (Goal.Direction.INCREASE, Goal.Direction.AT_LEAST)
_DOWN = (Goal.Direction.DECREASE, Goal.Direction.AT_MOST)

#: which of these goals (primary keys) have something that answers a missed target
Answer = Callable[[Sequence[int]], set[int]]
_answers: list[Answer] = []


def answer(found: Answer) -> Answer:
    """Register where an answer to a missed target may lie: a function from goals' keys to those that have one."""
    _answers.append(found)
    return found


def answered(goals: Iterable[Goal]) -> set[int]:
    """The goals that an activity answers; a query for each app that knows."""
    keys = [goal.pk for goal in goals]
    return set().union(*(found(keys) for found in _answers)) if keys else set()


#: a way out: (label, address, "link" or "post")
Ways = Callable[[Any, Goal], list[tuple[Any, str, str]]]
_ways: list[Ways] = []


def way(found: Ways) -> Ways:
    """Register what a person can do about a missed target: a function from (user, goal)."""
    _ways.append(found)
    return found


def ways(user: Any, goal: Goal) -> list[tuple[Any, str, str]]:
    """What the person can do about it."""
    return [one for found in _ways for one in found(user, goal)]


_links: list[Answer] = []


def link(found: Answer) -> Answer:
    """Register what a development goal may be linked to (V-18): a function from goals' keys to those that have it."""
    _links.append(found)
    return found


def linked(keys: Sequence[int]) -> set[int]:
    """The goals that a need or activity is about."""
    return set().union(*(found(keys) for found in _links))


@dataclass(frozen=True)
class Outcome:
    """How a goal stands by one of its measures: the latest value, and whether it reaches the target."""

    measure: Measure
    value: Decimal
    period: datetime.date
    reached: bool


def reaches(goal: Goal, value: Decimal) -> bool:
    """True if the value is as good as the target, or better."""
    assert goal.target is not None
    if goal.direction in _UP:
        return value >= goal.target
    if goal.direction in _DOWN:
        return value <= goal.target
    return value == goal.target


def outcomes(goal: Goal) -> list[Outcome]:
    """One for each measure that has values in the goal's unit; for all that have values where none has the unit."""
    if goal.target is None:
        return []
    rows = [
        Outcome(one, one.latest_value, one.latest_period, reaches(goal, one.latest_value))
        for one in goal.measures.all()
        if one.latest_value is not None and one.latest_period is not None
    ]
    return [one for one in rows if one.measure.unit_text == goal.unit_text] or rows


def is_reached(goal: Goal) -> bool:
    """True if there are values and all of them reach the target."""
    found = outcomes(goal)
    return bool(found) and all(one.reached for one in found)


def is_missed(goal: Goal, day: datetime.date | None = None) -> bool:
    """True from the day after the date of an approved goal, when a value that covers the date does not reach the target.

    A goal without such a value is not missed but unmeasured, which V-27 says of the measure.
    """
    if goal.state != Goal.State.APPROVED or goal.due is None or goal.due >= (day or today()):
        return False
    return any(not one.reached and values.next_period(one.period, one.measure.every) > goal.due for one in outcomes(goal))


def waiting(goals: Iterable[Goal]) -> list[Goal]:
    """The goals whose target is missed and that nothing answers yet."""
    late = [goal for goal in goals if is_missed(goal)]
    done = answered(late)
    return [goal for goal in late if goal.pk not in done]


@todo(15)
def targets_to_handle(user: Any) -> list[Todo]:
    """What must be handled: missed targets in what the person owns."""
    mine = standing(user).of("owner", "process")
    if not mine:
        return []
    rows = Goal.objects.filter(process__in=mine, state=Goal.State.APPROVED, due__lt=today())
    rows = rows.select_related("process").prefetch_related("measures").order_by("due", "pk")[:50]
    return [
        Todo(
            "error",
            _("Must be handled: the target is missed, %(goal)s") % {"goal": one.statement},
            f"{pages.url_of(one)}#missed",
            about=one.process.name,
            when=written(one.due),
            late=True,
        )
        for one in waiting(rows)
    ]
