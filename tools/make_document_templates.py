"""Make the Word templates that the product ships: `python tools/make_document_templates.py [KEY …]`.

Each is written down here as rows of (label, value); `{{ … }}` is filled when the document is made, and a row whose `when`
is empty is left out ("stryks", model.md T). The result lies in `src/processlots/library/documents/` and is committed, since
a municipality downloads it to make its own.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FOLDER = Path(__file__).resolve().parent.parent / "src/processlots/library/documents"
INK, QUIET = RGBColor(0x13, 0x26, 0x2F), RGBColor(0x43, 0x5A, 0x65)
# Word's own date is of no interest, and the same template shall be the same bytes.
WRITTEN = (2026, 1, 1, 0, 0, 0)
# A table with more columns than this is written smaller, and one with many smaller still.
FEW, MANY = 4, 10
# The column of labels, in cm; and the colour of a table's lines.
LABEL, LINE = 5.2, "C3D0D5"


@dataclass(frozen=True)
class Line:
    """A label and its value; `when` names the value that the line stands or falls with."""

    label: str
    value: str
    when: str = ""


@dataclass(frozen=True)
class Rows:
    """A table with a row for each item of `source`: (heading, value of the item, width in cm).

    `lead` stands between heading and table; `empty` in the table's place where there are no rows.
    """

    source: str
    columns: Sequence[tuple[str, str, float]]
    heading: str = ""
    lead: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph of its own, such as a picture; `when` as for a line."""

    value: str
    when: str = ""


@dataclass(frozen=True)
class Each:
    """A heading and lines for each item of `source`, which the texts call by `item`; then, perhaps, a picture and a table."""

    source: str
    item: str
    heading: str
    lines: Sequence[Line]
    more: Sequence[Text | Rows] = ()


@dataclass(frozen=True)
class Template:
    """A document: its title, the name under it, and its parts."""

    title: str
    name: str
    parts: Sequence[Line | Rows | Each]
    page: str
    wide: bool = False


def make(template: Template) -> bytes:
    """The template as a Word file."""
    document = Document()
    _style(document)
    section = document.sections[0]
    if template.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if template.wide else (Cm(21), Cm(29.7))
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    head = section.header.paragraphs[0]
    version = "{% if version %}{{ version }} · {% endif %}"  # the decided version, where there is one
    head.text = f"{{{{ organisation }}}} · {template.title} · {version}{{{{ date }}}} · {template.page} "
    _number(head, "PAGE")
    head.add_run(" (")
    _number(head, "NUMPAGES")
    head.add_run(")")
    kind = document.add_paragraph()
    kind.paragraph_format.keep_with_next = True
    kind.paragraph_format.space_before, kind.paragraph_format.space_after = Pt(10), Pt(0)
    word = kind.add_run(template.title)
    word.font.size, word.font.color.rgb = Pt(13), QUIET
    document.add_heading(template.name, level=1).paragraph_format.space_before = Pt(2)
    lines: list[Line] = []
    for part in [*template.parts, None]:
        if isinstance(part, Line):
            lines.append(part)
            continue
        if lines:
            _lines(document, lines, 25.7 if template.wide else 17)
            lines = []
        if isinstance(part, Each):
            document.add_paragraph(f"{{%p for {part.item} in {part.source} %}}")
            document.add_heading(part.heading, level=2)
            _lines(document, list(part.lines), 25.7 if template.wide else 17, whole=True)
            for one in part.more:
                if isinstance(one, Rows):
                    _rows(document, one)
                    continue
                document.add_paragraph(f"{{%p if {one.when} %}}")
                document.add_paragraph(one.value)
                document.add_paragraph("{%p endif %}")
            document.add_paragraph("{%p endfor %}")
        elif part is not None:
            _rows(document, part)
    document.core_properties.title = template.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    raw = io.BytesIO()
    document.save(raw)
    return _same_bytes(raw.getvalue())


def _style(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), INK
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb, heading.font.bold = "Calibri", Pt(22), INK, False
    heading.font.italic = True
    second = document.styles["Heading 2"]
    second.font.name, second.font.size, second.font.color.rgb = "Calibri", Pt(13), INK


