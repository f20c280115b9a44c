"""The first of the two commands: from an empty data folder to a demo municipality behind the printed address."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.site import free_port

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 120.0
pytestmark = pytest.mark.slow


@pytest.fixture
def output(tmp_path: Path) -> Iterator[Path]:
    """What `python3 dev.py run` says, while it runs."""
    said = tmp_path / "said"
    settings = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    with said.open("wb") as file:
        running = subprocess.Popen(
            [sys.executable, "dev.py", "run", "--port", str(free_port())],
            cwd=ROOT,
            env=settings | {"PROCESSLOTS_HOME": str(tmp_path / "home")},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    yield said
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(40)


def test_the_address_shows_the_demo_municipality(output: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    page = ""
    while not page and time.monotonic() < until:
        address = re.search(r"http://127\.0\.0\.1:\d+/", output.read_text("utf-8", "replace"))
        with contextlib.suppress(OSError):
            page = urllib.request.urlopen(address.group(), timeout=10).read().decode() if address else ""
        time.sleep(0.3)
    assert "Modellby" in page, output.read_text("utf-8", "replace")[-2000:]
