"""What makes a facilitator, and until when (UT-1 … UT-3, V-40): computed from records, without looking at appointments."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Person
from processlots.kit.periods import today

FOREVER = datetime.date.max


@dataclass(frozen=True)
class Needed:
    """One thing that a facilitator needs: a part of UT-1 or UT-2, or a course of its own; and the courses that give it."""

    label: str
    courses: frozenset[int]


def label_of(name: str) -> str:
    """What a part is called."""
    field: Any = Course._meta.get_field(name)
    return str(field.verbose_name)


def needed() -> list[Needed]:
    """What is needed: the four parts, whether or not a course teaches them, and every course that is marked."""
    courses = list(Course.objects.order_by("sort", "pk"))
    made = [
        Needed(label_of(name), frozenset(one.pk for one in courses if getattr(one, name))
        )
        for name in Course.PARTS
    ]  # fmt: skip
    return [*made, *(Needed(one.name, frozenset([one.pk])) for one in courses if one.for_facilitators)]


@dataclass(frozen=True)
class Standing:
    """Where a person stands: what is missing today, and the last day on which nothing is (None: no end is known)."""

    missing: tuple[str, ...]
    until: datetime.date | None

    @property
    def trained(self) -> bool:
        return not self.missing


def stand(records: Iterable[TrainingRecord], wanted: list[Needed], day: datetime.date) -> Standing:
    """Where one person stands by these records. The latest end of each need counts, and of the needs the first."""
    held = [one for one in records if one.holds(day)]
    ends, missing = [], []
    for one in wanted:
        valid = [record.valid_until or FOREVER for record in held if record.course_id in one.courses]
        if valid:
            ends.append(max(valid))
        else:
            missing.append(one.label)
    first = min(ends, default=FOREVER)
    return Standing(tuple(dict.fromkeys(missing)), None if first == FOREVER else first)


def of(person: Person, day: datetime.date | None = None) -> Standing:
    """Where the person stands on a day (today)."""
    return stand(TrainingRecord.objects.filter(person=person), needed(), day or today())


def trained(person: Person) -> bool:
    """True if everything is recorded and valid."""
    return of(person).trained


def oriented(people: Iterable[Any]) -> set[int]:
    """Keys of those of the people who have taken an orientation for owners and leaders (UT-5), in one query."""
    rows = TrainingRecord.objects.filter(person__in=list(people), course__for_owners=True, result=TrainingRecord.Result.PASSED)
    return set(rows.values_list("person", flat=True))
