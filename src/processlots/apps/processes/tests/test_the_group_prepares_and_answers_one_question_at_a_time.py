"""Before and during an inventory: what is read (S1-3), six guided questions (S1-1, S1-2, S1-4, S1-9), and the level (S1-6)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Task
from processlots.apps.processes.models import Inventory, Prepared, Process
from processlots.apps.processes.tests.makers import make_inventory, make_process
from processlots.kit.periods import today


@pytest.fixture
def inventory(cast: Any) -> Inventory:
    return make_inventory(cast.unit)


def page(inventory: Inventory, part: str = "") -> str:
    return f"{inventory.get_absolute_url()}{part}"


# ---- S1-3 ------------------------------------------------------------------------------------------------------------


def test_s1_3_definitions_are_ticked_by_the_one_who_read_them_and_lead_to_the_glossary(cast: Any, inventory: Inventory) -> None:
    charlie, hanna = cast.client("charlie"), cast.client("hanna")
    said = charlie.get(page(inventory, "forberedelse/")).content.decode()
    for identity in ("process", "recipient", "value", "service", "main-process", "support-process", "governing-process"):
        assert f'href="/handbok/#{identity}"' in said
    assert charlie.post(page(inventory, "forberedelse/"), {"term": ["process", "value", "inget-sådant"]}).status_code == 302
    hanna.post(page(inventory, "forberedelse/"), {"term": ["process", "service"]})
    read = {one.term: one.person for one in Prepared.objects.all()}
    assert read == {"process": cast.person("charlie"), "service": cast.person("hanna")}
    assert "Chef-Charlie" in hanna.get(page(inventory, "forberedelse/")).content.decode()


def test_s1_3_reading_is_the_inventorys_own_and_only_its_people_tick(cast: Any, inventory: Inventory) -> None:
    cast.client("charlie").post(page(inventory, "forberedelse/"), {"term": ["process"]})
    other = make_inventory(cast.administration)
    assert not other.prepared.exists()
    assert cast.client("maj").post(page(inventory, "forberedelse/"), {"term": ["value"]}).status_code == 403
    assert cast.client("maj").get(page(inventory, "forberedelse/")).status_code == 200
    assert cast.client("gro").get(page(inventory, "forberedelse/")).status_code == 403
    assert Prepared.objects.count() == 1


def test_s1_3_a_presentation_is_ordered_and_becomes_the_facilitators_task(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("charlie")
    due = today() + datetime.timedelta(days=9)
    order = {"act": "order", "presenter": cast.person("hanna").pk, "by": due.isoformat(), "version": inventory.version}
    assert browser.post(page(inventory, "forberedelse/"), order).status_code == 302
    waits = Task.objects.open().get(key="model-presentation")
    assert (waits.person, waits.due, waits.asked_by) == (cast.person("hanna"), due, cast.person("charlie"))
    assert cast.client("hanna").post(page(inventory, "forberedelse/"), {"act": "presented"}).status_code == 302
    assert not Task.objects.open().filter(key="model-presentation").exists()
    inventory.refresh_from_db()
    assert inventory.presented_on == today()


@pytest.mark.parametrize("wrong", [{"presenter": ""}, {"by": "i går"}, {"by": "2001-01-01"}, {"presenter": "99999999"}])
def test_an_order_that_does_not_hold_orders_nothing(cast: Any, inventory: Inventory, wrong: dict[str, str]) -> None:
    order = {"act": "order", "presenter": cast.person("hanna").pk, "by": today().isoformat(), "version": 1} | wrong
    assert cast.client("charlie").post(page(inventory, "forberedelse/"), order).status_code == 422
    stale = {"act": "order", "presenter": cast.person("hanna").pk, "by": today().isoformat(), "version": 7}
    assert cast.client("charlie").post(page(inventory, "forberedelse/"), stale).status_code == 409
    assert cast.client("maj").post(page(inventory, "forberedelse/"), {"act": "presented"}).status_code == 403
    inventory.refresh_from_db()
    assert inventory.presenter is None


# ---- S1-4 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "field"), [(1, "regulation"), (2, "mission"), (3, "services"), (4, "recipients")]
)  # S1-4a … S1-4d
def test_s1_4_a_question_is_answered_and_the_next_one_comes(cast: Any, inventory: Inventory, number: int, field: str) -> None:
    browser = cast.client("charlie")
    assert f"fråga {number} av 6" in browser.get(page(inventory, f"fraga-{number}/")).content.decode().lower()
    sent = {"answer": "Vi prövar lov.\r\n\x00Och ger råd.", "version": inventory.version, "go": "next"}
    answer = browser.post(page(inventory, f"fraga-{number}/"), sent)
    assert answer.url == page(inventory, f"fraga-{number + 1}/")
    inventory.refresh_from_db()
    assert getattr(inventory, field) == "Vi prövar lov.\nOch ger råd."
    assert "Vi prövar lov." in browser.get(page(inventory, f"fraga-{number}/")).content.decode()


def test_s1_4_one_goes_back_pauses_and_chooses_a_question_with_what_was_written_kept(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("hanna")
    for go, ends in (("back", "fraga-2/"), ("pause", ""), ("5", "fraga-5/"), ("stay", "fraga-3/"), ("trams", "fraga-4/")):
        inventory.refresh_from_db()
        sent = {"answer": f"Svar med {go}", "version": inventory.version, "go": go}
        assert browser.post(page(inventory, "fraga-3/"), sent).url == page(inventory, ends)
        inventory.refresh_from_db()
        assert inventory.services == f"Svar med {go}"


def test_s1_4_the_same_answer_is_not_overwritten_and_another_question_does_not_collide(cast: Any, inventory: Inventory) -> None:
    first = inventory.version
    inventory.mission = "Råd och beslut"
    inventory.save()
    browser = cast.client("charlie")
    # Somebody answered another question meanwhile: mine is kept.
    other = {"answer": "Nämnden prövar lov", "before": "", "version": first}
    assert browser.post(page(inventory, "fraga-1/"), other).status_code == 302
    mine = browser.post(page(inventory, "fraga-2/"), {"answer": "Något annat", "before": "", "version": first})
    said = mine.content.decode()
    assert mine.status_code == 409
    assert "Något annat" in said
    assert "Råd och beslut" in said
    inventory.refresh_from_db()
    assert (inventory.regulation, inventory.mission) == ("Nämnden prövar lov", "Råd och beslut")


def test_s1_4e_the_processes_that_are_named_are_rows_with_a_verdict_by_the_standard(cast: Any, inventory: Inventory) -> None:
    """S1-4e and S1-9: the answer to the fifth question is the rows, judged by the naming standard."""
    browser = cast.client("charlie")
    sent = {"answer": "1. Pröva bygglov\n\nUppföljning av budget\nPröva bygglov", "go": "stay"}
    assert browser.post(page(inventory, "fraga-5/"), sent).url == page(inventory, "fraga-5/")
    assert sorted(inventory.rows.values_list("name", flat=True)) == ["Pröva bygglov", "Uppföljning av budget"]
    assert "V-6" in browser.get(page(inventory)).content.decode()
    many = browser.post(page(inventory, "fraga-5/"), {"answer": "\n".join(f"Pröva sak {n}" for n in range(30))})
    assert many.status_code == 422
    assert inventory.rows.count() == 2


def test_s1_4f_each_row_gets_its_purpose_and_a_stale_one_is_left_alone(cast: Any, inventory: Inventory) -> None:
    one = make_process("Pröva bygglov", cast.unit, inventory=inventory)
    two = make_process("Ge råd", cast.unit, inventory=inventory)
    elsewhere = make_process("Sköta parker", cast.council)
    sent = {f"purpose-{row.pk}": f"Syftet med {row}" for row in (one, two, elsewhere)}
    sent |= {f"version-{row.pk}": str(row.version) for row in (one, elsewhere)} | {f"version-{two.pk}": "77"}
    answer = cast.client("charlie").post(page(inventory, "fraga-6/"), sent)
    assert answer.url == page(inventory, "fraga-6/")
    assert [Process.objects.get(pk=row.pk).purpose for row in (one, two, elsewhere)] == ["Syftet med Pröva bygglov", "", ""]
    one.refresh_from_db()
    done = cast.client("charlie").post(
        page(inventory, "fraga-6/"), {f"purpose-{one.pk}": "Bättre", f"version-{one.pk}": one.version}
    )
    assert done.url == page(inventory, "#rader")


def test_the_guided_form_is_for_those_of_the_inventory_and_while_it_is_open(cast: Any, inventory: Inventory) -> None:
    """S1-2: the management group and its facilitator; R-28."""
    assert cast.client("hanna").get(page(inventory, "fraga-7/")).status_code == 404
    for name in ("maj", "ali", "gro"):
        assert cast.client(name).get(page(inventory, "fraga-1/")).status_code == 403
        assert cast.client(name).post(page(inventory, "fraga-5/"), {"answer": "Något"}).status_code == 403
    Inventory.objects.filter(pk=inventory.pk).update(state=Inventory.State.DECIDED)
    assert cast.client("charlie").post(page(inventory, "fraga-1/"), {"answer": "x", "version": 1}).status_code == 403


def test_s1_6_a_row_that_is_a_part_and_a_long_list_get_a_hint(cast: Any, inventory: Inventory) -> None:
    whole = make_process("Pröva bygglov", cast.unit, inventory=inventory)
    make_process("Registrera ansökan", cast.unit, inventory=inventory, parent=whole)
    browser = cast.client("charlie")
    said = browser.get(page(inventory)).content.decode()
    assert "Del av en annan process" in said
    assert "Håll er på övergripande nivå" not in said
    for number in range(24):
        make_process(f"Sköta park {number}", cast.unit, inventory=inventory)
    assert "Håll er på övergripande nivå" in browser.get(page(inventory)).content.decode()


def test_an_inventory_for_a_day_to_come_is_planned_until_it_begins(cast: Any) -> None:
    """20.1: planned, ongoing, decided."""
    from processlots.kit.forms import choice_text

    browser = cast.client("charlie")
    day = today() + datetime.timedelta(days=20)
    browser.post("/inventeringar/nytt/", {"unit": choice_text(cast.unit), "year": 2026, "held_on": day.isoformat()})
    inventory = Inventory.objects.get()
    assert inventory.state == Inventory.State.PLANNED
    assert (inventory.review_months, inventory.scale) == (12, Inventory.Scale.ORDER)
    assert browser.post(page(inventory, "gor/begin/")).status_code == 302
    inventory.refresh_from_db()
    assert inventory.state == Inventory.State.ONGOING


def test_s1_1_the_four_purposes_of_an_inventory_are_shown(cast: Any, inventory: Inventory) -> None:
    said = cast.client("charlie").get(page(inventory, "forberedelse/"), headers={"Accept-Language": "en"}).content.decode()
    assert said.count("<li>") >= 4 + 7
    tasks.refresh(inventory)
    assert not Task.objects.open().exists()
