"""The reading page: the picture and its text twin, drawn by the server, with what else one wants to know of the map."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.maps import bpmn
from processlots.apps.maps.models import Reading
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.kit import jobs


def page(room: Any, address: str, name: str = "ali", language: str = "sv") -> str:
    browser = room.cast.client(name)
    browser.cookies["django_language"] = language
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_picture_and_steps_name_each_other(room: Any) -> None:
    made = room.map()
    text = page(room, made.get_absolute_url())
    numbers = bpmn.numbers(bpmn.read(own("bygglov.bpmn")))
    assert numbers
    for element, number in numbers.items():
        assert f'id="steg-{number}"' in text, element
        assert f'href="#e-{element}"' in text, element
        assert f'id="e-{element}"' in text, element
        assert text.count(f'href="#steg-{number}"') >= 1, element
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert links <= set(re.findall(r'\bid="([^"]+)"', text)), "every link on the page has somewhere to go"


def test_the_page_needs_no_script_and_has_no_style_of_its_own(room: Any) -> None:
    text = page(room, room.map().get_absolute_url())
    main = text[text.index("<main") : text.index("</main>")]
    assert "<script" not in main
    assert " style=" not in main
    assert "editor.js" not in text


def test_every_choice_says_by_number_where_it_leads(room: Any) -> None:
    text = page(room, room.map().get_absolute_url())
    steps = text[text.index('class="walk"') :]
    for step in bpmn.walk(bpmn.read(own("bygglov.bpmn"))):
        for choice in step.choices:
            if choice.target_no:
                assert re.search(rf'href="#steg-{choice.target_no}"', steps), choice


def test_both_languages_have_their_own_picture_and_words(room: Any) -> None:
    made = room.map()
    swedish, english = page(room, made.get_absolute_url()), page(room, made.get_absolute_url(), language="en")
    assert "Processkarta" in swedish
    assert "Process map" in english
    assert "Processkarta" not in english


def test_downloads_are_attachments_that_no_browser_runs(room: Any) -> None:
    version = line_of(room.map()).newest
    browser = room.cast.client("ali")
    for name, media in (("karta.bpmn", "application/xml"), ("karta.svg", "image/svg+xml"), ("steg.txt", "text/plain")):
        answer = browser.get(f"{version.get_absolute_url()}{name}")
        assert answer.headers["Content-Type"].startswith(media)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert body
        if name == "karta.bpmn":
            assert bpmn.canonical(body) == bpmn.canonical(own("bygglov.bpmn"))


def test_every_version_keeps_its_page(room: Any) -> None:
    made = room.map()
    first = line_of(made).newest
    save(room, made, own("all_kinds.bpmn"))
    text = page(room, first.get_absolute_url())
    assert bpmn.read(own("bygglov.bpmn")).lanes
    for lane in bpmn.read(own("bygglov.bpmn")).lanes.values():
        assert lane.name in text
    assert line_of(made).newest.get_absolute_url() in text


def test_the_cost_of_reading_does_not_grow_with_the_map_or_its_versions(room: Any) -> None:
    made = room.map()
    browser = room.cast.client("ali")
    browser.get(made.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        browser.get(made.get_absolute_url())
    for number in range(6):
        save(room, made, own("bygglov.bpmn").replace(b'name="', f'name="{number} '.encode(), 1))
    with CaptureQueriesContext(connection) as many:
        assert browser.get(made.get_absolute_url()).status_code == 200
    assert len(many) == len(few)
    assert len(few) <= 18


class Attributes(HTMLParser):
    """Every element and its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_names_in_a_file_are_text_and_nothing_else(room: Any) -> None:
    hostile = own("bygglov.bpmn").replace(b'name="', b'name="&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x ')
    seen = Attributes()
    seen.feed(page(room, _saved(room, hostile).get_absolute_url()))
    assert not [tag for tag, attributes in seen.found if any(name.startswith("on") for name in attributes)]
    assert [attributes for tag, attributes in seen.found if tag == "script" and "src" not in attributes] == []


def _saved(room: Any, data: bytes) -> Any:
    made = room.map()
    save(room, made, data)
    return made


def test_a_picture_that_is_missing_is_drawn_in_the_night_or_when_somebody_asks_for_it(room: Any) -> None:
    made = room.map()
    Reading.objects.all().delete()
    jobs.start("maps.draw")
    jobs.drain()
    assert Reading.objects.count() == 1
    Reading.objects.all().delete()
    assert '<svg class="map' in page(room, made.get_absolute_url())
    assert Reading.objects.count() == 1


def test_the_process_page_shows_the_way_and_says_where_the_map_stands(room: Any) -> None:
    address = room.process.get_absolute_url()
    assert "/kartor/nytt/?process=" in page(room, address, "hanna")
    assert "Handledar-Hanna" in page(room, address, "alva")
    made = room.map()
    text = page(room, address)
    assert made.get_absolute_url() in text
    assert 'class="overview"' in text


def test_a_map_without_a_drawing_says_what_to_do(room: Any) -> None:
    from processlots.apps.maps.models import Map

    made = Map.objects.create(process=room.process, title="Tom")
    assert f"{made.get_absolute_url()}rita/" in page(room, made.get_absolute_url(), "hanna")
    assert f"{made.get_absolute_url()}rita/" not in page(room, made.get_absolute_url(), "alva")
