"""Times, volume, shares, systems and information stand in the file, in our namespace, and are read with care
(C-26, C-27, M-LED-2). Each rule has a good and a bad example."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.maps import bpmn, content, merging
from processlots.apps.maps.bpmn import marks as own_marks
from processlots.apps.maps.tests.bpmn_corpus import own

pytestmark = pytest.mark.once

FULL = {
    "work.min": "10", "work.typical": "20", "work.max": "45,5", "work.unit": "minutes", "work.source": "estimated",
    "wait.typical": "2", "wait.unit": "days", "wait.source": "measured", "volume": "40", "volume.per": "month",
    "system": "Castor", "information.in": "ansökan, karta", "information.out": "komplett ansökan",
    "map": "01995000-0000-7000-8000-000000000001",
}  # fmt: skip


def marked(marks: dict[str, str], element: str = "granska", **shares: str) -> bpmn.Map:
    """The map of Modellby's building permits with marks at a step and shares on flows, written and read again."""
    a_map = bpmn.read(own("bygglov.bpmn"))
    item = a_map.item(element)
    assert item is not None
    item.properties = marks
    for flow, share in shares.items():
        a_map.flows[flow].properties = {"share": share}
    return bpmn.read(bpmn.save(a_map))


def ways(gateway: str = "komplett") -> list[str]:
    return [flow.id for flow in bpmn.read(own("bygglov.bpmn")).sequence() if flow.source == gateway]


def test_m_led_2_facts_are_read_back_as_they_were_written() -> None:
    known = bpmn.facts_of(marked(FULL).elements["granska"])
    assert known.work == own_marks.Duration(Decimal(10), Decimal(20), Decimal("45.5"), "minutes", "estimated")
    assert known.wait == own_marks.Duration(None, Decimal(2), None, "days", "measured")
    assert (known.volume, known.per, known.system) == (Decimal(40), "month", "Castor")
    assert (known.information_in, known.information_out) == ("ansökan, karta", "komplett ansökan")
    assert known.map == FULL["map"]
    assert not list(bpmn.fact_problems(marked(FULL)))


def test_a_file_without_marks_has_none_and_no_problems() -> None:
    a_map = bpmn.read(own("bygglov.bpmn"))
    assert all(bpmn.facts_of(one) == own_marks.NOTHING for one in a_map.elements.values() if not one.properties)
    assert not list(bpmn.fact_problems(a_map))


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("work.typical", "många", "number"),
        ("work.typical", "-3", "number"),
        ("work.typical", "1e9", "number"),
        ("work.typical", "12345678", "number"),
        ("volume", "NaN", "number"),
        ("work.unit", "fortnights", "list"),
        ("wait.source", "gissat", "list"),
        ("start_kind", "telefon", "list"),
        ("map", "../../etc/passwd", "uid"),
        ("process", "P-214", "uid"),
    ],
)
def test_what_cannot_be_read_is_told_kept_and_left_out(key: str, value: str, code: str) -> None:
    a_map = marked({key: value})
    assert [(one.code, one.element, one.key) for one in bpmn.fact_problems(a_map)] == [(code, "granska", key)]
    assert bpmn.facts_of(a_map.elements["granska"]) == own_marks.NOTHING
    assert a_map.elements["granska"].properties == {key: value}, "what somebody wrote stays in the file"
    told = bpmn.problem_told(next(iter(bpmn.fact_problems(a_map))), "Granska")
    assert "Granska" in told
    assert value in told


def test_least_may_not_be_more_than_most() -> None:
    assert not list(bpmn.fact_problems(marked({"wait.min": "1", "wait.typical": "1", "wait.max": "3"})))
    [found] = bpmn.fact_problems(marked({"wait.min": "5", "wait.max": "3"}))
    assert (found.code, found.key) == ("order", "wait")
    assert "minst ska vara minst" in bpmn.problem_told(found, "Granska")


def test_shares_out_of_a_choice_come_to_a_hundred() -> None:
    one, other = ways()
    good = marked({}, **{one: "70", other: "30"})
    assert [share.percent for share in bpmn.shares(good, "komplett")] == [Decimal(70), Decimal(30)]
    assert not list(bpmn.fact_problems(good))
    assert not list(bpmn.fact_problems(marked({}, **{one: "66.7", other: "33.2"}))), "what rounding leaves is no fault"
    [bad] = bpmn.fact_problems(marked({}, **{one: "70", other: "20,5"}))
    assert (bad.code, bad.element) == ("sum", "komplett")
    assert "90,5 %" in bpmn.problem_told(bad, "Komplett?")
    [half] = bpmn.fact_problems(marked({}, **{one: "70"}))
    assert half.code == "some"
    [much] = [found for found in bpmn.fact_problems(marked({}, **{one: "170", other: "30"})) if found.code == "number"]
    assert much.element == one


def test_the_steps_tell_them_in_both_languages() -> None:
    one, other = ways()
    a_map = marked(FULL, **{one: "70", other: "30"})
    swedish, english = bpmn.to_text(a_map), bpmn.to_text(a_map, "en")
    assert "Bearbetningstid: 10–45,5 minuter, oftast 20 (uppskattat)." in swedish
    assert "Väntetid före: 2 dagar (mätt)." in swedish
    assert "Antal ärenden: 40 i månaden." in swedish
    assert "It-system: Castor." in swedish
    assert re.search(r"Om \w+ \(70 %\): ", swedish)
    assert "Working time: 10–45.5 minutes, usually 20 (estimated)." in english


def test_c_27_a_need_or_an_event_sets_it_off() -> None:
    assert "Börjar med ett behov: Vill bygga" in bpmn.to_text(marked({"start_kind": "need"}, "start"))
    assert "Börjar: Vill bygga" in bpmn.to_text(marked({"start_kind": "telefon"}, "start"))


def test_content_names_them_as_the_columns_do() -> None:
    one, other = ways()
    told: dict[str, Any] = {
        each["id"]: each["facts"] for each in content.tell(marked(FULL, **{one: "70", other: "30"}))["elements"]
    }
    assert told["granska"]["work_typical"] == "20"
    assert told["granska"]["information_out"] == "komplett ansökan"
    assert [share["percent"] for share in told["komplett"]["shares"]] == ["70", "30"]
    assert "shares" not in told["vem"]


def test_a_save_that_changes_one_step_leaves_the_marks_of_the_others() -> None:
    """The editor's file has them too; what it says it changed is taken, the rest stays to the letter."""
    stored = bpmn.save(marked(FULL))
    drawn = bpmn.read(stored)
    drawn.elements["granska"].properties = {**FULL, "work.typical": "25"}
    drawn.elements["registrera"].properties = {"system": "inte menat"}
    merged = bpmn.read(merging.merge(stored, bpmn.save(drawn), ["granska"], []))
    assert merged.elements["granska"].properties["work.typical"] == "25"
    assert merged.elements["registrera"].properties == {}
