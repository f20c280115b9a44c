"""A process with its people, and blobs in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from processlots.apps.maps.tests.makers import Room, make_room


@pytest.fixture
def room(cast: Any, settings: Any, tmp_path: Path) -> Room:
    """The process, its people, and an empty data folder."""
    settings.PROCESSLOTS_HOME = tmp_path
    return make_room(cast)
