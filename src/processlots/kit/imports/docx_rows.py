"""A filled form in Word, read in a process of its own: `python docx_rows.py < form.docx > pairs.json`.

A form says things by label and text: a table with the label to the left (or above), a heading with paragraphs under
it, or "Label: text" on a line. What is read is word/document.xml alone, under the limits of `xlsx_rows`; Word itself
and python-docx are not needed. Free of Django, and of everything of ours but `unpacking`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import unpacking  # type: ignore[import-not-found]  # from the folder above, without the package
else:
    from processlots.kit import unpacking

PART = "word/document.xml"
#: labels, and characters in one: a sentence is no label
MAX_PAIRS, LONGEST = 200, 80
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ON_A_LINE = re.compile(r"^\s*([^:\n]{2,60}?)\s*:\s+(\S.*)$", re.DOTALL)
_TICKED, _EMPTY_BOX = "☒☑✓✔", "☐"
_CHOICES = re.compile(f"([{_TICKED}{_EMPTY_BOX}])\\s*([^{_TICKED}{_EMPTY_BOX}]+)")
_HEADING = re.compile(r"(heading|rubrik|title)", re.IGNORECASE)


def read(data: bytes) -> dict[str, Any]:
    """`{"pairs": [[label, text], …]}` in the document's order; a label that comes again adds to its text.

    Raises Refused: `not-a-zip`, `bomb`, `dtd`, `broken`, `not-a-document`, `no-labels`, `too-many-labels`.
    """
    from lxml import etree

    with unpacking.open_zip(data) as archive:
        if PART not in archive.namelist():
            raise unpacking.Refused("not-a-document")
        unpacking.refuse_entities(archive)
        content = archive.read(PART)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        body = etree.fromstring(content, parser).find(f"{_W}body")
    except etree.XMLSyntaxError as error:
        raise unpacking.Refused("broken", PART) from error
    found: dict[str, list[str]] = {}
    for label, text in _pairs(_blocks(body)) if body is not None else ():
        kept = found.setdefault(label, [])
        if text and text not in kept:
            kept.append(text)
        if len(found) > MAX_PAIRS:
            raise unpacking.Refused("too-many-labels", str(MAX_PAIRS))
    if not found:
        raise unpacking.Refused("no-labels")
    return {"pairs": [[label, "\n".join(texts)] for label, texts in found.items()]}


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside a content control."""
    for element in parent:
        if element.tag in {f"{_W}p", f"{_W}tbl"}:
            yield element
        elif element.tag == f"{_W}sdt":
            inner = element.find(f"{_W}sdtContent")
            yield from _blocks(inner) if inner is not None else ()


def _pairs(blocks: Iterator[Any]) -> Iterator[tuple[str, str]]:
    heading = ""
    for block in blocks:
        if block.tag == f"{_W}tbl":
            yield from _from_table(block)
            continue
        text = _text(block)
        if not text:
            continue
        if _is_heading(block) and len(text) <= LONGEST:
            heading = text.rstrip(": ")
            yield heading, ""
        elif heading:
            yield heading, _chosen(text)
        elif told := _ON_A_LINE.match(text):
            yield told[1], _chosen(told[2])


def _from_table(table: Any) -> Iterator[tuple[str, str]]:
    """Label to the left; or, in a row of several cells under one of labels, label above."""
    rows = [[_cell(cell) for cell in _inside(row, "tc")] for row in _inside(table, "tr")]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width > 2 and len(rows) == 2 and all(cell and len(cell) <= LONGEST for cell in rows[0]):
        yield from zip(rows[0], map(_chosen, rows[1]), strict=False)
        return
    for row in rows:
        label, rest = row[0].strip(), "\n".join(cell for cell in row[1:] if cell)
        if len(row) == 1 or not rest:
            first, _break, under = label.partition("\n")  # the label on the cell's first line, the text under it
            if under.strip() and len(first) <= LONGEST:
                yield first.strip().rstrip(": "), _chosen(under.strip())
            elif len(row) > 1 and 0 < len(label) <= LONGEST:
                yield label.rstrip(": "), ""
        elif 0 < len(label) <= LONGEST:
            yield " ".join(label.split()).rstrip(": "), _chosen(rest)


def _inside(parent: Any, kind: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside a content control; not those of a table within."""
    for element in parent:
        if element.tag == f"{_W}{kind}":
            yield element
        elif element.tag == f"{_W}sdt":
            inner = element.find(f"{_W}sdtContent")
            yield from _inside(inner, kind) if inner is not None else ()


def _cell(cell: Any) -> str:
    return "\n".join(text for block in _blocks(cell) if block.tag == f"{_W}p" and (text := _text(block)))


def _text(paragraph: Any) -> str:
    """What stands in the paragraph as it reads with changes accepted: what was struck out is gone."""
    parts = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            parts.append(" " if element.tag == f"{_W}tab" else "\n")
    return "".join(parts).strip()


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and bool(_HEADING.match(style.get(f"{_W}val", "")))


def _chosen(text: str) -> str:
    """Of boxes to tick, what was ticked; other text as it is."""
    choices = _CHOICES.findall(text)
    if len(choices) < 2:
        return text
    return ", ".join(words.strip() for box, words in choices if box in _TICKED)


if __name__ == "__main__":
    unpacking.answer_for(read)
