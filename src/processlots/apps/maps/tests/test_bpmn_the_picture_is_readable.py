"""The drawing: the look's classes, signs for every kind, text that stays in its box, links and titles."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.draw.metrics import fit, width, wrap

from .bpmn_corpus import own

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, **options: object) -> etree._Element:
    return etree.fromstring(bpmn.to_svg(bpmn.read(own(name)), **options))


def group(tree: etree._Element, element_id: str) -> etree._Element:
    return next(node for node in tree.iter(f"{SVG}g") if node.get("data-element-id") == element_id)


def classes(node: etree._Element) -> list[str]:
    return [child.get("class") for child in node.iter() if child.get("class")]


def test_steps_link_to_their_place_in_the_text_and_carry_its_number() -> None:
    tree = drawn("bygglov.bpmn")
    link = group(tree, "granska").find(f".//{SVG}a")
    assert link.get("href") == "#steg-3"
    assert link.get("aria-label") == "3 Granska att den är komplett, Handläggare"
    assert link.find(f".//{SVG}text[@class='no']")[0].text == "3"
    assert group(tree, "start").find(f".//{SVG}a") is None


def test_the_caller_decides_what_links_where() -> None:
    def href(element: bpmn.Element, number: int | None) -> str | None:
        return f"/kartor/{element.id}?a=1&b={number}" if element.type == "callActivity" else None

    tree = drawn("all_kinds.bpmn", href=href)
    assert [link.get("href") for link in tree.iter(f"{SVG}a")] == ["/kartor/utreda?a=1&b=6"]


def test_the_picture_has_a_name_and_points_to_the_steps() -> None:
    tree = drawn("bygglov.bpmn", prefix="nu-")
    assert tree.get("role") == "group"
    title = tree.find(f"{SVG}title")
    assert (title.get("id"), title.text) == (tree.get("aria-labelledby"), "Processkarta: Pröva ansökan om bygglov")
    assert tree.find(f"{SVG}desc").text == "Samma innehåll finns som numrerade steg."
    assert all(
        node.get("id").startswith("nu-") for node in tree.iter(f"{SVG}g") if node.get("data-element-id") in ("granska", "f1")
    )
    assert drawn("bygglov.bpmn", language="en").find(f"{SVG}title").text.startswith("Process map")


def test_lanes_and_pools_have_heads_with_their_names() -> None:
    tree = drawn("bygglov.bpmn")
    lane = group(tree, "lane_handlaggare")
    assert {"lane", "lanehead", "lanename"} <= set(classes(lane))
    assert "".join(lane.find(f".//{SVG}text").itertext()) == "Handläggare"
    fills = [group(tree, lane_id)[1].get("class") for lane_id in ("lane_sokande", "lane_registrator", "lane_handlaggare")]
    assert fills == ["lane", "lane alt", "lane"]
    assert "poolhead" in " ".join(classes(group(tree, "pool")))


@pytest.mark.parametrize(
    ("element_id", "expected"),
    [
        ("start", "startev"), ("slut", "endev"), ("svar", "midev"), ("fel", "midev"), ("vilka", "gate"), ("besluta", "task"),
        ("utreda", "task call"), ("bereda", "task sub"), ("ansokan", "doc"), ("system", "doc"), ("not", "seq note"),
    ],
)  # fmt: skip
def test_each_kind_has_its_outline(element_id: str, expected: str) -> None:
    assert expected in classes(group(drawn("all_kinds.bpmn"), element_id))


def test_each_kind_has_a_sign_of_its_own() -> None:
    """No two kinds of task, event or gateway look alike."""
    tree = drawn("all_kinds.bpmn")

    def sign(element_id: str) -> str:
        parts = [re.sub(r' (transform|id|data-element-id|href|aria-label|x|y|cx|cy)="[^"]*"', "", etree.tostring(node).decode())
                 for node in group(tree, element_id).iter(f"{SVG}g") if node.get("transform")]  # fmt: skip
        return "".join(parts)

    for kinds in (
        ["ta_emot", "kontrollera", "rakna", "regel", "besok", "besluta", "skriva", "utreda"],
        ["svar", "tid", "signal", "fel"],
        ["vilka", "ihop", "forst", "komplex"],
        ["skriva", "lasa", "besok"],
    ):
        assert len({sign(element_id) for element_id in kinds}) == len(kinds)


def test_flows_are_told_apart() -> None:
    tree = drawn("all_kinds.bpmn")
    assert "seq msg" in classes(group(tree, "f30"))
    assert "assoc" in classes(group(tree, "f34"))
    # The default way has a slash: one line more than another way.
    assert len(list(group(tree, "f8").iter(f"{SVG}path"))) == len(list(group(tree, "f7").iter(f"{SVG}path"))) + 1


def test_a_flow_is_cut_at_the_shapes_it_joins() -> None:
    a_map = bpmn.read(own("other_tools.bpmn"))
    edge = a_map.diagrams[0].edge("f1")
    edge.waypoints = [bpmn.Point(118, 120), bpmn.Point(250, 120)]  # from middle to middle
    tree = etree.fromstring(bpmn.to_svg(a_map))
    x = [float(number) for number in re.findall(r"[ML]([\d.]+) ", group(tree, "f1").find(f"{SVG}path").get("d"))]
    scale = 1.22
    assert x == pytest.approx([136.5 * scale, 200 * scale], abs=1)


def test_counts_stand_on_the_corner() -> None:
    tree = drawn("bygglov.bpmn", marks={"be_om": 2})
    assert "".join(group(tree, "be_om").find(f".//{SVG}text[@class='remarktext']").itertext()) == "2"


def test_names_are_escaped() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    a_map.elements["granska"].name = '<script>alert("&")</script>'
    a_map.lanes["lane_namnd"].name = "A & B <i>"
    a_map.flows["f5"].name = "<b>"
    a_map.diagrams[0].shape("granska").fill = '"/><script>'
    svg = bpmn.to_svg(a_map, name="<&>")
    assert "<script" not in svg
    assert "<i>" not in svg
    assert "<b>" not in svg
    etree.fromstring(svg)


@pytest.mark.parametrize(
    "text", ["Kommunikationsavdelningens verksamhetssystemförvaltare granskar", "A" * 300, "ord " * 80, "", "Å"]
)
def test_text_stays_inside_its_box(text: str) -> None:
    size, lines = fit(text, 106, 60)
    assert all(width(line, size) <= 106.5 for line in lines)
    assert len(lines) * size * 1.2 <= 60.5
    a_map = bpmn.read(own("bygglov.bpmn"))
    a_map.elements["granska"].name = text
    etree.fromstring(bpmn.to_svg(a_map))


def test_wrapping_loses_no_letter() -> None:
    text = "Handläggning/granskning av bygglovs-ansökan"
    assert "".join(wrap(text, 110, 15)).replace(" ", "") == text.replace(" ", "")
    assert wrap("Registrera ärendet", 80, 15) == ["Registrera", "ärendet"]


def test_a_map_without_a_drawing_is_laid_out_by_lane_without_overlaps() -> None:
    for name in ("no_drawing.bpmn", "all_kinds.bpmn"):
        a_map = bpmn.read(own(name))
        drawing = bpmn.lay_out(a_map)
        boxes = {shape.of: shape.bounds for shape in drawing.shapes}
        top = [e for e in a_map.elements.values() if e.scope in a_map.processes and not e.host]
        for index, one in enumerate(top):
            lane = boxes.get(one.lane)
            if lane:
                assert lane.holds(boxes[one.id].centre)
            for other in top[:index]:
                a, b = boxes[one.id], boxes[other.id]
                assert a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y
        assert {edge.of for edge in drawing.edges} == set(a_map.flows)


def test_every_drawing_of_a_file_can_be_asked_for() -> None:
    assert "Kontrollera" in bpmn.to_svg(bpmn.read(own("other_tools.bpmn")), diagram=1)
    with pytest.raises(bpmn.BpmnError):
        bpmn.to_svg(bpmn.read(own("other_tools.bpmn")), diagram=2)


def test_all_drawings_stand_under_one_another_and_what_is_closed_leads_to_its_inside() -> None:
    tree = drawn("other_tools.bpmn")
    further = tree.find(f".//{SVG}g[@id='rit-2']")
    assert "".join(further.itertext()) == "Inuti: Lämna ut paket"
    assert [link.get("href") for link in group(tree, "utlamning").iter(f"{SVG}a")] == ["#steg-3", "#rit-2"]
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids)), "no id stands twice, though the drawings share a page"
    first, second = (drawn("other_tools.bpmn", diagram=number) for number in (0, 1))
    assert int(tree.get("height")) > int(first.get("height")) + int(second.get("height"))


def test_the_name_of_a_flow_stands_at_the_flow_however_far_away_the_file_puts_it() -> None:
    def place(dy: float) -> tuple[float, float]:
        a_map = bpmn.read(own("bygglov.bpmn"))
        edge = a_map.diagrams[0].edge("f5")
        edge.label = bpmn.Bounds(edge.waypoints[0].x + 10, edge.waypoints[0].y - 20 - dy, 20, 14)
        line = next(node for node in etree.fromstring(bpmn.to_svg(a_map)).iter(f"{SVG}tspan") if node.text == "ja")
        return float(line.get("x")), float(line.get("y"))

    assert place(300)[1] - place(0)[1] > -60


def test_names_that_would_be_cut_make_the_steps_larger() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    before = int(etree.fromstring(bpmn.to_svg(a_map)).get("width"))
    a_map.elements["granska"].name = "Granska att ansökan är komplett och att avgiften är betald enligt taxan"
    tree = etree.fromstring(bpmn.to_svg(a_map))
    assert int(tree.get("width")) > before * 1.1
    assert "".join(group(tree, "granska").itertext()).endswith("taxan")


def test_colours_show_only_where_they_tell_steps_apart() -> None:
    assert "#ffcdd2" in bpmn.to_svg(bpmn.read(own("other_tools.bpmn")))
    a_map = bpmn.read(own("other_tools.bpmn"))
    a_map.diagrams[0].shape("dela_ut").fill = "#ffcdd2"
    assert "#ffcdd2" not in bpmn.to_svg(a_map)
    # Events, flows and lanes as well as steps; text never stands on the full colour.
    a_map = bpmn.read(own("bygglov.bpmn"))
    drawing = a_map.diagrams[0]
    drawing.shape("granska").fill, drawing.shape("lane_namnd").fill, drawing.edge("f1").stroke = "#00aa00", "#0000aa", "#aa0000"
    tree = etree.fromstring(bpmn.to_svg(a_map))
    for place, colour in (("granska", "#00aa00"), ("lane_namnd", "#0000aa"), ("f1", "#aa0000")):
        assert colour in etree.tostring(group(tree, place)).decode()
    wash = group(tree, "granska").find(f".//{SVG}rect[@class='wash']")
    assert float(wash.get("fill-opacity")) <= 0.3
