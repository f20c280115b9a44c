"""CSV files and pastes come in many dresses; all of these are read, and every refusal names the row."""

from __future__ import annotations

import contextlib
import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processlots.kit.imports import BadFile, Row, number, read_rows, read_text

HEADER = ["Namn", "Mottagare"]
LINES = ["Namn;Mottagare", "Pröva bygglov;Sökande", "Snöröja gator;Medborgare"]
ROWS = [Row(2, ["Pröva bygglov", "Sökande"]), Row(3, ["Snöröja gator", "Medborgare"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_line_end(encoding: str, separator: str, end: str) -> None:
    data = end.join(line.replace(";", separator) for line in LINES).encode(encoding)
    found = read_rows(data, "processer.csv")
    assert (found.header, found.rows) == (HEADER, ROWS)


def test_latin_1_with_semicolons_and_decimal_commas() -> None:
    found = read_rows("Mått;Värde\nAndel nöjda;83,5\nVäntetid;12,25\n".encode("latin-1"), "mått.csv")
    assert found.header == ["Mått", "Värde"]
    assert [row.values for row in found.rows] == [["Andel nöjda", "83,5"], ["Väntetid", "12,25"]]


def test_quoted_line_breaks_keep_the_line_numbers_right() -> None:
    found = read_rows(b'Namn;Syfte\n"Ett";"F\xc3\xb6rsta\nandra"\nTv\xc3\xa5;x\n', "a.csv")
    assert found.rows == [Row(2, ["Ett", "Första\nandra"]), Row(4, ["Två", "x"])]


def test_excels_own_word_for_the_separator_is_obeyed() -> None:
    found = read_rows(b"sep=,\nNamn,Typ\nEtt,Huvud\n", "a.csv")
    assert (found.header, found.rows) == (["Namn", "Typ"], [Row(3, ["Ett", "Huvud"])])


def test_cells_pasted_from_excel() -> None:
    found = read_text('Namn\tMottagare\r\n"Ge råd\nom energi"\tVilla, radhus\r\nSnöröja; sanda\t\r\n')
    assert [row.values for row in found.rows] == [["Ge råd\nom energi", "Villa, radhus"], ["Snöröja; sanda", ""]]


def test_a_list_is_not_a_table_because_a_name_has_a_comma() -> None:
    found = read_text("1. Pröva bygglov\n2) Utreda, bedöma och besluta\n\n - Snöröja gator\n• 3 saker\n")
    assert found.header == ["Pröva bygglov"]
    assert [row.values for row in found.rows] == [["Utreda, bedöma och besluta"], ["Snöröja gator"], ["3 saker"]]
    assert found.headless().rows[0].values == ["Pröva bygglov"]
    assert [row.line for row in found.headless().rows] == [1, 2, 4, 5]


def test_quotation_marks_in_a_list_are_words() -> None:
    found = read_text('"Lotsa" ärenden\nSnöröja')
    assert (found.header, found.rows) == (['"Lotsa" ärenden'], [Row(2, ["Snöröja"])])


def test_a_title_above_the_table_is_passed_over_and_said() -> None:
    found = read_rows("Inventering 2026;;\n;;\nNamn;Mottagare;Typ\nEtt;Alla;Huvud\nTvå;Alla;Stöd".encode(), "a.csv")
    assert found.header == ["Namn", "Mottagare", "Typ"]
    assert found.rows[0] == Row(4, ["Ett", "Alla", "Huvud"])
    assert "1" in found.notes[0]


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    found = read_rows(b"a;b;c\n1;2;3\n;;\n\n4\n5;6;7\n8;9;0\n1;1;1\n", "a.csv")
    assert found.rows[1] == Row(5, ["4", "", ""])


def test_twenty_thousand_rows_are_read_and_one_more_is_not() -> None:
    body = "".join(f"Hantera ärende {number};Alla\n" for number in range(20_000))
    started = time.monotonic()
    assert len(read_rows(("Namn;Mottagare\n" + body).encode("cp1252"), "a.csv").rows) == 20_000
    assert time.monotonic() - started < 10
    with pytest.raises(BadFile, match=r"20000|20 000"):
        read_rows(("Namn;Mottagare\n" + body + "En till;Alla\n").encode(), "a.csv")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a;b\n1;2\n3;4;5\n6;7\n8;9\n1;2\n", 3),  # more values than columns
        (b'a;b\n1;2\n3;"oavslutat\n6;7\n', 3),  # a quotation mark that is not closed
        (b'a\tb\n"1\t2\n', 2),  # … in a table of one row
        (b"a;b\n1;2\n3;\x004\n", 3),  # NUL
        (b"a;b\n1;\x1b[31mred\n", 2),  # an escape sequence
        (b"a;b\n1;" + b"x" * 10_001 + b"\n", 2),  # a long cell
        ("a;å\n1;å\n".encode() + "2;ä\n".encode("latin-1"), 3),  # two encodings in one file
    ],
)
def test_bad_rows_are_refused_with_their_line(data: bytes, line: int) -> None:
    with pytest.raises(BadFile) as refused:
        read_rows(data, "a.csv")
    assert refused.value.line == line
    assert str(line) in refused.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n \n",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0",
        b"<?xml version='1.0'?><a/>",
        b"x" * (10 * 2**20 + 1),
    ],
    ids=["nothing", "blank", "pdf", "png", "old excel", "xml", "over ten megabytes"],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(BadFile) as refused:
        read_rows(data, "a.csv")
    assert refused.value.message.endswith(".")


def test_too_many_columns() -> None:
    with pytest.raises(BadFile, match="101"):
        read_rows((";".join(map(str, range(101))) + "\n" + ";" * 100).encode(), "a.csv")


def test_damaged_letters_are_pointed_out() -> None:
    found = read_text("Namn;Typ\nSn�röja;x\n")
    assert "2" in found.notes[0]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    with contextlib.suppress(BadFile):
        found = read_rows(data, "a.csv")
        assert all(len(row.values) == len(found.header) for row in found.rows)


_CELLS = st.text('aåÄö1"; \n', max_size=8).map(lambda text: f"x{text}x")


@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_what_a_csv_writer_wrote_is_read_back(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    found = read_rows(written.getvalue().encode("utf-8-sig"), "a.csv")
    assert [found.header, *[row.values for row in found.rows]] == table


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234,5", "1234.5"), ("1\u00a0234", "1234"), ("−3", "-3"), ("85 %", "85"), ("83.25", "83.25"), ("+7", "7"), (",5", "0.5")],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert str(number(text)) == value


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "1e5", "NaN", "--1", "٣", "1 2 3 x", "9" * 50])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(text)
