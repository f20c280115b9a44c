"""Rows out of text: which encoding, which separator, which lines belong together. Free of Django; refusals carry codes."""

from __future__ import annotations

import codecs
import csv
import io
import re

from processlots.kit.unpacking import Refused

SEPARATORS = ("\t", ";", ",")
_BULLET = re.compile(r"^\s*(?:\d{1,3}[.)]|[-–—•·*▪◦o])\s+(?=\S)")
# å, ä, ö, Å, Ä, Ö and é in UTF-8, read as Windows-1252.
_TWICE = re.compile("Ã[¥¤¶…„–©\x85\x84\x96]")
_SAMPLE = 200


def decode(data: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else Windows-1252 (Latin-1 where that has no such character).

    Raises Refused `mixed-encoding` for UTF-8 with bytes of another encoding in it.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    head = data[:2000]
    if head.count(0) > len(head) // 4:  # UTF-16 without a mark: Swedish text has a zero in every pair
        return _strictly(data, "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        if _TWICE.search(text):
            raise Refused("mixed-encoding", line=data.count(b"\n", 0, error.start) + 1) from error
        return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("mixed-encoding", line=data[: error.start].decode(encoding, "ignore").count("\n") + 1) from error


def split(text: str, max_rows: int) -> list[tuple[int, list[str]]]:
    """Rows as (line, values), the heading first; rows without content are left out.

    A table has the same number of separators on (nearly) every row. What has not is a list with one value per row, whose
    numbering and bullets are taken away. Raises Refused: `quote`, `rows`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    skipped = 0
    if named := re.match(r"sep=([;,\t])\n", text, re.IGNORECASE):  # Excel's own way of telling
        skipped, text = 1, text[named.end() :]
    separator = named.group(1) if named else separator_of(text)
    found = _listed(text, max_rows) if separator is None else _table(text, separator, max_rows)
    return [(line + skipped, values) for line, values in found]


def separator_of(text: str) -> str | None:
    """Tab, semicolon or comma where the text is a table; None where it is a list."""
    best: tuple[int, str] | None = None
    for separator in SEPARATORS:
        widths = _widths(text, separator)
        if not widths or widths[0] < 2:
            continue
        # Excel leaves out nothing, people leave out the last cells, and one comma in a name does not make a table.
        alike = sum(width == widths[0] for width in widths)
        needed = 0.5 if separator == "\t" else 0.8
        if alike >= needed * len(widths) and (best is None or widths[0] > best[0]):
            best = (widths[0], separator)
    return best[1] if best else None


def _widths(text: str, separator: str) -> list[int]:
    """How many values the first rows have, up to a quotation mark that is not closed.

    Names have commas and quotation marks of their own, so with commas such a mark counts as a letter.
    """
    widths = []
    try:
        for values in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=separator != ","):
            if any(value.strip() for value in values):
                widths.append(len(values))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        pass
    return widths


def _table(text: str, separator: str, max_rows: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                found.append((line, values))
                if len(found) > max_rows + 1:
                    raise Refused("rows", line=line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused("quote", line=line) from error
    return found


def _listed(text: str, max_rows: int) -> list[tuple[int, list[str]]]:
    lines = _unquoted(text) if '"' in text else list(enumerate(text.split("\n"), start=1))
    found = [(line, [_BULLET.sub("", value)]) for line, value in lines if value.strip()]
    if len(found) > max_rows + 1:
        raise Refused("rows", line=found[max_rows + 1][0])
    return found


def _unquoted(text: str) -> list[tuple[int, str]]:
    """One column in which quotation marks may hold a cell with line breaks together, as Excel writes it."""
    try:
        # No text holds a unit separator, so the reader takes away quotation marks and nothing else.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\x1f", strict=True)
        found, line = [], 1
        for values in reader:
            found.append((line, values[0] if values else ""))
            line = reader.line_num + 1
    except csv.Error:  # quotation marks that are part of the words
        return list(enumerate(text.split("\n"), start=1))
    return found


def looks_damaged(text: str) -> int | None:
    """The first line with å, ä or ö that went through the wrong encoding on its way, or None."""
    for line, content in enumerate(text.split("\n"), start=1):
        if "\ufffd" in content or _TWICE.search(content):
            return line
    return None
