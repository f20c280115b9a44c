"""The calendar file: lines, folding, escaping and dates, read back by a small reader of its own."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processlots.apps.organisation.mine.ics import Event, calendar, escaped, folded

pytestmark = pytest.mark.once
NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


def read(content: bytes) -> list[tuple[str, str]]:
    """(name with parameters, value) of each line, unfolded."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no character is split
        assert b"\r" not in line
        assert b"\n" not in line
    whole = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    return [tuple(line.split(":", 1)) for line in whole]  # type: ignore[misc]


def plain(value: str) -> str:
    """A text value as its reader sees it."""
    made, left = "", iter(value)
    for character in left:
        if character == "\\":
            following = next(left)
            made += "\n" if following == "n" else following
        else:
            assert character not in ";,", "these are escaped in a text"
            made += character
    return made


@given(st.text(max_size=300), st.text(max_size=300), st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 1, 1)))
def test_whatever_is_written_is_read_again(title: str, text: str, day: datetime.date) -> None:
    found = dict(read(calendar("Namn", [Event("task-1", day, title, "https://a.example/x", text)], NOW, "a.example")))
    kept = "".join(
        character for character in title.replace("\r\n", "\n").replace("\r", "\n") if character in "\t\n" or ord(character) > 31
    )
    for other in ("\u2028", "\u2029", "\x85"):
        kept = kept.replace(other, "\n")
    assert plain(found["SUMMARY"]) == kept.replace("\x7f", "")
    assert found["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"
    assert found["UID"] == "task-1@a.example"


def test_the_frame_is_whole() -> None:
    names = [name for name, _value in read(calendar("Mitt", [Event("a", NOW.date(), "T")], NOW, "x"))]
    assert names[0] == names[-1].replace("END", "BEGIN") == "BEGIN"
    assert {"VERSION", "PRODID", "DTSTAMP", "UID", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(names)


def test_a_meeting_in_sweden_is_written_in_utc() -> None:
    sweden = ZoneInfo("Europe/Stockholm")
    starts = datetime.datetime(2026, 7, 1, 9, 0, tzinfo=sweden)
    event = Event("m", starts, "Möte", end=starts + datetime.timedelta(hours=1), busy=True, place="Rum 1; plan 2")
    found = dict(read(calendar("x", [event], NOW, "x")))
    assert (found["DTSTART"], found["DTEND"], found["TRANSP"]) == ("20260701T070000Z", "20260701T080000Z", "OPAQUE")
    assert found["LOCATION"] == r"Rum 1\; plan 2"


def test_an_address_cannot_begin_a_line_of_its_own() -> None:
    found = read(calendar("x", [Event("u", NOW.date(), "T", "https://a.example/\r\nATTENDEE:x")], NOW, "x"))
    assert ("ATTENDEE", "x") not in found


def test_long_lines_are_folded_between_characters() -> None:
    line = folded("SUMMARY:" + "å" * 100)
    assert max(map(len, line.split(b"\r\n"))) <= 75
    assert line.replace(b"\r\n ", b"").decode() == "SUMMARY:" + "å" * 100 + "\r\n"
    assert escaped("a\\b;c,d\ne") == r"a\\b\;c\,d\ne"
