"""The follow-up plan (T-4) and the activity plan (T-5): the page, the overview that compares, and the Word files."""

from __future__ import annotations

import datetime
import io
from typing import Any

import docx
import pytest

from processlots.apps.followup import plan
from processlots.apps.followup.models import Goal
from processlots.apps.followup.tests.makers import PLAN, make_goal, make_measure, make_process
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes.models import Process
from processlots.kit import documents, jobs, panels, reports
from processlots.kit.models import Job


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_process(cast)
    measure = make_measure(made, cast, [8, 9, 8, 6], source="Ärendesystemet")
    goal = make_goal(
        made,
        measure,
        **PLAN,
        measured_by=cast.person("maj"),
        followed_up_by=cast.person("love"),
        early_warning="Fler än 60 öppna",
    )
    need = Need.objects.create(
        process=made, title="Korta tiden", goal=goal, why="Sökande väntar & väntar", origin="complaint", simplify=True
    )
    PlanAction.objects.create(
        process=made,
        text="Införa samlad granskning",
        need=need,
        responsible=cast.person("maj"),
        participants="Hela enheten",
        state="followed_up",
        due=datetime.date(2026, 3, 1),
        expected_effect="Två veckor kortare",
        actual_effect="Tre veckor kortare",
        stick="measure",
    )
    PlanAction.objects.create(process=made, text="Köpa skärmar", state="cancelled")
    return made


def printed(cast: Any, address: str, who: str = "maj") -> str:
    """Every word of the document that the person gets."""
    answer = cast.client(who).post(address)
    assert answer.status_code == 302
    jobs.drain()
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.error
    made = docx.Document(io.BytesIO(job.file.read()))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_the_follow_up_plan_is_printed_with_all_six_answers(process: Process, cast: Any) -> None:
    said = printed(cast, f"/processer/{process.key}/uppfoljningsplan/word/")
    goal = Goal.objects.get()
    for words in (
        process.name,
        "Ägar-Alva",
        "Ledar-Love",
        goal.label,
        goal.statement,
        "Handläggningstid",
        PLAN["method"],
        "Ärendesystemet",
        "Medarbetar-Maj",
        PLAN["reported"],
        PLAN["used"],
        "Fler än 60 öppna",
        "Reglementet § 4",
        "Införa samlad granskning",
    ):
        assert words in said, words
    assert "⟦" not in said
    assert "{" not in said


def test_the_activity_plan_is_printed_without_what_was_cancelled(process: Process, cast: Any) -> None:
    said = printed(cast, f"/processer/{process.key}/aktivitetsplan/word/")
    for words in (
        process.name,
        "Införa samlad granskning",
        "Korta tiden",
        "Sökande väntar & väntar",
        "Medarbetar-Maj",
        "Hela enheten",
        "Två veckor kortare",
        "Tre veckor kortare",
        "2026",
    ):
        assert words in said, words
    assert "Köpa skärmar" not in said
    assert "⟦" not in said


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", ["follow_up_plan", "activity_plan"])
def test_the_shipped_templates_ask_for_nothing_that_is_not_filled(key: str, language: str, db: None) -> None:
    assert documents.unknown_names(documents.template(key, language), reports.get(key).fields) == []


@pytest.mark.parametrize("path", ["uppfoljningsplan", "aktivitetsplan"])
def test_the_plan_is_a_page_with_its_document(process: Process, cast: Any, path: str) -> None:
    page = cast.client("maj").get(f"/processer/{process.key}/{path}/").content.decode()
    assert f'action="/processer/{process.key}/{path}/word/"' in page
    assert "Införa samlad granskning" in page
    on_process = cast.client("maj").get(process.get_absolute_url()).content.decode()
    assert f'action="/processer/{process.key}/{path}/word/"' in on_process
    assert f'href="/processer/{process.key}/{path}/"' in on_process


def test_a_process_without_plans_has_pages_that_say_so_and_no_document(cast: Any) -> None:
    bare = make_process(cast, "Ge råd")
    for path in ("uppfoljningsplan", "aktivitetsplan"):
        page = cast.client("maj").get(f"/processer/{bare.key}/{path}/")
        assert page.status_code == 200
        assert "/word/" not in page.content.decode()


