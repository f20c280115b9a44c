"""The process overview as a picture of its own: three bands, each process a box with its words and where it stands (C-22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from processlots.kit.charts.svg import element, standalone

WIDTH, BOX, GAP, PAD = 1200, 270, 16, 24
LINE, LETTERS = 20, 31


@dataclass(frozen=True)
class Drawn:
    """A process as the picture writes it: name, status in words, and whether something is wanted."""

    name: str
    status: str
    wanting: bool = False


@dataclass(frozen=True)
class Band:
    """A row of the house with its heading."""

    heading: str
    rooms: Sequence[Drawn]


def house_svg(title: str, bands: Sequence[Band]) -> str:
    """A file that stands alone, styled as charts are. Colour is never alone: the status is written in every box.

    >>> "Följa upp budget" in house_svg("Modellby", [Band("Styr", [Drawn("Följa upp budget", "förvaltas")])])
    True
    """
    parts, y = [element("text", text=title, x=PAD, y=40, class_="strong", font_size=24)], 70.0
    for band in bands:
        if not band.rooms:
            continue
        parts.append(element("text", text=band.heading, x=PAD, y=y + 16, class_="strong"))
        y += 30
        per_row = (WIDTH - 2 * PAD + GAP) // (BOX + GAP)
        for start in range(0, len(band.rooms), per_row):
            row = [(room, _broken(room.name), _broken(room.status)) for room in band.rooms[start : start + per_row]]
            height = max((len(name) + len(status)) * LINE + 24 for _room, name, status in row)
            for place, (room, name, status) in enumerate(row):
                x = PAD + place * (BOX + GAP)
                parts.append(element("rect", x=x, y=y, width=BOX, height=height, class_="normal"))
                edge = f"{x},{y} {x + BOX},{y} {x + BOX},{y + height} {x},{y + height} {x},{y}"
                parts.append(element("polyline", points=edge, class_="limit" if room.wanting else "mean", fill="none"))
                at = y + 24
                for text in name:
                    parts.append(element("text", text=text, x=x + 12, y=at, class_="strong", font_style="italic"))
                    at += LINE
                for text in status:
                    parts.append(element("text", text=text, x=x + 12, y=at))
                    at += LINE
            y += height + GAP
        y += 12
    height = int(y + PAD)
    label = element("title", text=title)
    inside = "".join(parts)
    return standalone(f'<svg viewBox="0 0 {WIDTH} {height}" role="img">{label}{inside}</svg>')


def _broken(text: str) -> list[str]:
    """The text in lines that fit a box; a word longer than a line is broken."""
    made: list[str] = []
    line = ""
    for word in _parts(text):
        if line and len(line) + 1 + len(word) > LETTERS:
            made.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*made, line] if line else made or [""]


def _parts(text: str) -> Iterator[str]:
    """The words; one longer than a line in pieces, each but the last with its hyphen."""
    step = LETTERS - 1
    for word in text.split():
        last = max(0, (len(word) - 2) // step) if len(word) > LETTERS else 0
        for place in range(last):
            yield word[place * step : (place + 1) * step] + "-"
        yield word[last * step :]
