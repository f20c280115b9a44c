"""A version's picture and text twin as HTML that is ready to send, kept by content in the memory of the process.

What a file says never changes, so the HTML is made once per file, language and edition of the renderer; the theme is the
style sheet's matter. What may change while the file stays the same (links to other maps, a search's hits, the zoom) is put
in on the way out, at places that are kept open for it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Subquery, TextField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from processlots.apps.maps import readings
from processlots.apps.maps.drilldown import Link
from processlots.apps.maps.models import Line, Reading, Version
from processlots.kit import search

#: maps of usual size, some hundred kilobytes each, in the memory of one web worker
KEPT = 16
#: where a step's links to other maps go
_PLACE = re.compile(r"<!--led:(.*?)-->")
_SIZE = re.compile(r'^<svg class="([^"]*)"(.*?) width="(\d+)" height="(\d+)"')
#: per cent; "" is as the page has room, "fit" the whole map in sight
ZOOMS = (25, 50, 75, 100, 125, 150, 200, 300)


@dataclass(frozen=True)
class Named:
    """An element as the search sees it: where it stands on the page, and its stemmed words."""

    element: str
    number: int | None
    name: str
    words: frozenset[str]

    @property
    def anchor(self) -> str:
        return f"steg-{self.number}" if self.number else f"e-{self.element}"


@dataclass(frozen=True)
class Shown:
    """`twin` is HTML and, at every second place, the id of an element whose links may stand there."""

    svg: str
    twin: tuple[str, ...]
    count: int
    drawings: int
    findings: Mapping[str, list[dict[str, Any]]]
    named: tuple[Named, ...]


def of(version: Version | None, language: str) -> Shown | None:
    """What is shown of a version; None where its file cannot be read. One query, whether it is kept here or not.

    The picture of an earlier version is made again where it was dropped (`maps.keeping`).
    """
    if version is None:
        return None
    rows = Reading.objects.filter(blob=version.blob_id).select_related("blob", "svg_sv", "svg_en")
    # As text: parsing it is the dear part, and is needed once.
    rows = rows.defer("content").annotate(raw=Cast("content", TextField()))
    reading = rows.first() or (rows.first() if readings.of(version) is not None else None)
    if reading is None:
        return None
    picture = reading.svg_en if language == "en" else reading.svg_sv
    return _made(_Key(reading.blob.sha256, reading.edition, picture.sha256, language, reading))


class _Key:
    """What the HTML depends on; the row goes along and is not compared."""

    def __init__(self, file: str, edition: int, picture: str, language: str, reading: Any) -> None:
        self.same = (file, edition, picture, language)
        self.language = language
        self.reading = reading

    def __hash__(self) -> int:
        return hash(self.same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.same == other.same

    def take(self) -> tuple[Any, str]:
        """The row and the language; the row is let go, so that what is kept does not keep it."""
        reading, self.reading = self.reading, None
        return reading, self.language


@lru_cache(maxsize=KEPT)
def _made(key: _Key) -> Shown:
    reading, language = key.take()
    told = json.loads(reading.raw)
    steps = told["steps"][language]
    parts = _PLACE.split(render_to_string("maps/_walk.html", {"steps": steps}))
    parts[1::2] = [html.unescape(one) for one in parts[1::2]]
    called = [one for one in told["elements"] if one["name"]]
    named = tuple(Named(one["id"], one["number"], one["name"], frozenset(search.words(one["name"]))) for one in called)
    return Shown(
        svg=reading.svg(language),
        twin=tuple(parts),
        count=sum(1 for one in steps if one["no"]),
        drawings=told["drawings"],
        findings=told["findings"],
        named=named,
    )


@dataclass(frozen=True)
class Strip:
    """The way through a map in a few boxes: where it starts and ends, the steps of the first level, how many there are."""

    start: str = ""
    end: str = ""
    steps: tuple[dict[str, Any], ...] = ()
    count: int = 0


def strip(line: Line, language: str) -> Strip:
    """The strip of what applies, else of what was drawn last; empty where there is nothing, or it cannot be read.

    One query; what it says is read once in a process.
    """
    newest = Version.objects.filter(line=line).order_by("-number").values("blob")[:1]
    rows = Reading.objects.filter(blob=line.in_force.blob_id if line.in_force is not None else Subquery(newest))
    rows = rows.annotate(raw=Cast("content", TextField()))
    for file, edition, raw in rows.values_list("blob__sha256", "edition", "raw"):
        return _strip(_Key(file, edition, "", language, raw))
    return Strip()


@lru_cache(maxsize=8 * KEPT)
def _strip(key: _Key) -> Strip:
    raw, language = key.take()
    told = json.loads(raw)
    steps = told["steps"]["en" if language == "en" else "sv"]
    return Strip(
        start=next((one["name"] for one in steps if one["start"]), ""),
        end=next((one for one in told["ends"] if one), ""),
        steps=tuple(one for one in steps if one["no"] and not one["level"]),
        count=sum(1 for one in steps if one["no"]),
    )


def forget() -> None:
    """Let go of what is kept; for tests that measure."""
    _made.cache_clear()
    _strip.cache_clear()


# -- what is put in on the way out --------------------------------------------------------------------------------------


def hits(shown: Shown, asked: str) -> list[Named]:
    """Elements whose names have the words that are asked for, else at least one of them; as the site's search finds words."""
    words = list(dict.fromkeys(search.words(asked)))[:8]
    if not words:
        return []
    scored = [(sum(any(own.startswith(word) for own in one.words) for word in words), one) for one in shown.named]
    best = max((score for score, _one in scored), default=0)
    return sorted((one for score, one in scored if score and score == best), key=lambda one: one.number or 10**6)


