"""Specification, follow-up plan and activity plan are looked over, or somebody is reminded (S0-5, D-1, D-6, V-19, V-20)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.followup.models import Goal
from processlots.apps.improvement.models import PlanAction
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Task
from processlots.apps.processes.models import Process, ReviewInterval
from processlots.apps.processes.specification import freshness
from processlots.apps.processes.tests.makers import give_role, make_decided, make_specified
from processlots.kit import checks
from processlots.kit.periods import today

YEAR = datetime.timedelta(days=366)


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    give_role(made, cast.person("love"), "leader")
    return Process.objects.get(pk=made.pk)


def said(process: Process, check: str) -> list[Any]:
    return [one for one in checks.run(process) if one.id == check]


def test_d_1_there_are_three_living_documents() -> None:
    assert [one.key for one in freshness.documents()] == ["specification", "follow_up_plan", "activity_plan"]


def test_s0_5_each_document_is_reviewed_by_those_who_keep_it(cast: Any, process: Process) -> None:
    give_role(process, cast.person("maj"), "team")
    who_may = {
        "specifikation": ("reviewed_on", {"alva", "love"}),
        "uppfoljningsplan": ("plan_reviewed_on", {"alva", "love"}),
        "aktivitetsplan": ("actions_reviewed_on", {"alva", "love", "maj"}),
    }
    for place, (field, allowed) in who_may.items():
        for name in ("moa", "ali", "maj", "love", "alva"):
            Process.objects.filter(pk=process.pk).update(**{field: None})
            answer = cast.client(name).post(f"/processer/{process.key}/sedd/{place}/")
            assert answer.status_code == (302 if name in allowed else 403), (place, name)
            process.refresh_from_db()
            assert (getattr(process, field) == today()) == (name in allowed), (place, name)
    assert cast.client("love").post(f"/processer/{process.key}/sedd/annat/").status_code == 404
    assert "granskades" in cast.client("maj").get(f"/processer/{process.key}/historik/").content.decode()


def test_v_19_a_process_past_step_three_without_specification(process: Process) -> None:
    assert process.step == Process.Step.LEADER
    assert said(process, "V-19") == []
    process.step = Process.Step.DESCRIBE  # only a map, say
    [one] = said(process, "V-19")
    assert one.check.fixed
    process.start_event, process.end_event = "Någon vill bygga", "Ett beslut att lita på"
    assert said(process, "V-19") == []


def test_v_20_reviewed_last_spring_and_three_years_ago(process: Process) -> None:
    process.reviewed_on = today() - datetime.timedelta(days=200)
    assert said(process, "V-20") == []
    process.reviewed_on = today() - 3 * YEAR
    assert "specifikationen" in said(process, "V-20")[0].message


def test_v_20_each_of_the_three_counts_from_its_own_day(cast: Any, process: Process) -> None:
    process.reviewed_on = today()
    process.plan_reviewed_on = process.actions_reviewed_on = today() - 2 * YEAR
    assert [one.finding.field for one in said(process, "V-20")] == ["plan_reviewed_on", "actions_reviewed_on"]
    process.plan_reviewed_on = process.actions_reviewed_on = None
    assert said(process, "V-20") == []  # there is neither plan yet
    Goal.objects.create(process=process, statement="Nio av tio")
    PlanAction.objects.create(process=process, text="Ny blankett")
    assert said(process, "V-20") == []  # written today
    assert freshness.begun(Goal.objects.filter(process=process)) == today()


def test_d_6_the_model_manager_sets_the_interval(cast: Any, process: Process) -> None:
    process.reviewed_on = today() - datetime.timedelta(days=200)
    form = {"document": "specification", "months": "6", "remind_days": "14"}
    assert cast.client("love").post("/granskningstider/nytt/", form).status_code == 403
    browser = cast.client("moa")
    assert "var 12:e månad" in browser.get("/granskningstider/").content.decode()
    assert browser.post("/granskningstider/nytt/", {**form, "months": "0"}).status_code == 422
    assert browser.post("/granskningstider/nytt/", form).status_code == 302
    assert browser.post("/granskningstider/nytt/", form).status_code == 422  # one row a document
    assert "var 6:e månad" in said(process, "V-20")[0].message
    ReviewInterval.objects.all().delete()
    assert said(process, "V-20") == []


def test_d_6_the_leader_is_reminded_before_and_the_owner_when_it_is_late(cast: Any, process: Process) -> None:
    def reminded(days_ago: int) -> set[str]:
        process.reviewed_on = today() - datetime.timedelta(days=days_ago)
        process.save()
        tasks.refresh(process)
        return {one.person.name for one in Task.objects.open().filter(key="review-specification").select_related("person")}

    assert reminded(300) == set()
    assert reminded(345) == {"Ledar-Love"}
    assert reminded(380) == {"Ledar-Love"}
    assert reminded(420) == {"Ledar-Love", "Ägar-Alva"}
    cast.client("love").post(f"/processer/{process.key}/sedd/specifikation/")
    assert not Task.objects.open().filter(key="review-specification").exists()


def test_the_owner_who_leads_is_reminded_once(cast: Any, process: Process) -> None:
    Appointment.objects.filter(role="leader").delete()
    Process.objects.filter(pk=process.pk).update(leader=None, reviewed_on=today() - 2 * YEAR)
    tasks.refresh(Process.objects.get(pk=process.pk))
    assert [one.person.name for one in Task.objects.open().filter(key="review-specification")] == ["Ägar-Alva"]


def test_the_process_page_shows_the_three_with_their_days(cast: Any, process: Process) -> None:
    make_specified(process)
    Process.objects.filter(pk=process.pk).update(reviewed_on=today() - 2 * YEAR, plan_reviewed_on=today())
    said = cast.client("love").get(process.get_absolute_url()).content.decode()
    for place in ("specifikation", "aktivitetsplan"):
        assert f"/sedd/{place}/" in said
    assert "/sedd/uppfoljningsplan/" not in said  # done today
    assert "aldrig granskad" in said
    assert "/sedd/" not in cast.client("maj").get(process.get_absolute_url()).content.decode()


def test_months_are_counted_by_the_calendar() -> None:
    day = datetime.date
    assert freshness.months_after(day(2026, 1, 31), 1) == day(2026, 2, 28)
    assert freshness.months_after(day(2024, 2, 29), 12) == day(2025, 2, 28)
    assert freshness.months_after(day(2026, 11, 15), 3) == day(2027, 2, 15)
