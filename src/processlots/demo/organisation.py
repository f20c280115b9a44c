"""The demo's units, people, logins, appointments, courses and forums."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from processlots.apps.learning.actions import keep_status
from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.demo import texts
from processlots.demo.dates import month

#: how many months ago the organisation was as it is, and the roles in it were given
FOUNDED, APPOINTED = 48, 40


def units() -> dict[str, Unit]:
    """Name → unit."""
    made: dict[str, Unit] = {}

    def grow(rows: Iterable[texts.Row], parent: Unit | None) -> None:
        for row in rows:
            name, kind = (part.strip() for part in row["unit"].split("|"))
            made[name] = Unit.objects.create(name=name, kind=kind, parent=parent, valid_from=month(FOUNDED))
            grow(row.get("under", ()), made[name])

    grow(texts.read("units"), None)
    return made


def people(places: dict[str, Unit]) -> dict[str, Person]:
    """Name → person. The cast get logins without passwords, which one enters by a click."""
    told = texts.read("people")
    made = {}
    for row in told["people"]:
        user = _login(row) if "login" in row else None
        made[row["name"]] = Person.objects.create(name=row["name"], title=row["title"], unit=places[row["unit"]], user=user)
    _login(told["visitor"])
    for name, unit in told["managers"].items():
        appoint("manager", made[name], places[unit])
    appoint("model_manager", made[told["model_manager"]])
    appoint("administrator", made[told["administrator"]])
    _train(told, made, places)
    return made


def _login(row: texts.Row) -> Any:
    # The role line stands in last_name; the name is the person's, or for a visitor the login's own.
    user = get_user_model()(username=row["login"], last_name=row["line"], first_name="" if "unit" in row else row["name"])
    user.set_unusable_password()
    user.save()
    return user


def appoint(role: str, person: Person, scope: Any = None) -> Appointment:
    """An appointment that was decided long ago."""
    return Appointment.objects.create(
        role=role, person=person, scope=scope, state=Appointment.State.DECIDED, valid_from=month(APPOINTED)
    )


def _train(told: texts.Row, known: dict[str, Person], places: dict[str, Unit]) -> None:
    courses = {}
    for row in told["courses"]:
        marks = dict.fromkeys(row.get("marks", ()), True)
        courses[row["name"]] = Course.objects.create(name=row["name"], description=row["text"], for_facilitators=True, **marks)
    orientation = Course.objects.create(
        name=told["orientation"]["name"], description=told["orientation"]["text"], for_owners=True
    )
    for number, name in enumerate(told["facilitators"]):
        for later, course in enumerate(courses.values()):
            TrainingRecord.objects.create(person=known[name], course=course, date=month(30 - 8 * number - later).replace(day=14))
        # Hers and his are areas; who has taken the courses is a facilitator, which keep_status holds on to.
        appoint("facilitator", known[name], places[told["areas"][name]])
        keep_status(known[name])
    for course_name, names in told["begun"].items():
        for name in names:
            TrainingRecord.objects.create(person=known[name], course=courses[course_name], date=month(5).replace(day=9))
    for name in told["oriented"]:
        TrainingRecord.objects.create(person=known[name], course=orientation, date=month(12).replace(day=3))


def forums(places: dict[str, Unit], known: dict[str, Person]) -> dict[str, Forum]:
    """Name → forum, its members being appointments to it."""
    made = {}
    for row in texts.read("forums"):
        made[row["name"]] = forum = Forum.objects.create(
            name=row["name"], kind=row["kind"], unit=places[row["unit"]], purpose=row["purpose"], yearly_meetings=row["meetings"]
        )
        offices = {row[office]: office for office in ("chair", "secretary") if office in row}
        for name in row["members"]:
            appoint(offices.get(name, "member"), known[name], forum)
    return made
