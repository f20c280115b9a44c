"""A unit's page shows its processes and inventories, a person's the work and its load (S2-4, G-1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation.models import Appointment, Decision
from processlots.apps.processes.models import Process
from tests.making import many


@pytest.fixture
def decided(cast: Any) -> list[Process]:
    """Six processes of the unit, decided."""
    decision = Decision.take(text="Processinventering", by=cast.person("charlie"))
    return many(Process, 6, unit=cast.unit, status="inventoried", inventory_decision=decision)


def _give(cast: Any, rows: list[Process], name: str, role: str) -> None:
    for row in rows:
        Appointment.objects.create(role=role, person=cast.person(name), scope=row, state="decided")
    if role != "team":
        Process.objects.filter(pk__in=[row.pk for row in rows]).update(**{role: cast.person(name)})


def test_a_persons_page_says_how_much_it_is(cast: Any, decided: list[Process]) -> None:
    Process.objects.filter(pk=decided[0].pk).update(parent=decided[1])
    _give(cast, decided[:3], "alva", "owner")
    _give(cast, decided[3:4], "alva", "leader")
    _give(cast, decided[4:], "alva", "team")
    text = cast.client("maj").get(f"/personer/{cast.person('alva').pk}/").content.decode()
    assert "äger 3 processer (2 på övergripande nivå, 1 under), leder 1, arbetar i 2" in text
    for row in decided:
        assert row.get_absolute_url() in text


def test_a_units_page_shows_its_processes_and_the_way_to_the_house(cast: Any, decided: list[Process]) -> None:
    text = cast.client("maj").get(f"/enheter/{cast.unit.pk}/").content.decode()
    assert f'href="/?enhet={cast.unit.pk}"' in text
    assert all(row.get_absolute_url() in text for row in decided)


def test_what_is_not_decided_stays_with_its_group(cast: Any) -> None:
    hidden = many(Process, 1, unit=cast.unit, status="discovered", name="Ett hemligt fynd")[0]
    Appointment.objects.create(role="team", person=cast.person("alva"), scope=hidden, state="decided")
    for address in (f"/enheter/{cast.unit.pk}/", f"/personer/{cast.person('alva').pk}/"):
        assert "Ett hemligt fynd" not in cast.client("maj").get(address).content.decode()
        assert "Ett hemligt fynd" in cast.client("charlie").get(address).content.decode()


def test_a_decision_shows_what_it_decides_and_only_counts_what_one_may_not_see(cast: Any, decided: list[Process]) -> None:
    hidden = many(Process, 1, unit=cast.unit, status="discovered", name="Ett hemligt fynd")[0]
    made = Decision.take(decided[0], hidden, text="Om två", by=cast.person("charlie"))
    text = cast.client("maj").get(made.get_absolute_url()).content.decode()
    assert decided[0].get_absolute_url() in text
    assert "Ett hemligt fynd" not in text
    assert "En till som du inte får se" in text


@pytest.mark.parametrize("page", ["unit", "person"])
def test_the_cost_does_not_grow(cast: Any, page: str) -> None:
    decision = Decision.take(text="Processinventering", by=cast.person("charlie"))
    address = f"/enheter/{cast.unit.pk}/" if page == "unit" else f"/personer/{cast.person('alva').pk}/"
    browser, counts = cast.client("maj"), []
    for number in (1, 60):
        rows = many(Process, number, unit=cast.unit, status="inventoried", inventory_decision=decision)
        _give(cast, rows, "alva", "owner")
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
