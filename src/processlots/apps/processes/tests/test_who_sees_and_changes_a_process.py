"""A process that is not decided is the group's; afterwards everyone reads it, and its owner and leader write (4.4)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation.models import Appointment, Forum, Unit
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_inventory, make_process
from processlots.kit import access

EVERYONE = ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro")


def who_may(cast: Any, verb: str, row: Any) -> set[str]:
    return {name for name in EVERYONE if access.may(cast.users[name], verb, row)}


def who_sees(cast: Any, process: Process) -> set[str]:
    return {name for name in EVERYONE if access.visible(cast.users[name], Process).filter(pk=process.pk).exists()}


def test_a_found_process_is_seen_by_its_finder_the_manager_the_facilitator_and_the_model_manager(cast: Any) -> None:
    process = make_process(unit=cast.unit, found_by=cast.person("maj"))
    assert who_sees(cast, process) == {"maj", "charlie", "hanna", "moa"}
    assert who_may(cast, "view", process) == {"maj", "charlie", "hanna", "moa"}


def test_the_management_group_sees_what_its_inventory_holds(cast: Any) -> None:
    forum = Forum.objects.create(name="Bygglovets ledningsgrupp", unit=cast.unit)
    Appointment.objects.create(role="member", person=cast.person("love"), scope=forum, state="decided")
    process = make_process(inventory=make_inventory(cast.unit, forum=forum))
    assert who_sees(cast, process) == {"love", "charlie", "hanna", "moa"}


def test_everyone_with_a_place_in_the_organisation_sees_a_decided_process(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    assert who_sees(cast, process) == set(EVERYONE) - {"gro"}


def test_until_there_is_an_owner_the_manager_and_the_facilitator_write(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    assert who_may(cast, "change", process) == {"charlie", "hanna"}


def test_owner_and_leader_write_the_specification_and_nobody_else(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    assert who_may(cast, "change", process) == {"alva", "love"}
    assert who_may(cast, "end", process) == {"alva"}
    assert who_may(cast, "appoint_owner", process) == {"charlie"}
    assert who_may(cast, "appoint_leader", process) == {"alva"}
    assert who_may(cast, "accept_name", process) == {"alva", "charlie", "moa"}
    assert who_may(cast, "not_a_process", process) == {"charlie", "hanna"}


def test_a_manager_elsewhere_decides_nothing_here(cast: Any) -> None:
    elsewhere = Unit.objects.create(name="Barnomsorgen", kind="administration", parent=cast.council)
    process = make_decided(unit=elsewhere, by=cast.person("charlie"))
    assert "charlie" not in who_may(cast, "change", process) | who_may(cast, "appoint_owner", process)


def test_an_owner_appoints_owners_on_the_level_below(cast: Any) -> None:
    above = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(above, cast.person("alva"))
    below = make_decided("Granska ritningar", by=cast.person("charlie"), parent=above)
    assert who_may(cast, "appoint_owner", below) == {"alva"}


@pytest.mark.parametrize("name", EVERYONE)
def test_everyone_in_the_organisation_may_register_a_found_process(cast: Any, name: str) -> None:
    assert access.may(cast.users[name], "add", Process) is (name != "gro")


def test_the_refusal_names_who_may(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    assert any("Ägar-Alva" in text for text in access.of(Process).who("change", process))
    assert access.of(Process).who("appoint_owner", process)


def test_a_hidden_process_is_not_found_by_address_api_or_search(cast: Any) -> None:
    process = make_process("Hemliga utredningen av grävskopan", unit=cast.unit)
    browser = cast.client("maj")
    assert browser.get(process.get_absolute_url()).status_code == 404
    assert browser.get(f"/api/v1/processes/{process.uid}").status_code == 404
    assert process.name not in browser.get("/api/v1/processes").content.decode()
    assert process.name not in browser.get("/sok/?q=grävskopan").content.decode()
    assert process.name in cast.client("hanna").get("/sok/?q=grävskopan").content.decode()


def test_what_one_may_not_is_refused_by_address_and_api_and_changes_nothing(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    browser = cast.client("maj")
    address = f"/processer/{process.key}/andra/"
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"name": "Annat", "version": process.version}).status_code == 403
    answer = browser.patch(
        f"/api/v1/processes/{process.uid}",
        {"name": "Annat"},
        content_type="application/json",
        headers={"If-Match": f'"{process.version}"'},
    )
    assert answer.status_code == 403
    process.refresh_from_db()
    assert process.name == "Pröva ansökan om bygglov"
