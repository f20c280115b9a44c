"""Workbooks made by the tests, good ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: Sequence[Any], adjust: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx with these rows; `adjust` is given the book before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if adjust is not None:
        adjust(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(source: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed (or added, from nothing)."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return written.getvalue()


def bomb(megabytes: int, part: str = SHEET) -> bytes:
    """A small workbook with a part that becomes so big when it is unpacked."""
    return with_part(workbook(["Namn"]), part, lambda content: content + b" " * (megabytes * 1024 * 1024))
