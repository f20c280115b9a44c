"""kill -9 of the process that is writing an import, web or worker: nothing half is left, and the job goes on or says so.

Real processes on a real database: the test's PostgreSQL, or a copy of the test's SQLite in a file.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

Outside = Callable[..., Any]


def _address(folder: Path) -> str:
    """DATABASE_URL for the processes outside."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        file = folder / "outside.sqlite3"
        copy = sqlite3.connect(file)
        connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{file}"
    told = connection.settings_dict
    where = {"host": told["HOST"], "port": told["PORT"]} | told["OPTIONS"]
    query = urlencode({name: value for name, value in where.items() if value and isinstance(value, str | int)})
    return f"postgresql://{quote(told['USER'])}:{quote(told['PASSWORD'])}@/{quote(told['NAME'])}?{query}"


@pytest.fixture
def outside(committed: None, tmp_path: Path) -> Outside:
    """`outside("long")` runs the verbs in a process of its own and gives what it printed last;
    `outside("half", "work", killed=True)` kills it when it says that it is halfway."""
    environment = os.environ | {
        "DATABASE_URL": _address(tmp_path),
        "PROCESSLOTS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
    }

    def run(*verbs: str, killed: bool = False) -> Any:
        command = [sys.executable, "-m", "processlots.kit.tests.outside", *verbs]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            if killed:
                assert process.stdout is not None
                assert process.stdout.readline().strip() == "half"
                process.send_signal(signal.SIGKILL)
                assert process.wait(timeout=20) == -signal.SIGKILL
                return None
            told, _nothing = process.communicate(timeout=60)
            assert process.returncode == 0
            return json.loads(told) if told else None

    return run


def test_a_web_process_killed_while_it_writes(outside: Outside) -> None:
    outside("half", "short", killed=True)
    left = outside("state")
    assert (left["rows"], left["acts"], left["entries"], left["batch"]) == (0, 0, 0, "preview")


def test_a_worker_killed_while_it_writes_and_another_that_takes_up_the_job(outside: Outside) -> None:
    outside("long")
    outside("half", "work", killed=True)
    left = outside("state")
    assert (left["rows"], left["acts"], left["entries"]) == (0, 0, 0)
    assert (left["batch"], left["job"]) == ("running", "running")
    after = outside("age", "work", "state")
    assert (after["rows"], after["acts"], after["batch"]) == (800, 1, "done")
    assert (after["job"], after["attempts"]) == ("done", 2)


@pytest.mark.slow
def test_a_worker_killed_three_times_gives_up_with_a_word(outside: Outside) -> None:
    outside("long")
    for _time in range(3):
        outside("half", "age", "work", killed=True)
    after = outside("age", "work", "state")
    assert (after["rows"], after["acts"], after["entries"]) == (0, 0, 0)
    assert (after["batch"], after["job"], after["attempts"]) == ("failed", "failed", 3)
    assert after["error"]
