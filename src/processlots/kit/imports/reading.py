"""Rows out of a file or a paste: CSV in whatever dress it comes, Excel workbooks, cells pasted from Excel, plain lists.

Nothing here knows what the rows mean. Every refusal names the row and the way out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.kit import files, unpacking
from processlots.kit.files import BadFile
from processlots.kit.imports import docx_rows, text_rows, xlsx_rows

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 10_000
# Tab and line breaks belong in a cell; the other control characters break databases, XML and screens.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_TABLE = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<?xml", b"<!DOCTYPE", b"<html")
Told = TypeVar("Told")


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (the first line of it, where a cell holds line breaks) and a text per column."""

    line: int
    values: list[str]


@dataclass(frozen=True)
class Rows:
    """A header and the rows under it; every row has as many values as the header. `notes` are for the reader's eyes."""

    header: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    header_line: int = 1

    def headless(self) -> Rows:
        """The same where the first row is no heading but a row like the others."""
        names = [_("Column %(number)d") % {"number": number} for number in range(1, len(self.header) + 1)]
        return Rows(names, [Row(self.header_line, self.header), *self.rows], self.notes, 0)


def read_rows(data: bytes, filename: str) -> Rows:
    """Read a file. `data`: its bytes; `filename` only serves the messages, the bytes say what it is.

    CSV: separated by semicolon, tab or comma; UTF-8 with or without mark, UTF-16, Windows-1252, Latin-1; cells in
    quotation marks may hold line breaks. XLSX: the first visible sheet, values of formulas, dates as 2026-05-12.
    Raises BadFile, with `line` where there is one: over 10 MB, over 20,000 rows, 100 columns or 10,000 characters in a
    cell, control characters, an old or locked workbook, a zip bomb, XML entities, a quotation mark that is not closed.
    """
    if len(data) > files.MAX_SIZE:
        raise files.too_big(files.MAX_SIZE)
    if not data.strip():
        raise BadFile(_("The file is empty. Choose another file."))
    if data.startswith(b"PK"):
        return _from_document(data) if holds_document(data) else _from_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _sentence(unpacking.Refused("old"))
    if data.startswith(_NO_TABLE):
        raise BadFile(_("%(file)s is not a table. Save it as .xlsx or .csv and try again.") % {"file": filename or _("The file")})
    return read_text(_told(lambda: text_rows.decode(data)))


def read_text(text: str) -> Rows:
    """Read a paste: cells from Excel, the content of a CSV file, or a list with a name on each row."""
    if len(text) > files.MAX_SIZE:
        raise files.too_big(files.MAX_SIZE)
    found = _told(lambda: text_rows.split(text, MAX_ROWS))
    notes = []
    if damaged := text_rows.looks_damaged(text):
        said = _("Row %(line)d has characters that look like damaged å, ä or ö. Look at it before you go on.")
        notes.append(said % {"line": damaged})
    return _assemble(found, notes)


def holds_document(data: bytes) -> bool:
    """True for a Word document, by what its directory says; nothing is unpacked."""
    with _told(lambda: unpacking.open_zip(data)) as archive:
        return docx_rows.PART in archive.namelist()


def _aside(reader: Any, data: bytes, *words: str) -> dict[str, Any]:
    """What a reader says that is run in a process of its own. Raises BadFile."""
    command = [sys.executable, "-I", str(Path(reader.__file__).resolve()), *words]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=unpacking.SECONDS + 5, check=False)
    except subprocess.TimeoutExpired as late:
        raise _sentence(unpacking.Refused("too-hard")) from late
    if done.returncode:
        raise _sentence(unpacking.Refused("too-hard"))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise _sentence(unpacking.Refused(*answer["refused"]))
    return answer


def _from_document(data: bytes) -> Rows:
    """A filled form: its labels are the header, what it says under each is the one row."""
    pairs = _aside(docx_rows, data)["pairs"]
    cells = [_clean(text, 1, column) for column, (_label, text) in enumerate(pairs, start=1)]
    return Rows([_clean(label, 1, column) for column, (label, _text) in enumerate(pairs, start=1)], [Row(1, cells)])


def _from_workbook(data: bytes) -> Rows:
    answer = _aside(xlsx_rows, data, str(MAX_ROWS), str(MAX_COLUMNS))
    notes = []
    if answer["others"]:
        notes.append(
            _("Only the sheet %(sheet)s is read. The workbook also has %(others)s.")
            % {"sheet": answer["sheet"], "others": ", ".join(answer["others"])}
        )
    return _assemble([(line, values) for line, values in answer["rows"]], notes)


