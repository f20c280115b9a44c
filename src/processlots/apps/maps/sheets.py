"""A map on paper: its picture on one sheet where the letters stay readable, else over several that overlap, then its steps
as a table (D-5, D-11). PDF for everybody and for keeping (UA-1, A-2a), Word, and PNG. Free of Django, as the command needs it.

Heavy: called by the worker and by the command, never by a web worker (DESIGN 3).
"""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processlots.apps.maps.bpmn.words import say
from processlots.kit import typesetting

DOCUMENTS = Path(__file__).resolve().parents[2] / "library" / "documents"
MM = 72 / 25.4
#: width and height of the standing sheet, in mm
PAPERS = {"a4": (210, 297), "a3": (297, 420)}
#: what the picture does not get of a sheet, in mm: left and right; above (the running head) and below (what the sheet is)
ASIDE, ABOVE_BELOW = 2 * 14, 24 + 30
#: points a unit: letters of 15 units become 11 pt at most and 7 pt at least; on a divided map up to 9 pt
LARGEST, LEAST, DIVIDED = 0.75, 0.47, 0.6
#: points that neighbouring sheets share, to lay them over one another
OVERLAP = 34.0
MOST_SHEETS = 40
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
#: the look's serif is no file of ours that typst reads; it has this one
_SERIF = ("&#x27;Source Serif 4&#x27;, Georgia, serif", "Libertinus Serif")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a divided picture. x and y are where it begins in the picture, in points; left, right, up and down are
    the numbers of its neighbours, 0 for none."""

    number: int
    x: float
    y: float
    width: float
    height: float
    left: int = 0
    right: int = 0
    up: int = 0
    down: int = 0


@dataclass(frozen=True)
class Plan:
    """How a picture lies on paper, `width` × `height` points large. `whole` is how much of that it has on a first sheet that
    shows all of it, 0 where there is none."""

    paper: str
    lying: bool
    width: float
    height: float
    sheets: tuple[Sheet, ...]
    whole: float = 0.0


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of one of our pictures, in its units."""
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def plan(svg: str, paper: str = "a4") -> Plan:
    """How a picture is best laid on this paper: lying where it is wider than high, divided where letters would be too small."""
    wide, high = size_of(svg)
    lying = wide > high
    across, down = PAPERS[paper][::-1] if lying else PAPERS[paper]
    room_x, room_y = (across - ASIDE) * MM, (down - ABOVE_BELOW) * MM
    fits = min(room_x / wide, room_y / high)
    if fits >= LEAST:
        scale = min(fits, LARGEST)
        return Plan(paper, lying, wide * scale, high * scale, (Sheet(1, 0, 0, wide * scale, high * scale),))

    def count(by: float) -> int:
        return _count(wide * by, room_x) * _count(high * by, room_y)

    # The fewest sheets, and on those as large as may be: no sheet with only an edge on it.
    scale = min((LEAST + (DIVIDED - LEAST) * step / 12 for step in range(13)), key=lambda by: (count(by), -by))
    while count(scale) > MOST_SHEETS:
        scale *= 0.9
    columns, rows = _count(wide * scale, room_x), _count(high * scale, room_y)
    made = []
    for row in range(rows):
        for column in range(columns):
            number = row * columns + column + 1
            x, y = column * (room_x - OVERLAP), row * (room_y - OVERLAP)
            made.append(
                Sheet(
                    number,
                    x,
                    y,
                    min(room_x, wide * scale - x),
                    min(room_y, high * scale - y),
                    left=number - 1 if column else 0,
                    right=number + 1 if column < columns - 1 else 0,
                    up=number - columns if row else 0,
                    down=number + columns if row < rows - 1 else 0,
                )
            )
    return Plan(paper, lying, wide * scale, high * scale, tuple(made), whole=fits / scale)


def _count(length: float, room: float) -> int:
    return max(1, math.ceil((length - OVERLAP) / (room - OVERLAP)))


