"""Reads the values of one measure from a text file: date,value[,rebase].

Comma, semicolon or tab between the columns; decimal point or decimal comma; UTF-8, UTF-16 with its mark, or Latin-1.
An empty value is missing, rebase 1 begins a new segment. Free of Django.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from processlots.apps.followup.control_chart import Point
from processlots.apps.followup.period_text import read_period
from processlots.kit.charts.data import Kind, Language
from processlots.kit.charts.dates import guess

MOST_BYTES = 5_000_000
COLUMNS = {
    **dict.fromkeys(("date", "datum", "period"), "date"),
    **dict.fromkeys(("value", "värde", "varde"), "value"),
    **dict.fromkeys(("rebase", "nya gränser"), "rebase"),
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]{1,30})?")

_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "absent": "filen finns inte",
        "unreadable": "filen går inte att läsa. Den är en mapp eller skyddad",
        "large": "filen är större än 5 MB, för mycket för ett diagram",
        "empty": "filen har inga värden. Första raden ska vara date,value eller date,value,rebase",
        "binary": "filen är inte text. Spara som CSV",
        "row": "rad {row}: {what}",
        "column": "okänd kolumn ”{text}”. Kolumnerna heter date, value och rebase",
        "twice": "kolumnen ”{text}” finns två gånger",
        "lacking": "kolumnen ”{text}” saknas. Första raden ska vara date,value eller date,value,rebase",
        "broken": "citattecken som inte stängs eller en för lång cell",
        "cells": "fler celler än kolumner. Skriv värden med decimalkomma inom citattecken, eller skilj kolumnerna med semikolon",
        "short": "värdet saknas. Skriv ett skiljetecken efter datumet om värdet ska vara tomt",
        "date": "”{text}” är inget datum. Skriv till exempel 2026-03-14, 2026-03, 2026-T1, 2026-K1, 2026-W05 eller 2026",
        "value": "”{text}” är inget tal. Skriv till exempel 6,4 eller 6.4, eller lämna tomt om värdet saknas",
        "rebase": "”{text}” i rebase. Skriv 1 där nya gränser ska räknas, annars 0 eller tomt",
        "kinds": "”{text}” är en annan sorts period än raderna före",
        "again": "perioden ”{text}” finns redan på rad {other}",
        "order": "”{text}” kommer i fel ordning. Sortera raderna efter datum",
    },
    "en": {
        "absent": "there is no such file",
        "unreadable": "the file cannot be read. It is a folder or protected",
        "large": "the file is larger than 5 MB, too much for a chart",
        "empty": "the file has no values. The first row should be date,value or date,value,rebase",
        "binary": "the file is not text. Save it as CSV",
        "row": "row {row}: {what}",
        "column": "unknown column “{text}”. The columns are date, value and rebase",
        "twice": "the column “{text}” is there twice",
        "lacking": "the column “{text}” is missing. The first row should be date,value or date,value,rebase",
        "broken": "a quotation mark that is not closed, or too long a cell",
        "cells": "more cells than columns. Quote values with a decimal comma, or put semicolons between the columns",
        "short": "the value is missing. Put a separator after the date if the value is to be empty",
        "date": "“{text}” is not a date. Write for example 2026-03-14, 2026-03, 2026-T1, 2026-Q1, 2026-W05 or 2026",
        "value": "“{text}” is not a number. Write for example 6.4 or 6,4, or leave it empty if the value is missing",
        "rebase": "“{text}” in rebase. Write 1 where new limits begin, else 0 or nothing",
        "kinds": "“{text}” is another kind of period than the rows before",
        "again": "the period “{text}” is already there in row {other}",
        "order": "“{text}” comes in the wrong order. Sort the rows by date",
    },
}


class BadFile(Exception):
    """The file cannot be used. `say` tells why, in which file and row."""

    def __init__(self, what: str, row: int | None = None, **details: object) -> None:
        super().__init__(what)
        self.what, self.row, self.details = what, row, details

    def say(self, path: Path, language: Language = "sv") -> str:
        """One line that names the file and the row."""
        details = {name: _printable(str(value)[:60]) for name, value in self.details.items()}
        text = _SAY[language][self.what].format(**details)
        if self.row is not None:
            text = _SAY[language]["row"].format(row=self.row, what=text)
        return f"{_printable(str(path))}: {text}."


@dataclass(frozen=True)
class Series:
    """Points in time order, the dates as the file has them, and the kind of period."""

    points: list[Point]
    texts: list[str]
    kind: Kind


@dataclass(frozen=True)
class _Row:
    line: int
    text: str
    point: Point
    kind: Kind


def read_series(path: Path) -> Series:
    """The values in a file; raises BadFile.

    Rows stand in time order, or all the other way round (newest first, as many systems export them); anything between is
    refused rather than sorted, as it is most often a mistyped year. A period stands only once, and all are of one kind.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise BadFile("absent") from error
    except (OSError, ValueError) as error:
        raise BadFile("unreadable") from error
    if len(data) > MOST_BYTES:
        raise BadFile("large")
    rows = _rows(_text(data))
    if not rows:
        raise BadFile("empty")
    rows = _in_order(rows)
    points = [row.point for row in rows]
    days = [point.date for point in points]
    # 2026-01-01, 2026-02-01 … is how many systems write months.
    months = rows[0].kind == "day" and len(days) > 1 and all(day.day == 1 for day in days)
    return Series(points, [row.text for row in rows], guess(days) if months else rows[0].kind)


