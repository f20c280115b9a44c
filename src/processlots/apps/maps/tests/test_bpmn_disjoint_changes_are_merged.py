"""Three-way merge: what only one changed is taken, what both changed differently is asked, nothing points at what is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.parts import parts_of, references

from .bpmn_corpus import files, own
from .test_bpmn_generated_maps_keep_their_promises import NAMES, maps

pytestmark = pytest.mark.once


def three(name: str = "bygglov.bpmn") -> tuple[bpmn.Map, bpmn.Map, bpmn.Map]:
    """The same file read three times: base, mine, theirs."""
    return bpmn.read(own(name)), bpmn.read(own(name)), bpmn.read(own(name))


def whole(a_map: bpmn.Map, was: bpmn.Map | None = None) -> None:
    """Saved, read again, the same map; nothing points at what is not there (but what did so before, in the file that `was`)."""
    known = {target for key, fields in parts_of(was).items() for _n, target, _h in references(key, fields)} if was else set()
    for key, fields in parts_of(a_map).items():
        for _name, target, _hard in references(key, fields):
            assert a_map.item(target) is not None or (target in known and was and was.item(target) is None)
    again = bpmn.read(bpmn.save(a_map))
    assert again.elements.keys() == a_map.elements.keys()
    assert again.flows.keys() == a_map.flows.keys()
    assert {one.id: one.name for one in again.everything()} == {one.id: one.name for one in a_map.everything()}


def only(found: bpmn.Merged) -> dict[str, str]:
    """The one clash, in Swedish."""
    assert len(found.clashes) == 1
    return found.clashes[0].told("sv")


def test_what_each_changed_is_in_the_merged_map() -> None:
    base, mine, theirs = three()
    mine.elements["granska"].name = "Granska handlingarna"
    mine.elements["prova"].properties = {"system": "Castor"}
    theirs.elements["granska"].documentation = "Enligt checklistan."
    bpmn.put_in_lane(theirs, "meddela", "lane_handlaggare")
    bpmn.add_element(
        theirs, "userTask", "Arkivera", scope=theirs.elements["meddela"].scope, lane="lane_registrator", id="arkivera"
    )
    bpmn.connect(theirs, "meddela", "arkivera")
    found = bpmn.merge(base, mine, theirs)
    assert found.clashes == []
    step = found.map.elements["granska"]
    assert (step.name, step.documentation) == ("Granska handlingarna", "Enligt checklistan.")
    assert found.map.elements["prova"].properties == {"system": "Castor"}
    assert found.map.elements["meddela"].lanes == ["lane_handlaggare"]
    assert found.brought == ["granska", "prova"]
    whole(found.map)


def test_the_same_property_changed_both_ways_is_asked_and_answered() -> None:
    base, mine, theirs = three()
    bpmn.put_in_lane(mine, "meddela", "lane_handlaggare")
    bpmn.put_in_lane(theirs, "meddela", "lane_namnd")
    found = bpmn.merge(base, mine, theirs)
    told = only(found)
    assert (told["key"], told["what"], told["named"]) == ("element:meddela:lane", "steget ”Meddela beslutet”", "aktören")
    assert (told["before"], told["mine"], told["theirs"]) == ("Registrator", "Handläggare", "Nämnd")
    assert found.map.actor(found.map.elements["meddela"]) == "Nämnd"
    chosen = bpmn.merge(base, mine, theirs, {told["key"]: "mine"})
    assert chosen.map.actor(chosen.map.elements["meddela"]) == "Handläggare"
    assert "meddela" not in chosen.map.lanes["lane_namnd"].members
    whole(chosen.map)


def test_what_one_took_away_and_the_other_changed_stays_until_it_is_answered() -> None:
    base, mine, theirs = three()
    mine.elements["be_om"].name = "Be om det som saknas"
    bpmn.remove(theirs, "be_om")
    found = bpmn.merge(base, mine, theirs)
    told = only(found)
    assert (told["mine"], told["theirs"]) == ("har ändrat namnet", "har tagit bort det")
    assert found.map.elements["be_om"].name == "Be om det som saknas"
    # It stays with its arrows, drawn as they were.
    assert {flow.id for flow in found.map.flows.values() if "be_om" in (flow.source, flow.target)} == {
        flow.id for flow in base.flows.values() if "be_om" in (flow.source, flow.target)
    }
    assert found.map.diagrams[0].shape("be_om") == base.diagrams[0].shape("be_om")
    whole(found.map)
    gone = bpmn.merge(base, mine, theirs, {told["key"]: "theirs"}).map
    assert gone == theirs


def test_an_arrow_to_a_step_that_the_other_took_away() -> None:
    base, mine, theirs = three()
    made = bpmn.connect(mine, "registrera", "be_om", "Något saknas").id
    bpmn.remove(theirs, "be_om")
    found = bpmn.merge(base, mine, theirs)
    told = only(found)
    assert told["mine"] == "använder det i pilen ”Något saknas” från ”Registrera ärendet” till ”Be om komplettering”"
    assert {"be_om", made} <= {*found.map.elements, *found.map.flows}
    whole(found.map)
    gone = bpmn.merge(base, mine, theirs, {told["key"]: "theirs"}).map
    assert made not in gone.flows
    assert "be_om" not in gone.elements
    whole(gone)


def test_a_step_in_an_actor_that_the_other_took_away() -> None:
    base, mine, theirs = three()
    bpmn.put_in_lane(mine, "meddela", "lane_namnd")
    for element in list(theirs.lanes["lane_namnd"].members):
        bpmn.put_in_lane(theirs, element, "lane_handlaggare")
    del theirs.lanes["lane_namnd"]
    found = bpmn.merge(base, mine, theirs)
    told = only(found)
    assert (told["what"], told["mine"]) == ("aktören ”Nämnd”", "använder det i steget ”Meddela beslutet”")
    assert found.map.elements["meddela"].lanes == ["lane_namnd"]
    whole(found.map)
    gone = bpmn.merge(base, mine, theirs, {told["key"]: "theirs"}).map
    assert gone.elements["meddela"].lanes == theirs.elements["meddela"].lanes
    whole(gone)


def test_a_figure_moved_both_ways_is_asked_and_its_arrows_follow() -> None:
    base, mine, theirs = three()
    bpmn.move(mine, "granska", 0, 40)
    bpmn.move(theirs, "granska", 30, 0)
    bpmn.move(theirs, "registrera", 0, -20)
    found = bpmn.merge(base, mine, theirs)
    told = only(found)
    assert (told["kind"], told["named"]) == ("picture", "platsen i bilden")
    flow = next(one for one in base.flows.values() if (one.source, one.target) == ("registrera", "granska"))
    for choice, taken in (("mine", mine), ("theirs", theirs)):
        drawing = bpmn.merge(base, mine, theirs, {told["key"]: choice}).map.diagrams[0]
        box, here = drawing.shape("granska"), taken.diagrams[0].shape("granska")
        edge = drawing.edge(flow.id)
        assert box is not None
        assert edge is not None
        assert here == box
        assert box.bounds.holds(edge.waypoints[-1])
        start = theirs.diagrams[0].shape("registrera")
        assert start is not None
        assert start.bounds.holds(edge.waypoints[0])


def test_two_who_use_one_id_for_different_things_both_keep_theirs() -> None:
    base, mine, theirs = three()
    scope = base.elements["granska"].scope
    bpmn.add_element(mine, "userTask", "Arkivera", scope=scope, id="new")
    bpmn.connect(mine, "granska", "new", id="arrow")
    bpmn.add_element(theirs, "exclusiveGateway", "Godkänt?", scope=scope, id="new")
    found = bpmn.merge(base, mine, theirs)
    assert {one.name for one in found.map.elements.values()} >= {"Arkivera", "Godkänt?"}
    assert found.map.elements[found.map.flows["arrow"].target].name == "Arkivera"
    whole(found.map)


def test_documents_of_both_hang_on_the_step() -> None:
    base, mine, theirs = three()
    mine.elements["prova"].documents.append(bpmn.Document("Mall", "https://exempel.se/1"))
    theirs.elements["prova"].documents.append(bpmn.Document("Checklista", "https://exempel.se/2"))
    found = bpmn.merge(base, mine, theirs)
    assert found.clashes == []
    assert [one.title for one in found.map.elements["prova"].documents][-2:] == ["Checklista", "Mall"]


@pytest.mark.parametrize("path", [one for one in files() if "research" not in str(one)][::6])
def test_real_files_merge(path: Path) -> None:
    """Every sixth of our own files and of the corpus: a name here, a step gone there, what the model does not know is kept."""
    data = path.read_bytes()
    base, mine, theirs = (bpmn.read(data) for _ in range(3))
    if not base.elements:
        assert bpmn.merge(base, mine, theirs).map == base
        return
    named, *rest = list(base.elements)
    mine.elements[named].name += " (ändrat)"
    inside = {base.elements[named].scope, base.elements[named].host}
    gone = next((one for one in reversed(rest) if one not in inside), "")
    if gone:
        bpmn.remove(theirs, gone)
    assert bpmn.merge(base, mine, base).map == mine
    found = bpmn.merge(base, mine, theirs)
    assert (found.clashes, found.brought) == ([], [named])
    whole(found.map, base)
    # Taken back, nothing of the file is lost.
    found.map.elements[named].name = base.elements[named].name
    assert bpmn.canonical(bpmn.save(found.map)) == bpmn.canonical(bpmn.save(theirs))


# -- properties -------------------------------------------------------------------------------------------------------


@st.composite
def edits(draw: st.DrawFn, a_map: bpmn.Map, ids: list[str]) -> list[tuple[Any, ...]]:
    """Changes of a map that touch these elements only."""
    found: list[tuple[Any, ...]] = []
    for item_id in ids:
        kind = draw(st.sampled_from(["name", "facts", "documentation", "move", "remove", "after", "lane", "none"]))
        found.append((kind, item_id, draw(NAMES) if kind in ("name", "documentation", "after") else draw(st.integers(-40, 40))))
    return found


def apply(a_map: bpmn.Map, changes: list[tuple[Any, ...]], who: str = "") -> None:
    """Do them; what an earlier one took away is left."""
    for kind, item_id, value in changes:
        element = a_map.elements.get(item_id)
        if element is None:
            continue
        if kind == "name":
            element.name = value
        elif kind == "facts":
            element.properties["work.typical"] = str(value)
        elif kind == "documentation":
            element.documentation = " ".join(value.split())
        elif kind == "move":
            bpmn.move(a_map, item_id, value, value)
        elif kind == "remove":
            bpmn.remove(a_map, item_id)
        elif kind == "lane" and element.scope in a_map.processes:
            lanes = [lane for lane in a_map.lanes.values() if lane.process == element.scope]
            if lanes:
                bpmn.put_in_lane(a_map, item_id, lanes[value % len(lanes)].id)
        elif kind == "after":
            made = bpmn.add_element(a_map, "userTask", value, scope=element.scope, id=f"after-{item_id}")
            bpmn.connect(a_map, item_id, made.id, id=f"to-{item_id}")


def same(one: bpmn.Map, other: bpmn.Map) -> bool:
    """Equal but for the order in which lanes name their members and a drawing its shapes."""

    def sorted_parts(a_map: bpmn.Map) -> dict[Any, Any]:
        parts = parts_of(a_map)
        return {key: {**f, "others": tuple(sorted(f.get("others", ())))} for key, f in parts.items()}

    return sorted_parts(one) == sorted_parts(other)


@settings(max_examples=30, deadline=None)
@given(maps(), st.data())
def test_disjoint_changes_come_to_both_done_one_after_the_other(a_map: bpmn.Map, data: st.DataObject) -> None:
    file = bpmn.save(a_map)
    base, mine, theirs, both = (bpmn.read(file) for _ in range(4))
    # Disjoint: different processes, or elements with neither each other's flows nor each other's inside.
    ids = sorted(base.elements)
    ours = set(data.draw(st.lists(st.sampled_from(ids), max_size=3)))
    near = {end for f in base.flows.values() for end in (f.source, f.target) if {f.source, f.target} & ours}
    for _ in base.elements:
        around = {e.scope for e in base.elements.values() if e.id in ours | near} | {
            e.host for e in base.elements.values() if e.id in ours | near
        }
        inside = {e.id for e in base.elements.values() if {e.scope, e.host} & (ours | near)}
        near |= inside | (around & base.elements.keys())
        near |= {end for f in base.flows.values() for end in (f.source, f.target) if {f.source, f.target} & near}
    rest = [one for one in ids if one not in ours | near]
    first = data.draw(edits(base, sorted(ours)))
    second = data.draw(edits(base, data.draw(st.lists(st.sampled_from(rest), max_size=3, unique=True)) if rest else []))
    apply(mine, first)
    apply(theirs, second)
    apply(both, second)
    apply(both, first)
    found = bpmn.merge(base, mine, theirs)
    assert found.clashes == []
    assert same(found.map, both)
    whole(found.map)


@settings(max_examples=25, deadline=None)
@given(maps(), st.data())
def test_any_two_changes_give_a_whole_map_whatever_is_chosen(a_map: bpmn.Map, data: st.DataObject) -> None:
    file = bpmn.save(a_map)
    base, mine, theirs = (bpmn.read(file) for _ in range(3))
    ids = st.lists(st.sampled_from(sorted(base.elements)), max_size=5)
    apply(mine, data.draw(edits(base, data.draw(ids))))
    apply(theirs, data.draw(edits(base, data.draw(ids))))
    before = [parts_of(one) for one in (base, mine, theirs)]
    assert bpmn.merge(base, mine, base).map == mine
    assert bpmn.merge(base, mine, mine).map == mine
    assert bpmn.merge(base, base, theirs).map == theirs
    found = bpmn.merge(base, mine, theirs)
    whole(found.map)
    choices = {clash.key: data.draw(st.sampled_from(["mine", "theirs"])) for clash in found.clashes}
    whole(bpmn.merge(base, mine, theirs, choices).map)
    assert [parts_of(one) for one in (base, mine, theirs)] == before
