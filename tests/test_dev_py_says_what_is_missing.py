"""dev.py is the first thing a newcomer meets: where a machine lacks something it says what, and how to get it."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

pytestmark = pytest.mark.once


def test_it_can_be_read_by_a_python_that_is_too_old_to_run_it() -> None:
    ast.parse(Path(dev.__file__).read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed, this is 3\.9"):
        dev.main(["setup"])


def test_an_unknown_command_shows_the_commands_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "dev.py test" in capsys.readouterr().out


def test_a_python_without_venv_gets_the_name_of_the_package(tmp_path: Path) -> None:
    checkout = Path(shutil.copytree(Path(dev.__file__).parent / "requirements", tmp_path / "checkout/requirements")).parent
    shutil.copy(dev.__file__, checkout)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "venv.py").write_text("print('ensurepip is not available')\nraise SystemExit(1)\n")
    done = subprocess.run(
        [sys.executable, "dev.py", "setup"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(broken)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "ensurepip is not available" in done.stderr
    assert "apt-get install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_step_runs_again_only_when_what_it_reads_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path)
    source, output, runs = tmp_path / "source", tmp_path / "output", []

    def step() -> None:
        runs.append(source.read_text())
        output.write_text("")

    source.write_text("one")
    dev.once("it", [source], output, step)
    dev.once("it", [source], output, step)
    assert runs == ["one"]
    source.write_text("two")
    dev.once("it", [source], output, step)
    output.unlink()
    dev.once("it", [source], output, step)
    assert runs == ["one", "two", "two"]


@pytest.mark.parametrize(
    ("codes", "passed", "expected"),
    [([0, 0], 5, 0), ([0, 1], 5, 1), ([0, 5], 5, 0), ([5, 5], 0, 1), ([0, 0], 0, 1), ([0, 2], 5, 1)],
)
def test_the_total_fails_when_a_part_fails_or_nothing_ran(
    codes: list[int], passed: int, expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = [(f"part {code}", code, 1.0, {"passed": passed, "failed": 0, "skipped": 1}) for code in codes]
    assert dev.close(outcomes) == expected
    assert capsys.readouterr().out.splitlines()[-1] == f"{passed * len(codes)} passed, 0 failed, {len(codes)} skipped"
