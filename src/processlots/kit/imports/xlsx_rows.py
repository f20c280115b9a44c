"""The rows of an Excel workbook, read in a process of its own: `python xlsx_rows.py < book.xlsx > rows.json`.

A workbook is a program's worth of XML from a stranger, and openpyxl believes what it reads: one small file can ask for
a gigabyte or an hour. So it is read by a process with little memory and little time, which the web worker survives,
and openpyxl's 20 MB never enter the web worker. Free of Django, and of everything of ours but `unpacking`.
"""

from __future__ import annotations

import datetime
import io
import re
import sys
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import unpacking  # type: ignore[import-not-found]  # from the folder above, without the package
else:
    from processlots.kit import unpacking

LAST_ROW = 1_048_576
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes, max_rows: int, max_columns: int) -> dict[str, Any]:
    """The first visible sheet with anything in it.

    Returns `{"sheet": name, "others": [names of further sheets with content], "rows": [[line, [text, …]], …]}`; rows
    without content are left out, `line` is the row's number in Excel. Raises Refused: `not-a-zip`, `bomb`, `dtd`,
    `broken`, `empty`, `rows`, `columns`, `cell-error`, `formula`.
    """
    with unpacking.open_zip(data) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            raise unpacking.Refused("not-a-workbook")
        unpacking.refuse_entities(archive)
        formulas = any(b"<f" in archive.read(name) for name in names if name.startswith("xl/worksheets/sheet"))
    book = _load(data, computed=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    filled = [sheet for sheet in shown if _has_content(sheet)]
    if not filled:
        raise unpacking.Refused("empty")
    sheet = filled[0]
    if formulas:
        _demand_values(sheet, _load(data, computed=False)[sheet.title])
    rows = list(_rows(sheet, max_rows, max_columns))
    return {"sheet": sheet.title, "others": [other.title for other in filled[1:]], "rows": rows}


def _load(data: bytes, *, computed: bool) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    for sheet in book.worksheets:
        # What the file says of its size is often wrong, and rows are padded to it.
        sheet.reset_dimensions()
    return book


def _has_content(sheet: Any) -> bool:
    return any(value is not None for _line, row in _numbered(sheet.iter_rows(values_only=True)) for value in row)


def _numbered(rows: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    for line, row in enumerate(rows, start=1):
        if line > LAST_ROW:
            raise unpacking.Refused("broken", "row")
        yield line, row


def _demand_values(computed: Any, written: Any) -> None:
    """A formula that no program has computed looks like an empty cell; better to say so than to lose it."""
    for (line, values), (_line, formulas) in zip(_numbered(computed.iter_rows()), _numbered(written.iter_rows()), strict=False):
        for column, (value, formula) in enumerate(zip(values, formulas, strict=False), start=1):
            if formula.value is not None and formula.data_type == "f" and value.value is None:
                raise unpacking.Refused("formula", "", line, column)


def _rows(sheet: Any, max_rows: int, max_columns: int) -> Iterator[list[Any]]:
    kept = 0
    for line, cells in _numbered(sheet.iter_rows()):
        texts = [_text(cell, line, column) for column, cell in enumerate(cells, start=1)]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        if len(texts) > max_columns:
            raise unpacking.Refused("columns", str(len(texts)), line)
        kept += 1
        if kept > max_rows + 1:  # one is the heading
            raise unpacking.Refused("rows", "", line)
        yield [line, texts]


def _text(cell: Any, line: int, column: int) -> str:
    """What the cell says: as typed, dates as 2026-05-12, numbers with a point, per cent as shown."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise unpacking.Refused("cell-error", str(value), line, column)
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime.datetime):
        whole_day = value.time() == datetime.time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _number(value: float, number_format: str) -> str:
    # Excel keeps fifteen digits; more than that is noise such as 0.30000000000000004.
    exact = Decimal(f"{value:.15g}")
    if "%" in number_format:
        return f"{(exact * 100).normalize():f} %"
    return f"{exact.normalize():f}"


if __name__ == "__main__":
    max_rows, max_columns = int(sys.argv[1]), int(sys.argv[2])
    unpacking.answer_for(lambda data: read(data, max_rows, max_columns))