def _number(paragraph: Any, field: str) -> None:
    for kind, text in (("begin", None), (None, field), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _lines(document: Any, lines: list[Line], width: float, *, whole: bool = False) -> None:
    """`whole`: no row is broken over two pages; for rows that may be long it is better that they are."""
    table = _table(document, (LABEL, width - LABEL))
    for line in lines:
        if line.when:
            table.add_row().cells[0].text = f"{{%tr if {line.when} %}}"
        row = table.add_row()
        if whole:
            _unbroken(row)
        cells = row.cells
        _cell(cells[0], line.label, quiet=True)
        _cell(cells[1], line.value)
        if line.when:
            table.add_row().cells[0].text = "{%tr endif %}"
    _finish(document, table, (LABEL, width - LABEL))


def _rows(document: Any, part: Rows) -> None:
    if part.heading:
        document.add_heading(part.heading, level=2)
    if part.empty:
        document.add_paragraph(f"{{%p if not {part.source} %}}")
        document.add_paragraph(part.empty)
        document.add_paragraph("{%p endif %}")
        document.add_paragraph(f"{{%p if {part.source} %}}")
    if part.lead:
        document.add_paragraph(part.lead).paragraph_format.keep_with_next = True
    widths = [width for _label, _value, width in part.columns]
    size = Pt(8) if len(part.columns) > MANY else Pt(9.5) if len(part.columns) > FEW else None
    table = _table(document, widths)
    head = table.add_row()
    for cell, (label, _value, _width) in zip(head.cells, part.columns, strict=True):
        _cell(cell, label, quiet=True, size=size)
    _repeated(head)
    table.add_row().cells[0].text = f"{{%tr for row in {part.source} %}}"
    row = table.add_row()
    for cell, (_label, value, _width) in zip(row.cells, part.columns, strict=True):
        _cell(cell, value, size=size)
    if len(part.columns) > FEW:  # of few and wide columns a row may be as long as a page
        _unbroken(row)
    table.add_row().cells[0].text = "{%tr endfor %}"
    _finish(document, table, widths)
    if part.empty:
        document.add_paragraph("{%p endif %}")


def _table(document: Any, widths: Sequence[float]) -> Any:
    """A table with thin quiet lines and columns that are as wide as they are said to be, in every word processor."""
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), str(width))
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    # The order of these is the format's.
    properties.find(qn("w:tblLayout")).addprevious(borders)
    properties.find(qn("w:tblLayout")).addnext(margins)
    return table


