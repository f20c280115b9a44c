"""`processlots map` (DESIGN 7): forms, exit codes, one line on stderr, no Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from processlots.apps.maps import bpmn
from processlots.cli import main

from .bpmn_corpus import OWN, own


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    try:
        code = main(["map", *map(str, words)])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err


def test_json_has_the_keys_of_the_contract(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, OWN / "bygglov.bpmn", "--to", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert {"elements", "flows", "lanes", "receipt"} <= found.keys()
    element = next(one for one in found["elements"] if one["id"] == "skicka")
    assert {key: element[key] for key in ("type", "name", "lane", "step")} == {
        "type": "userTask", "name": "Skicka in ansökan", "lane": "lane_sokande", "step": 1,
    }  # fmt: skip
    flow = next(one for one in found["flows"] if one["id"] == "f5")
    assert (flow["from"], flow["to"], flow["name"]) == ("komplett", "prova", "ja")
    assert found["lanes"][0]["name"] == "Sökande"


def test_the_receipt_tells_what_was_kept_guessed_and_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    kinds = {}
    for name in ("other_tools.bpmn", "loose_arrow.bpmn", "left_behind.bpmn", "no_drawing.bpmn"):
        receipt = json.loads(run(capfd, OWN / name, "--to", "json")[1])["receipt"]
        assert all(row.keys() == {"kind", "what", "why"} for row in receipt)
        kinds[name] = {row["kind"] for row in receipt}
    assert kinds == {
        "other_tools.bpmn": {"kept"}, "loose_arrow.bpmn": {"guessed", "left out"},
        "left_behind.bpmn": {"left out"}, "no_drawing.bpmn": {"guessed"},
    }  # fmt: skip


def test_bpmn_svg_and_text_go_to_a_file_or_to_standard_output(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "ut.bpmn"
    assert run(capfd, OWN / "other_tools.bpmn", "--to", "bpmn", "-o", out) == (0, "", "")
    assert bpmn.canonical(out.read_bytes()) == bpmn.canonical(own("other_tools.bpmn"))
    code, svg, _ = run(capfd, OWN / "no_drawing.bpmn", "--to", "svg")
    assert code == 0
    assert etree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert run(capfd, OWN / "bygglov.bpmn", "--to", "text")[1] == bpmn.to_text(bpmn.read(own("bygglov.bpmn")))
    assert "Starts with a need" in run(capfd, OWN / "bygglov.bpmn", "--to", "text", "--language", "en")[1]


def test_layout_places_the_steps_anew(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, OWN / "no_drawing.bpmn", "--to", "bpmn", "--layout")
    a_map = bpmn.read(out.encode())
    assert code == 0
    assert len(a_map.diagrams[0].shapes) == 14
    assert {edge.of for edge in a_map.diagrams[0].edges} == set(a_map.flows)


def test_check_lists_findings_and_says_so_by_its_code(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "check", OWN / "bygglov.bpmn") == (0, "Inget att anmärka på.\n", "")
    assert json.loads(run(capfd, "check", OWN / "bygglov.bpmn", "--format", "json")[1]) == []
    code, out, _ = run(capfd, "check", OWN / "loose_arrow.bpmn", "--format", "json")
    (row,) = json.loads(out)
    assert code == 1
    assert (row["id"], row["severity"], row["element"]) == ("V-24", "F", "f3")
    assert "vart?" in row["message"]
    code, out, _ = run(capfd, "check", OWN / "latin1.bpmn", "--kind", "detailed")
    assert (code, out[:7]) == (1, "V-22 F ")


def test_diff_tells_what_differs_and_says_so_by_its_code(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    same = run(capfd, "diff", OWN / "bygglov.bpmn", OWN / "bygglov.bpmn")
    assert same == (0, "Kartorna säger samma sak.\n", "")
    changed = bpmn.read(own("bygglov.bpmn"))
    bpmn.put_in_lane(changed, "namnden", "lane_handlaggare")
    other = tmp_path / "ny.bpmn"
    other.write_bytes(bpmn.save(changed))
    code, out, err = run(capfd, "diff", OWN / "bygglov.bpmn", other, "--format", "json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert found.keys() == {"same", "alike", "related", "summary", "changes"}
    assert (found["same"], found["related"]) == (False, True)
    assert found["changes"] == [
        {
            "kind": "moved", "old": "namnden", "new": "namnden", "property": "lane", "was": "Nämnd", "now": "Handläggare",
            "sentence": "Steget ”Besluta i nämnden” har flyttats från Nämnd till Handläggare.",
        }
    ]  # fmt: skip
    code, out, _ = run(capfd, "diff", OWN / "bygglov.bpmn", other, "--language", "en")
    assert code == 1
    assert out.splitlines()[1:] == ["- The step “Besluta i nämnden” has moved from Nämnd to Handläggare."]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["finns_inte.bpmn", "--to", "svg"], "Hittar inte filen finns_inte.bpmn"),
        ([str(OWN), "--to", "svg"], "går inte att läsa"),
        ([OWN / "broken_reference.bpmn", "--to", "svg"], 'sequenceFlow "klar" (f2), rad 9'),
        ([OWN / "entities.bpmn", "--to", "json"], "DOCTYPE"),
        ([OWN / "bygglov.bpmn"], "--to"),
        ([OWN / "bygglov.bpmn", "--to", "outline"], "not built yet"),
        ([OWN / "bygglov.bpmn", "--to", "gif"], "invalid choice"),
        ([OWN / "bygglov.bpmn", "--to", "svg", "--diagram", "3"], "ingen ritning nummer 3"),
        (["diff", OWN / "bygglov.bpmn"], "two files"),
        (["diff", OWN / "bygglov.bpmn", "finns_inte.bpmn"], "Hittar inte filen finns_inte.bpmn"),
        (["diff", OWN / "bygglov.bpmn", OWN / "entities.bpmn"], "entities.bpmn: "),
        (["diff", OWN / "bygglov.bpmn", "karta.vsdx"], "not built yet"),
        (["check"], "one FILE"),
        (["check", OWN / "duplicate_id.bpmn"], "rad 7 och rad 8"),
        ([OWN / "bygglov.bpmn", "--to", "bpmn", "-o", "/finns/inte/ut.bpmn"], "cannot write"),
        (["karta.vsdx", "--to", "bpmn"], "not built yet"),
        (["steg.txt", "--to", "bpmn"], "not built yet"),
    ],
)
def test_bad_input_is_one_line_and_code_2(capfd: pytest.CaptureFixture[str], words: list[object], says: str) -> None:
    code, out, err = run(capfd, *words)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_a_visio_file_by_another_name_is_known(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "karta.bpmn").write_bytes(b"PK\x03\x04" + b"\0" * 50)
    code, _, err = run(capfd, tmp_path / "karta.bpmn", "--to", "svg")
    assert (code, "Visio" in err) == (2, True)


def test_a_huge_file_is_refused_by_its_size(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    huge = tmp_path / "stor.bpmn"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    code, _, err = run(capfd, huge, "--to", "svg")
    assert (code, "100 MB" in err) == (2, True)


def test_it_runs_without_django() -> None:
    program = (
        "import sys; from processlots.cli import main; code = main(['map', sys.argv[1], '--to', 'text']);"
        "loaded = [name for name in sys.modules if name.split('.')[0] == 'django']; sys.exit(9 if loaded else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(OWN / "bygglov.bpmn")], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "9. Registrator: Meddela beslutet" in done.stdout.decode()
