"""V-56: a described process has a decision about its map (S4-5). V-57: what belongs together may be lifted (C-21)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem, Forum, Unit
from processlots.apps.processes.models import Interface, Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_recipient, make_specified
from processlots.kit import checks


def said(process: Process, check: str) -> list[Any]:
    return [one for one in checks.run(Process.objects.get(pk=process.pk)) if one.id == check]


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided("Samordna vård", cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    return make_specified(made)


@pytest.mark.parametrize(("decision", "reason"), [("made", ""), ("not_suitable", "Styrande process för hela koncernen.")])
def test_v_56_good_decided_and_told_why(process: Process, decision: str, reason: str) -> None:
    process.map_decision, process.map_reason = decision, reason
    process.save()
    assert said(process, "V-56") == []


@pytest.mark.parametrize(("decision", "field"), [("", "map_decision"), ("not_suitable", "map_reason")])
def test_v_56_bad_empty(process: Process, decision: str, field: str) -> None:
    process.map_decision, process.map_reason = decision, " "
    process.save()
    [one] = said(process, "V-56")
    assert (one.severity, one.finding.field) == ("V", field)


def test_v_56_asks_nothing_before_the_rest_is_described(process: Process) -> None:
    process.map_decision, process.end_event = "", ""
    process.save()
    assert said(process, "V-56") == []


@pytest.fixture
def others(cast: Any, process: Process) -> list[Process]:
    """Two processes of other operations, each with an interface with the first, for the same recipients."""
    found = []
    for number, name in enumerate(["Ge hemsjukvård", "Bevilja bistånd"]):
        unit = Unit.objects.create(name=f"Enhet {number}", kind=Unit.Kind.UNIT, parent=cast.council)
        found.append(make_decided(name, unit, by=cast.person("charlie")))
        Interface.objects.create(process=found[0] if number else process, other_process=found[-1], hand_over="En plan")
    Interface.objects.filter(process=found[0]).update(process=process)
    return found


def test_v_57_the_suggestion_is_shown_with_the_way_to_a_forum(process: Process, others: list[Process]) -> None:
    [one] = said(process, "V-57")
    assert one.severity == "I"
    assert "Bevilja bistånd, Ge hemsjukvård" in one.message
    assert one.finding.url == f"/arenden/nytt/?om={process.label}"


def test_v_57_is_silent_where_recipients_differ_or_one_operation_has_both(process: Process, others: list[Process]) -> None:
    others[0].recipients.set([make_recipient("Den som är sjuk")])
    assert said(process, "V-57") == []
    others[0].recipients.set(process.recipients.all())
    Process.objects.filter(pk=others[0].pk).update(unit=process.unit)
    assert said(process, "V-57") == []


def test_v_57_is_silent_once_it_has_been_taken_up(cast: Any, process: Process, others: list[Process]) -> None:
    item = AgendaItem.objects.create(forum=Forum.objects.create(name="Ledningsgruppen", unit=cast.unit), title="Hör de ihop?")
    matters.join(item, [process])
    assert said(process, "V-57") == []
