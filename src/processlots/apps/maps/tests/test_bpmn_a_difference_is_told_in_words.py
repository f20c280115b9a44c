"""Two maps compared: how alike they are, what differs in words, and that the difference done to one gives the other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.diff import apply, diff, to_lines
from processlots.apps.maps.bpmn.parts import parts_of

from .bpmn_corpus import SHARED, own
from .test_bpmn_disjoint_changes_are_merged import apply as do
from .test_bpmn_disjoint_changes_are_merged import edits, same
from .test_bpmn_generated_maps_keep_their_promises import maps

pytestmark = pytest.mark.once


def two() -> tuple[bpmn.Map, bpmn.Map]:
    return bpmn.read(own("bygglov.bpmn")), bpmn.read(own("bygglov.bpmn"))


def told(old: bpmn.Map, new: bpmn.Map, language: str = "sv") -> list[str]:
    """The sentences about the work; and the difference must give the new map."""
    found = diff(old, new)
    assert same(apply(old, found), new)
    return [one.sentence[language == "en"] for one in found.in_work]


def test_the_same_map_does_not_differ() -> None:
    old, new = two()
    found = diff(old, new)
    assert (found.same, found.alike, found.changes, found.steps) == (True, 100, [], [])
    assert to_lines(found) == ["Kartorna säger samma sak."]


def test_who_does_it() -> None:
    old, new = two()
    bpmn.put_in_lane(new, "namnden", "lane_handlaggare")
    assert told(old, new) == ["Steget ”Besluta i nämnden” har flyttats från Nämnd till Handläggare."]
    assert told(old, new, "en") == ["The step “Besluta i nämnden” has moved from Nämnd to Handläggare."]


def test_an_actor_that_is_renamed_is_the_same_actor() -> None:
    old, new = two()
    new.lanes["lane_namnd"].name = "Byggnadsnämnden"
    assert told(old, new) == ["Aktören ”Nämnd” heter nu ”Byggnadsnämnden”."]


def test_a_step_put_in_brings_its_arrows() -> None:
    old, new = two()
    bpmn.add_element(new, "userTask", "Arkivera", lane="lane_registrator", id="arkivera")
    last = next(one for one in new.flows.values() if one.source == "meddela")
    bpmn.connect(new, "arkivera", last.target)
    last.target = "arkivera"
    assert told(old, new) == ["Nytt: steget ”Arkivera”, hos Registrator, efter ”Meddela beslutet”."]
    assert told(new, old) == ["Borttaget: steget ”Arkivera”, hos Registrator, efter ”Meddela beslutet”."]


def test_ways_out_of_a_choice() -> None:
    old, new = two()
    bpmn.connect(new, "vem", "meddela", "avskriv")
    assert told(old, new) == ["Ny väg ut ur valet ”Vem beslutar?”: ”avskriv” till ”Meddela beslutet”."]
    assert told(new, old) == ["Borttagen väg ut ur valet ”Vem beslutar?”: ”avskriv” till ”Meddela beslutet”."]
    back = next(one for one in old.flows.values() if one.source == "komplettera")
    again = bpmn.read(own("bygglov.bpmn"))
    again.flows[back.id].target = "registrera"
    assert told(old, again) == [
        "Från ”Komplettera ansökan” går det nu till ”Registrera ärendet” i stället för ”Granska att den är komplett”."
    ]


def test_steps_in_another_order() -> None:
    old, new = two()
    into, between, out = (
        next(one for one in new.flows.values() if (one.source, one.target) == ends)
        for ends in (("skicka", "registrera"), ("registrera", "granska"), ("granska", "komplett"))
    )
    into.target, between.source, between.target, out.source = "granska", "granska", "registrera", "registrera"
    [sentence] = told(old, new)
    assert sentence in (
        "Steget ”Granska att den är komplett” görs nu före ”Registrera ärendet”.",
        "Steget ”Registrera ärendet” görs nu efter ”Granska att den är komplett”.",
    )


def test_times_systems_information_shares_and_documents() -> None:
    old, new = two()
    step = old.elements["granska"]
    step.properties = {"work.typical": "20", "work.unit": "minutes", "system": "Castor", "farg": "blå"}
    new.elements["granska"].properties = {"work.typical": "1.5", "work.unit": "hours", "wait.max": "3", "wait.unit": "days"}
    new.elements["prova"].properties = {"information.in": "Detaljplan"}
    nej = next(one for one in old.flows.values() if one.name == "nej")
    nej.properties, new.flows[nej.id].properties = {"share": "30"}, {"share": "25"}
    new.elements["registrera"].documents = [bpmn.Document("Mall", "https://exempel.se/mall")]
    assert sorted(told(old, new)) == sorted(
        [
            "Steget ”Granska att den är komplett”: arbetstiden har ändrats från 20 minuter till 1,5 timmar.",
            "Steget ”Granska att den är komplett” har fått väntetiden högst 3 dagar.",
            "Steget ”Granska att den är komplett” har inte längre it-systemet Castor.",
            "Steget ”Granska att den är komplett” har inte längre uppgiften ”farg” blå.",
            "Steget ”Pröva mot plan och lag” har fått informationen in Detaljplan.",
            "Pilen ”nej” från ”Komplett?” till ”Be om komplettering”: andelen har ändrats från 30 % till 25 %.",
            "Steget ”Registrera ärendet” har fått dokumentet ”Mall”.",
            "Steget ”Registrera ärendet” har inte längre dokumentet ”Rutin: Registrera samma dag”.",
        ]
    )


def test_a_description_that_ends_its_sentence() -> None:
    old, new = two()
    old.elements["vem"].documentation, new.elements["vem"].documentation = "Enligt ordningen.", "Enligt delegationen."
    assert told(old, new) == [
        "Valet ”Vem beslutar?”: beskrivningen har ändrats från ”Enligt ordningen.” till ”Enligt delegationen.”"
    ]


def test_what_is_only_drawn_elsewhere_is_told_apart() -> None:
    old, new = two()
    bpmn.move(new, "registrera", 0, 15)
    found = diff(old, new)
    assert found.in_work == []
    assert found.headline() == "Arbetet är detsamma i båda kartorna. Bara bilden skiljer."
    assert "Steget ”Registrera ärendet” är ritat på ett annat sätt." in [one.sentence[0] for one in found.in_picture]
    assert same(apply(old, found), new)


def test_another_tools_ids_make_no_difference_in_the_work() -> None:
    old = bpmn.read(own("bygglov.bpmn"))
    data = own("bygglov.bpmn").decode()
    for item in (*old.everything(), *old.diagrams):
        data = re.sub(rf'(?<!name=")(?<=[">]){re.escape(item.id)}(?=["<])', f"x_{item.id}", data)
    new = bpmn.read(data.encode())
    assert not {item.id for item in new.everything()} & {item.id for item in old.everything()}
    found = diff(old, new)
    assert (found.same, found.alike, found.changes) == (True, 100, [])
    assert found.ids["granska"] == "x_granska"
    assert same(apply(old, found), new)


def test_maps_of_different_things_are_said_to_be_so() -> None:
    old = bpmn.read(own("bygglov.bpmn"))
    new = bpmn.read(own("all_kinds.bpmn"))
    found = diff(old, new)
    assert not found.related
    assert "De verkar inte visa samma arbete." in found.headline()
    assert same(apply(old, found), new)


@settings(max_examples=30, deadline=None)
@given(maps(), st.data())
def test_a_difference_done_to_the_old_map_gives_the_new(a_map: bpmn.Map, data: st.DataObject) -> None:
    file = bpmn.save(a_map)
    old, new = bpmn.read(file), bpmn.read(file)
    assert diff(old, new).same
    do(new, data.draw(edits(old, data.draw(st.lists(st.sampled_from(sorted(old.elements)), max_size=5)))))
    found = diff(old, new)
    made = apply(old, found)
    assert same(made, new)
    assert same(bpmn.read(bpmn.save(made)), new)
    assert found.same == (parts_of(old) == parts_of(new))
    # Something is said wherever something differs.
    assert bool(found.changes) == bool(said(found.steps))


@settings(max_examples=15, deadline=None)
@given(maps(), maps())
def test_any_two_maps_compare(old: bpmn.Map, new: bpmn.Map) -> None:
    found = diff(old, new)
    assert 0 <= found.alike <= 100
    assert same(apply(old, found), new)


def said(steps: list[Any]) -> list[Any]:
    """Raw changes but those that say nothing to a reader: white space, and which of two ways a file tells the same."""
    return [
        one
        for one in steps
        if not (isinstance(one.old, str) and isinstance(one.new, str) and one.old.split() == one.new.split())
        and not (one.field == "lane" and one.old.lanes == one.new.lanes)
    ]


PAIRS = ["miwg-reference/A.1.0.bpmn", "miwg-reference/A.2.0.bpmn", "miwg-reference/C.1.0.bpmn"]


@pytest.mark.parametrize("name", PAIRS)
def test_real_files(name: str) -> None:
    """One map as another tool wrote it: mostly alike, and the difference gives the other."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("../shared/data/bpmn is not beside the repository")
    old = bpmn.read(path.read_bytes())
    assert diff(old, bpmn.read(path.read_bytes())).same
    exports = sorted((SHARED / "miwg-exports").rglob(f"*{path.stem}*.bpmn"))[:4]
    assert exports
    for export in exports:
        new = bpmn.read(export.read_bytes())
        found = diff(old, new)
        assert found.alike > 50
        assert same(apply(old, found), new)
