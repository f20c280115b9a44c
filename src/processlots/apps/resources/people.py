"""Employees and their tasks in processes: who has none, and how much is granted of each (R-6, RES-7, V-41)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from processlots.apps.organisation.models import Appointment, Person
from processlots.apps.processes.models import Process
from processlots.apps.resources.conflicts import granted
from processlots.kit import access
from processlots.kit.periods import covers, today

#: roles that are a task in a process
TASKS = (Appointment.Role.OWNER, Appointment.Role.LEADER, Appointment.Role.TEAM)


def here() -> models.QuerySet[Person]:
    """Those who work here today."""
    return Person.objects.filter(Q(left=None) | Q(left__gte=today()))


def without_task(rows: models.QuerySet[Person]) -> models.QuerySet[Person]:
    """Those who own, lead and work in no process today, and are granted to none: one query, whatever their number."""
    roles = Appointment.objects.at().filter(person=OuterRef("pk"), state__in=Appointment.IN_FORCE, role__in=TASKS)
    lent = granted().filter(covers(today()), available=OuterRef("pk"))
    return rows.filter(~Exists(roles), ~Exists(lent))


@dataclass
class Load:
    """What a person has: names of processes by role, and how much is granted in per cent of full time."""

    person: Person
    roles: list[tuple[str, Any]] = field(default_factory=list)
    granted: Decimal = Decimal(0)

    @property
    def over(self) -> bool:
        return self.granted > 100


def loads(people: Sequence[Person], user: Any) -> list[Load]:
    """The load of each of the people today, with the processes that the reader sees: a fixed number of queries."""
    made = {one.pk: Load(one) for one in people}
    rows = Appointment.objects.at().filter(person__in=list(made), state__in=Appointment.IN_FORCE, role__in=TASKS)
    held: dict[int, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for person, kind, scope, role in rows.order_by("pk").values_list("person", "scope_type", "scope_id", "role"):
        if kind is not None:
            held[kind][scope].append((person, role))
    words = dict(Appointment.Role.choices)
    for kind, scopes in held.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        for row in access.visible(user, model).filter(pk__in=list(scopes)).order_by("pk"):
            for person, role in scopes[row.pk]:
                made[person].roles.append((str(words[role]), row))
    lent = granted().filter(covers(today()), available__in=list(made))
    seen = set(access.visible(user, Process).filter(resource_requests__needs__in=lent).values_list("pk", flat=True))
    for need in lent:
        load = made[need.available_id]  # type: ignore[index]  # filtered by it
        load.granted += need.percent
        if need.request.process_id in seen:
            load.roles.append((str(need.get_role_display()), need.request.process))
    return list(made.values())
