"""Draft, with the group, confirmed, in force: who takes each step, and what stops the last one (V-22, V-24, V-25)."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.maps import bpmn
from processlots.apps.maps.models import Confirmation, Line, Map
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.apps.processes.models import Process
from processlots.kit import checks, states
from processlots.kit.models.checks import StoredFinding


def go(room: Any, a_map: Any, verb: str, name: str = "hanna", **data: Any) -> Line:
    return states.go(line_of(a_map), verb, room.cast.users[name], **data)


def said(a_map: Any) -> set[str]:
    return {one.id for one in checks.run(line_of(a_map))}


def test_a_good_map_goes_from_draft_to_force(room: Any) -> None:
    made = room.map()
    assert said(made) & {"V-22"} == set()
    go(room, made, "review")
    go(room, made, "confirm", "maj", own=True)
    line = go(room, made, "put_in_force")
    assert (line.state, line.in_force.number) == ("in_force", 1)
    assert line.in_force_since is not None
    page = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
    assert "Medarbetar-Maj" in page


def test_nothing_comes_into_force_that_nobody_has_confirmed(room: Any) -> None:
    made = room.map()
    go(room, made, "review")
    with pytest.raises(states.Refused) as refused:
        go(room, made, "put_in_force")
    assert {one.id for one in refused.value.findings} == {"V-25"}
    assert line_of(made).state == "reviewed"


def faulty() -> bytes:
    """A step in two lanes, and no end."""
    a_map = bpmn.read(own("bygglov.bpmn"))
    step = next(one for one in a_map.elements.values() if one.type in ("task", "userTask"))
    for lane in list(a_map.lanes.values())[:2]:
        if step.id not in lane.members:
            lane.members.append(step.id)
    for end in [one.id for one in a_map.elements.values() if one.type == "endEvent"]:
        bpmn.remove(a_map, end)
    return bpmn.save(a_map)


def test_a_map_with_faults_is_saved_but_not_put_in_force(room: Any) -> None:
    made = room.map()
    save(room, made, faulty())
    assert {one.id for one in checks.run(line_of(made)) if one.severity == "F"} == {"V-22", "V-24"}
    go(room, made, "review")
    go(room, made, "confirm", "maj", own=True)
    with pytest.raises(states.Refused) as refused:
        go(room, made, "put_in_force")
    assert {one.id for one in refused.value.findings} == {"V-22", "V-24"}
    assert line_of(made).in_force is None
    stored = StoredFinding.objects.filter(process=room.process.pk, content_type__model="line")
    assert {one.check_id for one in stored} >= {"V-22", "V-24"}, "the process page lists them"
    save(room, made, own("bygglov.bpmn"))
    assert not stored.filter(severity="F").exists(), "mended"


def test_many_faults_of_one_kind_are_listed_to_three(room: Any) -> None:
    a_map = bpmn.new_map("Löst")
    pool = bpmn.add_pool(a_map, "Kommunen")
    lane = bpmn.add_lane(a_map, "Handläggare", pool.process)
    for number in range(30):
        bpmn.add_element(a_map, "userTask", f"Granska handling {number}", lane=lane.id)
    bpmn.lay_out(a_map)
    made = Map.objects.create(process=room.process, title="Löst")
    save(room, made, bpmn.save(a_map))
    found = [one for one in checks.run(line_of(made)) if one.id == "V-24"]
    assert len(found) == 4
    assert "29" in found[-1].message
    checks.refresh(line_of(made))
    checks.refresh(line_of(made))
    assert StoredFinding.objects.filter(content_type__model="line", check_id="V-24").count() == 4


def test_the_leader_notes_who_in_the_group_has_confirmed_and_it_is_marked_so(room: Any) -> None:
    made = room.map()
    go(room, made, "review")
    go(room, made, "confirm", "love", names=["Medarbetar-Maj", "Rita Registrator"], manner="oral")
    noted = {one.name: one for one in Confirmation.objects.all()}
    assert noted["Medarbetar-Maj"].person == room.cast.person("maj")
    assert noted["Rita Registrator"].person is None
    assert {one.manner for one in noted.values()} == {"oral"}
    assert {one.registered_by for one in noted.values()} == {room.cast.person("love")}


def test_a_member_confirms_for_nobody_else_and_the_drawer_not_at_all(room: Any) -> None:
    made = room.map()
    go(room, made, "review")
    go(room, made, "confirm", "maj", own=True, names=["Ledar-Love"], manner="oral")
    assert [one.name for one in Confirmation.objects.all()] == ["Medarbetar-Maj"]
    with pytest.raises(PermissionDenied):
        go(room, made, "confirm", "hanna", own=True)


def test_the_form_asks_for_who_and_how(room: Any) -> None:
    made = room.map()
    go(room, made, "review")
    address = f"{line_of(made).get_absolute_url()}gor/confirm/"
    love = room.cast.client("love")
    assert love.post(address, {"names": "", "manner": ""}).status_code == 422
    assert love.post(address, {"names": "Medarbetar-Maj", "manner": ""}).status_code == 422
    assert Confirmation.objects.count() == 0
    assert love.post(address, {"names": "Medarbetar-Maj\n\n Rita  Registrator ", "manner": "minuted"}).status_code == 302
    assert {one.name for one in Confirmation.objects.all()} == {"Medarbetar-Maj", "Rita Registrator"}
    assert room.cast.client("alva").get(address).status_code == 403


def test_a_new_version_is_a_draft_while_the_old_one_stays_in_force(room: Any) -> None:
    made = room.map()
    go(room, made, "review")
    go(room, made, "confirm", "maj", own=True)
    go(room, made, "put_in_force")
    save(room, made, own("all_kinds.bpmn"))
    line = line_of(made)
    assert (line.state, line.in_force.number, line.newest.number) == ("draft", 1, 2)
    shown = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
    assert "Version 1 " in shown
    assert line.newest.get_absolute_url() in shown
    go(room, made, "review")
    with pytest.raises(states.Refused) as refused:
        go(room, made, "put_in_force")
    assert "V-25" in {one.id for one in refused.value.findings}, "what the group said, it said of version 1"


def test_tomorrows_map_is_drawn_beside_todays_and_not_put_in_force(room: Any) -> None:
    made = room.map()
    save(room, made, own("bygglov.bpmn"), "tomorrow")
    tomorrow = line_of(made, "tomorrow")
    assert tomorrow.newest.number == 1
    states.go(tomorrow, "review", room.cast.hanna)
    states.go(line_of(made, "tomorrow"), "confirm", room.cast.maj, own=True)
    with pytest.raises(PermissionDenied):
        states.go(line_of(made, "tomorrow"), "put_in_force", room.cast.hanna)
    page = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
    assert tomorrow.get_absolute_url() in page


def test_a_map_in_force_decides_that_there_is_a_map(room: Any) -> None:
    made = room.map()
    assert Process.objects.get(pk=room.process.pk).map_decision == ""
    go(room, made, "review")
    go(room, made, "confirm", "maj", own=True)
    go(room, made, "put_in_force")
    assert Process.objects.get(pk=room.process.pk).map_decision == "made"


def test_an_archived_map_can_be_read_and_another_drawn_in_its_place(room: Any) -> None:
    made = room.map()
    old = line_of(made)
    go(room, made, "archive")
    assert room.cast.client("ali").get(old.get_absolute_url()).status_code == 200
    save(room, made, own("bygglov.bpmn"))
    assert line_of(made).pk != old.pk
    assert not StoredFinding.objects.filter(object_id=old.pk, content_type__model="line").exists()


def test_start_and_end_are_compared_with_the_specification(room: Any) -> None:
    made = room.map()
    Process.objects.filter(pk=room.process.pk).update(start_event="Något helt annat", end_event="Har ett beslut att lita på")
    found = [one.message for one in checks.run(line_of(Map.objects.get(pk=made.pk))) if one.id == "V-24" and one.severity == "V"]
    assert len(found) == 1
    assert "Något helt annat" in found[0]


def test_an_overview_has_no_actors_and_a_detailed_map_has(room: Any) -> None:
    a_map = bpmn.new_map("I stort")
    process = bpmn.add_process(a_map)
    chain = [
        bpmn.add_element(a_map, kind, name, scope=process.id)
        for kind, name in (("startEvent", "Vill bygga"), ("task", "Pröva"), ("endEvent", "Har svar"))
    ]
    for one, other in itertools.pairwise(chain):
        bpmn.connect(a_map, one.id, other.id)
    bpmn.lay_out(a_map)
    data = bpmn.save(a_map)
    for kind, expected in (("overview", set()), ("detailed", {"V-22"})):
        made = Map.objects.create(process=room.process, title=kind, kind=kind)
        save(room, made, data)
        assert said(made) - {"V-55"} == expected, kind
