"""The demo's people: one is somebody else with one press, and stays on the page. Outside the demo there is no such way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from processlots.kit.models import Installation


@pytest.fixture
def demo(cast: Any) -> Any:
    Installation.objects.create(name="Modellby kommun", demo=True)
    return cast


def test_every_page_lists_the_people_and_keeps_the_address(demo: Any) -> None:
    browser = demo.client("love")
    page = browser.get("/processer/?visa=mina").content.decode()
    assert 'formaction="/byt-person/alva/"' in page
    assert 'name="next" value="/processer/?visa=mina"' in page
    answer = browser.post("/byt-person/alva/", {"next": "/processer/?visa=mina"})
    assert answer.headers["Location"] == "/processer/?visa=mina"
    assert "Ägar-Alva" in browser.get("/processer/").content.decode()


@pytest.mark.parametrize("odd", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\x00"])
def test_one_is_sent_nowhere_else(demo: Any, odd: str) -> None:
    assert demo.client("love").post("/byt-person/alva/", {"next": odd}).headers["Location"] == "/"


def test_the_login_lists_them_and_leads_on_to_what_was_asked_for(demo: Any) -> None:
    page = Client().get("/konto/login/?next=/mal/").content.decode()
    assert 'name="next" value="/mal/"' in page
    assert 'formaction="/byt-person/charlie/"' in page


def test_what_was_just_posted_is_no_page_to_stay_on(demo: Any) -> None:
    page = demo.client("charlie").post("/inlasning/processes/", {"text": ""}).content.decode()
    assert 'formaction="/byt-person/alva/"' in page
    assert 'name="next" value="/inlasning' not in page.partition('class="people"')[0].rpartition("<details")[2]


def test_outside_the_demo_nobody_is_anybody_else(cast: Any) -> None:
    Installation.objects.create(name="Storköpings kommun", demo=False)
    browser = cast.client("love")
    assert "/byt-person/" not in browser.get("/").content.decode()
    assert browser.get("/byt-person/").status_code == 404
    assert browser.post("/byt-person/alva/").status_code == 404
