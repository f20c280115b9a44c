"""One page to read and print for those who work in the process (S4-1, S6-10); who answers for each step (S0-2, S4-2 … S4-7)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.followup.models import Goal
from processlots.apps.improvement.models import PlanAction
from processlots.apps.maps.tests.makers import Room
from processlots.apps.processes.models import Attachment, Process, Requirement
from processlots.apps.processes.specification.information import QUESTIONS, tells
from processlots.apps.processes.tests.makers import give_role, make_decided, make_process, make_specified, whole_page
from processlots.apps.processes.tests.test_the_process_page import form_of


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    give_role(made, cast.person("love"), "leader")
    give_role(made, cast.person("maj"), "team")
    return make_specified(made)


def test_s6_10_every_question_is_there_with_what_is_known(cast: Any, process: Process) -> None:
    Requirement.objects.create(process=process, kind="legal", text="Tio veckor", source="PBL", critical=True)
    Attachment.objects.create(process=process, title="Checklista vid besök", kind="checklist", link="https://a.example")
    Goal.objects.create(process=process, statement="Nio av tio beslut inom åtta veckor")
    PlanAction.objects.create(process=process, text="Ny blankett")
    process.adjacent.add(make_decided("Ta fram detaljplaner", by=cast.person("charlie")))
    browser = cast.client("maj")
    page = browser.get(f"/processer/{process.key}/information/").content.decode()
    parts = page.split('<section class="sec"')[1:]
    assert len(parts) == len(QUESTIONS) == 5
    wanted = [
        ("S6-10a", ["Den som vill bygga", "Tio veckor", "kritiskt"]),
        ("S6-10b", ["Någon vill bygga", "Ett beslut att lita på", "Ta fram detaljplaner"]),
        ("S6-10c", ["Checklista vid besök"]),
        ("S6-10d", ["Ägar-Alva", "Ledar-Love", "Medarbetar-Maj"]),
        ("S6-10e", ["Nio av tio beslut", "Ny blankett", f"/behov/nytt/?process={process.key}"]),
    ]
    for (name, words), part in zip(wanted, parts, strict=True):
        for word in words:
            assert word in part, (name, word)


def test_s6_10_the_map_tells_the_way_and_who_does_what(cast: Any, process: Process) -> None:
    room = Room(cast, process)
    drawn = room.map()
    line = drawn.lines.get()
    line.in_force, line.state = line.newest, "in_force"
    line.save()
    page = cast.client("maj").get(f"/processer/{process.key}/information/").content.decode()
    assert "#steg-1" in page
    assert "Aktörer i kartan" in page


def test_s4_1_a_process_without_anything_has_a_page_and_a_hidden_one_none(cast: Any) -> None:
    bare = make_decided("Sköta parker", by=cast.person("charlie"))
    browser = cast.client("maj")
    assert "Inget är skrivet om detta än" in browser.get(f"/processer/{bare.key}/information/").content.decode()
    hidden = make_process("Hemligt fynd")
    assert browser.get(f"/processer/{hidden.key}/information/").status_code == 404
    assert f"/processer/{bare.key}/information/" in browser.get(bare.get_absolute_url()).content.decode()


def test_an_unknown_question_is_refused_where_it_is_registered() -> None:
    with pytest.raises(KeyError, match="vädret"):
        tells("vädret", order=1)


def test_s0_2_each_step_says_who_answers_for_it(cast: Any, process: Process) -> None:
    page = cast.client("maj").get(process.get_absolute_url()).content.decode()
    steps = page.split('<ol class="steps">')[1].split("</ol>")[0].split("<li")[1:]
    for step, words in zip(
        steps, ("ledningsgruppen", "den som utser", "ägaren", "ägare och ledare", "team", "team"), strict=True
    ):
        assert words in step


def test_s4_2_to_s4_7_how_the_current_state_is_described(cast: Any, process: Process) -> None:
    data = form_of(process, is_new="on", already_described="on", approach="project")
    assert cast.client("alva").post(f"/processer/{process.key}/andra/", data).status_code == 302
    process.refresh_from_db()
    assert (process.is_new, process.already_described, process.approach) == (True, True, "project")
    page = whole_page(cast.client("maj"), process)
    assert page.lower().count("ny process, inget nuläge") >= 2  # over the name, and in the specification
    assert "ett projekt i stället" in page


def test_s0_4_no_field_of_a_later_step_is_locked(cast: Any) -> None:
    bare = make_decided("Sköta parker", by=cast.person("charlie"), unit=cast.unit)
    form = cast.client("charlie").get(f"/processer/{bare.key}/andra/").content.decode()
    for name in ("start_event", "end_event", "map_decision", "follow_up_place", "starts", "approach"):
        assert f'name="{name}"' in form
    assert "disabled" not in form
