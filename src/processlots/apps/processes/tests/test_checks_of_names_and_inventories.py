"""V-1 … V-8, V-10, V-14, V-43 and V-49, each with the good and the bad example of appendix D."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Inventory, Process, RegulationPassage, Service
from processlots.apps.processes.tests.makers import make_decided, make_inventory, make_process, make_recipient
from processlots.kit import checks, states

LONG = "Ta emot, registrera, granska, komplettera, handlägga, besluta, expediera och arkivera ansökningar om bygglov från alla"


def ids(row: Any) -> set[str]:
    return {one.id for one in checks.run(row)}


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("V-1", "Bedöma behov av försörjningsstöd", "Snöröjning"),
        ("V-1", "Bedöma behov av försörjningsstöd", "Lärande"),
        ("V-2", "Rekrytera personal", "Rekrytera"),
        ("V-3", "Tillhandahålla kommunikationsstöd", "Kommunikationsprocessen"),
        ("V-3", "Tillhandahålla kommunikationsstöd", "HR-processen"),
        ("V-4", "Tillhandahålla kommunikationsstöd", "Ekonomiavdelningens arbete"),
        ("V-4", "Tillhandahålla kommunikationsstöd", "Kommunikation"),
        ("V-5", "Tillhandahålla barnomsorg", "Barnomsorg tillhandahålls"),
        ("V-5", "Tillhandahålla barnomsorg", "Bedömer behov"),
        ("V-6", "Följa upp budget", "Uppföljning av budget"),
        ("V-6", "Följa upp budget", "Budgetuppföljning"),
        ("V-7", "Ta fram kvalitetssäkrade beslutsunderlag till ledningsgruppen", LONG),
        ("V-43", "Följa upp budget", "Införa nytt ärendesystem"),
    ],
)
def test_names_good_and_bad(cast: Any, rule: str, good: str, bad: str) -> None:
    Unit.objects.create(name="Kommunikationsavdelningen", parent=cast.council)
    assert rule not in ids(make_process(good, cast.unit))
    assert rule in ids(make_process(bad, cast.unit))


def test_v_8_good_and_bad(cast: Any) -> None:
    first = make_process("Följa upp budget", cast.unit)
    assert "V-8" not in ids(first)
    assert "V-8" in ids(make_process("Följa upp budgeten", cast.administration))


def test_v_10_good_and_bad(cast: Any) -> None:
    """Good: those who walk and cycle, ordered by the technical board. Bad: the board itself, for snow clearing."""
    good = make_process(
        "Tillhandahålla snöröjning", cast.unit, commissioned_by="Tekniska nämnden", recipients="Invånare som går och cyklar"
    )
    bad = make_process("Röja snö", cast.unit, commissioned_by="Kommunstyrelsen", recipients="Kommunstyrelsen")
    assert "V-10" not in ids(good)
    assert {one.severity for one in checks.run(bad) if one.id == "V-10"} == {"V"}
    bad.recipient_reason = "Styrelsen är den som får underlaget."
    assert "V-10" not in ids(bad)
    own = make_process("Ge råd", cast.unit, recipients="Bygglovsenheten")
    assert "V-10" in ids(own)
    board = make_decided("Ge svar", cast.unit, by=cast.person("charlie"), recipients="Byggnadsnämnden")
    assert "V-10" in ids(Process.objects.get(pk=board.pk))


def test_v_10_stops_the_decision_of_an_inventory(cast: Any) -> None:
    inventory = make_inventory(cast.unit)
    row = make_process("Sköta parker", cast.unit, inventory=inventory)
    assert [one.severity for one in checks.blocking(inventory, "decide")] == ["F"]
    with pytest.raises(states.Refused):
        states.go(inventory, "decide", cast.charlie)
    row.recipients.add(make_recipient())
    assert not checks.blocking(Inventory.objects.get(), "decide")


def test_v_14_good_and_bad(cast: Any) -> None:
    inside = make_recipient("Medarbetare", kind="internal", category="employee")
    outside = make_recipient("Andra kommuner", kind="external", category="public_body")
    good = make_process("Tillhandahålla IT-stöd", cast.unit, type="support")
    good.recipients.add(inside)
    assert "V-14" not in ids(good)
    bad = make_process("Tillhandahålla tjänster", cast.unit, type="main")
    bad.recipients.add(inside)
    assert "V-14" in ids(bad)
    # E-18: support offered to other municipalities is in order with its reason.
    offered = make_process("Ge stöd vid upphandling", cast.unit, type="support")
    offered.recipients.add(outside)
    assert "V-14" in ids(offered)
    offered.mismatch = Process.Mismatch.SUPPORT_OUT
    assert "V-14" not in ids(offered)


def test_v_14_a_support_service_does_not_go_to_those_outside(cast: Any) -> None:
    process = make_process("Ge stöd vid upphandling", cast.unit, type="support", recipients="Företag")
    service = Service.objects.create(name="Upphandlingsstöd", kind=Service.Kind.SUPPORT)
    service.processes.add(process)
    assert "V-14" in ids(service)
    Process.objects.filter(pk=process.pk).update(mismatch=Process.Mismatch.SUPPORT_OUT)
    assert "V-14" not in ids(service)
    other = Service.objects.create(name="Råd", kind=Service.Kind.EXTERNAL)
    other.processes.add(process)
    assert "V-14" not in ids(other)


@pytest.mark.parametrize(
    ("field", "text"), [("purpose", "När projektet är slut finns ett nytt system."), ("start_event", "En enda gång, vid starten")]
)
def test_v_43_what_is_written_may_say_that_it_ends(cast: Any, field: str, text: str) -> None:
    good = make_process("Följa upp budget", cast.unit, purpose="Budgeten ska räcka året ut.", start_event="En månad är slut")
    assert "V-43" not in ids(good)
    assert "V-43" in ids(make_process("Byta lampor", cast.unit, **{field: text}))


def test_v_49_good_and_bad(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    passage = RegulationPassage.objects.create(board=cast.board, number="3 §", text="Nämnden prövar lov.")
    service = Service.objects.create(name="Beslut om bygglov")
    assert {one.severity for row in (passage, service) for one in checks.run(row) if one.id == "V-49"} == {"I"}
    passage.processes.add(process)
    service.processes.add(process)
    assert "V-49" not in ids(passage) | ids(service)
    Process.objects.filter(pk=process.pk).update(ended_on="2026-01-01")
    assert "V-49" in ids(passage)
    assert "V-49" in ids(service)