def twin(shown: Shown, links: Mapping[str, list[Link]], found: list[Named]) -> SafeString:
    """The steps with their links to other maps, hits marked."""
    parts = [_led(links.get(part, [])) if place % 2 else part for place, part in enumerate(shown.twin)]
    whole = "".join(parts)
    for one in found:
        if one.number:
            whole = whole.replace(f'<li id="{one.anchor}" class="', f'<li id="{one.anchor}" class="hit ', 1)
    return mark_safe(whole)  # our own template, escaped there


def _led(links: list[Link]) -> str:
    return "".join(format_html('<p class="led"><a href="{}">{}</a></p>', link.url, link.text) for link in links)


def picture(shown: Shown, links: Mapping[str, list[Link]], found: list[Named], zoom: str) -> SafeString:
    """The picture: steps that have a map of their own lead there (D-9), hits marked, as large as is asked for."""
    svg = shown.svg
    for element, led in links.items():
        svg = _leads(svg, element, led[0])
    for one in found:
        place = f'" id="e-{html.escape(one.element)}"'
        svg = svg.replace(place, f" hit{place}", 1)
    return mark_safe(_zoomed(svg, zoom))  # made by our own renderer


def _leads(svg: str, element: str, link: Link) -> str:
    """The step's link leads to the other map instead of to its place in the text, and says so."""
    start = svg.find(f'" id="e-{html.escape(element)}"')
    next_part = svg.find('<g class="part-', start + 1)
    at = svg.find('<a href="#steg-', start, next_part if next_part > 0 else len(svg))
    if start < 0 or at < 0:
        return svg
    end = svg.index(">", at)
    opening = re.sub(r'href="[^"]*"', lambda _m: f'href="{html.escape(link.url)}"', svg[at:end], count=1)
    opening = re.sub(r'aria-label="([^"]*)"', lambda m: f'aria-label="{m[1]}. {html.escape(link.text)}"', opening, count=1)
    return f"{svg[:start]} deeper{svg[start:at]}{opening}{svg[end:]}"


def zoom_asked(given: str) -> str:
    """ "150", "fit", or "" for anything else."""
    return given if given == "fit" or (given.isdecimal() and len(given) < 4 and int(given) in ZOOMS) else ""


def zooms(zoom: str) -> tuple[str, str]:
    """The next smaller and the next larger; "" where there is none."""
    here = 100 if not zoom.isdecimal() else int(zoom)
    smaller = [one for one in ZOOMS if one < here]
    larger = [one for one in ZOOMS if one > here]
    return str(smaller[-1]) if smaller else "", str(larger[0]) if larger else ""


def _zoomed(svg: str, zoom: str) -> str:
    found = _SIZE.match(svg) if zoom else None
    if found is None:
        return svg
    css, rest, width, height = found.groups()
    if zoom == "fit":
        return f'<svg class="map fit"{rest} width="{width}" height="{height}"{svg[found.end() :]}'
    wide, high = (round(int(size) * int(zoom) / 100) for size in (width, height))
    return f'<svg class="{css} zoomed"{rest} width="{wide}" height="{high}"{svg[found.end() :]}'
