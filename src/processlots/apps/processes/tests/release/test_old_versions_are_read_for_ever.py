"""A release that was written with schema 1 is read, shown, printed and compared, whatever the product has become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from processlots.apps.processes.release import comparing, content, printing, reading

FILE = Path(__file__).resolve().parent / "release_schema_1.json"


@pytest.fixture
def old() -> bytes:
    return FILE.read_bytes()


@pytest.mark.once
def test_schema_1_is_shown_as_it_was_written(old: bytes) -> None:
    made = reading.read(old)
    with translation.override("sv"):
        shown = {one.key: one for one in reading.shown(made)}
        assert ("Syfte", "Den som äger mark ska kunna förändra den utan att skada platsen.") in shown["specification"].facts
        assert ("Processägare", "Ägar-Alva") in shown["appointments"].facts
        assert [one.name for one in shown["goals"].things] == ["Väntan 1 är högst 42 dagar"]
        assert ("Senast", "31 december 2026") in shown["goals"].things[0].facts
    with translation.override("en"):
        shown = {one.key: one for one in reading.shown(made)}
        assert ("Process owner", "Ägar-Alva") in shown["appointments"].facts


def test_schema_1_is_printed(old: bytes, db: None) -> None:
    """Its map's file may be gone: the document is made all the same, with the hash in it."""

    def lost(sha256: str) -> bytes:
        raise FileNotFoundError(sha256)

    assert printing.printed(reading.read(old), lost, "sv", "0" * 64).startswith(b"%PDF-1.7")


@pytest.mark.once
def test_schema_1_is_compared_with_itself(old: bytes) -> None:
    assert comparing.compare(reading.read(old), reading.read(old)) == []


@pytest.mark.once
def test_the_schema_is_counted_up_with_a_way_from_the_one_before() -> None:
    """Whoever changes the shape writes how the old one becomes the new."""
    assert set(reading.UPGRADES) == set(range(1, content.SCHEMA))


@pytest.mark.once
@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"[]", b"null", b'{"schema": 1}', b"\xff\xfe", b'{"schema": "x"}', b"[" * 100_000),
        b'{"schema":0,"release":{"number":1},"sections":[]}',
    ],
)
def test_what_is_no_release_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(reading.Unreadable):
        reading.read(data)


@pytest.mark.once
def test_one_from_a_newer_product_is_refused_in_words() -> None:
    with pytest.raises(reading.Unreadable, match="nyare"):
        reading.read(b'{"schema": 999, "release": {"number": 1}, "sections": []}')


def test_a_version_whose_file_is_lost_says_so(cast: Any) -> None:
    from processlots.apps.processes.tests.makers import give_role, make_decided
    from processlots.apps.processes.tests.release.makers import release
    from processlots.kit import files

    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    made = release(process, cast)
    files.place(made.content.sha256).unlink()
    browser = cast.client("maj")
    assert "saknas i datamappen" in browser.get(made.get_absolute_url()).content.decode()
    assert browser.get(f"{process.get_absolute_url()}versioner/skillnad/").status_code == 200
    assert browser.get(f"/api/v1/releases/{made.uid}/comparison").status_code == 404
    assert browser.get(f"{made.get_absolute_url()}json/").status_code == 404
