"""What is known of a step is read out of the file into its row, and shown on its page (DESIGN 6, C-26, D-9, M-LED-2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from processlots.apps.maps import bpmn, released
from processlots.apps.maps.models import Line, Map, MapElement
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.apps.processes.models import Process


def marked(marks: dict[str, str], element: str = "granska") -> bytes:
    a_map = bpmn.read(own("bygglov.bpmn"))
    item = a_map.item(element)
    assert item is not None
    item.properties = marks
    return bpmn.save(a_map)


def row(a_map: Map, element: str = "granska") -> MapElement:
    return MapElement.objects.get(line__map=a_map, element_id=element)


def test_the_row_says_what_the_newest_file_says(room: Any) -> None:
    made = room.map()
    assert (row(made).work_typical, row(made).system) == (None, "")
    marks = {"work.min": "10", "work.typical": "1,5", "work.unit": "hours", "work.source": "measured", "system": "Castor"}
    save(room, made, marked(marks))
    found = row(made)
    assert (found.work_min, found.work_typical, found.work_unit, found.work_source) == (10, Decimal("1.5"), "hours", "measured")
    assert found.system == "Castor"
    answer = room.cast.client("maj").get(f"/api/v1/map-elements/{found.uid}").json()
    assert (answer["workTypical"], answer["workUnit"], answer["system"]) == (1.5, "hours", "Castor")
    text = room.cast.client("maj").get(found.get_absolute_url()).content.decode()
    assert "Castor" in text
    assert "timmar" in text
    save(room, made, marked({}))
    assert (row(made).work_typical, row(made).system) == (None, "")


def test_d_9_a_step_leads_to_its_map_and_a_call_to_its_process(room: Any, cast: Any) -> None:
    made = room.map()
    detail = Map.objects.create(process=room.process, title="Granska ansökan i detalj")
    save(room, made, marked({"map": str(detail.uid), "process": str(room.process.uid)}))
    found = row(made)
    assert (found.details_map, found.called_process) == (detail, room.process)
    assert list(detail.details_of.all()) == [found]
    text = cast.client("maj").get(found.get_absolute_url()).content.decode()
    assert detail.get_absolute_url() in text
    assert room.process.get_absolute_url() in text


def test_a_link_to_the_map_itself_or_to_nothing_leads_nowhere(room: Any) -> None:
    made = room.map()
    for uid in (str(made.uid), "01995000-0000-7000-8000-00000000dead"):
        save(room, made, marked({"map": uid}))
        assert row(made).details_map is None


def test_what_one_may_not_see_is_not_named_by_a_link(room: Any, cast: Any) -> None:
    hidden = Process.objects.create(name="Pröva hemligheter", unit=cast.unit, found_by=cast.person("moa"))
    made = room.map()
    save(room, made, marked({"process": str(hidden.uid)}))
    address = row(made).get_absolute_url()
    assert "Pröva hemligheter" in cast.client("moa").get(address).content.decode()
    assert "Pröva hemligheter" not in cast.client("maj").get(address).content.decode()


def test_a_release_freezes_what_was_known_of_a_step(room: Any) -> None:
    made = room.map()
    save(room, made, marked({"work.typical": "20", "work.source": "measured", "volume": "40", "system": "Castor"}))
    line = line_of(made)
    Line.objects.filter(pk=line.pk).update(in_force=line.newest)
    [frozen] = released.maps(room.process)
    [step] = [one for one in frozen.parts if one.id == "granska"]
    told = {one.key: one.value for one in step.facts}
    assert told["work"] == {"sv": "20 minuter (mätt)", "en": "20 minutes (measured)"}
    assert told["volume"] == {"sv": "40 i månaden", "en": "40 a month"}
    assert told["system"] == "Castor"
