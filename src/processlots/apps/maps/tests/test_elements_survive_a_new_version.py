"""An element is one row as long as its line lives, whatever ids a file comes back with (DESIGN 6)."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps import bpmn
from processlots.apps.maps.models import MapElement
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.kit import search


def rows(a_map: Any) -> dict[str, int]:
    """Name → primary key of what is in the map."""
    return {one.name: one.pk for one in MapElement.objects.filter(line__map=a_map, gone_in=None) if one.name}


def edited(change: Any) -> bytes:
    a_map = bpmn.read(own("bygglov.bpmn"))
    change(a_map)
    return bpmn.save(a_map)


def step(a_map: Any) -> Any:
    return next(one for one in a_map.elements.values() if one.type in ("task", "userTask"))


def test_a_renamed_step_is_the_same_row_with_its_new_name(room: Any) -> None:
    made = room.map()
    first = step(bpmn.read(own("bygglov.bpmn")))
    before = MapElement.objects.get(line__map=made, element_id=first.id)

    def rename(a_map: Any) -> None:
        step(a_map).name = "Läsa hela ansökan noga"

    save(room, made, edited(rename))
    before.refresh_from_db()
    assert before.name == "Läsa hela ansökan noga"
    assert before.gone_in is None


def test_a_file_with_other_ids_keeps_every_row(room: Any) -> None:
    made = room.map()
    before = rows(made)
    text = own("bygglov.bpmn").decode()
    a_map = bpmn.read(own("bygglov.bpmn"))
    for number, one in enumerate(sorted(a_map.everything(), key=lambda item: -len(item.id))):
        text = text.replace(f'"{one.id}"', f'"id-{number}"').replace(f">{one.id}<", f">id-{number}<")
    save(room, made, text.encode())
    assert rows(made) == before
    assert not MapElement.objects.exclude(gone_in=None).exists()
    assert all(one.element_id.startswith("id-") for one in MapElement.objects.all())


def test_two_elements_that_change_ids_with_each_other_are_told_apart_by_their_names(room: Any) -> None:
    made = room.map()
    before = rows(made)
    a_map = bpmn.read(own("bygglov.bpmn"))
    one = next(each for each in a_map.elements.values() if each.type == "startEvent")
    other = step(a_map)
    text = own("bygglov.bpmn").decode()
    for first, second in ((one.id, "\0"), (other.id, one.id), ("\0", other.id)):
        text = text.replace(f'"{first}"', f'"{second}"').replace(f">{first}<", f">{second}<")
    save(room, made, text.encode())
    assert rows(made) == before


def test_what_is_gone_keeps_its_name_and_is_listed_and_may_come_back(room: Any) -> None:
    made = room.map()
    gone = step(bpmn.read(own("bygglov.bpmn")))
    row = MapElement.objects.get(line__map=made, element_id=gone.id)

    def remove(a_map: Any) -> None:
        bpmn.remove(a_map, gone.id)

    save(room, made, edited(remove))
    row.refresh_from_db()
    assert row.gone_in == line_of(made).newest
    assert row.name == gone.label
    page = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in page
    save(room, made, own("bygglov.bpmn"))
    row.refresh_from_db()
    assert row.gone_in is None
    assert MapElement.objects.filter(line__map=made, element_id=gone.id).count() == 1


def test_elements_are_found_by_the_words_in_them(room: Any) -> None:
    made = room.map()

    def rename(a_map: Any) -> None:
        step(a_map).name = "Mäta upp brandgatan"

    save(room, made, edited(rename))
    assert [hit.row for hit in search.find(room.cast.maj, "brandgata")] == [made]
    assert search.find(room.cast.gro, "brandgata") == []


def test_numbers_and_actors_follow_the_newest_version(room: Any) -> None:
    made = room.map()
    told = {one.element_id: (one.number, one.lane) for one in MapElement.objects.filter(line__map=made)}
    a_map = bpmn.read(own("bygglov.bpmn"))
    assert {element_id for element_id, (number, _lane) in told.items() if number} == set(bpmn.numbers(a_map))
    one = step(a_map)
    lane = next(lane for lane in a_map.lanes.values() if one.id not in lane.members and lane.name)

    def other_lane(changed: Any) -> None:
        bpmn.put_in_lane(changed, one.id, lane.id)

    save(room, made, edited(other_lane))
    assert MapElement.objects.get(line__map=made, element_id=one.id).lane == lane.name
