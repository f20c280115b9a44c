"""The page of what differs: today and tomorrow (D-10), two versions, another map; in words and pictures, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from processlots.apps.maps import bpmn, comparing, reader
from processlots.apps.maps.models import Comparison, Line, Map
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import Room, save
from processlots.apps.processes.models import Process
from processlots.apps.processes.release import comparing as release
from processlots.apps.processes.release import standing
from processlots.apps.processes.tests.makers import make_process

pytestmark = pytest.mark.django_db


def changed() -> bytes:
    """The application map as it shall be: another actor decides, a step is gone, one is new."""
    a_map = bpmn.read(own("bygglov.bpmn"))
    bpmn.put_in_lane(a_map, "namnden", "lane_handlaggare")
    bpmn.remove(a_map, "komplettera")
    return bpmn.save(a_map)


def page(browser: Any, address: str) -> Any:
    answer = browser.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def classed(tree: Any, *names: str) -> list[Any]:
    """Elements that have all these classes."""
    return [one for one in tree.iter() if isinstance(one.tag, str) and set(names) <= set((one.get("class") or "").split())]


def links(tree: Any) -> list[str]:
    return [one.get("href") or "" for one in tree.iter("a")]


def words(tree: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath("//li[@class='difference']/span")]


def test_today_and_tomorrow_side_by_side_and_in_one(room: Room) -> None:
    a_map = room.map()
    save(room, a_map, changed(), "tomorrow")
    browser = room.cast.client("maj")
    tree = page(browser, f"{a_map.get_absolute_url()}skillnad/")
    [lead] = classed(tree, "lead")
    assert lead.text_content().startswith("Kartorna är lika till ")
    assert [one.split(" visa i bilden")[0] for one in words(tree)] == [
        "Borttaget: steget ”Komplettera ansökan”, hos Sökande, efter ”Be om komplettering”.",
        "Steget ”Besluta i nämnden” har flyttats från Nämnd till Handläggare.",
    ]
    # Every link leads to something on the page, and what differs in the picture leads back to the words.
    ids = {one.get("id") for one in tree.iter() if one.get("id")}
    inside = [one[1:] for one in links(tree) if one.startswith("#")]
    assert {"b-e-komplettera", "b-e-namnden", "andring-1", "andring-2"} <= set(inside)
    assert set(inside) - {"main", "innehall"} <= ids
    # A step that went has an outline and a badge, its two arrows their lines alone; the legend and the words have one each.
    assert (len(classed(tree, "sign", "removed")), len(classed(tree, "plate", "removed"))) == (3, 3)
    assert len(classed(tree, "sign", "changed")) == 1
    beside = page(browser, f"{a_map.get_absolute_url()}skillnad/?vy=bredvid")
    assert len([one for one in classed(beside, "map") if not set(one.get("class").split()) & {"mini"}]) == 2
    assert set(beside.xpath("//li[@class='difference']//a/@href")) == {
        "#f-e-komplettera", "#f-e-namnden", "#n-e-namnden",
    }  # fmt: skip
    # What was read once is not read again.
    assert Comparison.objects.count() == 1


@pytest.mark.once
def test_two_versions_and_the_other_way_round(room: Room) -> None:
    a_map = room.map()
    newer = save(room, a_map, changed())
    older = newer.line.versions.get(number=1)
    browser = room.cast.client("maj")
    tree = page(browser, f"{a_map.get_absolute_url()}skillnad/?fran={newer.pk}&till={older.pk}")
    assert words(tree)[0].startswith("Nytt: steget ”Komplettera ansökan”")
    reading = page(browser, a_map.get_absolute_url())
    addresses = links(reading)
    assert f"/kartor/{a_map.key}/skillnad/?fran={older.pk}&till={newer.pk}" in addresses
    listed = links(page(browser, f"/kartversioner/?line={newer.line_id}"))
    [what_it_changed] = [one for one in listed if "/skillnad/" in one]
    assert words(page(browser, what_it_changed))[0].startswith("Borttaget: steget ”Komplettera ansökan”")
    same = page(browser, f"{a_map.get_absolute_url()}skillnad/?fran={older.pk}&till={older.pk}")
    assert "Kartorna säger samma sak." in same.text_content()
    assert not classed(same, "sheet")


@pytest.mark.once
def test_one_version_has_nothing_to_be_compared_with(room: Room) -> None:
    a_map = room.map()
    tree = page(room.cast.client("maj"), f"{a_map.get_absolute_url()}skillnad/")
    assert "Kartan har bara en version." in tree.text_content()
    reading = page(room.cast.client("maj"), a_map.get_absolute_url())
    assert not [one for one in links(reading) if "/skillnad/" in one]


@pytest.mark.once
def test_another_map_by_its_number(room: Room) -> None:
    one, other = room.map(), room.map("all_kinds.bpmn")
    browser = room.cast.client("maj")
    tree = page(browser, f"{one.get_absolute_url()}skillnad/?karta={other.label}")
    assert "De verkar inte visa samma arbete." in classed(tree, "lead")[0].text_content()
    assert len(list(tree.iter("optgroup"))) == 4
    for odd in ("K-99999", "hej", "²", "9" * 40):
        told = page(browser, f"{one.get_absolute_url()}skillnad/?karta={odd}")
        assert "som du får se" in told.get_element_by_id("karta-fel").text_content()
    for odd in ("?fran=hej&till=%00", "?fran=999999999999999999999", "?vy=konstig"):
        assert browser.get(f"{one.get_absolute_url()}skillnad/{odd}").status_code == 200


def test_what_one_may_not_see_is_not_compared(room: Room) -> None:
    open_map = room.map()
    secret = Map.objects.create(process=make_process("Pröva dispens"), title="Pröva dispens", kind="detailed")
    hidden = save(room, secret, changed())
    ali, hanna = room.cast.client("ali"), room.cast.client("hanna")
    assert hanna.get(f"{secret.get_absolute_url()}skillnad/").status_code == 200
    assert ali.get(f"{secret.get_absolute_url()}skillnad/").status_code == 404
    seen = open_map.lines.get().versions.get().pk
    for asked in (f"?fran={seen}&till={hidden.pk}", f"?karta={secret.label}"):
        address = f"{open_map.get_absolute_url()}skillnad/{asked}"
        assert "Pröva dispens" not in ali.get(address).content.decode(), address
        assert "Pröva dispens" in hanna.get(address).content.decode(), address


def test_comparisons_are_thrown_away_after_a_while(room: Room) -> None:
    a_map = room.map()
    newer = save(room, a_map, changed())
    comparing.difference(newer.line.versions.get(number=1), newer, "en")
    assert comparing.forget(None) == {"comparisons": 0}
    Comparison.objects.update(made=newer.made_at - comparing.KEPT * 2)
    assert comparing.forget(None) == {"comparisons": 1}


def test_a_release_leads_to_what_differs_between_its_maps(room: Room) -> None:
    a_map = room.map()
    line = a_map.lines.get()
    frozen = []
    for data in (None, changed()):
        version = save(room, a_map, data) if data is not None else line.newest
        assert version is not None
        Line.objects.filter(pk=line.pk).update(in_force=version)
        frozen.append(standing.now(Process.objects.get(pk=room.process.pk)))
    told = [one for section in release.compare(*frozen) for one in section.changes if one.url]
    assert [one.sentence for one in told] == ["Pröva ansökan om bygglov: det som skiljer i kartan, med ord och i bilden"]
    tree = page(room.cast.client("maj"), told[0].url)
    assert words(tree)[0].startswith("Borttaget: steget ”Komplettera ansökan”")


@pytest.mark.once
def test_files_that_take_too_long_are_told_of(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    a_map = room.map()
    save(room, a_map, changed())
    monkeypatch.setattr(reader, "PATIENCE", 0)
    tree = page(room.cast.client("maj"), f"{a_map.get_absolute_url()}skillnad/")
    assert "Dela den i flera kartor." in classed(tree, "lead")[0].text_content()
    assert Comparison.objects.count() == 0
