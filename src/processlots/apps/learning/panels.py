"""Who has taken a course, and which courses a person has taken (UT-3, UT-6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit import access
from processlots.kit.panels import panel

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
    has = {row.course_id for row in rows}
    needed = list(Course.objects.filter(for_facilitators=True).order_by("sort"))
    facilitator = (
        Appointment.objects.at().filter(person=person, role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE).exists()
    )
    begun = any(course.pk in has for course in needed)
    missing = [course for course in needed if course.pk not in has] if begun and not facilitator else []
    return {
        "records": rows,
        "facilitator": facilitator,
        "missing": missing,
        "may": access.may(request.user, "change", TrainingRecord),
    }
