"""UT-1 both parts and UT-2 make a facilitator (UT-3); what runs out ends it, and closes the gate everywhere (V-40, R-7)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.learning import actions, jobs, status
from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.maps.models import Map
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Person, Task
from processlots.apps.organisation.standing import forget, standing
from processlots.kit import access
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


def draws(cast: Any, name: str = "hanna") -> bool:
    user = cast.users[name]
    forget(user)
    return standing(user).facilitator and access.may(user, "add", Map)


def renew(person: Person, days: int) -> None:
    for record in TrainingRecord.objects.filter(person=person):
        record.valid_until = today() + days * DAY
        record.date = today() - 300 * DAY
        record.save()
    actions.taken(person)


@pytest.mark.parametrize("part", Course.PARTS)
def test_every_part_is_needed_whatever_the_courses_are_called(cast: Any, part: str) -> None:
    """UT-1 (method; documentation in theory and in practice) and UT-2 (risk)."""
    assert draws(cast)
    course = Course.objects.get(**{part: True})
    for name in Course.PARTS:
        setattr(course, name, getattr(course, name) and name != part)
    course.save()
    actions.keep_all()
    assert not draws(cast)
    assert str(Course._meta.get_field(part).verbose_name) in status.of(cast.person("hanna")).missing


def test_v_40_good_trained_and_three_courses_recorded(cast: Any) -> None:
    maj = cast.person("maj")
    for course in Course.objects.filter(for_facilitators=True):
        TrainingRecord.objects.create(person=maj, course=course)
    assert actions.keep_status(maj)
    assert draws(cast, "maj")


def test_v_40_bad_the_leader_draws(cast: Any) -> None:
    assert not draws(cast, "love")


def test_a_course_not_passed_does_not_count(cast: Any) -> None:
    record = TrainingRecord.objects.filter(person=cast.person("hanna")).first()
    assert record is not None
    sent = {"person": "Handledar-Hanna", "course": record.course_id, "date": record.date.isoformat(), "result": "not_passed"}
    answer = cast.client("moa").post(f"/utbildning/{record.pk}/andra/", {**sent, "version": record.version})
    assert answer.status_code == 302
    assert not draws(cast)


def test_the_gate_closes_the_day_after_the_last_valid_one(cast: Any) -> None:
    """Without waiting for the night: the appointment's last day is the courses'."""
    hanna = cast.person("hanna")
    renew(hanna, 10)
    row = Appointment.objects.get(person=hanna, role="facilitator")
    assert row.valid_to == today() + 10 * DAY
    assert draws(cast)
    Appointment.objects.filter(pk=row.pk).update(valid_from=today() - 30 * DAY, valid_to=today() - DAY)
    TrainingRecord.objects.filter(person=hanna).update(valid_until=today() - DAY)
    assert not draws(cast)
    assert "Handledar-Hanna" not in cast.client("maj").get("/processhandledare/").content.decode()


def test_the_night_ends_what_is_no_longer_valid_and_a_new_record_gives_it_back_with_its_area(cast: Any) -> None:
    hanna = cast.person("hanna")
    row = Appointment.objects.get(person=hanna, role="facilitator")
    row.scope = cast.board
    row.save()
    TrainingRecord.objects.filter(person=hanna, course__covers_risk=True).update(
        date=today() - 400 * DAY, valid_until=today() - DAY
    )

    class Running:
        def progress(self, done: int, total: int) -> None:
            return None

    jobs.keep_status_of_all(Running())
    row.refresh_from_db()
    assert (row.state, draws(cast)) == ("ended", False)
    assert "riskanalys" in row.ended_reason
    TrainingRecord.objects.create(person=hanna, course=Course.objects.get(covers_risk=True))
    actions.taken(hanna)
    assert draws(cast)
    assert [one.scope for one in Appointment.objects.filter(person=hanna, role="facilitator", state="decided")] == [cast.board]


def test_who_must_take_it_again_is_reminded(cast: Any) -> None:
    hanna = cast.person("hanna")
    renew(hanna, 40)
    row = Appointment.objects.get(person=hanna, role="facilitator")
    tasks.refresh(row)
    [task] = Task.objects.open().filter(key="facilitator-ends")
    assert (task.person, task.due) == (hanna, today() + 40 * DAY)
    renew(hanna, 400)
    row.refresh_from_db()
    tasks.refresh(row)
    assert not Task.objects.open().filter(key="facilitator-ends").exists()


def test_the_courses_own_time_is_what_a_record_is_valid_for(cast: Any) -> None:
    course = Course.objects.create(name="Ritverktyget", valid_months=24)
    record = TrainingRecord.objects.create(person=cast.person("maj"), course=course, date=datetime.date(2026, 8, 31))
    assert record.valid_until == datetime.date(2028, 8, 31)
    leap = TrainingRecord.objects.create(person=cast.person("love"), course=course, date=datetime.date(2024, 2, 29))
    assert leap.valid_until == datetime.date(2026, 2, 28)


def test_a_course_may_be_taken_again(cast: Any) -> None:
    course = Course.objects.get(covers_risk=True)
    before = TrainingRecord.objects.get(person=cast.person("hanna"), course=course)
    sent = {"person": "Handledar-Hanna", "course": course.pk, "date": (before.date - DAY).isoformat()}
    assert cast.client("moa").post("/utbildning/nytt/", sent).status_code == 302
    assert cast.client("moa").post("/utbildning/nytt/", sent).status_code == 422  # the same day is the same record


def test_what_was_not_passed_is_read_by_the_person_and_the_model_manager(cast: Any) -> None:
    """4.4: everyone reads the register; who did not pass is nobody else's business."""
    row = TrainingRecord.objects.create(
        person=cast.person("love"), course=Course.objects.create(name="Prov"), result="not_passed"
    )
    for name in ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro"):
        browser, allowed = cast.client(name), name in {"love", "moa"}
        assert (browser.get(f"/utbildning/{row.pk}/").status_code == 200) == allowed, name
        assert (browser.get(f"/api/v1/training-records/{row.uid}").status_code == 200) == allowed, name
        assert ("Ledar-Love" in browser.get("/utbildning/?format=csv").content.decode()) == allowed, name
        assert ("Prov" in browser.get(f"/personer/{cast.person('love').pk}/").content.decode()) == allowed, name
