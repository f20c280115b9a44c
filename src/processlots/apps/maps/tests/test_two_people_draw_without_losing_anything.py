"""Two who draw the same map: a lock that shows who and can be taken over, drafts that wait, and saves that merge (V-40)."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.utils import timezone

from processlots.apps.maps import bpmn, drafts
from processlots.apps.maps.models import MapDraft, MapLock, Version
from processlots.apps.maps.tests.makers import drawn, line_of, save
from processlots.kit import jobs

ONE, TWO = "a" * 20, "b" * 20


def ask(browser: Any, a_map: Any, window: str, act: str = "hold", when: str = "today") -> Any:
    body = json.dumps({"window": window, "act": act})
    return browser.post(f"{a_map.get_absolute_url()}rita/penna/?visar={when}", body, content_type="application/json")


def keep(browser: Any, a_map: Any, xml: str = "<draft/>", **more: Any) -> Any:
    body = json.dumps({"xml": xml, "version": "1", "touched": ["Task_1"], **more})
    return browser.post(f"{a_map.get_absolute_url()}rita/utkast/", body, content_type="application/json")


def test_the_second_sees_who_draws_takes_over_and_the_first_is_told(room: Any) -> None:
    made = room.map()
    first, other = room.cast.client("hanna"), room.cast.client("hanna")
    mine = ask(first, made, ONE).json()
    assert (mine["mine"], mine["holder"], mine["self"], mine["version"], mine["by"]) == (
        True, "Handledar-Hanna", True, 1, "Handledar-Hanna",
    )  # fmt: skip
    assert ask(other, made, TWO).json()["mine"] is False
    assert ask(other, made, TWO, when="tomorrow").json()["mine"] is True, "another line is another drawing"
    assert ask(other, made, TWO, "take").json()["mine"] is True
    told = ask(first, made, ONE).json()
    assert (told["mine"], told["holder"]) == (False, "Handledar-Hanna")
    assert ask(first, made, ONE, "leave").status_code == 204, "what one does not hold one cannot let go"
    assert ask(first, made, ONE).json()["mine"] is False
    assert ask(other, made, TWO, "leave").status_code == 204
    assert ask(first, made, ONE).json()["mine"] is True


def test_a_window_that_is_not_heard_of_holds_nothing(room: Any) -> None:
    made = room.map()
    hanna = room.cast.client("hanna")
    ask(hanna, made, ONE)
    MapLock.objects.update(heard=timezone.now() - drafts.HELD)
    assert ask(hanna, made, TWO).json()["mine"] is True
    assert ask(hanna, made, ONE).json()["mine"] is False


def test_a_draft_waits_for_its_own_person_and_goes_when_saved_or_thrown_away(room: Any) -> None:
    made = room.map()
    hanna = room.cast.client("hanna")
    address = f"{made.get_absolute_url()}rita/utkast/"
    assert hanna.get(address).status_code == 204
    assert keep(hanna, made, "<a/>").status_code == 204
    assert keep(hanna, made, "<b/>").status_code == 204
    found = hanna.get(address).json()
    assert (found["xml"], found["version"], found["touched"]) == ("<b/>", 1, ["Task_1"])
    assert hanna.get(f"{address}?visar=tomorrow").status_code == 204
    assert drawn(hanna, made, line_of(made).newest.blob.read(), 1, changed=[], removed=[]).status_code == 200
    assert hanna.get(address).status_code == 204
    keep(hanna, made)
    assert hanna.delete(address).status_code == 204
    assert MapDraft.objects.count() == 0


def test_nobody_untrained_holds_the_pen_or_keeps_a_draft(room: Any) -> None:
    made = room.map()
    for name in ("alva", "love", "charlie", "moa", "maj", "ali", "gro"):
        browser = room.cast.client(name)
        address = f"{made.get_absolute_url()}rita/utkast/"
        answers = [ask(browser, made, ONE), ask(browser, made, ONE, "take"), keep(browser, made), browser.get(address)]
        assert {one.status_code for one in answers} <= {403, 404}, name
    assert (MapLock.objects.count(), MapDraft.objects.count()) == (0, 0)


ODD = [
    ("penna", "{", 400),
    ("penna", '{"window": "a b c d e f g"}', 400),
    ("penna", '{"window": "aaaaaaaaaa", "act": "burn"}', 400),
    ("utkast", "[]", 400),
    ("utkast", '{"xml": "<a/>", "touched": [7]}', 400),
    ("utkast", '{"xml": "<a/>", "version": "-1"}', 400),
    ("utkast", json.dumps({"xml": "x" * (6 * 1024 * 1024)}), 413),
    ("spara", '{"xml": "<a/>", "version": 1, "choices": {"a": 7}}', 400),
]


def test_what_no_editor_sends_gets_a_word_and_keeps_nothing(room: Any) -> None:
    made = room.map()
    browser = room.cast.client("hanna")
    for address, body, status in ODD:
        answer = browser.post(f"{made.get_absolute_url()}rita/{address}/", body, content_type="application/json")
        assert answer.status_code == status, body[:80]
        assert answer.json()["detail"]
    assert (MapLock.objects.count(), MapDraft.objects.count(), Version.objects.count()) == (0, 0, 1)


def test_what_nobody_went_on_with_is_forgotten_at_night(room: Any) -> None:
    made = room.map()
    hanna = room.cast.client("hanna")
    keep(hanna, made)
    ask(hanna, made, ONE)
    jobs.start("maps.forget_drafts")
    jobs.drain()
    assert (MapLock.objects.count(), MapDraft.objects.count()) == (1, 1)
    MapDraft.objects.update(drawn_at=timezone.now() - drafts.FORGOTTEN - datetime.timedelta(days=1))
    MapLock.objects.update(heard=timezone.now() - datetime.timedelta(days=2))
    jobs.start("maps.forget_drafts")
    jobs.drain()
    assert (MapLock.objects.count(), MapDraft.objects.count()) == (0, 0)


def edited(data: bytes, **names: str) -> bytes:
    """The file with some elements renamed."""
    a_map = bpmn.read(data)
    for element, name in names.items():
        a_map.elements[element].name = name
    return bpmn.save(a_map)


def test_a_save_on_top_of_anothers_is_merged_and_told_in_words(room: Any) -> None:
    made = room.map()
    stored = line_of(made).newest.blob.read()
    one, two = [element.id for element in bpmn.read(stored).elements.values() if element.type.lower().endswith("task")][:2]
    save(room, made, edited(stored, **{one: "Hannas namn"}))
    hanna = room.cast.client("hanna")
    keep(hanna, made)
    answer = drawn(hanna, made, edited(stored, **{two: "Loves namn"}), 1, changed=[two], removed=[])
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["version"], told["merged"]) == (3, True)
    assert "version 2" in told["message"]
    assert "version 3" in told["message"]
    elements = bpmn.read(line_of(made).newest.blob.read()).elements
    assert (elements[one].name, elements[two].name) == ("Hannas namn", "Loves namn")


def test_what_clashes_is_asked_and_saved_as_it_is_answered(room: Any) -> None:
    made = room.map()
    stored = line_of(made).newest.blob.read()
    one, two = [element.id for element in bpmn.read(stored).elements.values() if element.type.lower().endswith("task")][:2]
    save(room, made, edited(stored, **{one: "Deras namn"}))
    hanna = room.cast.client("hanna")
    keep(hanna, made)
    mine = edited(stored, **{one: "Mitt namn", two: "Mitt andra"})
    answer = drawn(hanna, made, mine, 1, changed=[one, two], removed=[])
    assert answer.status_code == 409
    told = answer.json()
    assert [(clash["element"], clash["mine"], clash["theirs"]) for clash in told["clashes"]] == [
        (one, "”Mitt namn”", "”Deras namn”")
    ]
    assert told["by"] == "Handledar-Hanna"
    assert told["url"] == line_of(made).newest.get_absolute_url()
    assert (Version.objects.count(), MapDraft.objects.count()) == (2, 1), "nothing is saved, and the drawing waits"
    key = told["clashes"][0]["key"]
    for number, (side, name) in enumerate((("theirs", "Deras namn"), ("mine", "Mitt namn")), 3):
        answer = drawn(hanna, made, mine, 1, changed=[one, two], removed=[], choices={key: side})
        assert answer.json()["version"] == number
        elements = bpmn.read(line_of(made).newest.blob.read()).elements
        assert (elements[one].name, elements[two].name) == (name, "Mitt andra")


def test_a_drawing_on_a_version_that_is_not_there_overwrites_nothing(room: Any) -> None:
    made = room.map()
    for version in (0, 7):
        answer = drawn(room.cast.client("hanna"), made, line_of(made).newest.blob.read(), version, changed=[], removed=[])
        assert answer.status_code == 409
        assert "clashes" not in answer.json()
    assert Version.objects.count() == 1