def read_number(text: str) -> Decimal | None:
    """The number that a text is, with decimal comma or point and spaces between thousands; None where it is none."""
    text = text.strip().replace("\u2212", "-")
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\s", "", text)
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise BadFile("binary")
    return text


def _rows(text: str) -> list[_Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((mark for mark in ";\t" if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    rows = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells, reader.line_num)
            else:
                rows.append(_row(cells, columns, reader.line_num))
    except csv.Error as error:
        raise BadFile("broken", reader.line_num) from error
    return rows


def _columns(cells: list[str], line: int) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    found: list[str] = []
    for name in names:
        if name not in COLUMNS:
            raise BadFile("column", line, text=name)
        if COLUMNS[name] in found:
            raise BadFile("twice", line, text=name)
        found.append(COLUMNS[name])
    for name in ("date", "value"):
        if name not in found:
            raise BadFile("lacking", line, text=name)
    return found


def _row(cells: list[str], columns: list[str], line: int) -> _Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise BadFile("cells", line)
    found = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    if "value" not in found:
        raise BadFile("short", line)
    text = found.get("date", "")
    period = read_period(text)
    if period is None:
        raise BadFile("date", line, text=text)
    value = read_number(found["value"])
    if value is None and found["value"]:
        raise BadFile("value", line, text=found["value"])
    rebase = found.get("rebase", "")
    # 1.0 is what a spreadsheet library makes of a column with gaps.
    if rebase not in {"", "0", "1", "0.0", "1.0"}:
        raise BadFile("rebase", line, text=rebase)
    return _Row(line, text, Point(period[0], value, rebase.startswith("1")), period[1])


def _in_order(rows: list[_Row]) -> list[_Row]:
    """Oldest first; what most steps do decides which way the file goes, so that a mistyped year is the row that is named."""
    steps = [after.point.date > before.point.date for before, after in pairwise(rows)]
    forwards = 2 * sum(steps) >= len(steps)
    lines: dict[date, int] = {}
    for before, row in zip([None, *rows], rows, strict=False):
        day = row.point.date
        if row.kind != rows[0].kind:
            raise BadFile("kinds", row.line, text=row.text)
        if day in lines:
            raise BadFile("again", row.line, text=row.text, other=lines[day])
        if before is not None and (day > before.point.date) != forwards:
            raise BadFile("order", row.line, text=row.text)
        lines[day] = row.line
    return rows if forwards else rows[::-1]
