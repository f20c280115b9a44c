"""Excel workbooks: what the cells say is read, and a hostile workbook costs neither memory nor time."""

from __future__ import annotations

import datetime
import io
import resource
import time
import zipfile

import pytest

from processlots.kit.imports import BadFile, read_rows
from processlots.kit.tests.workbooks import SHEET, bomb, with_part, workbook


def test_texts_numbers_dates_and_per_cent() -> None:
    def adjust(book) -> None:
        book.active["C2"].number_format = "0 %"

    rows = read_rows(
        workbook(
            ["Namn", "Antal", "Andel", "Dag", "Tid", "Ja?"],
            ["Pröva bygglov", 1200, 0.85, datetime.date(2026, 5, 12), datetime.datetime.fromisoformat("2026-05-12 10:42"), True],
            [" Å ", 0.1 + 0.2, 12.5, None, None, False],
            adjust=adjust,
        ),
        "a.xlsx",
    )
    assert rows.header == ["Namn", "Antal", "Andel", "Dag", "Tid", "Ja?"]
    assert rows.rows[0].values == ["Pröva bygglov", "1200", "85 %", "2026-05-12", "2026-05-12 10:42", "ja"]
    assert rows.rows[1].values == ["Å", "0.3", "12.5", "", "", "nej"]


def test_line_numbers_are_excels_and_empty_rows_are_left_out() -> None:
    rows = read_rows(workbook(["Namn", "Typ"], [None, None], ["Ett", "x"], [" ", ""], ["Två", "y"]), "a.xlsx")
    assert [(row.line, row.values) for row in rows.rows] == [(3, ["Ett", "x"]), (5, ["Två", "y"])]


def test_the_first_visible_sheet_with_content_is_read_and_the_others_named() -> None:
    def adjust(book) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("Tom")
        book.create_sheet("Processer").append(["Namn"])
        book["Processer"].append(["Snöröja"])
        book.create_sheet("Kontakter").append(["x"])
        book.active = 1

    rows = read_rows(workbook(["Hemligt"], adjust=adjust), "a.xlsx")
    assert rows.header == ["Namn"]
    assert "Processer" in rows.notes[0]
    assert "Kontakter" in rows.notes[0]


def test_a_formula_without_a_value_is_refused_not_lost() -> None:
    with pytest.raises(BadFile) as refused:
        read_rows(workbook(["Namn", "Antal"], ["Ett", "=1+1"]), "a.xlsx")
    assert (refused.value.line, refused.value.column) == (2, 2)


def test_the_value_of_a_formula_is_read() -> None:
    computed = with_part(
        workbook(["Namn", "Antal"], ["Ett", "=1+1"]),
        SHEET,
        lambda xml: xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"),
    )
    assert read_rows(computed, "a.xlsx").rows[0].values == ["Ett", "2"]


def test_an_error_in_a_cell_is_named() -> None:
    with pytest.raises(BadFile, match="#REF!") as refused:
        read_rows(workbook(["Namn", "Antal"], ["Ett", "#REF!"]), "a.xlsx")
    assert refused.value.line == 2


def test_twenty_thousand_rows() -> None:
    started = time.monotonic()
    rows = read_rows(workbook(["Namn", "Mottagare"], *[[f"Hantera {n}", "Alla"] for n in range(20_000)]), "a.xlsx")
    assert len(rows.rows) == 20_000
    assert time.monotonic() - started < 20
    with pytest.raises(BadFile):
        read_rows(workbook(["Namn"], *[[f"Hantera {n}"] for n in range(20_001)]), "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    small = bomb(150)
    assert len(small) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    with pytest.raises(BadFile) as refused:
        read_rows(small, "a.xlsx")
    assert "100" in refused.value.message
    assert time.monotonic() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_a_part_that_packs_too_well_is_refused_under_the_size_limit() -> None:
    with pytest.raises(BadFile):
        read_rows(bomb(50), "a.xlsx")


def test_a_directory_that_lies_about_sizes_gives_a_damaged_file() -> None:
    lying = bytearray(bomb(60))
    with zipfile.ZipFile(io.BytesIO(lying)) as archive:
        true = next(part for part in archive.infolist() if part.filename == SHEET).file_size
    assert true.to_bytes(4, "little") in lying
    with pytest.raises(BadFile):
        read_rows(bytes(lying).replace(true.to_bytes(4, "little"), (1000).to_bytes(4, "little")), "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(encoding: str) -> None:
    declared = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )

    def change(xml: bytes) -> bytes:
        body = xml.decode().split("?>", 1)[-1].replace("Namn", "&c;")
        return f'<?xml version="1.0" encoding="{encoding}"?>{declared}{body}'.encode(encoding)

    for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"):
        with pytest.raises(BadFile, match="DTD"):
            read_rows(with_part(workbook(["Namn"], ["Ett"]), part, change), "a.xlsx")


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="999999999999"><c r="A999999999999" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="3"><c r="ZZZ3" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="2"><c r="A2" t="s"><v>99999</v></c></row>',
        b'<row r="-5"><c r="A-5"><v>1e999</v></c></row>',
        b'<row r="x"><c r="??"><v>1</v></c></row>',
        b"<row",
    ],
    ids=[
        "a row beyond Excel",
        "a column beyond the limit",
        "a text that is not there",
        "no coordinates",
        "odd row",
        "broken XML",
    ],
)
def test_odd_rows_are_refused_with_a_sentence_and_in_time(row: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(BadFile) as refused:
        read_rows(
            with_part(workbook(["Namn"], ["Ett"]), SHEET, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>")),
            "a.xlsx",
        )
    assert refused.value.message.endswith(".")
    assert time.monotonic() - started < 30


def test_a_wrong_size_in_the_file_does_not_make_rows_of_nothing() -> None:
    def change(xml: bytes) -> bytes:
        import re

        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)

    started = time.monotonic()
    assert len(read_rows(with_part(workbook(["Namn", "Typ"], ["Ett", "x"]), SHEET, change), "a.xlsx").rows) == 1
    assert time.monotonic() - started < 10


def test_a_zip_that_is_no_workbook() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(BadFile, match=r"\.xlsx"):
        read_rows(written.getvalue(), "a.xlsx")


def test_a_damaged_workbook() -> None:
    whole = workbook(["Namn"], ["Ett"])
    for cut in (10, len(whole) // 2, len(whole) - 30):
        with pytest.raises(BadFile):
            read_rows(whole[:cut], "a.xlsx")
