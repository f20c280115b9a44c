"""V-22 and V-24 on the map alone, each rule with a map that has it and one that has not."""

from __future__ import annotations

import pytest

from processlots.apps.maps import bpmn
from processlots.apps.processes.naming import is_doing

from .bpmn_corpus import own


def mended() -> bpmn.Map:
    return bpmn.read(own("bygglov.bpmn"))


def codes(a_map: bpmn.Map, kind: str | None = "detailed") -> list[tuple[str, str]]:
    return [(finding.code, finding.element) for finding in bpmn.check(a_map, kind)]


def test_a_good_map_has_no_findings() -> None:
    assert codes(mended()) == []


def test_an_activity_outside_the_lanes_has_no_actor() -> None:
    a_map = mended()
    a_map.elements["granska"].lanes = []
    (finding,) = bpmn.check(a_map)
    assert (finding.id, finding.severity, finding.element) == ("V-22", "F", "granska")
    assert "Granska att den är komplett" in finding.message()
    assert finding.message("en").startswith("The activity “Granska")


def test_an_activity_in_two_lanes_has_two_actors() -> None:
    a_map = mended()
    a_map.lanes["lane_namnd"].members.append("granska")
    again = bpmn.read(bpmn.save(a_map))
    (finding,) = bpmn.check(again)
    assert (finding.code, finding.values["actors"]) == ("several_actors", "Handläggare, Nämnd")


@pytest.mark.parametrize(
    ("name", "waits"),
    [
        ("Granska, vänta på komplettering och besluta", True),
        ("Invänta svar", True),
        ("Inväntar svar sedan", True),
        ("Wait for the reply", True),
        ("Bedöma väntetid", False),
        ("Granska ansökan", False),
        ("Bevaka inkomna svar", False),
    ],
)
def test_a_wait_inside_an_activity(name: str, waits: bool) -> None:
    a_map = mended()
    a_map.elements["granska"].name = name
    assert (("waiting_in_activity", "granska") in codes(a_map)) is waits


def test_no_start_and_no_end() -> None:
    a_map = mended()
    bpmn.remove(a_map, "start")
    bpmn.remove(a_map, "slut")
    assert set(codes(a_map)) == {
        ("no_start", "pool"),
        ("no_end", "pool"),
        ("nothing_leads_here", "skicka"),
        ("dead_end", "meddela"),
    }


def test_what_hangs_together_with_nothing() -> None:
    a_map = mended()
    bpmn.add_element(a_map, "task", "Arkivera", lane="lane_registrator", id="arkivera")
    assert codes(a_map) == [("not_connected", "arkivera")]


def test_a_choice_needs_two_labelled_exits() -> None:
    a_map = mended()
    a_map.flows["f5"].name = " "
    (finding,) = bpmn.check(a_map)
    assert (finding.id, finding.severity, finding.code, finding.element) == ("V-24", "F", "few_exits", "komplett")
    bpmn.remove(a_map, "be_om")
    assert ("few_exits", "komplett") in codes(a_map)


def test_a_join_is_no_choice() -> None:
    a_map = bpmn.read(own("no_drawing.bpmn"))
    assert codes(a_map) == []


def test_an_overview_with_lanes_is_flagged_not_stopped() -> None:
    findings = bpmn.check(mended(), "overview")
    assert [(finding.code, finding.severity) for finding in findings] == [("overview_with_lanes", "V")]


def test_an_overview_needs_no_actors_a_detailed_map_does() -> None:
    a_map = bpmn.read(own("latin1.bpmn"))
    assert codes(a_map, None) == []
    assert codes(a_map, "overview") == []
    assert codes(a_map, "detailed") == [("no_actor", "sopa")]


def test_the_pool_is_the_actor_where_it_has_no_lanes() -> None:
    a_map = bpmn.new_map()
    process = bpmn.add_pool(a_map, "Nämnd").process
    ids = [bpmn.add_element(a_map, kind, "Besluta", scope=process).id for kind in ("startEvent", "task", "endEvent")]
    bpmn.connect(a_map, ids[0], ids[1])
    bpmn.connect(a_map, ids[1], ids[2])
    assert codes(a_map) == []


def test_what_starts_by_an_event_or_is_done_in_any_order_may_stand_alone() -> None:
    assert {code for code, _ in codes(bpmn.read(own("all_kinds.bpmn")))} == {"unusual_symbol"}


def test_a_round_that_is_never_left_is_told_once() -> None:
    a_map = mended()
    bpmn.add_element(a_map, "task", "Påminna", lane="lane_handlaggare", id="paminna")
    a_map.flows["f8"].target = "paminna"
    bpmn.connect(a_map, "paminna", "be_om")
    assert codes(a_map) == [("no_way_out", "be_om")]


def test_starts_and_activities_without_text() -> None:
    a_map = mended()
    a_map.elements["granska"].name = a_map.elements["start"].name = " "
    assert [(one.element, one.message().split(".")[0]) for one in bpmn.check(a_map)] == [
        ("start", "Starten har ingen text"),
        ("granska", "En aktivitet har ingen text"),
    ]


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Granska ansökan", True),
        ("Handläggaren granskar ansökan", True),
        ("Ärendet arkiveras", True),
        ("Ta emot", True),
        ("Granskning av ansökan", False),
        ("Möte", False),
        ("Registrering", False),
        ("Check invoice", None),
        ("Angebot auswählen", None),
        ("", None),
    ],
)
def test_an_activity_text_has_a_verb_or_not_or_is_not_ours_to_judge(text: str, does: bool | None) -> None:
    assert is_doing(text) is does


def test_activities_without_a_verb_are_listed_where_the_word_lists_are_given() -> None:
    a_map = mended()
    a_map.elements["granska"].name = "Granskning"
    (finding,) = bpmn.check(a_map, None, bpmn.Known(is_doing=is_doing))
    assert (finding.id, finding.severity, finding.code, finding.element) == ("V-24", "V", "no_verb", "granska")
    assert codes(a_map) == []
