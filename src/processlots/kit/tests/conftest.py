"""What the kit's own tests may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.PROCESSLOTS_HOME = tmp_path
    return tmp_path
