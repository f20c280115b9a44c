"""What the kit's own tests may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.PROCESSLOTS_HOME = tmp_path
    return tmp_path


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Transactions that really commit, for tests with more than one connection or process.

    auditlog's migrations make a table of its own that nothing uses (ours is kit.LogEntry). It points at the users, so
    PostgreSQL refuses to empty them after the test; here it is away.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS auditlog_logentry")
