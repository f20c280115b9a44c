"""A calendar as RFC 5545 writes it. Knows neither Django nor tasks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

#: octets of a line, its end left out (RFC 5545, 3.1)
LONGEST = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """Something on a day, or from one instant to another. `uid` is the same for as long as the thing is.

    `start`, `end`: a date (the whole day, `end` left out) or aware datetimes. `busy`: whether it takes the person's time.
    """

    uid: str
    start: datetime.date | datetime.datetime
    title: str
    url: str = ""
    text: str = ""
    place: str = ""
    end: datetime.datetime | None = None
    busy: bool = False


def calendar(name: str, events: Iterable[Event], stamp: datetime.datetime, domain: str) -> bytes:
    """The file. `stamp`: when it was made, aware; `domain` makes the uids the installation's own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Processlots//Processlots//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Europe/Stockholm",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _event(event, stamp, domain)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event, stamp: datetime.datetime, domain: str) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(event.uid)}@{domain}", f"DTSTAMP:{_instant(stamp)}"]
    if isinstance(event.start, datetime.datetime):
        lines.append(f"DTSTART:{_instant(event.start)}")
        if event.end is not None:
            lines.append(f"DTEND:{_instant(event.end)}")
    else:
        lines.append(f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}")
        lines.append(f"DTEND;VALUE=DATE:{event.start + datetime.timedelta(days=1):%Y%m%d}")
    lines.append(f"SUMMARY:{escaped(event.title)}")
    if event.text:
        lines.append(f"DESCRIPTION:{escaped(event.text)}")
    if event.place:
        lines.append(f"LOCATION:{escaped(event.place)}")
    if event.url:
        lines.append("URL:" + re.sub(r"\s", "", _CONTROL.sub("", event.url)))
    return [*lines, f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}", "END:VEVENT"]


def _instant(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _CONTROL.sub("", text).encode("utf-8", "ignore").decode()
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end, broken so that no part is longer than 75 octets and no character is split."""
    parts: list[bytes] = [b""]
    room = LONGEST
    for character in line:
        octets = character.encode()
        if len(octets) > room:
            parts.append(b" ")
            room = LONGEST - 1
        parts[-1] += octets
        room -= len(octets)
    return b"\r\n".join(parts) + b"\r\n"
