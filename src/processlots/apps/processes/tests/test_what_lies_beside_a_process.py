"""Sub-processes, neighbours, what a decision starts, and whether they are affected by a change (C-10, C-11, C-16, C-17, C-19)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.improvement.models import PlanAction
from processlots.apps.processes.models import ImpactAnswer, Interface, Process
from processlots.apps.processes.specification import impact
from processlots.apps.processes.tests.makers import give_role, make_decided, make_led, make_process, whole_page
from processlots.apps.processes.tests.test_the_process_page import form_of
from processlots.kit import checks


@pytest.fixture
def process(cast: Any) -> Process:
    return make_led(cast)


@pytest.fixture
def beside(cast: Any, process: Process) -> dict[str, Any]:
    """One of each relation, and one that is hidden."""
    by = cast.person("charlie")
    above = make_decided("Bygga samhälle", by=by)
    process.parent = above
    process.save()
    near, started, starter = (
        make_decided(name, by=by) for name in ("Ta fram detaljplaner", "Utöva tillsyn", "Ge råd om bygglov")
    )
    process.adjacent.add(near, make_process("Hemligt fynd"))
    process.starts.add(started)
    starter.starts.add(process)
    part = make_decided("Granska ritningar", by=by, parent=process)
    met = Interface.objects.create(process=near, other_process=process, hand_over="Planbesked")
    return {"parent": above, "adjacent": near, "starts": started, "started_by": starter, "part": part, "interface": met}


def test_v_23_a_listed_sub_process_is_described_or_said_not_to_be(cast: Any, process: Process) -> None:
    part = make_decided("Granska ritningar", by=cast.person("charlie"), parent=process)

    def said() -> list[str]:
        return [one.message for one in checks.run(Process.objects.get(pk=process.pk)) if one.id == "V-23"]

    assert "Granska ritningar" in said()[0]
    assert "ännu inte beskriven" in whole_page(cast.client("maj"), process)
    part.end_event = "Granskade ritningar"
    part.save()
    assert said() == []


def test_v_23_c_16_one_parent_and_no_circle(cast: Any, process: Process) -> None:
    assert not Process._meta.get_field("parent").many_to_many  # there is no room for a second
    part = make_decided("Granska ritningar", by=cast.person("charlie"), parent=process)
    process.parent = part
    with pytest.raises(ValidationError):
        process.save()


def test_c_17_a_process_step_is_told_from_a_sub_process(cast: Any, process: Process) -> None:
    make_decided("Granska ritningar", by=cast.person("charlie"), parent=process)
    for address in (f"/processer/{process.key}/flik/specifikation/", f"/processer/{process.key}/andra/", "/granssnitt/nytt/"):
        assert "processteg" in cast.client("alva").get(address).content.decode(), address


def test_c_11_a_decision_starts_what_carries_it_out(cast: Any, process: Process) -> None:
    started = make_decided("Utöva tillsyn", by=cast.person("charlie"))
    answer = cast.client("alva").post(
        f"/processer/{process.key}/andra/", form_of(process, is_authority="on", starts="Utöva tillsyn")
    )
    assert answer.status_code == 302, answer.content.decode()
    assert list(process.starts.all()) == [started]
    assert list(started.starts.all()) == []  # it goes one way
    assert "Beslutet startar" in whole_page(cast.client("maj"), process)
    assert "Startas av" in whole_page(cast.client("maj"), started)


def test_c_19_adjacent_is_seen_from_both(beside: dict[str, Any], process: Process, cast: Any) -> None:
    assert process in beside["adjacent"].adjacent.all()
    for one, other in ((process, beside["adjacent"]), (beside["adjacent"], process)):
        assert str(other) in whole_page(cast.client("maj"), one)


def test_a_neighbour_that_is_gone_is_told_to_the_other_side(cast: Any, process: Process) -> None:
    from processlots.apps.processes.tests.makers import make_specified
    from processlots.kit.models.checks import StoredFinding

    near = make_decided("Ta fram detaljplaner", by=cast.person("charlie"))
    give_role(near, cast.person("maj"))
    make_specified(near)
    browser = cast.client("alva")

    def waits() -> bool:
        return StoredFinding.objects.filter(check_id="V-26", object_id=near.pk).exists()

    assert browser.post(f"/processer/{process.key}/andra/", form_of(process, adjacent="Ta fram detaljplaner")).status_code == 302
    assert waits()
    process.refresh_from_db()
    assert browser.post(f"/processer/{process.key}/andra/", form_of(process)).status_code == 302
    assert not waits()


def test_c_10_everything_beside_is_listed_once_and_what_is_hidden_is_not(
    cast: Any, process: Process, beside: dict[str, Any]
) -> None:
    found = {one.relation: one.row for one in impact.neighbours(Process.objects.get(pk=process.pk))}
    assert found == beside
    page = cast.client("maj").get(f"/processer/{process.key}/paverkan/").content.decode()
    for row in beside.values():
        assert str(row) in page
    assert "Hemligt fynd" not in page
    assert cast.client("gro").get(f"/processer/{process.key}/paverkan/").status_code in (403, 404)


def test_c_10_is_it_affected_is_asked_of_an_activity_and_answered(cast: Any, process: Process, beside: dict[str, Any]) -> None:
    action = PlanAction.objects.create(process=process, text="Inför ny e-tjänst", responsible=cast.person("love"))
    assert len(impact.unanswered(action, process)) == 6
    url = f"{action.get_absolute_url()}paverkan/"
    near, met = beside["adjacent"], beside["interface"]
    answers = {
        f"impact-process-{near.pk}": "yes", f"impact-process-{near.pk}-note": "Nya underlag", f"impact-interface-{met.pk}": "no",
        "impact-process-99999": "yes", f"impact-process-{beside['part'].pk}": "kanske",
    }  # fmt: skip
    assert cast.client("maj").post(url, answers).status_code == 403
    assert not ImpactAnswer.objects.exists()
    assert cast.client("love").post(url, answers).status_code == 302
    given = {(one.touched_process or one.touched_interface): (one.affected, one.note) for one in ImpactAnswer.objects.all()}
    assert given == {near: (True, "Nya underlag"), met: (False, "")}
    assert len(impact.unanswered(action, process)) == 4
    cast.client("love").post(url, {f"impact-process-{near.pk}": "no"})
    assert ImpactAnswer.objects.count() == 2
    page = cast.client("maj").get(action.get_absolute_url()).content.decode()
    assert "Berörs inte" in page
    assert "Inte besvarat" in page


def test_the_page_costs_no_more_for_much_beside(cast: Any, process: Process) -> None:
    browser = cast.client("maj")

    def cost() -> int:
        browser.get(process.get_absolute_url())
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(process.get_absolute_url()).status_code == 200
        return len(caught)

    bare = cost()
    for number in range(20):
        other = make_decided(f"Sköta park {number}", cast.unit, by=cast.person("charlie"))
        process.starts.add(other)
        Interface.objects.create(process=process, other_process=other, hand_over=f"Underlag {number}")
        process.attachments.create(title=f"Mall {number}", link="https://a.example", owner=cast.person("maj"))
    assert cost() == bare
