"""The tags of the look: every mark exists, decoration is silent, what stands alone speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils.translation import override
from lxml import etree

from processlots.kit.templatetags import kit as tags

WEB = Path(__file__).resolve().parents[4] / "web"
pytestmark = pytest.mark.once


def draw(template: str) -> str:
    engine = Engine(builtins=["processlots.kit.templatetags.kit", "django.templatetags.i18n"])
    return engine.from_string(template).render(Context())


@pytest.mark.skipif(not WEB.is_dir(), reason="the sources of the look are not part of the wheel")
def test_every_name_is_a_symbol_and_every_symbol_has_a_name() -> None:
    drawn = {symbol.get("id") for symbol in etree.parse(WEB / "marks.svg").iter("{*}symbol")}
    assert drawn == tags.MARKS


def test_a_name_that_does_not_exist_is_an_error_rather_than_an_empty_picture() -> None:
    with pytest.raises(ValueError, match=r"'anchor'.*begun"):
        tags.mark("anchor")


def test_a_mark_beside_a_word_is_hidden_from_screen_readers() -> None:
    picture = etree.fromstring(draw('{% mark "ok" %}'))
    assert picture.get("aria-hidden") == "true"
    assert picture[0].get("href").endswith("#ok")


def test_a_mark_that_stands_alone_has_a_name_and_escapes_it() -> None:
    picture = etree.fromstring(tags.mark("warn", 'a "b" <c>'))
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == 'a "b" <c>'


def test_a_state_is_shape_and_word() -> None:
    picture = etree.fromstring(tags.state("error", "1 < 2"))
    assert picture.get("class") == "state error"
    assert "".join(picture.itertext()) == "1 < 2"


@pytest.mark.parametrize(("step", "shown"), [(0, 0), (1, 1), (6, 6), (7, 6), (-1, 0)])
def test_the_six_steps_are_said_in_words(step: int, shown: int) -> None:
    with override("en"):
        picture = etree.fromstring(tags.six(step))
    assert picture[0].get("class") == f"six s{shown}"
    assert "".join(picture.itertext()) == f"Step {shown} of 6"


def test_the_short_form_is_read_aloud_in_full() -> None:
    with override("en"):
        picture = etree.fromstring(tags.six(4, short=True))
    read = [part.text for part in picture if part.get("aria-hidden") != "true"]
    assert read == ["Step 4 of 6"]


def test_the_address_of_a_file_changes_with_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    monkeypatch.setattr(tags, "STATIC", tmp_path)
    tags._digest.cache_clear()
    settings.DEBUG = True  # type: ignore[attr-defined]
    (tmp_path / "a.css").write_text("one")
    first = tags.asset("a.css")
    (tmp_path / "a.css").write_text("two, and longer")
    assert first.partition("?v=")[0] == tags.asset("a.css").partition("?v=")[0]
    assert first != tags.asset("a.css")


def test_a_file_that_is_not_built_still_has_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "STATIC", tmp_path)
    assert tags.asset("missing.css").endswith("/processlots/missing.css")
