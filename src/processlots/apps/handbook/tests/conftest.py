"""The cast, with the handbook as it is shipped: made once, laid out for each test."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import known, loading
from processlots.apps.organisation.tests.cast import Cast, make_cast
from processlots.kit.tests.kept import kept


def make_all() -> Cast:
    """Every shipped text, and the eight people."""
    loading.load()
    return make_cast()


@pytest.fixture
def cast(db: None) -> Any:
    """The cast in a municipality that has its handbook."""
    made = kept(make_all)
    known.begin()
    return made
