"""Moving one element and saving leaves canonical XML equal but for that element's shape and edges (issue 2, point 6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.names import BPMNDI, tag
from processlots.apps.maps.bpmn.writer import canonical

from .bpmn_corpus import files, own


def without(data: bytes, elements: set[str]) -> bytes:
    """The canonical file, less the drawing of these elements."""
    tree = etree.fromstring(data)
    for node in [*tree.iter(tag(BPMNDI, "BPMNShape"), tag(BPMNDI, "BPMNEdge"))]:
        if (node.get("bpmnElement") or "").rsplit(":", 1)[-1] in elements:
            for child in list(node):
                node.remove(child)
    return canonical(etree.tostring(tree))


def touched(a_map: bpmn.Map, moved: set[str]) -> set[str]:
    return moved | {flow.id for flow in a_map.flows.values() if flow.source in moved or flow.target in moved}


@pytest.mark.parametrize("path", files())
def test_one_step_of_every_file(path: Path) -> None:
    data = path.read_bytes()
    a_map = bpmn.read(data)
    hosts = {element.host for element in a_map.elements.values()} | {element.scope for element in a_map.elements.values()}
    shapes = [shape.of for shape in a_map.diagrams[0].shapes if shape.of in a_map.elements] if a_map.diagrams else []
    plain = [of for of in shapes if of not in hosts]
    if not plain:
        pytest.skip("nothing is drawn")
    element_id = plain[len(plain) // 2]
    before = a_map.diagrams[0].shape(element_id)
    assert before is not None
    place = before.bounds
    bpmn.move(a_map, element_id, 37, -12.5)
    saved = bpmn.save(a_map)
    assert without(saved, touched(a_map, {element_id})) == without(data, touched(a_map, {element_id}))
    after = bpmn.read(saved).diagrams[0].shape(element_id)
    assert after is not None
    assert after.bounds == bpmn.Bounds(round(place.x + 37, 6), round(place.y - 12.5, 6), place.width, place.height)


def test_ends_of_flows_follow_and_right_angles_stay_right() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    bpmn.move(a_map, "dela_ut", 10, 20)
    again = bpmn.read(bpmn.save(a_map)).diagrams[0]
    assert again.shape("dela_ut").bounds == bpmn.Bounds(370, 100, 100, 80)
    # A straight line of two points gets a step ...
    assert again.edge("f2").waypoints == [(300, 120), (335, 120), (335, 140), (370, 140)]
    # ... and a line with bends follows along one axis.
    assert again.edge("f3").waypoints == [(470, 140), (490, 140), (490, 100), (520, 100)]
    assert again.edge("f1").waypoints == [(136.5, 120), (200, 120)]


def test_numbers_that_did_not_change_keep_their_spelling() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    bpmn.move(a_map, "sortera", 0, 5)
    saved = bpmn.save(a_map).decode()
    assert '<dc:Bounds x="200" y="85" width="100.0" height="80.00"/>' in saved
    assert '<dc:Bounds x="100.50" y="102.0" width="36" height="36"/>' in saved
    assert 'xsi:type="dc:Point" x="136.5"' in saved


def test_the_label_goes_with_its_shape() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    bpmn.move(a_map, "start", 3, 4)
    assert bpmn.read(bpmn.save(a_map)).diagrams[0].shape("start").label == bpmn.Bounds(93, 144, 60, 28)


def test_what_sits_on_or_lies_in_an_element_goes_with_it() -> None:
    a_map = bpmn.read(own("all_kinds.bpmn"))
    places = {shape.of: shape.bounds for shape in a_map.diagrams[0].shapes}
    bpmn.move(a_map, "bereda", 0, 9)
    bpmn.move(a_map, "kontrollera", 7, 0)
    after = {shape.of: shape.bounds for shape in a_map.diagrams[0].shapes}
    assert {of for of in places if places[of] != after[of]} == {"bereda", "bs", "skriva", "lasa", "bk", "kontrollera", "fel"}
    inner = a_map.diagrams[0].edge("f26")
    assert inner.waypoints[0].y == after["skriva"].centre.y


@pytest.mark.parametrize(("element_id", "code"), [("finns_inte", "not_in_map"), ("f1", "not_drawn"), ("legitimera", "not_drawn")])
def test_what_is_not_drawn_cannot_be_moved(element_id: str, code: str) -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.move(a_map, element_id, 1, 1)
    assert caught.value.code == code
    assert bpmn.canonical(bpmn.save(a_map)) == bpmn.canonical(own("other_tools.bpmn"))


def test_a_second_drawing_is_moved_by_its_number() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    bpmn.move(a_map, "legitimera", 0, 30, diagram=1)
    again = bpmn.read(bpmn.save(a_map))
    assert again.diagrams[1].shape("legitimera").bounds.y == 110
    with pytest.raises(bpmn.BpmnError):
        bpmn.move(a_map, "legitimera", 0, 30, diagram=2)