def rows(steps: Iterable[dict[str, Any]], language: str) -> list[list[str]]:
    """The steps as a table (D-11): number, activity, actor, how it goes on, what else there is to know; from `content.steps`."""
    made = []
    pool = ""
    for step in steps:
        pool = step["pool"] or pool
        name = step["headline"] + (f" ({step['kind']})" if step["kind"] else "")
        onward = [step["question"], step["how"], *map(_plain, step["ways"])]
        more = [step["about"], *map(_plain, step.get("from", [])), *map(_plain, step["facts"])]
        papers = ", ".join(title for title, _href in step["documents"])
        if papers:
            more.append(say("papers", language, names=papers))
        made.append([str(step["no"] or ""), name, step["actor"] or pool, _lines(onward), _lines(more)])
    return made


def _plain(sentence: Iterable[Iterable[Any]]) -> str:
    return "".join(text for text, _no in sentence)


def _lines(texts: list[str]) -> str:
    return "\n".join(filter(None, texts))


def heads(language: str) -> list[str]:
    """What stands over the table's columns."""
    return [say(word, language) for word in ("column_no", "column_what", "column_who", "column_onward", "column_more")]


def marks(sheet: Sheet, whole: Plan, language: str) -> str:
    """What stands under a sheet: "Blad 2 av 6. Fortsätter till höger på blad 3, nedåt på blad 5."."""
    if len(whole.sheets) == 1:
        return ""
    said = say("sheet", language, no=sheet.number, count=len(whole.sheets))
    onward = [say(way, language, no=no) for way, no in (("to_right", sheet.right), ("to_below", sheet.down)) if no]
    return f"{said} {say('goes_on', language, where=', '.join(onward))}" if onward else said


def png(svg: str, scale: float = 2.0) -> bytes:
    """The picture as PNG, about two pixels a unit. Raises typesetting.NotMade."""
    wide, high = size_of(svg)
    return typesetting.png(_set(svg), wide, high, scale)


def pdf(
    svg: str, steps: list[dict[str, Any]], language: str, head: dict[str, str], at: datetime.datetime, paper: str = "a4"
) -> bytes:
    """The picture and its table of steps. `head`: title, and where known organisation, subject, version, date.

    The same arguments give the same bytes. Raises typesetting.NotMade.
    """
    laid = plan(svg, paper)
    across, down = PAPERS[paper][::-1] if laid.lying else PAPERS[paper]
    instant = at.astimezone(datetime.UTC).replace(microsecond=0)
    told = {
        **head,
        "language": language,
        "instant": list(instant.timetuple()[:6]),
        "paper": {"width": across, "height": down},
        "picture": {"width": laid.width, "height": laid.height, "whole": laid.whole},
        "sheets": [
            {
                **vars(one),
                "says": marks(one, laid, language),
                "alt": say("sheet_alt", language, name=head["title"], sheet=marks(one, laid, language)).strip(),
            }
            for one in laid.sheets
        ],
        "overlap": OVERLAP,
        "alt": say("sheet_alt", language, name=head["title"], sheet="").strip(),
        "says": say("whole_on_sheets", language, count=len(laid.sheets)),
        "steps_title": say("same_as_steps", language),
        "heads": heads(language),
        "rows": rows(steps, language),
    }
    files = {
        "main.typ": (DOCUMENTS / "map_sheets.typ").read_bytes(),
        "layout.typ": (DOCUMENTS / "layout.typ").read_bytes(),
        "picture.svg": _set(svg).encode(),
    }
    return typesetting.compiled(files, told, instant)


def _set(svg: str) -> str:
    return svg.replace(*_SERIF)


def docx(svg: str, steps: list[dict[str, Any]], language: str, head: dict[str, str], paper: str = "a4") -> bytes:
    """The picture, over several pages where it is large, and its table of steps as a Word file. Raises typesetting.NotMade."""
    from processlots.apps.maps import sheets_word

    written = io.BytesIO()
    laid = plan(svg, paper)
    pictures = [
        typesetting.png(_set(svg), laid.width, laid.height, 200 / 72, part=(one.x, one.y, one.width, one.height))
        for one in laid.sheets
    ]
    sheets_word.document(laid, pictures, rows(steps, language), language, head).save(written)
    return written.getvalue()
