"""The inventory: guided questions, rows typed and mended in place, and the manager's decision (S1-2, S1-4, S1-8, V-10)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_inventory, make_process
from processlots.kit import access, states
from processlots.kit.forms import choice_text
from processlots.kit.models.checks import StoredFinding
from processlots.kit.periods import today

HTMX = {"HX-Request": "true"}


@pytest.fixture
def inventory(cast: Any) -> Inventory:
    return make_inventory(cast.unit)


def row(inventory: Inventory, name: str = "Pröva ansökan om bygglov", **fields: Any) -> Process:
    return make_process(name, inventory.unit, inventory=inventory, **fields)


def row_form(process: Process, **more: Any) -> dict[str, Any]:
    return {
        "name": process.name,
        "type": process.type,
        "recipients": "",
        "purpose": "",
        "priority": "",
        "version": process.version,
        "number": 1,
    } | more


def test_it_begins_with_what_the_unit_has_and_what_was_found_under_it(cast: Any) -> None:
    mine = make_decided(unit=cast.administration, by=cast.person("charlie"))
    found = make_process("Ge råd om energi", cast.unit)
    elsewhere = make_process("Sköta parker", cast.council)
    browser = cast.client("charlie")
    page = f"/inventeringar/nytt/?unit={cast.administration.pk}"
    assert browser.get(page).status_code == 200
    answer = browser.post("/inventeringar/nytt/", {"unit": choice_text(cast.administration), "year": 2026})
    made = Inventory.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/inventeringar/{made.key}/"
    assert set(made.rows.all()) == {mine, found}
    assert elsewhere not in made.rows.all()


def test_a_manager_begins_no_inventory_elsewhere(cast: Any) -> None:
    answer = cast.client("charlie").post("/inventeringar/nytt/", {"unit": choice_text(cast.council), "year": 2026})
    assert answer.status_code == 403
    assert not Inventory.objects.exists()


def test_the_questions_are_answered_and_stay(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("hanna")
    page = inventory.get_absolute_url()
    assert browser.get(page).content.decode().count("<textarea") >= 5
    answer = browser.post(
        f"{page}fragor/", {"regulation": "Nämnden prövar lov", "mission": "Råd och beslut", "version": inventory.version}
    )
    assert answer.status_code == 302
    assert "Nämnden prövar lov" in browser.get(page).content.decode()
    stale = browser.post(f"{page}fragor/", {"regulation": "Något annat", "version": inventory.version})
    said = stale.content.decode()
    assert stale.status_code == 409
    assert "Något annat" in said
    assert "Nämnden prövar lov" in said
    inventory.refresh_from_db()
    assert inventory.regulation == "Nämnden prövar lov"


def test_a_name_is_added_and_comes_back_with_its_verdict(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("charlie")
    answer = browser.post(f"{inventory.get_absolute_url()}rader/", {"name": "  Uppföljning av   detaljplaner "}, headers=HTMX)
    said = answer.content.decode()
    process = Process.objects.get()
    assert process.name == "Uppföljning av detaljplaner"
    assert f'id="rad-{process.pk}"' in said
    assert "Följa upp detaljplaner" in said
    assert "V-6" in said
    assert 'id="tally"' in said
    assert "<html" not in said
    assert browser.post(f"{inventory.get_absolute_url()}rader/", {"name": "Sköta parker"}).status_code == 302  # without script
    assert inventory.rows.count() == 2
    assert StoredFinding.objects.filter(object_id=process.pk, check_id="V-6").exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "\x00"])
def test_no_name_adds_nothing(cast: Any, inventory: Inventory, name: str) -> None:
    answer = cast.client("charlie").post(f"{inventory.get_absolute_url()}rader/", {"name": name})
    assert answer.status_code == 302
    assert not Process.objects.exists()


def test_a_row_is_saved_alone(cast: Any, inventory: Inventory) -> None:
    process = row(inventory)
    page = f"{inventory.get_absolute_url()}rader/{process.pk}/"
    answer = cast.client("hanna").post(
        page,
        row_form(
            process,
            type="main",
            recipients="Den som vill bygga, Grannar",
            purpose="Få bygga på lika villkor.",
            gives_service="on",
            priority="1",
        ),
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith(f'<li id="rad-{process.pk}" class="saved"')
    process.refresh_from_db()
    assert (process.type, process.gives_service, process.priority) == ("main", True, 1)
    assert {str(one) for one in process.recipients.all()} == {"Den som vill bygga", "Grannar"}


def test_the_proposal_is_taken_by_a_button_that_needs_no_script(cast: Any, inventory: Inventory) -> None:
    process = row(inventory, "Uppföljning av detaljplaner")
    page = inventory.get_absolute_url()
    browser = cast.client("charlie")
    assert 'name="use" value="Följa upp detaljplaner"' in browser.get(page).content.decode()
    answer = browser.post(f"{page}rader/{process.pk}/", row_form(process, use="Följa upp detaljplaner"))
    assert answer.status_code == 302
    assert answer.url.endswith(f"#rad-{process.pk}")
    process.refresh_from_db()
    assert process.name == "Följa upp detaljplaner"


def test_a_stale_row_overwrites_nothing(cast: Any, inventory: Inventory) -> None:
    process = row(inventory)
    read = row_form(process, name="Mitt namn på det")
    process.name = "Pröva lov"
    process.save()
    for headers in ({}, HTMX):
        answer = cast.client("hanna").post(f"{inventory.get_absolute_url()}rader/{process.pk}/", read, headers=headers)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "Pröva lov" in said
        assert "Mitt namn på det" in said
    process.refresh_from_db()
    assert process.name == "Pröva lov"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"type": "trolleri"},
        {"priority": "först"},
        {"priority": "-1"},
        {"recipients": "x" * 300},
        {"name": "a\x00b"},
    ],
)
def test_a_row_that_does_not_hold_keeps_what_was_written(cast: Any, inventory: Inventory, wrong: dict[str, str]) -> None:
    process = row(inventory)
    for headers in ({}, HTMX):
        answer = cast.client("hanna").post(
            f"{inventory.get_absolute_url()}rader/{process.pk}/", row_form(process, **wrong), headers=headers
        )
        assert answer.status_code == 422
    process.refresh_from_db()
    assert (process.name, process.version) == ("Pröva ansökan om bygglov", 1)


def test_only_those_of_the_inventory_write(cast: Any, inventory: Inventory) -> None:
    process = row(inventory)
    page = inventory.get_absolute_url()
    for name in ("maj", "alva", "ali", "moa", "gro"):
        browser = cast.client(name)
        assert browser.post(f"{page}rader/", {"name": "Något"}).status_code == 403
        assert browser.post(f"{page}rader/{process.pk}/", row_form(process)).status_code == 403
        assert browser.post(f"{page}fragor/", {}).status_code == 403
    assert inventory.rows.count() == 1
    assert process.name not in cast.client("maj").get(page).content.decode()


def test_a_row_of_another_inventory_is_not_found(cast: Any, inventory: Inventory) -> None:
    other = make_process("Sköta parker", cast.unit, inventory=make_inventory(cast.council))
    assert cast.client("hanna").post(f"{inventory.get_absolute_url()}rader/{other.pk}/", row_form(other)).status_code == 404


# ---- The decision ----------------------------------------------------------------------------------------------------


def test_a_row_without_recipient_stops_the_decision_and_is_named(cast: Any, inventory: Inventory) -> None:
    row(inventory, recipients="Den som vill bygga")
    bare = row(inventory, "Sköta parker")
    browser = cast.client("charlie")
    for answer in (
        browser.get(f"{inventory.get_absolute_url()}gor/decide/"),
        browser.post(f"{inventory.get_absolute_url()}gor/decide/", {}),
    ):
        said = answer.content.decode()
        assert "Sköta parker" in said
        assert "V-10" in said
        assert f"#rad-{bare.pk}" in said
    inventory.refresh_from_db()
    assert inventory.state == Inventory.State.ONGOING
    assert bare.inventory_decision is None


def test_the_manager_decides_and_the_rows_are_in_the_register(cast: Any, inventory: Inventory) -> None:
    process = row(
        inventory, recipients="Den som vill bygga", type="main", purpose="Få bygga på lika villkor.", gives_service=True
    )
    browser = cast.client("charlie")
    answer = browser.post(
        f"{inventory.get_absolute_url()}gor/decide/", {"capacity": "Förvaltningschef", "diary_number": "BN 2026/1"}
    )
    assert answer.status_code == 302
    inventory.refresh_from_db()
    process.refresh_from_db()
    assert inventory.state == Inventory.State.DECIDED
    assert (inventory.decision.diary_number, inventory.decision.by) == ("BN 2026/1", cast.person("charlie"))
    assert inventory.next_review > today() + datetime.timedelta(days=300)
    assert (process.status, process.step, process.accountable_board) == (Process.Status.INVENTORIED, 2, cast.board)
    assert access.visible(cast.maj, Process).filter(pk=process.pk).exists()
    assert browser.post(f"{inventory.get_absolute_url()}rader/", {"name": "En till"}).status_code == 403


@pytest.mark.parametrize("name", ["hanna", "maj", "alva", "moa", "ali", "gro"])
def test_nobody_else_decides(cast: Any, inventory: Inventory, name: str) -> None:
    row(inventory, recipients="Den som vill bygga")
    assert cast.client(name).post(f"{inventory.get_absolute_url()}gor/decide/", {}).status_code == 403
    answer = cast.client(name).post(
        f"/api/v1/inventories/{inventory.uid}/decide", {}, content_type="application/json", headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 403
    inventory.refresh_from_db()
    assert inventory.state == Inventory.State.ONGOING


def test_an_empty_inventory_is_not_decided(cast: Any, inventory: Inventory) -> None:
    with pytest.raises(states.Refused):
        states.go(inventory, "decide", cast.charlie)
    answer = cast.client("charlie").post(f"{inventory.get_absolute_url()}gor/decide/", {})
    assert answer.status_code == 302
    inventory.refresh_from_db()
    assert inventory.state == Inventory.State.ONGOING
    assert inventory.decision is None


def test_what_is_decided_may_be_reviewed_again_without_losing_the_first_decision(cast: Any, inventory: Inventory) -> None:
    process = row(inventory, recipients="Den som vill bygga")
    states.go(inventory, "decide", cast.charlie)
    process.refresh_from_db()
    first = process.inventory_decision
    give_role_blocked = Process.objects.get(pk=process.pk)
    give_role_blocked.purpose = "Få bygga på lika villkor och i tid."
    give_role_blocked.save()
    give_role(give_role_blocked, cast.person("alva"))
    states.go(Inventory.objects.get(), "reopen", cast.charlie)
    states.go(Inventory.objects.get(), "decide", cast.charlie)
    process.refresh_from_db()
    assert process.inventory_decision == first
    assert process.owner == cast.person("alva")


def test_the_page_costs_the_same_however_many_rows(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("charlie")
    counts = []
    for many in (1, 30):
        for number in range(many):
            row(inventory, f"Sköta park {many} {number}", recipients="Invånare")
        browser.get(inventory.get_absolute_url())
        with CaptureQueriesContext(connection) as caught:
            browser.get(inventory.get_absolute_url())
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 1, counts
    assert counts[0] <= 40, counts


# ---- As you type -----------------------------------------------------------------------------------------------------


def test_the_verdict_comes_as_one_types(cast: Any) -> None:
    browser = cast.client("maj")
    wrong = browser.get("/processer/namn/", {"namn": "Uppföljning av budget"}, headers={"HX-Trigger": "id_name"}).content.decode()
    assert "V-6" in wrong
    assert "Följa upp budget" in wrong
    assert 'data-fill="id_name"' in wrong
    assert "<html" not in wrong
    good = browser.get("/processer/namn/", {"namn": "Följa upp budget"}).content.decode()
    assert "ok" in good
    assert "V-" not in good
    assert browser.get("/processer/namn/", {"namn": ""}).content.decode().strip() == ""
    assert browser.get("/processer/namn/", {"namn": "\x00<script>" + "x" * 5000, "process": "trams"}).status_code == 200
    assert "<script>" not in browser.get("/processer/namn/", {"namn": "<script>alert(1)</script>"}).content.decode()


def test_a_likeness_is_told_but_not_with_oneself_or_with_what_one_may_not_see(cast: Any) -> None:
    process = make_decided("Följa upp budget", cast.unit, by=cast.person("charlie"))
    hidden = make_process("Granska hemliga ritningar", cast.unit)
    browser = cast.client("maj")
    assert "V-8" in browser.get("/processer/namn/", {"namn": "Följa upp budgeten"}).content.decode()
    assert "V-8" not in browser.get("/processer/namn/", {"namn": "Följa upp budget", "process": process.pk}).content.decode()
    assert "hemliga" not in browser.get("/processer/namn/", {"namn": "Granska hemlig ritning"}).content.decode().replace(
        "hemlig ", ""
    )
    assert hidden.name
