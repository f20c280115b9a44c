"""Properties over generated maps: saving what was read, moving, laying out, telling, matching."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from processlots.apps.maps import bpmn

from .test_bpmn_moving_one_element_changes_only_it import touched, without

TASKS = ["task", "userTask", "sendTask", "subProcess", "callActivity"]
OTHERS = ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "intermediateCatchEvent", "endEvent"]
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


@st.composite
def maps(draw: st.DrawFn) -> bpmn.Map:
    """Pools, lanes, steps inside one another, flows every which way, papers and events on edges."""
    a_map = bpmn.new_map(draw(NAMES))
    lanes = [""]
    for _ in range(draw(st.integers(1, 2))):
        process = bpmn.add_pool(a_map, draw(NAMES)).process
        lanes = [bpmn.add_lane(a_map, draw(NAMES), process).id for _ in range(draw(st.integers(0, 3)))] or [""]
        ids = [bpmn.add_element(a_map, "startEvent", draw(NAMES), scope=process, lane=draw(st.sampled_from(lanes))).id]
        for _ in range(draw(st.integers(0, 9))):
            kind = draw(st.sampled_from(TASKS + OTHERS))
            inside = [one for one in ids if a_map.elements[one].type == "subProcess"]
            if inside and draw(st.booleans()):
                ids.append(bpmn.add_element(a_map, kind, draw(NAMES), scope=draw(st.sampled_from(inside))).id)
            else:
                ids.append(bpmn.add_element(a_map, kind, draw(NAMES), scope=process, lane=draw(st.sampled_from(lanes))).id)
        hosts = [one for one in ids if a_map.elements[one].type in TASKS]
        for host in draw(st.lists(st.sampled_from(hosts), max_size=2)) if hosts else []:
            scope = a_map.elements[host].scope
            fields = {"host": host, "events": ["timer"], "interrupting": draw(st.booleans())}
            ids.append(bpmn.add_element(a_map, "boundaryEvent", draw(NAMES), scope=scope, **fields).id)
        for source, target in draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=14)):
            if a_map.elements[source].scope == a_map.elements[target].scope and a_map.elements[target].type != "boundaryEvent":
                bpmn.connect(a_map, source, target, draw(NAMES))
        if hosts and draw(st.booleans()):
            paper = bpmn.add_element(a_map, "dataObjectReference", draw(NAMES), scope=process)
            bpmn.connect(a_map, paper.id, hosts[0], type="dataInputAssociation")
    a_map.diagrams = [bpmn.lay_out(a_map)]
    return a_map


@settings(max_examples=60, deadline=None)
@given(maps())
def test_saving_a_read_map_changes_nothing(a_map: bpmn.Map) -> None:
    first = bpmn.save(a_map)
    again = bpmn.read(first)
    assert bpmn.canonical(bpmn.save(again)) == bpmn.canonical(first)
    assert bpmn.read(bpmn.save(again)) == again
    for mine, theirs in ((a_map.elements, again.elements), (a_map.flows, again.flows), (a_map.lanes, again.lanes)):
        # An element that no lane names gets the one it is drawn in.
        skipped = {"node": 0, "seen": 0, "lane_guessed": 0}
        guessed = {one.id for one in theirs.values() if getattr(one, "lane_guessed", False)}
        assert {one.id: vars(one) | skipped for one in mine.values() if one.id not in guessed} == {
            one.id: vars(one) | skipped for one in theirs.values() if one.id not in guessed
        }


@settings(max_examples=60, deadline=None)
@given(maps(), st.data())
def test_moving_changes_one_shape_and_its_edges(a_map: bpmn.Map, data: st.DataObject) -> None:
    first = bpmn.save(a_map)
    again = bpmn.read(first)
    holding = {one.host or one.scope for one in again.elements.values()}
    element_id = data.draw(st.sampled_from([one for one in again.elements if one not in holding]))
    dx, dy = data.draw(st.integers(-500, 500)), data.draw(st.floats(-500, 500))
    bpmn.move(again, element_id, dx, dy)
    part = touched(again, {element_id})
    assert without(bpmn.save(again), part) == without(first, part)


@settings(max_examples=60, deadline=None)
@given(maps())
def test_every_map_is_drawn_and_told(a_map: bpmn.Map) -> None:
    tree = etree.fromstring(bpmn.to_svg(a_map))
    linked = {link.get("href") for link in tree.iter("{http://www.w3.org/2000/svg}a")}
    steps = bpmn.walk(a_map)
    assert linked == {f"#{step.anchor}" for step in steps if step.no is not None}
    assert bpmn.to_text(a_map, "en") == bpmn.to_text(a_map, "en")
    bpmn.check(a_map)


@settings(max_examples=40, deadline=None)
@given(maps())
def test_a_map_matches_itself(a_map: bpmn.Map) -> None:
    rows = bpmn.extract(a_map)
    found = bpmn.match(rows, rows)
    assert [(pair.old, pair.new) for pair in found.pairs] == [(row, row) for row in rows]
    renamed = [bpmn.Row(f"x{row.id}", row.type, row.name, row.lane, row.neighbours) for row in rows]
    again = bpmn.match(rows, renamed)
    assert len(again.pairs) + len(again.gone) == len(rows)
    assert len({pair.new.id for pair in again.pairs}) == len(again.pairs)
