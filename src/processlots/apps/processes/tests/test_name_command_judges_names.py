"""`processlots name` as scripts rely on it (DESIGN 7), run as its own process."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

SOURCE = Path(__file__).resolve().parents[4]
PROGRAM = """
import argparse, sys
from processlots.apps.processes import cli_name
parser = argparse.ArgumentParser(prog="processlots name")
cli_name.add_arguments(parser)
code = cli_name.run(parser.parse_args())
heavy = {"django", "yaml", "simplemma", "lxml"} & set(sys.modules)
assert not heavy, heavy
sys.exit(code)
"""


def run(*arguments, stdin=b"", **env):
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", **env}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], input=stdin, capture_output=True, env=environment, timeout=60
    )


def test_json_has_the_contracts_keys_one_object_a_name():
    done = run("--format", "json", "Hantering av bygglov", "Följa upp budget", "Ronda lekplatser")
    assert json.loads(done.stdout) == [
        {"name": "Hantering av bygglov", "verdict": "wrong", "rules": ["V-6"], "proposal": "Hantera bygglov"},
        {"name": "Följa upp budget", "verdict": "ok", "rules": [], "proposal": None},
        {"name": "Ronda lekplatser", "verdict": "unsure", "rules": [], "proposal": None},
    ]
    assert done.returncode == 1
    assert done.stderr == b""


@pytest.mark.parametrize("name", ["Följa upp budget", "Ronda lekplatser", "rekrytera"])
def test_without_a_wrong_name_the_exit_code_is_zero(name):
    assert run(name).returncode == 0


def test_text_is_one_line_a_name():
    done = run("Följa upp budget", "Uppföljning\nav budget\x1b[2J")
    assert done.stdout.decode().splitlines() == [
        "Följa upp budget: Bra namn",
        "Uppföljning av budget [2J: Börja med ett verb. Menar du ”Följa upp budget [2J”? (V-6)",
    ]


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("-", "Följa upp budget")])
def test_no_name_or_both_kinds_are_refused_with_one_line(arguments):
    done = run(*arguments, stdin="Följa upp budget\n".encode())
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("encoding", "warned"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("latin-1", True)], ids=str
)
def test_names_are_read_one_a_line_whatever_the_encoding(encoding, warned):
    done = run("-", "--format", "json", stdin="Följa upp budget\r\n\r\n  \nBedömer behov\r\n".encode(encoding))
    assert [(item["name"], item["verdict"]) for item in json.loads(done.stdout)] == [
        ("Följa upp budget", "ok"),
        ("Bedömer behov", "wrong"),
    ]
    assert ("Latin-1" in done.stderr.decode()) == warned
    assert done.returncode == 1


def test_the_encoding_note_names_the_line():
    done = run("-", stdin=b"Hantera bygglov\nF\xf6lja upp budget\n")
    assert done.stdout.decode().splitlines()[1] == "Följa upp budget: Bra namn"
    assert "Line 2" in done.stderr.decode()


def test_an_argument_in_latin_1_is_read_too():
    done = run(b"F\xf6lja upp budget", "--format", "json")
    assert json.loads(done.stdout)[0]["name"] == "Följa upp budget"


def test_an_empty_list_has_nothing_wrong_in_it():
    done = run("-", "--format", "json", stdin=b"")
    assert (json.loads(done.stdout), done.returncode) == ([], 0)


def test_bytes_of_no_meaning_are_still_names():
    done = run("-", "--format", "json", stdin=b"\x00\xff\x81\n" + b"x" * 10_000)
    assert len(json.loads(done.stdout)) == 2


def test_a_poor_terminal_gets_valid_json():
    done = run("--format", "json", "Följa upp budget", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)[0]["name"] == "Följa upp budget"
    assert run("Uppföljning av budget", PYTHONIOENCODING="ascii").returncode == 1


def test_it_starts_without_django_or_the_large_word_list():
    program = f"import sys; sys.argv[1:] = ['Följa upp budget']\n{PROGRAM}"
    wrapped = f"""
import atexit, sys
unwanted = {{"django", "simplemma", "lxml"}}
atexit.register(lambda: print([name for name in sys.modules if name in unwanted], file=sys.stderr))
{program}
"""
    done = subprocess.run([sys.executable, "-c", wrapped], capture_output=True, env={**os.environ, "PYTHONPATH": str(SOURCE)})
    assert done.stderr.decode().strip().splitlines()[-1] == "[]"


def test_run_can_be_called_with_parsed_arguments(capsys):
    from processlots.apps.processes import cli_name

    parser = argparse.ArgumentParser()
    cli_name.add_arguments(parser)
    assert cli_name.run(parser.parse_args(["Följa upp budget"])) == 0
    assert capsys.readouterr().out == "Följa upp budget: Bra namn\n"
