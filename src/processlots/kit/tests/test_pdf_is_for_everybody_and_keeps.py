"""PDF/UA-1 and PDF/A-2a at once (issue 3, point 8): claims in the metadata, tags, language, alternatives, and equal bytes."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import pikepdf
import pytest

from processlots.kit import documents, pdf, typesetting

AT = datetime.datetime(2026, 3, 14, 9, 26, 53, tzinfo=datetime.UTC)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="90" height="30"/><text y="60">Hej 漢</text></svg>'
)
PLAN: dict[str, Any] = {
    "title": "Aktivitetsplan",
    "organisation": "Modellby kommun",
    "subject": "Pröva bygglov",
    "version": "Version 3",
    "date": datetime.date(2026, 3, 14),
    "number": "P-1",
    "owner": "Ägar-Alva",
    "rows": [],
}
VERSION: dict[str, Any] = {
    "title": "Pröva bygglov",
    "head": [("Version", "3")],
    "sections": [
        {
            "title": "Kartor", "facts": [], "columns": [], "table": [],
            "things": [
                {
                    "name": "Pröva ansökan", "facts": [("Slag", "detaljerad karta")], "files": [("K-1.bpmn", "0" * 64)],
                    "picture": "one.svg", "alt": "Karta med två steg", "caption": "Pröva ansökan", "wide": True,
                    "steps": [(0, "1. Registrera"), (1, "Gå till 2")],
                }
            ],
        },
        {"title": "Dokument", "facts": [], "columns": ["Namn", "Slag", "Tomt"], "table": [["Rutin", "mall", ""]], "things": []},
    ],
}  # fmt: skip

pytestmark = pytest.mark.once


def made(template: str = "activity_plan", data: Any = PLAN, language: str = "sv", **more: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render_pdf(template, data, language, at=AT, **more)))


def tags(node: Any) -> list[tuple[str, Any]]:
    """Every structure element of the tree, in order."""
    found = []
    if isinstance(node, pikepdf.Array):
        for one in node:
            found += tags(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), node))
        if "/K" in node:
            found += tags(node.K)
    return found


def names(document: pikepdf.Pdf) -> list[str]:
    return [name for name, _node in tags(document.Root.StructTreeRoot)]


def test_both_standards_are_claimed() -> None:
    with made().open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["dc:title"] == "Aktivitetsplan"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_document_has_its_language_title_and_tags(language: str) -> None:
    document = made(language=language)
    assert str(document.Root.Lang).startswith(language)
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert names(document)[0] in {"/Document", "/Part"}


def test_headings_tables_with_head_cells_and_figures_with_their_text_are_tagged() -> None:
    document = made("release", VERSION, pictures={"one.svg": PICTURE})
    found = names(document)
    assert {"/H1", "/H2", "/H3", "/Table", "/THead", "/TH", "/TR", "/TD", "/Figure"} <= set(found)
    figures = [node for name, node in tags(document.Root.StructTreeRoot) if name == "/Figure"]
    assert any("Karta med två steg" in str(node.get("/Alt", "")) for node in figures)
    assert found.index("/H1") < found.index("/H2") < found.index("/H3")


def test_a_picture_without_its_text_is_refused() -> None:
    """typst itself refuses it under PDF/UA-1; nothing half is given out."""
    thing = {**VERSION["sections"][0]["things"][0], "alt": None}
    with pytest.raises(pdf.NotMade):
        typesetting.compiled(
            {"main.typ": b'#set document(title: "x")\n#image("one.svg")', "one.svg": PICTURE.encode()}, {"thing": thing}, AT
        )


@pytest.mark.parametrize("template", ["activity_plan", "release"])
def test_the_same_data_gives_the_same_bytes(template: str) -> None:
    data, pictures = (VERSION, {"one.svg": PICTURE}) if template == "release" else (PLAN, {})
    one = pdf.render_pdf(template, data, "sv", at=AT, pictures=pictures)
    assert one == pdf.render_pdf(template, data, "sv", at=AT, pictures=dict(pictures))
    assert one != pdf.render_pdf(template, data, "sv", at=AT + datetime.timedelta(days=1), pictures=pictures)


def test_the_typeface_is_the_products_own_and_embedded() -> None:
    fonts = set()
    for page in made(data={**PLAN, "subject": "Đorđević → ☐"}).pages:
        for font in page.Resources.get("/Font", {}).values():
            fonts.add(str(font.BaseFont).split("+", 1)[1])
            assert (
                "/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
            )
    assert any(name.startswith("SourceSans3") for name in fonts)


def test_nobodys_text_is_read_as_typst() -> None:
    """#read("/etc/passwd") in a field is seven words, and nothing more."""
    hostile = '#read("/etc/passwd") *fet* $x$ \\ ] } #let a = 1 #panic("hej") @nej <etikett>'
    document = made(data={**PLAN, "owner": hostile, "title": hostile})
    with document.open_metadata() as meta:
        assert meta["dc:title"] == hostile


@pytest.mark.parametrize("letters", ["😀 👩‍👩‍👧", "漢字", "\ue000", "\u202e", "\x01\x02", "a\u0301" * 200])
def test_letters_that_no_typeface_has_do_not_stop_the_document(letters: str) -> None:
    assert len(made(data={**PLAN, "owner": f"Alva {letters}", "title": f"Plan {letters}"}).pages) == 1
    assert made("release", {**VERSION, "title": letters or "x"}, pictures={"one.svg": PICTURE}).pages


def test_a_long_table_goes_over_pages_and_every_page_says_which_it_is() -> None:
    section = {**VERSION["sections"][1], "table": [[f"Rutin {number}", "mall", ""] for number in range(200)]}
    document = made("release", {**VERSION, "sections": [section]})
    assert len(document.pages) > 3
    assert names(document).count("/THead") >= 1


def test_every_template_is_made_of_nothing_but_its_lists() -> None:
    """A field that is not filled is left out, whichever it is."""
    for template in pdf.templates():
        source = (documents.SHIPPED / f"{template}.typ").read_text("utf-8")
        lists: dict[str, Any] = {name: [] for name in re.findall(r"\bdata\.(\w+)(?!\w*\()", source)}
        assert made(template, {"title": "Prov", **lists}).pages, template


def test_an_unknown_template_is_named_with_those_there_are() -> None:
    with pytest.raises(documents.NoTemplate, match="activity_plan"):
        pdf.render_pdf("hej", {}, "sv", at=AT)
    with pytest.raises(documents.NoTemplate):
        pdf.render_pdf("../../config/settings", {}, "sv", at=AT)
    with pytest.raises(documents.NoTemplate):
        pdf.render_pdf("layout", {}, "sv", at=AT)