def _finish(document: Any, table: Any, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    # Two tables would run together without a paragraph between them.
    between = document.add_paragraph().paragraph_format
    between.space_after, between.line_spacing = Pt(0), Pt(6)


def _repeated(row: Any) -> None:
    """The heading row stands at the top of every page, and is read as headings."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _unbroken(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _cell(cell: Any, text: str, *, quiet: bool = False, size: Any = None) -> None:
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    run = cell.paragraphs[0].add_run(text)
    run.font.size = size
    if quiet:
        run.font.color.rgb, run.font.bold = QUIET, True


def _same_bytes(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, WRITTEN), old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


SPECIFICATION = {
    "sv": Template(
        "Processpecifikation",
        "{{ name }}",
        (
            Line("Nummer", "{{ number }}"),
            Line("Processägare", "{{ owner }}"),
            Line("Processledare", "{{ leader }}"),
            Line("Processteam", "{{ team }}", "team"),
            Line("Typ av process", "{{ type|capitalize }}"),
            Line("Syfte med processen", "{{ purpose }}"),
            Line("Starthändelse", "{{ start }}"),
            Line("Sluthändelse (resultat, leverans)", "{{ result }}"),
            Line("Värde", "{{ value }}", "value"),
            Line("Mottagare", "{{ recipients }}"),
            Line("Uppdragsgivare", "{{ commissioned_by }}", "commissioned_by"),
            Line("Processmål och mätetal", "{{ goals }}", "goals"),
            Line("Uppföljning", "{{ follow_up }}", "follow_up"),
            Line("Delprocesser", "{{ parts }}", "parts"),
            Line("Angränsande processer", "{{ adjacent }}", "adjacent"),
            Line("Andra fakta, till exempel krav", "{{ requirements }}", "requirements"),
            Line("Gränssnitt", "{{ interfaces }}", "interfaces"),
            Line("Del av", "{{ part_of }}", "part_of"),
            Line("Beslutet startar", "{{ starts }}", "starts"),
            Line("Startas av", "{{ started_by }}", "started_by"),
            Line("Bifogade dokument", "{{ documents }}", "documents"),
            Line("Effekter på sikt", "{{ effects }}", "effects"),
            Line("Nuläget", "{{ described }}", "described"),
            Line("Karta", "{{ map }}", "map"),
            Line("Enhet", "{{ unit }}", "unit"),
            Line("Andra enheter", "{{ units }}", "units"),
            Line("Ansvarig nämnd", "{{ board }}", "board"),
            Line("Klassificering", "{{ classification }}", "classification"),
            Line("Status", "{{ status|capitalize }}"),
            Line("Version", "{{ version }}", "version"),
            Line("Senast granskad", "{{ reviewed }}", "reviewed"),
            Line("Namn på engelska", "{{ name_en }}", "name_en"),
            Line("Syfte på engelska", "{{ purpose_en }}", "purpose_en"),
        ),
        "Sida",
    ),
    "en": Template(
        "Process specification",
        "{{ name }}",
        (
            Line("Number", "{{ number }}"),
            Line("Process owner", "{{ owner }}"),
            Line("Process leader", "{{ leader }}"),
            Line("Process team", "{{ team }}", "team"),
            Line("Type", "{{ type|capitalize }}"),
            Line("Purpose", "{{ purpose }}"),
            Line("Start event", "{{ start }}"),
            Line("End event (result, delivery)", "{{ result }}"),
            Line("Value", "{{ value }}", "value"),
            Line("Recipients", "{{ recipients }}"),
            Line("Commissioned by", "{{ commissioned_by }}", "commissioned_by"),
            Line("Process goals and metrics", "{{ goals }}", "goals"),
            Line("Follow-up", "{{ follow_up }}", "follow_up"),
            Line("Sub-processes", "{{ parts }}", "parts"),
            Line("Adjacent processes", "{{ adjacent }}", "adjacent"),
            Line("Other facts, such as requirements", "{{ requirements }}", "requirements"),
            Line("Interfaces", "{{ interfaces }}", "interfaces"),
            Line("Part of", "{{ part_of }}", "part_of"),
            Line("Its decision starts", "{{ starts }}", "starts"),
            Line("Is started by", "{{ started_by }}", "started_by"),
            Line("Attached documents", "{{ documents }}", "documents"),
            Line("Long-term effects", "{{ effects }}", "effects"),
            Line("Current state", "{{ described }}", "described"),
            Line("Map", "{{ map }}", "map"),
            Line("Unit", "{{ unit }}", "unit"),
            Line("Other units", "{{ units }}", "units"),
            Line("Accountable board", "{{ board }}", "board"),
            Line("Classification", "{{ classification }}", "classification"),
            Line("Status", "{{ status|capitalize }}"),
            Line("Version", "{{ version }}", "version"),
            Line("Last reviewed", "{{ reviewed }}", "reviewed"),
            Line("Name in English", "{{ name_en }}", "name_en"),
            Line("Purpose in English", "{{ purpose_en }}", "purpose_en"),
        ),
        "Page",
    ),
}

INVENTORY = {
    "sv": Template(
        "Processinventering",
        "{{ unit }} {{ year }}",
        (
            Line("Ledningsgrupp", "{{ forum }}", "forum"),
            Line("Ansvarig chef", "{{ manager }}", "manager"),
            Line("Datum", "{{ held_on }}", "held_on"),
            Line("Deltagare", "{{ participants }}", "participants"),
            Line("Processhandledare", "{{ facilitator }}", "facilitator"),
            Line("Reglemente", "{{ regulation }}", "regulation"),
            Line("Uppdrag", "{{ mission }}", "mission"),
            Line("Tjänster och styrning", "{{ services }}", "services"),
            Line("Mottagare", "{{ recipients }}", "recipients"),
            Line("Annat underlag", "{{ other_sources }}", "other_sources"),
            Line("Förändrat sedan förra inventeringen", "{{ changes }}", "changes"),
            Line("Beslut", "{{ decision }}", "decision"),
            Line("Nästa genomgång", "{{ next_review }}", "next_review"),
            Rows(
                "rows",
                (
                    ("Nr", "{{ row.number }}", 0.8),
                    ("Processnamn", "{{ row.name }}", 2.7),
                    ("Typ", "{{ row.type }}", 2.0),
                    ("Syfte", "{{ row.purpose }}", 3.3),
                    ("Tjänst(er) eller styrning", "{{ row.value }}", 2.2),
                    ("Mottagare (grundläggande)", "{{ row.recipients }}", 2.4),
                    ("Källa", "{{ row.source }}", 2.0),
                    ("Redan beskriven?", "{{ row.described }}", 1.6),
                    ("Löper över flera verksamheter? Lyfts till", "{{ row.crosses }}", 1.8),
                    ("Föreslagen ägare", "{{ row.owner }}", 1.8),
                    ("Föreslagen ledare", "{{ row.leader }}", 1.6),
                    ("Prioritet och motivering", "{{ row.priority }}", 1.8),
                    ("Kommentar", "{{ row.comment }}", 1.7),
                ),
            ),
        ),
        "Sida",
        wide=True,
    ),
    "en": Template(
        "Process inventory",
        "{{ unit }} {{ year }}",
        (
            Line("Management group", "{{ forum }}", "forum"),
            Line("Responsible manager", "{{ manager }}", "manager"),
            Line("Date", "{{ held_on }}", "held_on"),
            Line("Participants", "{{ participants }}", "participants"),
            Line("Process facilitator", "{{ facilitator }}", "facilitator"),
            Line("Board regulation", "{{ regulation }}", "regulation"),
            Line("Mission", "{{ mission }}", "mission"),
            Line("Services and governance", "{{ services }}", "services"),
            Line("Recipients", "{{ recipients }}", "recipients"),
            Line("Other sources", "{{ other_sources }}", "other_sources"),
            Line("Changed since the inventory before", "{{ changes }}", "changes"),
            Line("Decision", "{{ decision }}", "decision"),
            Line("Next review", "{{ next_review }}", "next_review"),
            Rows(
                "rows",
                (
                    ("No.", "{{ row.number }}", 0.8),
                    ("Process name", "{{ row.name }}", 2.7),
                    ("Type", "{{ row.type }}", 2.0),
                    ("Purpose", "{{ row.purpose }}", 3.3),
                    ("Services or governance", "{{ row.value }}", 2.2),
                    ("Recipients (basic)", "{{ row.recipients }}", 2.4),
                    ("Source", "{{ row.source }}", 2.0),
                    ("Already described?", "{{ row.described }}", 1.6),
                    ("Several operations? Lifted to", "{{ row.crosses }}", 1.8),
                    ("Proposed owner", "{{ row.owner }}", 1.8),
                    ("Proposed leader", "{{ row.leader }}", 1.6),
                    ("Priority and reason", "{{ row.priority }}", 1.8),
                    ("Comment", "{{ row.comment }}", 1.7),
                ),
            ),
        ),
        "Page",
        wide=True,
    ),
}

DOCUMENTS: dict[str, dict[str, Template]] = {"specification": SPECIFICATION, "inventory": INVENTORY}


def main(keys: list[str], documents: dict[str, dict[str, Template]] = DOCUMENTS) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for key in keys or documents:
        if key not in documents:
            print(f"no document is called {key}; there are {', '.join(documents)}", file=sys.stderr)
            return 2
        for language, template in documents[key].items():
            path = FOLDER / f"{key}.{language}.docx"
            path.write_bytes(make(template))
            print(path.relative_to(FOLDER.parent.parent.parent.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