def test_the_goals_stand_in_the_specification(process: Process) -> None:
    fields = panels.fields_of("specification")
    goal = Goal.objects.get()
    assert goal.statement in fields["goals"](process)
    assert "Handläggningstid" in fields["goals"](process)
    assert "Ledar-Love" in fields["follow_up"](process)


@pytest.mark.parametrize(
    ("without", "key"),
    [
        ({"reported": ""}, "e"),
        ({"used": ""}, "f"),
        ({"followed_up_by": None}, "d"),
        ({"method": ""}, "c"),
        ({"target": None}, "a"),
        ({"due": None}, "a"),
    ],
)
def test_a_question_that_is_not_answered_keeps_step_five_open(process: Process, without: dict[str, Any], key: str) -> None:
    goal = Goal.objects.get()
    step = panels.criteria(5)[0]
    assert step(process).done
    assert plan.missing(goal) == []
    Goal.objects.filter(pk=goal.pk).update(**without)
    goal = Goal.objects.get()
    assert [one.key for one in plan.answers(goal) if one.missing] == [key]
    assert not step(Process.objects.get(pk=process.pk)).done


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("typ=main", 2),
        ("typ=support", 0),
        ("lage=approved", 1),
        ("lage=draft", 1),
        ("utfall=reached", 1),
        ("utfall=unmeasured", 1),
        ("utfall=not", 0),
        ("utfall=missed", 0),
        ("enhet=Bygglovsenheten", 2),
        ("enhet=Byggnadsnämnden", 2),
        ("typ=odd&lage=%00&utfall=x&sida=-1", 2),
        ("sida=999", 2),
        ("enhet=%3Cb%3E", 2),
    ],
)
def test_the_overview_compares_processes_and_its_filters_narrow_it(process: Process, cast: Any, query: str, count: int) -> None:
    other = make_process(cast, "Ge råd inför byggande")
    make_goal(other, state="draft", statement="Minst 60 % får svar direkt")
    page = cast.client("maj").get(f"/uppfoljningsplan/?{query}")
    assert page.status_code == 200
    assert page.content.decode().count('<th scope="row"') == count


def test_what_is_not_decided_yet_is_seen_by_its_own_people_only(cast: Any) -> None:
    hidden = make_process(cast, "Hemlig process")
    Process.objects.filter(pk=hidden.pk).update(status="discovered", inventory_decision=None)
    goal = make_goal(hidden, statement="Hemligt mål", state="draft")
    need = Need.objects.create(process=hidden, title="Hemligt behov")
    Process.objects.filter(pk=hidden.pk).update(status="discovered", inventory_decision=None)
    browser = cast.client("maj")
    assert "Hemligt" not in browser.get("/uppfoljningsplan/").content.decode()
    for address in (
        goal.get_absolute_url(),
        need.get_absolute_url(),
        f"/processer/{hidden.key}/uppfoljningsplan/",
        f"/processer/{hidden.key}/aktivitetsplan/",
    ):
        assert browser.get(address).status_code == 404
    for path in ("uppfoljningsplan", "aktivitetsplan"):
        assert browser.post(f"/processer/{hidden.key}/{path}/word/").status_code == 404
    assert browser.get(f"/api/v1/goals/{goal.uid}").status_code == 404
    assert "Hemligt" not in browser.get("/sok/?q=hemligt").content.decode().replace('value="hemligt"', "")


@pytest.mark.parametrize(
    "path",
    [
        "/uppfoljningsplan/",
        "/mal/",
        "/matt/",
        "/behov/",
        "/aktiviteter/",
        "/api/v1/goals",
        "/api/v1/needs",
        "/api/v1/plan-actions",
        "/api/v1/measures",
    ],
)
def test_a_visitor_sees_nothing(process: Process, cast: Any, path: str) -> None:
    assert cast.client("gro").get(path).status_code == 403
