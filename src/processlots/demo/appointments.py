"""The demo's proposals in every state, temporary roles, teams, assignments, and courses with their occasions."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from processlots.apps.learning.actions import keep_status
from processlots.apps.learning.models import Course, Occasion, SignUp, TrainingRecord
from processlots.apps.organisation.actions.single import manager_of
from processlots.apps.organisation.models import Appointment, Consent, Decision
from processlots.apps.processes.models import Brief, Process, Team
from processlots.apps.processes.pages.brief import begun
from processlots.demo import texts
from processlots.demo.dates import day, month, past
from processlots.demo.organisation import appoint
from processlots.demo.processes import Town
from processlots.kit.periods import today

State = Appointment.State
KIND = Consent.Kind


def make(town: Town) -> None:
    """Everything of `data/appointments.yaml`."""
    told = texts.read("appointments")
    _leaders_agreed()
    for row in told["proposals"]:
        _proposal(row, town)
    for name, until in told["ends"].items():
        for one in _held(town.processes[name], "owner"):
            one.valid_to = day(until)
            one.save()
    for row in told["teams"]:
        _team(row, town)
    for row in told["briefs"]:
        _brief(row, town)
    for name, unit in told["quality_leaders"].items():
        appoint("quality_leader", town.people[name], town.units[unit])
    _courses(told, town)


def _held(process: Process, role: str) -> list[Appointment]:
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=process.pk, role=role, state__in=Appointment.IN_FORCE)
    return list(rows.select_related("person__unit").order_by("pk"))


def _leaders_agreed() -> None:
    """Those who lend the leaders said yes when the leaders were appointed."""
    rows = Appointment.objects.filter(role="leader", state__in=Appointment.IN_FORCE).select_related("person__unit")
    for row in rows.order_by("pk"):
        lender = manager_of(row.person.unit, without=row.person)
        if lender is not None and not row.consents.filter(kind=KIND.RESOURCE_OWNER).exists():
            _say(row, KIND.RESOURCE_OWNER, lender, row.valid_from)


def _say(row: Appointment, kind: str, person: Any, date: Any, **more: Any) -> None:
    said = {"manner": Consent.Manner.OWN, "registered_by": person, **more}
    Consent.objects.create(appointment=row, kind=kind, person=person, date=date, **said)


def _proposal(row: texts.Row, town: Town) -> None:
    process = Process.objects.get(pk=town.processes[row["process"]].pk)
    people, state = town.people, row["state"]
    date = today() - datetime.timedelta(days=12)
    person, lender = people[row["person"]], people[row["asks"]]
    made = Appointment.objects.create(
        role=row.get("role", "owner"), person=person, scope=process, state=state, kind=row.get("kind", "regular"),
        valid_from=date, valid_to=day(row.get("until")), proposed_by=people[row["by"]], resource_owner=lender,
        forum=town.forums.get(row.get("forum", "")), why=row.get("why", ""), ended_reason=row.get("reason", ""),
    )  # fmt: skip
    if state in (State.PROPOSED, State.WITHDRAWN):
        return
    _say(made, KIND.RESOURCE_OWNER, lender, date)
    if state == State.DECLINED:
        _say(made, KIND.ACCEPTED, person, date, agrees=False, reason=row["reason"])
    if state in (State.ANCHORED, State.DECIDED):
        leads = manager_of(made.forum.unit) if made.forum is not None else None
        _say(made, KIND.ANCHORED, leads or lender, date, forum=made.forum, paragraph="7", manner=Consent.Manner.MINUTED)
    if state == State.DECIDED:
        made.decision = Decision.take(
            process, text=f"{person} är ägare av processen {process}.", by=lender, capacity="Förvaltningschef", date=date,
            forum=made.forum,
        )  # fmt: skip
        made.save()


def _team(row: texts.Row, town: Town) -> None:
    """Those who were members of the process itself are so by the team from now on."""
    process = Process.objects.get(pk=town.processes[row["process"]].pk)
    gone = {"ended_on": past(row["ended"]), "ended_reason": row["reason"]} if "ended" in row else {}
    team = Team.objects.create(name=row["name"], process=process, part=row.get("part", ""), task=row.get("task", ""), **gone)
    present = {one.person.name: one for one in _held(process, "team")}
    for name, competence in row["members"].items():
        one = present.get(name) or Appointment(role="team", person=town.people[name], state=State.ACCEPTED, valid_from=month(9))
        one.scope, one.competence = team, competence
        one.resource_owner = manager_of(one.person.unit, without=one.person)
        if gone:
            one.valid_to, one.ended_reason = gone["ended_on"], gone["ended_reason"]
        one.save()
    for name in row.get("also", ()):
        other = Process.objects.get(pk=town.processes[name].pk)
        team.also.add(other)
        other.team_decision = Process.TeamDecision.YES
        other.save()


def _brief(row: texts.Row, town: Town) -> None:
    process = Process.objects.select_related("owner", "leader").get(pk=town.processes[row["process"]].pk)
    agreed, leader = row["state"] == Brief.State.AGREED, process.effective_leader
    Brief.objects.create(
        process=process, leader=leader, state=row["state"], extent=row["extent"],
        reconsidered=day(row.get("reconsidered")), owner_agreed=month(1), leader_agreed=month(1) if agreed else None,
        **begun(process, leader),
    )  # fmt: skip


def _courses(told: texts.Row, town: Town) -> None:
    group = Course.objects.create(
        name="Processmodellen för ledningsgrupper", for_groups=True, audience="Ledningsgrupper som ska inventera",
        description="Vad en process är, de sex stegen och rollerna, inför inventeringen. En timme.",
    )  # fmt: skip
    courses = {one.name: one for one in Course.objects.all()} | {group.name: group}
    gone = told["expired"]
    person = town.people[gone["person"]]
    for course in Course.objects.filter(for_facilitators=True).order_by("pk"):
        record = TrainingRecord.objects.filter(person=person, course=course).first() or TrainingRecord(
            person=person, course=course
        )
        record.date, record.valid_until = past(gone["taken"]), past(gone["until"])
        record.save()
    Appointment.objects.create(
        role="facilitator", person=person, state=State.ENDED, valid_from=past(gone["taken"]), valid_to=past(gone["until"]),
        ended_reason="Kurserna gäller inte längre.",
    )  # fmt: skip
    keep_status(person)
    for row in told["occasions"]:
        _occasion(row, courses, town)
    _oriented(courses["Introduktion för processägare och processledare"], told["not_oriented"])


def _oriented(course: Course, without: list[str]) -> None:
    """Most who own or lead have taken the orientation; a few have not, and are told so (V-53)."""
    rows = Appointment.objects.filter(role__in=Appointment.SINGLE, state__in=Appointment.IN_FORCE).select_related("person")
    taken = set(TrainingRecord.objects.filter(course=course).values_list("person", flat=True))
    people = {row.person_id: row.person for row in rows.order_by("pk")}
    for pk, person in people.items():
        if pk not in taken and person.name not in without:
            TrainingRecord.objects.create(person=person, course=course, date=month(11).replace(day=5))


def _occasion(row: texts.Row, courses: dict[str, Course], town: Town) -> None:
    state = Occasion.State.HELD if "passed" in row else Occasion.State.CANCELLED if "cancelled" in row else Occasion.State.PLANNED
    date = past(row["date"])
    gone = {"ended_on": date - datetime.timedelta(days=7), "ended_reason": row["cancelled"]} if "cancelled" in row else {}
    made = Occasion.objects.create(
        course=courses[row["course"]], date=date, state=state, forum=town.forums.get(row.get("forum", "")),
        **{name: row[name] for name in ("time", "place", "seats", "teacher") if name in row}, **gone,
    )  # fmt: skip
    for name in row.get("signed", ()):
        SignUp.objects.create(occasion=made, person=town.people[name])
    for name in row.get("passed", ()):
        TrainingRecord.objects.create(occasion=made, course=made.course, person=town.people[name], date=date)
