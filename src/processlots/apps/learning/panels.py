"""Who has taken a course, and which courses a person has taken (UT-3, UT-6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from processlots.apps.learning import status
from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit import access
from processlots.kit.panels import panel
from processlots.kit.periods import today

SHOWN = 100


def _record(field: str) -> Any:
    def action(request: HttpRequest, row: Any) -> tuple[Any, str] | None:
        if access.may(request.user, "add", TrainingRecord):
            return gettext_lazy("Write down a course taken"), f"/utbildning/nytt/?{field}={row.key}"
        return None

    return action


@panel(
    Course, "taken", title=gettext_lazy("Who has taken it"), order=10, template="learning/panels/taken.html", queries=1,
    action=_record("course"),
)  # fmt: skip
def taken(request: HttpRequest, course: Course) -> dict[str, Any]:
    """UT-6: the participants, by name."""
    rows = list(
        access.visible(request.user, TrainingRecord)
        .filter(course=course)
        .select_related("person__unit")
        .order_by("person__sort", "pk")[: SHOWN + 1]
    )
    may = access.may(request.user, "change", TrainingRecord)
    return {"records": rows[:SHOWN], "more": len(rows) > SHOWN, "may": may}


@panel(
    Person, "training", title=gettext_lazy("Courses"), order=40, template="learning/panels/training.html", queries=3,
    action=_record("person"),
)  # fmt: skip
def training(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The courses taken, and what is missing of those that facilitators need."""
    rows = list(
        access.visible(request.user, TrainingRecord).filter(person=person).select_related("course").order_by("date", "pk")
    )
    held = Appointment.objects.at().filter(
        person=person, role__in=[Appointment.Role.FACILITATOR, *Appointment.SINGLE], state__in=Appointment.IN_FORCE
    )
    roles = {one.role: one for one in held}
    facilitator = roles.pop(Appointment.Role.FACILITATOR, None)
    needed = status.needed()
    stands = status.stand(rows, needed, today())
    wanted = {pk for one in needed for pk in one.courses}
    begun = any(row.course_id in wanted for row in rows)
    oriented = any(row.course.for_owners and row.result == row.Result.PASSED for row in rows)
    return {
        "records": [(row, row.holds(today())) for row in rows],
        "facilitator": facilitator,
        "missing": stands.missing if begun and facilitator is None else (),
        "orientation": bool(roles) and not oriented,
        "may": access.may(request.user, "change", TrainingRecord),
    }
