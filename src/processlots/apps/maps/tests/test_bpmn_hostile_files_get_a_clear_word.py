"""Hostile and broken files: refused with element, name and line where there are such, in bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from processlots.apps.maps import bpmn

from .bpmn_corpus import own

OPEN = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">\n<process id="p">\n'
CLOSE = b"</process></definitions>"


@pytest.mark.parametrize(
    ("name", "code", "element_id", "element_name", "line", "words"),
    [
        ("broken_reference.bpmn", "broken_reference", "f2", "klar", 9, '"beslutet", som inte finns'),
        ("broken_shape.bpmn", "broken_reference", "s1", "", 7, '"granska_ansokan", som inte finns'),
        ("broken_lane.bpmn", "broken_reference", "l1", "Handläggare", 6, '"besluta", som inte finns'),
        ("broken_number.bpmn", "bad_number", "granska", "Granska ansökan", 7, 'x="NaN"'),
        ("duplicate_id.bpmn", "duplicate_id", "granska", "Granska igen", 8, "på rad 7 och rad 8"),
        ("entities.bpmn", "doctype", "", "", 3, "DOCTYPE"),
        ("cut_short.bpmn", "not_xml", "", "", 6, "inte hel XML"),
        ("not_bpmn.xml", "not_bpmn", "", "", 2, 'börjar med "mxfile"'),
    ],
)
def test_the_word_names_element_name_and_line(
    name: str, code: str, element_id: str, element_name: str, line: int, words: str
) -> None:
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.read(own(name))
    error = caught.value
    assert (error.code, error.element_id, error.name, error.line) == (code, element_id, element_name, line)
    assert words in error.message("sv")
    assert f"rad {line}" in error.message("sv").lower()
    assert f"line {line}" in error.message("en").lower()
    for part in (element_id, element_name):
        assert part in error.message("sv")


def test_each_refusal_has_a_sentence_in_both_languages() -> None:
    from processlots.apps.maps.bpmn.errors import SENTENCES

    for swedish, english in SENTENCES.values():
        assert swedish != english
        assert swedish.rstrip().endswith(".")
        assert english.rstrip().endswith(".")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_doctype_is_seen_in_every_encoding(encoding: str) -> None:
    text = '<?xml version="1.0"?><!--x--><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
    with pytest.raises(bpmn.BpmnError, match="DOCTYPE"):
        bpmn.read(text.encode(encoding))


def test_an_encoding_that_hides_its_marks_is_refused() -> None:
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.read(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-<d/>')
    assert caught.value.code == "encoding"


@pytest.mark.parametrize("text", ["Våren", "åäö"])
def test_utf_16_and_latin_1_are_read(text: str) -> None:
    for encoding, name in (("utf-16", "UTF-16"), ("latin-1", "ISO-8859-1")):
        xml = f'<?xml version="1.0" encoding="{name}"?>{OPEN.decode()}<task id="t" name="{text}"/>{CLOSE.decode()}'
        assert bpmn.read(xml.encode(encoding)).elements["t"].name == text


def test_ten_thousand_nested_sub_processes_are_too_deep() -> None:
    nested = b"".join(b'<subProcess id="s%d" name="Del %d">\n' % (n, n) for n in range(10_000)) + b"</subProcess>" * 10_000
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.read(OPEN + nested + CLOSE)
    error = caught.value
    assert (error.code, error.type) == ("too_deep", "subProcess")
    assert error.name.startswith("Del ")
    assert error.line == int(error.name.split()[1]) + 3


def test_forty_nested_sub_processes_are_read_drawn_told_and_saved() -> None:
    nested = b"".join(b'<subProcess id="s%d" name="Del %d">' % (n, n) for n in range(40)) + b"</subProcess>" * 40
    a_map = bpmn.read(OPEN + nested + CLOSE)
    assert len(a_map.elements) == 40
    assert "Del 39" in bpmn.to_svg(a_map)
    assert "40. " in bpmn.to_text(a_map)
    assert bpmn.canonical(bpmn.save(a_map)) == bpmn.canonical(OPEN + nested + CLOSE)


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    with pytest.raises(bpmn.BpmnError) as caught:
        bpmn.read(data)
    assert caught.value.code == "empty"


@pytest.mark.parametrize("data", [b"hej", b"PK\x03\x04zip", b"\x00" * 100, b"<a>&nej;</a>", b"<", b"\xff\xfe<", b"{}"])
def test_what_is_not_xml_is_refused(data: bytes) -> None:
    with pytest.raises(bpmn.BpmnError):
        bpmn.read(data)


def test_a_file_over_the_limit_is_not_parsed() -> None:
    with pytest.raises(bpmn.BpmnError, match=r"21 MB\. The limit is 20 MB"):
        bpmn.read(b"<" * (21 * 1024 * 1024))


@pytest.mark.parametrize(
    "body",
    [
        '"<task/>" * 300_000',
        '"<a " + " ".join(f\'a{n}=""\' for n in range(900_000)) + "/>"',
        '"<a " + " ".join(f\'xmlns:a{n}="u"\' for n in range(700_000)) + "/>"',
        '"<task name=\'" + "x" * 15_000_000 + "\'/>"',
        '"x" * 15_000_000',
        '"<subProcess>" * 600_000',
    ],
    ids=["elements", "attributes", "namespaces", "long attribute", "long text", "depth"],
)
def test_memory_is_bounded(body: str) -> None:
    """Each in a process of its own, which must refuse the file with less than 400 MB at its peak."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak is read from /proc")
    # Not ru_maxrss, which a process inherits from the one that started it.
    program = f"""
from pathlib import Path
from processlots.apps.maps import bpmn
data = ({OPEN.decode()!r} + {body} + {CLOSE.decode()!r}).encode()
assert len(data) < 20 * 1024 * 1024
try:
    bpmn.read(data)
except bpmn.BpmnError as error:
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    print(error.code, int(peak.split()[1]) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    code, peak = done.stdout.split()
    assert code in {"too_many", "too_many_attributes", "too_deep", "not_xml"}
    assert int(peak) < 400
