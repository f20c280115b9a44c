"""What processes rest on and deliver: passages and strategies (OR-8, S1-5), services (C-5), recipients (C-2), values (C-3)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.followup.models import Goal
from processlots.apps.organisation.tests.cast import Cast
from processlots.apps.processes.models import Process, Recipient, RegulationPassage, Service, Strategy
from processlots.apps.processes.specification import fair_values
from processlots.apps.processes.tests.makers import (
    give_role,
    make_decided,
    make_inventory,
    make_process,
    make_recipient,
    whole_page,
)
from processlots.kit import access, checks
from processlots.kit.forms import choice_text
from processlots.kit.imports import batches
from processlots.kit.periods import today


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    return Process.objects.get(pk=made.pk)


def passage(cast: Cast, number: str = "3 §", text: str = "Nämnden prövar lov.", **fields: Any) -> RegulationPassage:
    return RegulationPassage.objects.create(board=cast.board, number=number, text=text, **fields)


def ids(row: Any) -> set[str]:
    return {one.id for one in checks.run(row)}


# ---- Passages and strategies -----------------------------------------------------------------------------------------


def test_or_8_a_passage_is_written_with_the_processes_that_carry_it_out(cast: Any, process: Process) -> None:
    sent = {"board": cast.board.pk, "number": "3 §", "text": "Nämnden prövar lov.", "valid_from": "2024-01-01"}
    sent |= {"processes": process.label, "board": choice_text(cast.board)}
    answer = cast.client("hanna").post("/reglemente/nytt/", sent)
    row = RegulationPassage.objects.get()
    assert answer.status_code == 302
    assert list(row.processes.all()) == [process]
    assert "Nämnden prövar lov." in whole_page(cast.client("maj"), process)
    assert process.name in whole_page(cast.client("maj"), row)
    again = cast.client("hanna").post("/reglemente/nytt/", sent)
    assert again.status_code == 422  # one of each number in force
    assert cast.client("maj").get("/reglemente/nytt/").status_code == 403


def test_or_8_passages_are_in_the_order_people_count_and_end_without_losing_their_links(cast: Any, process: Process) -> None:
    for number in ("10 §", "2 §", "4 § 10", "4 § 2"):
        passage(cast, number)
    assert list(RegulationPassage.objects.order_by("sort").values_list("number", flat=True)) == ["2 §", "4 § 2", "4 § 10", "10 §"]
    old = RegulationPassage.objects.get(number="2 §")
    old.processes.add(process)
    RegulationPassage.objects.filter(pk=old.pk).update(
        valid_from=datetime.date(2020, 1, 1), valid_to=today() - datetime.timedelta(days=1)
    )
    listed = cast.client("maj").get("/reglemente/").content.decode()
    assert "4 § 10" in listed
    assert ">2 §<" not in listed
    assert "2 §" in cast.client("maj").get("/reglemente/?visa=tidigare").content.decode()
    assert list(process.passages.all()) == [old]


def test_s1_5_sources_stand_beside_the_question_and_at_the_inventory(cast: Any, process: Process) -> None:
    covered, bare = passage(cast), passage(cast, "4 §", "Nämnden ger råd om energi.")
    covered.processes.add(process)
    Strategy.objects.create(name="Fler e-tjänster", year=2026)
    inventory = make_inventory(cast.unit)
    said = cast.client("charlie").get(f"{inventory.get_absolute_url()}fraga-1/").content.decode()
    assert bare.text in said
    assert "Fler e-tjänster" in said
    assert said.count("ingen process än") == 1


def test_a_process_is_linked_with_its_sources_and_services_by_those_who_write_it(cast: Any, process: Process) -> None:
    one = passage(cast)
    strategy = Strategy.objects.create(name="Lätt att bygga", year=2026, kind="area")
    page = f"/processer/{process.key}/kallor/"
    sent = {"passages": [one.pk], "strategies": [strategy.pk], "services": "Beslut om bygglov\nRåd", "version": process.version}
    assert cast.client("maj").post(page, sent).status_code == 403
    assert cast.client("alva").post(page, sent).status_code == 302
    assert (list(process.passages.all()), list(process.strategies.all())) == ([one], [strategy])
    assert set(process.services.values_list("name", flat=True)) == {"Beslut om bygglov", "Råd"}
    assert cast.client("alva").post(page, sent).status_code == 409  # read before it was saved
    assert cast.client("alva").post(page, sent | {"passages": ["9" * 30]}).status_code == 422


def test_or_8_a_goal_rests_on_a_passage_and_both_pages_say_so(cast: Any, process: Process) -> None:
    one = passage(cast)
    goal = Goal.objects.create(process=process, statement="Beslut inom tio veckor")
    page = f"/mal/{goal.key}/grunder/"
    assert cast.client("maj").get(page).status_code == 403
    assert cast.client("alva").post(page, {"passages": [one.pk], "version": goal.version}).status_code == 302
    assert one.text in cast.client("maj").get(goal.get_absolute_url()).content.decode()
    assert "Beslut inom tio veckor" in cast.client("maj").get(one.get_absolute_url()).content.decode()
    goal.refresh_from_db()
    cast.client("alva").post(page, {"version": goal.version})
    assert "Beslut inom tio veckor" not in cast.client("maj").get(one.get_absolute_url()).content.decode()


def test_x_10_how_far_the_regulation_is_covered(cast: Any, process: Process) -> None:
    passage(cast).processes.add(process)
    passage(cast, "4 §", "Nämnden ger råd om energi.")
    passage(
        cast, "1 §", "Gammalt.", valid_from=today() - datetime.timedelta(days=9), valid_to=today() - datetime.timedelta(days=1)
    )
    said = cast.client("maj").get("/reglemente/tackning/").content.decode()
    assert "1 av 2 punkter har en process" in said
    assert "Nämnden ger råd om energi." in said
    assert "Gammalt." not in said
    alone = cast.client("maj").get("/reglemente/?visa=utan-process").content.decode()
    assert "energi" in alone
    assert "Nämnden prövar lov." not in alone


def test_or_8_a_regulation_is_pasted_previewed_and_undone(cast: Any) -> None:
    text = "Nämnd\tParagraf\tText\nByggnadsnämnden\t3 §\tNämnden prövar lov.\nByggnadsnämnden\t4 §\tNämnden ger råd.\n"
    batch = batches.begin("passages", cast.hanna, text=text)
    assert batches.preview(batch, cast.hanna).counts == {"new": 2}
    batches.apply(batch, cast.hanna, batches.preview(batch, cast.hanna).seen)
    assert RegulationPassage.objects.filter(board=cast.board).count() == 2
    again = batches.begin("passages", cast.hanna, text=text.replace("ger råd", "ger råd om energi"))
    assert batches.preview(again, cast.hanna).counts == {"change": 1, "same": 1}
    again = batches.apply(again, cast.hanna, batches.preview(again, cast.hanna).seen)
    assert RegulationPassage.objects.get(number="4 §").text == "Nämnden ger råd om energi."
    batches.undo(again, cast.hanna)
    assert RegulationPassage.objects.get(number="4 §").text == "Nämnden ger råd."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Trollnämnden\t3 §\tText", "Trollnämnden"),
        ("Byggnadsnämnden\t\tText", "Rad 2"),
        ("Byggnadsnämnden\t3 §\t", "Rad 2"),
        (f"Byggnadsnämnden\t{'9' * 40}\tText", "20"),
    ],
)
def test_a_passage_that_does_not_hold_stops_the_import_by_row(cast: Any, row: str, said: str) -> None:
    batch = batches.begin("passages", cast.hanna, text=f"Nämnd\tParagraf\tText\n{row}\n")
    looked = batches.preview(batch, cast.hanna)
    assert looked.counts["error"] == 1
    assert said in " ".join(looked.results[0].messages)
    assert not RegulationPassage.objects.exists()


# ---- Services (C-5) --------------------------------------------------------------------------------------------------


def test_c_5_a_service_is_written_with_what_it_is_made_of(cast: Any, process: Process) -> None:
    sent = {
        "name": "Beslut om bygglov", "kind": "external", "need": "Besked", "competence": "Handläggare", "treatment": "Vänligt",
        "routines": "https://exempel.test/rutin", "price": "Taxa", "processes": process.label,
    }  # fmt: skip
    assert cast.client("maj").post("/tjanster/nytt/", sent).status_code == 403
    assert cast.client("alva").post("/tjanster/nytt/", sent).status_code == 302
    row = Service.objects.get()
    assert (row.treatment, list(row.processes.all())) == ("Vänligt", [process])
    said = cast.client("maj").get(row.get_absolute_url()).content.decode()
    for words in ("Besked", "Handläggare", "Taxa", process.name):
        assert words in said


def test_c_5_hidden_processes_of_a_service_are_neither_shown_nor_lost(cast: Any, process: Process) -> None:
    hidden = make_process("Hemlig sak", cast.unit)
    row = Service.objects.create(name="Beslut")
    row.processes.add(process, hidden)
    for address in (row.get_absolute_url(), "/tjanster/", f"{row.get_absolute_url()}andra/"):
        assert "Hemlig sak" not in cast.client("alva").get(address).content.decode()
    sent = {"name": "Beslut", "kind": "external", "processes": "", "version": row.version}
    assert cast.client("alva").post(f"{row.get_absolute_url()}andra/", sent).status_code == 302
    assert list(row.processes.all()) == [hidden]


def test_reports_service_without_process_and_process_without_service(cast: Any, process: Process) -> None:
    Service.objects.create(name="Energirådgivning")
    Service.objects.create(name="Beslut om lov").processes.add(process)
    listed = cast.client("maj").get("/tjanster/?visa=utan-process").content.decode()
    assert "Energirådgivning" in listed
    assert "Beslut om lov" not in listed
    silent = make_decided("Sköta parker", cast.unit, by=cast.person("charlie"), gives_service=False)
    said = cast.client("maj").get("/processer/?visa=ger-inget").content.decode()
    assert silent.name in said
    assert process.name not in said


# ---- Recipients (C-2) ------------------------------------------------------------------------------------------------


def test_c_2_processes_per_recipient_and_those_with_several(cast: Any, process: Process) -> None:
    make_decided("Ge råd", cast.unit, by=cast.person("charlie"), recipients="Den som vill bygga")
    make_process("Hemlig sak", cast.unit, recipients="Den som vill bygga")
    make_recipient("Medarbetare", kind="internal", category="employee")
    browser = cast.client("maj")
    said = browser.get("/mottagare/per-mottagare/").content.decode()
    assert process.name in said
    assert "Medarbetare" in said
    assert "Hemlig sak" not in said
    several = browser.get("/mottagare/per-mottagare/?visa=flera").content.decode()
    assert "Den som vill bygga" in several
    assert "/mottagare/" + Recipient.objects.get(name="Medarbetare").key + "/" not in several
    assert "Den som vill bygga" not in browser.get("/mottagare/per-mottagare/?slag=internal").content.decode()


def test_c_2_a_recipient_is_basic_until_more_is_known(cast: Any) -> None:
    basic, detailed = make_recipient("Hushåll"), make_recipient("Företag")
    detailed.requirements = "Besked inom en vecka"
    detailed.save()
    assert (basic.detailed, detailed.detailed) == (False, True)
    listed = cast.client("maj").get("/mottagare/?visa=grundlaggande").content.decode()
    assert "Hushåll" in listed
    assert "Företag" not in listed


# ---- C-3 b -----------------------------------------------------------------------------------------------------------


def test_c_3_b_value_statements_are_offered_where_the_decision_may_be_negative(cast: Any, process: Process) -> None:
    """E-20: a refusal, a fine, an injunction."""
    page = f"/processer/{process.key}/andra/"
    browser = cast.client("alva")
    assert browser.get(page).content.decode().count('name="offered"') == 4
    sent = {"name": process.name, "type": "main", "purpose": process.purpose, "recipients": "Den som vill bygga"}
    sent |= {"value": "Ett riktigt beslut.", "may_be_negative": "on", "offered": ["fair", "kind"], "version": process.version}
    answer = browser.post(page, sent)
    assert answer.status_code == 302, answer.content.decode()
    process.refresh_from_db()
    assert process.value == "Ett riktigt beslut. Rättssäkerhet och likabehandling. Gott bemötande."
    assert fair_values.said(process.value) == ["fair", "kind"]
    browser.post(page, sent | {"value": process.value, "version": process.version})
    process.refresh_from_db()
    assert process.value.count("Gott bemötande.") == 1
    assert access.may(cast.alva, "change", process)


def test_what_the_process_gives_is_judged(cast: Any, process: Process) -> None:
    process.gives_service = False
    assert "V-49" in ids(process)
    Service.objects.create(name="Beslut").processes.add(process)
    assert "V-49" not in ids(process)
