"""The API against its own description: schemathesis makes requests, right and wrong, the same ones every time.

No fault (500), and every answer as the description says: status, content type, headers and body. Runs in a process of
its own, since the plugin is loaded for this test alone: `pytest -p schemathesis`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.once
def test_requests_made_from_the_description_are_answered_as_it_says() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "schemathesis", "-p", "no:cacheprovider", "tests/schemathesis_run.py"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DATABASE_URL"))}
    made = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=300, check=False)
    assert made.returncode == 0, made.stdout[-6000:] + made.stderr[-2000:]
    assert "passed" in made.stdout
