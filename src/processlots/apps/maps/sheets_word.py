"""A map as a Word document: pages as the picture needs them, then the steps as a table whose head stands on each page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from processlots.apps.maps.bpmn.words import say

if TYPE_CHECKING:
    from processlots.apps.maps.sheets import Plan

#: of the table's width, in per cent
COLUMNS = (6, 23, 15, 23, 33)
#: width of the table, in mm
TABLE = 182


def document(laid: Plan, pictures: list[bytes], rows: list[list[str]], language: str, head: dict[str, str]) -> Any:
    """A python-docx document. `pictures` are those of the plan's sheets; `head` as for the PDF, and kicker."""
    import docx
    from docx.enum.section import WD_SECTION
    from docx.shared import Pt

    from processlots.apps.maps.sheets import heads, marks

    made = docx.Document()
    _styled(made, language)
    head = {name: _clean(text) for name, text in head.items()}
    properties = made.core_properties
    properties.title, properties.author = head["title"][:255], head.get("organisation", "")[:255]
    properties.language, properties.comments = language, ""
    _sized(made.sections[0], laid.paper, lying=laid.lying)
    running = [head.get(name) for name in ("organisation", "subject", "version")]
    made.sections[0].header.paragraphs[0].text = " · ".join(one for one in running if one)
    made.add_heading(head["title"], 1)
    if head.get("kicker"):
        made.add_paragraph(head["kicker"])
    for sheet, picture in zip(laid.sheets, pictures, strict=True):
        if sheet.number > 1:
            made.add_page_break()
        # The heading takes its room on the first page.
        shrunk = 0.9 if sheet.number == 1 else 1.0
        drawn = made.add_picture(io.BytesIO(picture), width=Pt(sheet.width * shrunk))
        said = marks(sheet, laid, language)
        drawn._inline.docPr.set("descr", say("sheet_alt", language, name=head["title"], sheet=said).strip())
        if said:
            made.add_paragraph(said, style="Caption")
    _sized(made.add_section(WD_SECTION.NEW_PAGE), "a4", lying=False)
    made.add_heading(say("same_as_steps", language), 2)
    _table(made, heads(language), rows)
    return made


def _sized(section: Any, paper: str, *, lying: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    from processlots.apps.maps.sheets import PAPERS

    across, down = PAPERS[paper][::-1] if lying else PAPERS[paper]
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(16), Mm(14)
    section.header_distance = section.footer_distance = Mm(8)


def _styled(made: Any, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 20), ("Heading 2", 14), ("Caption", 9)):
        font = made.styles[name].font
        font.name, font.size, font.color.rgb, font.bold = "Calibri", Pt(size), RGBColor(0x13, 0x26, 0x2F), name != "Caption"
        fonts = made.styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    spoken = made.styles.element.find(f".//{qn('w:lang')}")
    if spoken is not None:
        spoken.set(qn("w:val"), "en-GB" if language == "en" else "sv-SE")


def _table(made: Any, heads: list[str], rows: list[list[str]]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = _clean(text)
    for one in table.rows:
        for cell, share in zip(one.cells, COLUMNS, strict=True):
            cell.width = Mm(TABLE * share / 100)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(9.5)


def _clean(text: str) -> str:
    """What XML cannot hold is left out."""
    return "".join(one for one in text if one in "\n\t" or one >= " ")
