"""`processlots chart` keeps its contract: keys, exit codes, one line of what is wrong, no Django (DESIGN 7)."""

import argparse
import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from processlots.apps.followup import cli_chart

VALUES = [8.4, 9.1, 8.8, 7.6, 8.9, 8.1, 9.4, 8.6, 13.1, 9.2, 8.0, 8.7, 7.9, 8.5, 9.3, 8.2, 7.1, 6.9, 6.4, 6.8, 7.3, 6.2, 6.0, 6.3]


@pytest.fixture
def chart(tmp_path, capsys):
    def run(content: str, *arguments: str) -> tuple[int, str, str]:
        path = tmp_path / "tider.csv"
        path.write_text(content, encoding="utf-8")
        parser = argparse.ArgumentParser()
        cli_chart.add_arguments(parser)
        code = cli_chart.run(parser.parse_args([str(path), *arguments]))
        out, err = capsys.readouterr()
        return code, out, err.replace(f"{tmp_path}/", "")

    return run


def monthly(values, rebase=()):
    rows = [
        f"{2024 + (10 + i) // 12}-{(10 + i) % 12 + 1:02d},{'' if value is None else value},{int(i in rebase)}"
        for i, value in enumerate(values)
    ]
    return "date,value,rebase\n" + "\n".join(rows) + "\n"


def test_json_has_the_keys_of_the_contract(chart):
    code, out, err = chart(monthly([*VALUES, None], rebase=(16,)), "--improve", "down", "--target", "8", "--format", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer)[:4] == ["segments", "points", "variation", "assurance"]
    before, after = answer["segments"]
    assert list(before) == ["from", "to", "n", "mean", "lower", "upper", "provisional"]
    assert (before["from"], before["to"], before["n"], before["provisional"]) == ("2024-11", "2026-02", 16, False)
    # 141.8 / 16; ranges sum to 20.0, mean 4/3
    assert before["mean"] == pytest.approx(8.8625)
    assert before["upper"] == pytest.approx(8.8625 + 2.66 * 20.0 / 15)
    assert before["lower"] == pytest.approx(8.8625 - 2.66 * 20.0 / 15)
    assert (after["n"], after["provisional"], after["mean"]) == (8, True, 6.625)
    assert answer["points"][8] == {"date": "2025-07", "value": 13.1, "signals": ["outside"]}
    assert answer["points"][-1] == {"date": "2026-11", "value": None, "signals": []}
    assert (answer["variation"], answer["assurance"]) == ("common", "passes")


def test_mean_and_limits_are_null_under_six_values(chart):
    answer = json.loads(chart(monthly(VALUES[:5]), "--format", "json")[1])
    assert answer["segments"] == [
        {"from": "2024-11", "to": "2025-03", "n": 5, "mean": None, "lower": None, "upper": None, "provisional": False}
    ]
    assert answer["assurance"] is None


def test_screening_is_asked_for(chart):
    plain, screened = (json.loads(chart(monthly(VALUES), *extra, "--format", "json")[1]) for extra in ((), ("--screen",)))
    assert plain["segments"][0]["upper"] > screened["segments"][0]["upper"]


def test_a_signal_is_no_failure_of_the_command(chart):
    code, out, err = chart(monthly(VALUES), "--improve", "down", "--target", "8,0")
    assert (code, err) == (0, "")
    assert out.startswith("Ett skifte nedåt sedan mars 2026: det är en förbättring. Ta reda på varför och håll fast vid det.")
    assert "okt 2026    6,3  Skifte, 8 av 8\n" in out
    assert "jul 2025   13,1  Utanför gränserna\n" in out
    assert "Målet är högst 8." in out


def test_english_on_request(chart):
    out = chart(monthly(VALUES), "--improve", "down", "--language", "en")[1]
    assert out.startswith("A shift downwards since March 2026: it is an improvement.")
    assert "Oct 2026    6.3  Shift, 8 of 8" in out


def test_a_target_without_direction_says_what_is_lacking(chart):
    assert "--improve up" in chart(monthly(VALUES), "--target", "8")[1]
    assert "--improve up" not in chart(monthly(VALUES), "--target", "8", "--improve", "up")[1]


def test_the_picture_stands_alone(chart):
    code, out, _ = chart(monthly(VALUES, rebase=(16,)), "--format", "svg", "--improve", "down", "--target", "8")
    assert code == 0
    root = ET.fromstring(out)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "tider" in root.findtext("{http://www.w3.org/2000/svg}title")


@pytest.mark.parametrize(
    ("content", "arguments", "expected"),
    [
        ("date,value\n2026-01,x\n", (), "tider.csv: rad 2: ”x” är inget tal."),
        ("date,value\n", (), "tider.csv: filen har inga värden."),
        ("date,value\n2026-01,1\n", ("--target", "åtta"), "--target: ”åtta” är inget tal."),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(chart, content, arguments, expected):
    code, out, err = chart(content, *arguments, "--format", "json")
    assert (code, out) == (2, "")
    assert err.startswith(expected)
    assert err.count("\n") == 1


def test_the_command_starts_without_django(tmp_path):
    path = tmp_path / "tider.csv"
    path.write_text(monthly(VALUES), encoding="utf-8")
    program = (
        "import argparse, sys\n"
        "from processlots.apps.followup import cli_chart\n"
        "parser = argparse.ArgumentParser()\n"
        "cli_chart.add_arguments(parser)\n"
        f"code = cli_chart.run(parser.parse_args([{str(path)!r}, '--format', 'svg']))\n"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules), 'Django was imported'\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
