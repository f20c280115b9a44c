"""Facilitator status follows the records, and the list of facilitators is open to everyone who works here (UT-3, R-7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit.forms import choice_text

LIST = "/processhandledare/"


def _facilitators() -> set[str]:
    rows = Appointment.objects.at().filter(role="facilitator", state__in=Appointment.IN_FORCE)
    return set(rows.values_list("person__name", flat=True))


def test_a_record_moved_to_another_person_ends_the_first_ones_status(cast: Any) -> None:
    record = TrainingRecord.objects.filter(person=cast.person("hanna")).first()
    assert record is not None
    data = {
        "person": choice_text(cast.person("maj")),
        "course": record.course_id,
        "date": "2026-01-01",
        "version": record.version,
    }
    assert cast.client("moa").post(f"/utbildning/{record.pk}/andra/", data).status_code == 302
    assert _facilitators() == set()


def test_another_needed_course_ends_the_status_until_it_is_taken(cast: Any) -> None:
    moa = cast.client("moa")
    moa.post("/kurser/nytt/", {"name": "Riskanalys", "for_facilitators": "on"})
    assert _facilitators() == set()
    course = Course.objects.get(name="Riskanalys")
    assert "Nobody" not in moa.get(f"/kurser/{course.pk}/").content.decode()
    moa.post("/utbildning/nytt/", {"person": "Handledar-Hanna", "course": course.pk, "date": "2026-01-01"})
    assert _facilitators() == {"Handledar-Hanna"}
    assert "Handledar-Hanna" in moa.get(f"/kurser/{course.pk}/").content.decode()


@pytest.mark.parametrize("who", ["alva", "love", "hanna", "charlie", "moa", "maj", "ali"])
def test_everyone_reads_the_list(cast: Any, who: str) -> None:
    page = cast.client(who).get(LIST)
    assert page.status_code == 200
    assert "Handledar-Hanna" in page.content.decode()


def test_a_visitor_does_not(cast: Any) -> None:
    assert cast.client("gro").get(LIST).status_code == 403


def test_the_model_manager_gives_a_facilitator_an_area(cast: Any) -> None:
    row = Appointment.objects.get(role="facilitator")
    address = f"{LIST}{row.pk}/omrade/"
    assert cast.client("moa").post(address, {"area": "Byggnadsnämnden"}).status_code == 302
    row.refresh_from_db()
    assert row.scope == cast.board
    assert "Byggnadsnämnden" in cast.client("maj").get(LIST).content.decode()
    assert cast.client("moa").post(address, {"area": "Ingenstans"}).status_code == 422
    for who in ("ali", "hanna", "maj", "charlie"):
        assert cast.client(who).post(address, {"area": ""}).status_code == 403
    row.refresh_from_db()
    assert row.scope == cast.board


def test_an_empty_list_says_how_one_becomes_a_facilitator(cast: Any) -> None:
    Appointment.objects.filter(role="facilitator").delete()
    assert "Det finns ingen processhandledare än" in cast.client("maj").get(LIST).content.decode()


def test_the_list_costs_the_same_however_many(cast: Any) -> None:
    browser, counts = cast.client("maj"), []
    for number in (0, 30):
        for one in range(number):
            person = Person.objects.create(name=f"Lots-{one}", unit=cast.unit)
            Appointment.objects.create(role="facilitator", person=person, scope=cast.unit, state="decided")
        if number == 0:
            person = Person.objects.create(name="Lots-Lisa", unit=cast.unit)
            Appointment.objects.create(role="facilitator", person=person, scope=cast.unit, state="decided")
        browser.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            browser.get(LIST)
        counts.append(len(caught))
    assert counts[0] == counts[1]
