"""The start page: the unit's house, its twin in words, and what needs the person (C-22, S2-1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Process
from processlots.apps.processes.overview import house, signs, todo
from processlots.apps.processes.overview.signs import Sign
from processlots.apps.processes.tests.makers import give_role, make_decided, make_inventory, make_process


def page(cast: Any, name: str = "maj", query: str = "") -> str:
    answer = cast.client(name).get(f"/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def three(cast: Any) -> list[Process]:
    by = cast.person("charlie")
    return [
        make_decided("Följa upp budget", cast.unit, by=by, type="governing", recipients="Medarbetare"),
        make_decided("Pröva ansökan om bygglov", cast.unit, by=by, start_event="Vill bygga", end_event="Har ett beslut"),
        make_decided("Tillhandahålla geodata", cast.unit, by=by, type="support", recipients="Medarbetare"),
    ]


def test_the_bands_come_from_the_roof_down(cast: Any, three: list[Process]) -> None:
    said = page(cast)
    order = [
        said.index(words)
        for words in (
            'class="roof"',
            "Följa upp budget",
            "Vill bygga",
            "Pröva ansökan om bygglov",
            "Har ett beslut",
            "Tillhandahålla geodata",
        )
    ]
    assert order == sorted(order)


def test_the_twin_says_the_same_in_words(cast: Any, three: list[Process]) -> None:
    said = page(cast, query="?visa=lista")
    assert 'class="house"' not in said
    for words in ("Följa upp budget", "styrprocess", "Vill bygga", "Har ett beslut", "stödprocess"):
        assert words in said


def test_a_unit_shows_what_lies_under_it_and_what_it_takes_part_in(cast: Any, three: list[Process]) -> None:
    elsewhere = Unit.objects.create(name="IT-avdelningen", kind="department", parent=cast.council)
    three[2].units.add(elsewhere)
    assert [room.process for room in house.build(cast.maj, elsewhere).rooms] == [three[2]]
    assert len(house.build(cast.maj, cast.board).rooms) == 3
    assert len(house.build(cast.maj, None).rooms) == 3


def test_parts_and_what_is_not_decided_stand_outside(cast: Any, three: list[Process]) -> None:
    make_decided("Granska ritningar", cast.unit, by=cast.person("charlie"), parent=three[1])
    make_process("Sköta parker", cast.unit)
    built = house.build(cast.charlie, cast.unit)
    assert len(built.rooms) == 3
    assert built.waiting == 1
    assert house.build(cast.maj, cast.unit).waiting == 0


def test_the_lead_counts(cast: Any, three: list[Process]) -> None:
    give_role(three[0], cast.person("alva"))
    built = house.build(cast.maj, cast.unit)
    assert built.lead().startswith("3 ")
    assert sum(room.process.owner is None for room in built.rooms) == 2


def test_other_apps_say_what_is_new(cast: Any, three: list[Process], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "_sources", [*signs._sources])
    signs.house_state(5)(lambda processes, user: {three[1].pk: Sign("signal", "Skift nedåt")})
    signs._sources.sort(key=lambda one: one[0])
    said = page(cast)
    assert "Skift nedåt" in said
    assert 'class="state signal"' in said


def test_an_empty_unit_leads_on(cast: Any) -> None:
    assert 'action="/inventeringar/nytt/"' in page(cast, "charlie")
    assert "/processer/nytt/" in page(cast, "maj")
    begun = make_inventory(cast.unit)
    assert begun.get_absolute_url() in page(cast, "charlie")
    assert 'action="/inventeringar/nytt/"' not in page(cast, "charlie")


@pytest.mark.parametrize(
    ("query", "status"),
    [("?enhet=99999", 404), ("?enhet=trams", 404), ("?enhet=" + "9" * 40, 404), ("?enhet=alla", 200), ("?visa=trams", 200)],
)
def test_an_odd_address_is_answered(cast: Any, query: str, status: int) -> None:
    assert cast.client("maj").get(f"/{query}").status_code == status


def test_a_visitor_without_a_place_is_told_whom_to_ask(cast: Any) -> None:
    assert cast.client("gro").get("/").status_code == 403


def test_what_waits_is_the_persons_own(cast: Any, three: list[Process]) -> None:
    inventory = make_inventory(cast.unit)
    make_process("Sköta parker", cast.unit, inventory=inventory)
    give_role(three[0], cast.person("alva"))
    texts = {name: [one.url for one in todo.waiting(cast.users[name])] for name in ("alva", "charlie", "maj", "love")}
    assert any(three[0].key in url for url in texts["alva"])
    assert texts["charlie"] == [inventory.get_absolute_url()]
    assert texts["maj"] == texts["love"] == []


def test_the_page_costs_the_same_for_an_owner_of_one_and_of_many(cast: Any, three: list[Process]) -> None:
    counts = []
    for many in (1, 40):
        for number in range(many):
            give_role(
                make_decided(f"Sköta park {number}", cast.unit, by=cast.person("charlie"), end_event="Grönt"), cast.person("alva")
            )
        browser = cast.client("alva")
        browser.get("/")
        with CaptureQueriesContext(connection) as caught:
            browser.get("/")
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 1, counts
    assert counts[0] <= 30, counts


def test_tasks_stand_on_the_start_page_and_lead_to_min_sida(cast: Any) -> None:
    """X-8: what the rules ask of the person comes with what is late first, put off left out."""
    import datetime

    from django.contrib.contenttypes.models import ContentType

    from processlots.apps.organisation.models import Forum, Task
    from processlots.kit.periods import today

    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    day = datetime.timedelta(days=1)
    for key, more in {"sent": {"due": today() - day}, "sedan": {"snoozed_to": today() + day}, "nu": {"due": today()}}.items():
        Task.objects.create(
            key=key, content_type=ContentType.objects.get_for_model(Forum), object_id=forum.pk, person=cast.person("maj"),
            text_sv=f"Gör {key}", text_en=f"Do {key}", url="/forum/", asked_by=cast.person("alva"), reminded_on=today(), **more,
        )  # fmt: skip
    answer = cast.client("maj").get("/")
    assert [str(one.text) for one in answer.context["waiting"]] == ["Gör sent", "Gör nu"]
    assert "Ägar-Alva" in answer.context["waiting"][0].detail
    assert 'href="/min-sida/"' in answer.content.decode()
