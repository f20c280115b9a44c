"""Every BPMN file, ours and the corpus: read, saved canonically equal, drawn, told as steps (issue 2, point 6)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn import names

from .bpmn_corpus import files

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", files())
def test_saving_what_was_read_leaves_canonical_xml_equal(path: Path) -> None:
    data = path.read_bytes()
    a_map = bpmn.read(data)
    saved = bpmn.save(bpmn.read(data))
    assert bpmn.canonical(saved) == bpmn.canonical(data)
    again = bpmn.read(saved)
    again.notes = a_map.notes  # they name lines, which move where a long tag was broken over several
    assert again == a_map


@pytest.mark.parametrize("path", files())
def test_every_drawing_is_safe_svg_with_the_numbers_of_the_steps(path: Path) -> None:
    a_map = bpmn.read(path.read_bytes())
    steps = {step.element_id: step.no for step in bpmn.walk(a_map)}
    if len(a_map.diagrams) > 1:
        together = [node.get("id") for node in etree.fromstring(bpmn.to_svg(a_map)).iter() if node.get("id")]
        assert len(together) == len(set(together)), "all drawings share a page"
    for number in range(max(1, len(a_map.diagrams))):
        svg = bpmn.to_svg(a_map, diagram=number)
        tree = etree.fromstring(svg)
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        assert len(ids) == len(set(ids))
        assert not list(tree.iter(f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject"))
        assert ' style="' not in svg
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
        left, top, width, height = map(float, tree.get("viewBox").split())
        drawn = _drawn(a_map, number)
        for group in tree.iter(f"{SVG}g"):
            element = a_map.elements.get(group.get("data-element-id") or "")
            if element is None:
                continue
            drawn.discard(element.id)
            links = [link.get("href") for link in group.iter(f"{SVG}a")]
            assert links == ([f"#steg-{steps[element.id]}"] if steps.get(element.id) else [])
        assert not drawn
        for node in tree.iter(f"{SVG}tspan", f"{SVG}text", f"{SVG}rect"):
            if node.get("x") and not any("rotate" in (up.get("transform") or "") for up in node.iterancestors()):
                assert left <= float(node.get("x")) <= left + width
                assert top <= float(node.get("y") or top) <= top + height


def _drawn(a_map: bpmn.Map, number: int) -> set[str]:
    if not any(diagram.shapes for diagram in a_map.diagrams):
        return {element.id for element in a_map.elements.values() if element.type != "group"}
    return {shape.of for shape in a_map.diagrams[number].shapes if shape.of in a_map.elements}


@pytest.mark.parametrize("path", files())
def test_every_activity_is_a_step_and_every_target_is_there(path: Path) -> None:
    a_map = bpmn.read(path.read_bytes())
    steps = bpmn.walk(a_map)
    numbers = [step.no for step in steps if step.no is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    told = {step.element_id for step in steps}
    assert {element.id for element in a_map.elements.values() if element.type in names.ACTIVITIES} <= told
    for step in steps:
        for target in [*step.next, *(target for choice in step.choices for target in choice.targets)]:
            assert target.no is None or 1 <= target.no <= len(numbers)
    for language in ("sv", "en"):
        text = bpmn.to_text(a_map, language)
        assert [int(no) for no in re.findall(r"(?m)^ *(\d+)\. \S", text)][: len(numbers)] or not numbers
        assert "\0" not in text
    assert bpmn.walk(bpmn.read(path.read_bytes())) == steps


@pytest.mark.parametrize("path", files())
def test_a_map_written_without_its_tree_says_the_same(path: Path) -> None:
    """The writer writes from the model: not only what was kept, but all that the model knows."""
    a_map = bpmn.read(path.read_bytes())
    ends = {end for flow in a_map.flows.values() for end in (flow.source, flow.target)}
    if any(a_map.item(end) is None for end in ends if end) or any(not f.source or not f.target for f in a_map.flows.values()):
        pytest.skip("flows whose ends the model does not hold")
    before = {part.id: _fields(part) for part in a_map.everything()}
    shapes = [(shape.of, shape.bounds, shape.label) for diagram in a_map.diagrams for shape in diagram.shapes]
    ways = [(edge.of, edge.waypoints, edge.label) for diagram in a_map.diagrams for edge in diagram.edges]
    a_map.tree, a_map.known = None, []
    for part in [*a_map.everything(), *a_map.drawings()]:
        part.node = part.seen = None
    again = bpmn.read(bpmn.save(a_map))
    assert {part.id: _fields(part) for part in again.everything()} == before
    assert [(shape.of, shape.bounds, shape.label) for diagram in again.diagrams for shape in diagram.shapes] == shapes
    assert [(edge.of, edge.waypoints, edge.label) for diagram in again.diagrams for edge in diagram.edges] == ways


def _fields(part: object) -> dict[str, object]:
    """What an item says, less where it stands, whether its id was given, and the name that the standard wants of a link."""
    fields = {name: value for name, value in vars(part).items() if name not in ("node", "seen", "named", "lane_guessed")}
    if "link" in fields.get("events", []):
        del fields["detail"]
    return fields
