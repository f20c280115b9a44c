"""D-9: a step leads to its detailed map and a call to its process, and back up; a search's hits are marked; the picture has
the size that is asked for. All without script, and none of it makes the page dearer."""

from __future__ import annotations

import re
from typing import Any

from processlots.apps.maps import bpmn, content, shown
from processlots.apps.maps.models import Map, MapElement, Reading
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.apps.maps.tests.test_a_map_is_read_without_javascript import page


def overview(room: Any, detail: Map) -> Map:
    """An overview whose step "granska" has a map of its own."""
    a_map = bpmn.read(own("bygglov.bpmn"))
    a_map.elements["granska"].properties["map"] = str(detail.uid)
    a_map.elements["prova"].properties["process"] = str(room.process.uid)
    made = Map.objects.create(process=room.process, title="I stora drag", kind="overview")
    save(room, made, bpmn.save(a_map))
    return made


def opening(text: str, element: str) -> str:
    """The beginning of an element's group in the picture, with its link."""
    found = re.search(rf'<g class="[^"]*" id="e-{element}".*?</a>', text, re.DOTALL)
    assert found, element
    return found[0]


def test_a_step_leads_to_its_detailed_map_and_the_map_back_to_the_step(room: Any) -> None:
    detail = room.map()
    above = overview(room, detail)
    text = page(room, above.get_absolute_url())
    led = opening(text, "granska")
    assert f'href="{detail.get_absolute_url()}"' in led
    assert "deeper" in led
    assert "Pröva ansökan om bygglov" in led[led.index("aria-label") :], "who cannot see it hears where the link goes"
    step = text[text.index('<li id="steg-3"') : text.index('<li id="steg-4"')]
    assert f'href="{detail.get_absolute_url()}"' in step
    call = text[text.index('<li id="steg-6"') : text.index('<li id="steg-7"')]
    assert f'href="{room.process.get_absolute_url()}"' in call
    assert f'href="{above.get_absolute_url()}#steg-3"' in page(room, detail.get_absolute_url())
    assert opening(text, "be_om").count('href="#steg-4"') == 1


def test_what_one_may_not_see_is_not_told_of(room: Any) -> None:
    detail = room.map()
    above = overview(room, detail)
    Map.objects.filter(pk=detail.pk).update(ended_on="2026-01-01")
    text = page(room, above.get_absolute_url())
    assert "deeper" not in opening(text, "granska")
    assert detail.get_absolute_url() not in text[text.index("<main") :]


def test_a_search_opens_the_map_with_its_hits_marked(room: Any) -> None:
    made = room.map()
    found = page(room, "/sok/?q=komplettering")
    address = f"{made.get_absolute_url()}?sok=komplettering"
    assert f'href="{address}"' in found
    text = page(room, address)
    assert 'class="part-activity hit" id="e-be_om"' in text
    assert '<li id="steg-4" class="hit' in text
    assert text.count("hit") >= 2
    assert '<a href="#steg-4">4 Be om komplettering</a>' in text
    assert 'class="part-activity hit"' not in page(room, made.get_absolute_url())
    nothing = page(room, f"{made.get_absolute_url()}?sok=%3Cscript%3Exyz")
    assert "&lt;script&gt;xyz" in nothing
    assert 'class="part-activity hit"' not in nothing


def test_the_picture_has_the_size_that_is_asked_for(room: Any) -> None:
    made = room.map()

    def size(zoom: str) -> tuple[str, int]:
        found = re.search(r'<svg class="(map[^"]*)".*? width="(\d+)"', page(room, f"{made.get_absolute_url()}?zoom={zoom}"))
        assert found
        return found[1], int(found[2])

    plain = size("100")[1]
    assert size("200") == ("map zoomed", 2 * plain)
    assert size("fit")[0] == "map fit"
    for odd in ("99999", "-1", "²", "%00", "abc"):
        assert size(odd) == ("map", plain)
    text = page(room, f"{made.get_absolute_url()}?zoom=200&sok=ansokan")
    assert re.search(r"\?(sok=ansokan&amp;zoom=300|zoom=300&amp;sok=ansokan)#kartan", text)


def test_the_flow_is_told_backwards_too_and_who_takes_over(room: Any) -> None:
    text = page(room, room.map().get_absolute_url())
    step = text[text.index('<li id="steg-3"') : text.index('<li id="steg-4"')]
    assert 'data-before="2 5"' in step
    assert 'data-after="4 6"' in step
    assert re.search(r"Tar över från Registrator \(steg .*?href=\"#steg-2\"", step, re.DOTALL)
    assert re.search(r"Tar över från Sökande \(steg .*?href=\"#steg-5\"", step, re.DOTALL)


def test_each_way_back_is_a_way_on_of_another_step() -> None:
    walked = bpmn.walk(bpmn.read(own("all_kinds.bpmn")))
    ways = bpmn.along(walked)
    assert {(no, after) for no, one in ways.items() for after in one.after} == {
        (before, no) for no, one in ways.items() for before in one.before
    }
    assert ways


def test_the_page_is_kept_by_content_and_told_anew_when_that_changes(room: Any, monkeypatch: Any) -> None:
    made = room.map()
    shown.forget()
    page(room, made.get_absolute_url())
    calls: list[str] = []
    monkeypatch.setattr(shown, "render_to_string", lambda *_arguments: calls.append("") or "")
    assert "Registrera ärendet" in page(room, made.get_absolute_url())
    assert not calls, "the same file is not rendered twice"
    page(room, made.get_absolute_url(), language="en")
    assert len(calls) == 1, "each language has its own"
    Reading.objects.update(edition=content.EDITION + 1)
    page(room, made.get_absolute_url())
    assert len(calls) == 2, "a new edition of the renderer is another page"
    shown.forget()


def test_ids_of_any_kind_keep_their_place(room: Any) -> None:
    """An id in a file may hold what ends a comment or an attribute; links still stand at their own step."""
    odd = own("bygglov.bpmn").replace(b'"granska"', b'"a--&gt;&quot;b"').replace(b">granska<", b'>a--&gt;"b<')
    made = Map.objects.create(process=room.process, title="Udda", kind="detailed")
    save(room, made, odd)
    MapElement.objects.filter(line=line_of(made), number=3).update(called_process=room.process)
    text = page(room, made.get_absolute_url())
    step = text[text.index('<li id="steg-3"') : text.index('<li id="steg-4"')]
    assert f'href="{room.process.get_absolute_url()}"' in step
    assert "<!--led" not in text
