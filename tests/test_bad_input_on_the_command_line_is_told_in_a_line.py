"""`processlots` with what nobody meant to give it: exit code 0, 1 or 2, a line on stderr, and never a traceback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PROGRAM = Path(sys.executable).with_name("processlots")
Run = Callable[..., subprocess.CompletedProcess[bytes]]
ENTITIES = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("name", "-", told=b"…")` in an empty folder of its own; settings as keywords."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "TMPDIR"}}

    def done(*words: str, told: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**kept, "PROCESSLOTS_HOME": str(tmp_path / "home"), **settings}
        return subprocess.run([PROGRAM, *words], input=told, capture_output=True, env=environment, cwd=tmp_path, timeout=60)

    return done


def refused(done: subprocess.CompletedProcess[bytes], *words: str) -> str:
    """The one line that says why."""
    said = done.stderr.decode()
    assert done.returncode == 2, (done.returncode, said[-500:])
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said
    assert 15 < len(said) < 500, said
    for word in words:
        assert word in said, said
    return said


def test_names_that_are_none(run: Run) -> None:
    for told in (
        b"\x00\xff\xfe\x80\n\xed\xa0\x80\n",
        bytes(range(256)) * 20,
        b"\n\n",
        b"",
        ("🦔" * 5_000).encode(),
        b"\xff\xfeP\x00",
    ):
        done = run("name", "-", told=told)
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
    assert run("name", "x" * 100_000, "", "   ", "\x1b[31mRöd").returncode == 1
    assert b"\x1b" not in run("name", "\x1b[31mRöd").stdout
    refused(run("name"), "No name given")
    refused(run("name", "-", "Pröva lov"))
    refused(run("name", "-", told=b"a" * (17 * 1024 * 1024)), "16 MB")


def test_series_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    files = {
        "noise": bytes(range(256)),
        "nul": b"date,value\n2026-01,1\x00\n",
        "empty": b"",
        "head": b"date,value\n",
        "endless": b"date,value\n2026-01,1e400\n",
        "nan": b"date,value\n2026-01,NaN\n",
        "long": b"date,value\n2026-01," + b"9" * 5000 + b"\n",
        "day": b"date,value\n2026-02-30,1\n",
        "quote": b'date,value\n2026-01,"1\n',
        "mixed": b"date,value\n2026-01,1\n2026-W03,2\n",
        "columns": b"a;b;c\n1;2;3\n",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        refused(run("chart", name), name)
    with (tmp_path / "fifty").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    for name in ("fifty", "folder", "missing"):
        refused(run("chart", name), name)
    refused(run("chart", "empty", "--target", "sju"))
    refused(run("chart"))
    refused(run("chart", "empty", "--format", "x"))


def test_maps_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    locked = tmp_path / "locked"
    locked.write_bytes(b"<a/>")
    locked.chmod(0)
    files = {
        "noise": bytes(range(256)),
        "nul": b"\x00" * 99,
        "empty": b"",
        "entities": ENTITIES,
        "html": b"<html/>",
        "zip": b"PK\x03\x04xx",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "fifty").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    for name in (*files, "fifty", "folder", "missing", *(["locked"] if os.geteuid() else [])):
        for words in (("--to", "svg"), ("--to", "json"), ("--to", "bpmn")):
            refused(run("map", name, *words))
        refused(run("map", "check", name))
    refused(run("map", "entities"), "--to")
    refused(run("map", "--to", "svg"))
    refused(run("map", "a", "b", "--to", "svg"))
    refused(run("map", "entities", "--to", "x"))
    good = tmp_path / "good.bpmn"
    good.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="t"/></process></definitions>'
    )
    refused(run("map", "good.bpmn", "--to", "svg", "-o", "folder"))
    refused(run("map", "good.bpmn", "--to", "svg", "-o", "missing/x.svg"))
    assert run("map", "good.bpmn", "--to", "svg", "--diagram", "99").returncode in (0, 2)


def test_words_that_are_no_command(run: Run) -> None:
    for words in ([], ["x"], ["\udcff"], ["check", "--format", "x"], ["serve", "--port", "x"], ["method"], ["name", "--x"]):
        refused(run(*words))


def test_settings_and_databases_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    refused(run("check"), "processlots migrate")
    refused(run("check", DEBUG="kanske"), "DEBUG")
    refused(run("check", SMALL_GROUP="tio"), "SMALL_GROUP")
    refused(run("check", DATABASE_URL="hej"), "DATABASE_URL")
    refused(run("check", DATABASE_URL="postgresql://x:y@127.0.0.1:1/z"), "database")
    (tmp_path / "file").write_text("x")
    refused(run("check", PROCESSLOTS_HOME=str(tmp_path / "file")), "PROCESSLOTS_HOME")
    (tmp_path / "noise.sqlite3").write_bytes(b"hej" * 3000)
    refused(run("check", DATABASE_URL=f"sqlite:///{tmp_path / 'noise.sqlite3'}"), "database")


def test_an_installation_is_made_once_and_with_a_name(run: Run) -> None:
    good = b"ett ganska langt losenord\n"
    for words in (
        [""],
        ["   "],
        ["x" * 300],
        ["Modellby", "--admin", ""],
        ["Modellby", "--admin", "a b<c"],
        ["Modellby", "--admin-name", " "],
    ):
        refused(run("init", *words, "--password-stdin", told=good))
    for told in (b"", b"\n", b"kort\n", b"password1234\n", b"\xff\xfe\n"):
        refused(run("init", "Modellby kommun", "--password-stdin", told=told))
    made = run("init", "Modellby kommun", "--password-stdin", told=good)
    assert made.returncode == 0, made.stderr
    refused(run("init", "Annanby kommun", "--password-stdin", told=good), "Modellby kommun")
    refused(run("demo"), "Modellby kommun")
    assert run("check").returncode == 0
    assert run("migrate").returncode == 0


def test_serving_where_one_cannot(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        began = time.monotonic()
        refused(run("serve", "--port", str(taken.getsockname()[1])), "--port")
        assert time.monotonic() - began < 10
    for words in (["--port", "99999999"], ["--port", "0"], ["--port", "-1"], ["--workers", "0"], ["--workers", "9" * 5000]):
        refused(run("serve", *words))
    refused(run("serve", "--host", "256.1.1.1", "--port", "8765"), "--host")
    refused(run("serve", "--host", "x" * 300, "--port", "8765"))


def test_what_never_begins_is_not_begun_for_ever(run: Run) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    done = run("serve", "--port", port, DEBUG="kanske")
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "DEBUG must be true or false" in said
    assert "could not be started" in said
    assert "starting it again" not in said


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_says_nothing_more(tmp_path: Path, asked: signal.Signals) -> None:
    environment = {**os.environ, "PROCESSLOTS_HOME": str(tmp_path)}
    command = [PROGRAM, "name", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        time.sleep(1)
        process.send_signal(asked)
        _out, said = process.communicate(timeout=20)
    assert process.returncode in (130, -asked)
    assert b"Traceback" not in said
