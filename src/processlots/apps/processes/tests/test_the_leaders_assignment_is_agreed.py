"""The assignment from owner to leader (T-9, S3-2): begun from specification and role, agreed by both with dates, as Word."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.organisation.models import Appointment, Task
from processlots.apps.processes import actions
from processlots.apps.processes.models import Brief, Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_specified, whole_page
from processlots.apps.processes.tests.test_documents_hold_what_is_written import printed
from processlots.kit import access, documents, reports
from processlots.kit.periods import today


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    make_specified(made)
    actions.appoint(made, "leader", cast.person("love"), cast.alva, resource_owner=actions.Given(cast.person("charlie")))
    made.refresh_from_db()
    return made


@pytest.fixture
def brief(cast: Any, process: Process) -> Brief:
    return Brief.objects.create(process=process, leader=cast.person("love"), aim="Leda arbetet", duties="Leder teamet", extent=20)


def press(cast: Any, who: str, row: Brief, verb: str) -> int:
    row.refresh_from_db()
    answer = cast.client(who).post(f"/uppdragsbeskrivningar/{row.pk}/gor/{verb}/", {"version": row.version})
    row.refresh_from_db()
    return answer.status_code


def test_it_begins_with_what_specification_role_and_consents_say(cast: Any, process: Process) -> None:
    browser = cast.client("alva")
    address = f"/uppdragsbeskrivningar/nytt/?process={process.number}"
    assert address in whole_page(browser, process)
    form = browser.get(address).context["form"]
    assert str(process.purpose) in form["aim"].value()
    assert "Ledar-Love" in form["leader"].value()
    assert "uppföljningsplan" in form["duties"].value()
    assert "Chef-Charlie" in form["resource"].value()
    assert "Ägar-Alva" in form["reporting"].value()


def test_the_owner_sends_and_the_leader_agrees_which_is_a_yes_to_the_role(cast: Any, process: Process, brief: Brief) -> None:
    assert press(cast, "love", brief, "send") == 403
    assert press(cast, "alva", brief, "send") == 302
    assert (brief.state, brief.owner_agreed) == ("sent", today())
    assert [str(one.person) for one in Task.objects.open().filter(key="assignment")] == ["Ledar-Love"]
    assert press(cast, "alva", brief, "agree") == 403
    assert press(cast, "love", brief, "agree") == 302
    assert (brief.state, brief.leader_agreed) == ("agreed", today())
    assert not Task.objects.open().filter(key="assignment").exists()
    row = Appointment.objects.get(role="leader")
    assert (row.state, row.consents.get(kind="accepted").manner) == ("accepted", "own")


def test_what_both_agreed_to_is_changed_by_taking_it_up_again(cast: Any, brief: Brief) -> None:
    press(cast, "alva", brief, "send")
    press(cast, "love", brief, "agree")
    assert not access.may(cast.alva, "change", brief)
    assert press(cast, "alva", brief, "take_up") == 302
    assert (brief.state, brief.owner_agreed, brief.leader_agreed) == ("draft", None, None)
    assert access.may(cast.alva, "change", brief)


def test_an_empty_one_is_not_sent(cast: Any, brief: Brief) -> None:
    brief.aim = " "
    brief.save()
    press(cast, "alva", brief, "send")
    assert brief.state == "draft"


def test_it_is_read_by_both_their_manager_and_the_model_manager(cast: Any, brief: Brief) -> None:
    for name in ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro"):
        browser, allowed = cast.client(name), name in {"alva", "love", "charlie", "moa"}
        assert (browser.get(f"/uppdragsbeskrivningar/{brief.pk}/").status_code == 200) == allowed, name
        assert (browser.get(f"/api/v1/assignment-documents/{brief.uid}").status_code == 200) == allowed, name
        assert ("Ledar-Love" in browser.get("/uppdragsbeskrivningar/?format=csv").content.decode()) == allowed, name


def test_it_is_looked_at_again_on_its_day(cast: Any, brief: Brief) -> None:
    from processlots.apps.organisation import tasks

    press(cast, "alva", brief, "send")
    press(cast, "love", brief, "agree")
    brief.reconsidered = today() - datetime.timedelta(days=1)
    brief.save()
    tasks.refresh(brief)
    assert [str(one.person) for one in Task.objects.open().filter(key="assignment")] == ["Ägar-Alva"]


def test_an_owner_who_leads_has_nobody_to_agree_with(cast: Any, process: Process) -> None:
    sent = {"process": str(process), "leader": "Ägar-Alva", "aim": "x", "duties": "y", "begins": today().isoformat()}
    assert cast.client("alva").post("/uppdragsbeskrivningar/nytt/", sent).status_code == 422
    assert (
        cast.client("alva").post("/uppdragsbeskrivningar/nytt/", {**sent, "leader": "Ledar-Love", "extent": "120"}).status_code
        == 422
    )
    assert not Brief.objects.exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_asks_for_nothing_that_is_not_filled(language: str) -> None:
    source = (documents.SHIPPED / f"assignment.{language}.docx").read_bytes()
    assert documents.unknown_names(source, reports.get("assignment").fields) == []


def test_the_word_file_has_every_field_of_t_9(cast: Any, process: Process, brief: Brief) -> None:
    brief.mandate, brief.lifted, brief.goals, brief.reporting = (
        "Små förbättringar",
        "Det som kostar",
        "Tio veckor",
        "Varje tertial",
    )
    brief.team, brief.interfaces, brief.resource, brief.competence = (
        "Byggteknik",
        "Detaljplaner",
        "Chef-Charlie, muntligt",
        "Kurs",
    )
    brief.reconsidered = datetime.date(2027, 6, 1)
    brief.save()
    press(cast, "alva", brief, "send")
    said = printed(cast, f"/uppdragsbeskrivningar/{brief.pk}/word/", "love")
    for words in (
        "Pröva ansökan om bygglov",
        process.label,
        "Ägar-Alva",
        "Ledar-Love, ordinarie",
        "Den som äger mark",
        "Den som vill bygga",
        "Någon vill bygga",
        "Ett beslut att lita på",
        "Leda arbetet",
        "Leder teamet",
        "Små förbättringar",
        "Det som kostar",
        "Tio veckor",
        "Byggteknik",
        "Detaljplaner",
        "Varje tertial",
        "20 %",
        "Chef-Charlie, muntligt",
        "Kurs",
        "1 juni 2027",
        "Godkänt av processledaren",
        "inte än",
    ):
        assert words in said, words
