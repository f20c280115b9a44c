"""A file of values is read as it comes, or refused with the row and the way out."""

from datetime import date
from decimal import Decimal

import pytest

from processlots.apps.followup.chart_file import MOST_BYTES, BadFile, read_number, read_series


@pytest.fixture
def read(tmp_path):
    def write_and_read(content: str | bytes, encoding="utf-8"):
        path = tmp_path / "tider.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_series(path)

    return write_and_read


@pytest.fixture
def refused(read, tmp_path):
    def sentence(content: str | bytes, language="sv") -> str:
        with pytest.raises(BadFile) as caught:
            read(content)
        text = caught.value.say(tmp_path / "tider.csv", language)
        assert text.startswith(f"{tmp_path}/tider.csv: ")
        assert "\n" not in text
        return text.removeprefix(f"{tmp_path}/tider.csv: ")

    return sentence


def values(series):
    return [point.value for point in series.points]


def test_dates_values_and_rebases_are_read(read):
    series = read("date,value,rebase\n2026-01,6.4,\n2026-02,,0\n2026-03,7,1\n")
    assert [point.date for point in series.points] == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert values(series) == [Decimal("6.4"), None, 7]
    assert [point.rebase for point in series.points] == [False, False, True]
    assert series.texts == ["2026-01", "2026-02", "2026-03"]
    assert series.kind == "month"


@pytest.mark.parametrize(
    "content",
    [
        "date;value\n2026-01;6,4\n2026-02;1234,5\n",
        "date;value\r\n2026-01;6,4\r\n2026-02;1 234,5\r\n",
        'date,value\n2026-01,"6,4"\n2026-02,"1234,5"\n',
        "date\tvalue\n2026-01\t6,4\n2026-02\t1\u00a0234,5\n",
        "datum;värde\n2026-01;6.4\n\n2026-02;1234.5\n",
        " Date ; VALUE ;;\n2026-01;6,4;;\n2026-02;1234,5;;\n",
        "value,date\n6.4,2026-01\n1234.5,2026-02\n",
        '\ndate,value\n2026-01,"6,4"\n2026-02,1.2345e3\n',
    ],
)
def test_separators_and_decimal_marks_of_both_kinds_are_read(read, content):
    assert values(read(content)) == [Decimal("6.4"), Decimal("1234.5")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_the_encodings_of_office_programs_are_read(read, encoding):
    assert values(read("datum;värde\n2026-01;6,4\n", encoding)) == [Decimal("6.4")]


def test_newest_first_is_turned_round_and_a_rebase_stays_with_its_row(read):
    series = read("date,value,rebase\n2026-03,3,\n2026-02,2,1\n2026-01,1,\n")
    assert values(series) == [1, 2, 3]
    assert series.texts == ["2026-01", "2026-02", "2026-03"]
    assert [point.rebase for point in series.points] == [False, True, False]


def test_first_days_of_months_are_months(read):
    assert read("date,value\n2026-01-01,1\n2026-02-01,2\n").kind == "month"
    assert read("date,value\n2026-01-01,1\n2026-02-02,2\n").kind == "day"
    assert read("date,value\n2024-01-01,1\n2025-01-01,2\n").kind == "year"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "filen har inga värden."),
        ("date,value\n", "filen har inga värden."),
        ("date,value\n2026-01,6\n2026-02,sex\n", "rad 3: ”sex” är inget tal."),
        ("date,value\n2026-01,nan\n", "rad 2: ”nan” är inget tal."),
        ("date,value\n2026-01,1e999\n", "rad 2: ”1e999” är inget tal."),
        ('date,value\n2026-01,"1.234,5"\n', "rad 2: ”1.234,5” är inget tal."),
        ("date,value\n\n\n2026-13,6\n", "rad 4: ”2026-13” är inget datum."),
        ("date,value\n,6\n", "rad 2: ”” är inget datum."),
        ("date,värden\n2026-01,6\n", "rad 1: okänd kolumn ”värden”."),
        ("2026-01,6\n2026-02,7\n", "rad 1: okänd kolumn ”2026-01”."),
        ("date,value,kommentar\n2026-01,6,bra\n", "rad 1: okänd kolumn ”kommentar”."),
        ("date,rebase\n2026-01,1\n", "rad 1: kolumnen ”value” saknas."),
        ("date,datum,value\n2026-01,2026-01,1\n", "rad 1: kolumnen ”datum” finns två gånger."),
        ("date,value\n2026-01,6,4\n", "rad 2: fler celler än kolumner."),
        ("date,value\n2026-01\n", "rad 2: värdet saknas."),
        ("date,value,rebase\n2026-01,6,ja\n", "rad 2: ”ja” i rebase."),
        ("date,value\n2026-01,6\n2026-02-01,7\n", "rad 3: ”2026-02-01” är en annan sorts period"),
        ("date,value\n2026-01,6\n2026-02,7\nmars 2026,8\n2026-03,9\n", "rad 5: perioden ”2026-03” finns redan på rad 4."),
        ("date,value\n2026-01,6\n2026-02,7\n2025-03,8\n2026-04,9\n2026-05,9\n", "rad 4: ”2025-03” kommer i fel ordning."),
        ("date,value\n2026-01,6\n2026-02,7\n2026-03,9\n2025-04,8\n", "rad 5: ”2025-04” kommer i fel ordning."),
        ("date,value\n2026-04,6\n2026-03,7\n2026-02,9\n2026-05,8\n", "rad 5: ”2026-05” kommer i fel ordning."),
        ('date,value\n2026-01,"6\n2026-02,7\n', "rad 3: citattecken"),
        (b"date,value\n2026-01,6\0\n", "filen är inte text."),
        (b"PK\x03\x04\x00\x00date", "filen är inte text."),
        ("date,value\n" + "2026-01," + "6" * 200_000 + "\n", "rad 2: citattecken som inte stängs eller en för lång cell."),
        ("date,value\n2026-01,\x1b[31mred\n", "rad 2: ”?[31mred” är inget tal."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(refused, content, expected):
    assert refused(content).startswith(expected)


def test_every_refusal_is_said_in_english_too(refused):
    assert refused("date,value\n2026-01,six\n", "en").startswith("row 2: “six” is not a number.")
    assert refused("date,value\n2026-01,1\n2026-01,2\n", "en") == "row 3: the period “2026-01” is already there in row 2."


def test_a_huge_file_is_refused_before_it_is_read(refused):
    assert refused(b"date,value\n" + b" " * MOST_BYTES).startswith("filen är större än 5 MB")


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path):
    for path, expected in ((tmp_path, "går inte att läsa"), (tmp_path / "saknas.csv", "filen finns inte")):
        with pytest.raises(BadFile) as caught:
            read_series(path)
        assert expected in caught.value.say(path)


def test_ten_thousand_rows_are_read(read):
    rows = [f"{date.fromordinal(730_000 + i)},{i % 7}" for i in range(10_000)]
    assert len(read("date,value\n" + "\n".join(rows)).points) == 10_000


@pytest.mark.parametrize(
    ("text", "number"),
    [("8", "8"), (" -6,4 ", "-6.4"), ("\u22126.4", "-6.4"), ("1 234 567", "1234567"), ("1e-2", "0.01"), ("+3", "3")],
)
def test_numbers_are_read_as_they_are_written_here(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "x", "1 2", "12 34", "1,2,3", "inf", "NaN", "0x10", "1_000", "٣", "9" * 16, "--1", "1.", ".5"]
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None
