"""The writer: changes in the model reach the file, everything else survives, maps made in code are whole files."""

from __future__ import annotations

import pytest
from lxml import etree

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.names import BPMN, OWN, tag

from .bpmn_corpus import own


def test_what_we_do_not_know_survives_a_change() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    a_map.elements["dela_ut"].name = "Dela ut posten"
    saved = bpmn.save(a_map)
    assert bpmn.canonical(saved) == bpmn.canonical(own("other_tools.bpmn").replace(b'"Dela ut post"', b'"Dela ut posten"'))
    for kept in (b"<?ritverktyg version", b"<!-- Ritad av", b"<![CDATA[a < b & c]]>", b'annat:minuter="3"', b"<!-- slut -->"):
        assert kept in saved


def test_a_latin_1_file_comes_out_as_utf_8() -> None:
    saved = bpmn.save(bpmn.read(own("latin1.bpmn")))
    assert "Sopa gångvägar på Öster".encode() in saved
    assert bpmn.canonical(saved) == bpmn.canonical(own("latin1.bpmn"))


def test_marks_of_our_own_are_written_and_read() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    step = a_map.elements["granska"]
    step.properties = {"system": "Byggsystemet", "work": "PT2H"}
    step.documents = [bpmn.Document("Granskningslista", "https://modellby.example/lista")]
    step.documentation = "Jämför med listan & skriv < 3 rader."
    a_map.elements["start"].properties = {}
    again = bpmn.read(bpmn.save(a_map))
    assert again.elements["granska"].properties == {"system": "Byggsystemet", "work": "PT2H"}
    assert again.elements["granska"].documents == step.documents
    assert again.elements["granska"].documentation == step.documentation
    assert again.elements["start"].node.find(tag(BPMN, "extensionElements")) is None
    assert len(again.elements["granska"].node.findall(f".//{tag(OWN, 'property')}")) == 2


def test_another_tools_marks_stand_beside_ours() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    a_map.elements["sortera"].properties["uid"] = "0190"
    saved = bpmn.save(a_map)
    assert b'xsi:type="annat:Tung">9<' in saved
    assert bpmn.read(saved).elements["sortera"].properties == {"uid": "0190"}
    del a_map.elements["sortera"].properties["uid"]
    assert bpmn.canonical(bpmn.save(a_map)) == bpmn.canonical(own("other_tools.bpmn"))


def test_a_new_step_between_two_is_a_whole_step() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    bpmn.add_element(a_map, "userTask", "Kontrollera avgift", lane="lane_registrator", id="avgift")
    a_map.flows["f2"].target = "avgift"
    bpmn.connect(a_map, "avgift", "registrera", id="ny")
    a_map.diagrams[0].shapes.append(bpmn.Shape("avgift", bpmn.Bounds(400, 120, 100, 80)))
    a_map.diagrams[0].edges.append(bpmn.Edge("ny", [bpmn.Point(400, 160), bpmn.Point(342, 162)]))
    again = bpmn.read(bpmn.save(a_map))
    assert again.actor(again.elements["avgift"]) == "Registrator"
    assert [flow.text for flow in again.elements["avgift"].node.findall(tag(BPMN, "incoming"))] == ["f2"]
    assert [flow.text for flow in again.elements["registrera"].node.findall(tag(BPMN, "incoming"))] == ["ny"]
    names = [step.name for step in bpmn.walk(again) if step.no]
    assert names[:3] == ["Skicka in ansökan", "Kontrollera avgift", "Registrera ärendet"]


def test_a_removed_step_leaves_nothing_behind() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    bpmn.remove(a_map, "namnden")
    saved = bpmn.save(a_map)
    for gone in (b"namnden", b'"f11"', b">f11<", b'"f13"', b">f13<"):
        assert gone not in saved.replace(b"lane_namnd", b"")
    again = bpmn.read(saved)
    assert again.lanes["lane_namnd"].members == []
    assert again.diagrams[0].shape("namnden") is None


def test_saving_twice_gives_the_same_bytes() -> None:
    a_map = bpmn.read(own("all_kinds.bpmn"))
    bpmn.move(a_map, "besluta", 5, 5)
    first = bpmn.save(a_map)
    assert bpmn.save(a_map) == first
    bpmn.move(a_map, "besluta", -5, -5)
    assert bpmn.read(bpmn.save(a_map)).diagrams[0].shape("besluta") == bpmn.read(own("all_kinds.bpmn")).diagrams[0].shape(
        "besluta"
    )


def test_a_map_made_in_code_is_a_whole_file() -> None:
    a_map = bpmn.new_map("Låna ut böcker")
    pool = bpmn.add_pool(a_map, "Bibliotek")
    lane = bpmn.add_lane(a_map, "Bibliotekarie", pool.process)
    start = bpmn.add_element(a_map, "startEvent", "Vill läsa", lane=lane.id)
    lend = bpmn.add_element(a_map, "task", "Låna ut boken", lane=lane.id)
    end = bpmn.add_element(a_map, "endEvent", "Har en bok", lane=lane.id)
    bpmn.connect(a_map, start.id, lend.id)
    bpmn.connect(a_map, lend.id, end.id)
    a_map.diagrams = [bpmn.lay_out(a_map)]
    saved = bpmn.save(a_map)
    again = bpmn.read(saved)
    assert [step.actor for step in bpmn.walk(again)] == ["Bibliotekarie", "Bibliotekarie"]
    assert bpmn.check(again, "detailed") == []
    assert again.diagrams[0].plane == "collaboration"
    assert len(again.diagrams[0].shapes) == 5
    assert etree.fromstring(saved).get("name") == "Låna ut böcker"


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "\ud800"])
def test_what_xml_cannot_hold_is_refused(text: str) -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    a_map.elements["granska"].name = text
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.save(a_map)
    assert (caught.value.code, caught.value.element_id) == ("cannot_write", "granska")


def test_colours_of_the_file_are_read_and_can_be_changed() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    shape = a_map.diagrams[0].shape("sortera")
    assert (shape.fill, shape.stroke) == ("#ffcdd2", "#831311")
    shape.fill = "#bbdefb"
    again = bpmn.save(a_map)
    assert b'bioc:fill="#bbdefb"' in again
    assert b'color:background-color="#bbdefb"' in again
    assert b'bioc:stroke="#831311"' in again