def _assemble(found: list[tuple[int, list[str]]], notes: list[str]) -> Rows:
    found, skipped = _below_titles(found)
    if skipped:
        lines = ", ".join(map(str, skipped))
        notes = [*notes, _("Row %(lines)s is passed over: it looks like a title above the table.") % {"lines": lines}]
    if not found:
        raise _sentence(unpacking.Refused("empty"))
    header_line, header = found[0]
    while header and not header[-1].strip():
        header = header[:-1]
    width = len(header)
    if width > MAX_COLUMNS:
        raise _sentence(unpacking.Refused("columns", str(width), header_line))
    rows = []
    for line, values in found[1:]:
        cells = [_clean(value, line, column) for column, value in enumerate(values, start=1)]
        if any(cells[width:]):
            raise _sentence(unpacking.Refused("width", str(len(cells)), line))
        rows.append(Row(line, [*cells[:width], *[""] * (width - len(cells))]))
    return Rows([_clean(name, header_line, column) for column, name in enumerate(header, start=1)], rows, notes, header_line)


def _below_titles(found: list[tuple[int, list[str]]]) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Reports often begin with a title in the first cell; the table begins where two cells are filled.

    Only where most rows below are filled so: in a list with a remark beside one name there is no title.
    """
    filled = [sum(bool(value.strip()) for value in values) for _line, values in found]
    start = next((place for place, count in enumerate(filled[:6]) if count > 1), 0)
    if sum(count > 1 for count in filled[start:]) * 2 < len(filled[start:]):
        start = 0
    return found[start:], [line for line, _values in found[:start]]


def _clean(value: str, line: int, column: int) -> str:
    cell = value.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\ufeff", "").strip()
    if len(cell) > MAX_CELL:
        raise _sentence(unpacking.Refused("cell", str(len(cell)), line, column))
    if found := _CONTROL.search(cell):
        raise _sentence(unpacking.Refused("control", f"U+{ord(found.group()):04X}", line, column))
    return cell


def _told(act: Callable[[], Told]) -> Told:
    """What the act gives; its refusal as a sentence."""
    try:
        return act()
    except unpacking.Refused as refused:
        raise _sentence(refused) from refused


# Refusal code → what a person reads: where, that nothing was imported, and the way out.
_SENTENCES = {
    "rows": gettext_lazy("There are more than %(max_rows)d rows. Nothing was imported. Divide them between several files."),
    "columns": gettext_lazy(
        "Row %(line)s has %(detail)s columns; %(max_columns)d is the most. Nothing was imported. "
        "Remove the columns that are not needed."
    ),
    "quote": gettext_lazy(
        "Row %(line)s has a quotation mark that is not closed, or text right after a closing one. Nothing was imported. "
        "Write quotation marks inside a value twice, and try again."
    ),
    "mixed-encoding": gettext_lazy(
        "Row %(line)s mixes two ways of writing å, ä and ö. Nothing was imported. Save the file as UTF-8 and try again."
    ),
    "cell-error": gettext_lazy(
        "Row %(line)s, column %(column)s holds the error %(detail)s. Nothing was imported. Mend it in Excel and try again."
    ),
    "formula": gettext_lazy(
        "Row %(line)s, column %(column)s holds a formula without a value. Nothing was imported. "
        "Open the file in Excel, save it and try again."
    ),
    "control": gettext_lazy(
        "Row %(line)s, column %(column)s has an invisible control character (%(detail)s). Nothing was imported. "
        "Remove it and try again."
    ),
    "cell": gettext_lazy(
        "Row %(line)s, column %(column)s holds %(detail)s characters; %(max_cell)d is the most. Nothing was imported. "
        "Shorten it and try again."
    ),
    "width": gettext_lazy(
        "Row %(line)s has %(detail)s values but the first row has fewer. Nothing was imported. "
        "Give every column a heading, and put quotation marks round a value that holds the separator."
    ),
    "old": gettext_lazy(
        "The file is an old Excel file (.xls) or has a password. Save it as .xlsx without a password and try again."
    ),
    "empty": gettext_lazy("There are no rows in it. Nothing was imported."),
    "not-a-workbook": gettext_lazy("The file is not an Excel workbook (.xlsx). Save it as .xlsx or .csv and try again."),
    "no-labels": gettext_lazy(
        "No labels with text beside or under them were found in the document. Fill in the form as a table, and try again."
    ),
    "too-many-labels": gettext_lazy(
        "The document has more than %(detail)s labels. Nothing was read. Send only the specification of one process."
    ),
    "too-hard": gettext_lazy(
        "The workbook takes too long to read. Copy the rows to a new workbook, or save the sheet as .csv, and try again."
    ),
}


def _sentence(refused: unpacking.Refused) -> BadFile:
    said = _SENTENCES.get(refused.code)
    if said is None:
        return BadFile(files.reason(refused), refused.line, refused.column)
    limits = {"max_rows": MAX_ROWS, "max_columns": MAX_COLUMNS, "max_cell": MAX_CELL}
    return BadFile(
        said % {"line": refused.line, "column": refused.column, "detail": refused.detail, **limits}, refused.line, refused.column
    )
