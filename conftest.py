"""What every test in the repository may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings

# Two busy cores make any deadline a matter of luck; what is slow is measured in bench/.
settings.register_profile("processlots", deadline=None)
settings.load_profile("processlots")


@pytest.hookimpl(tryfirst=True)  # before pytest looks at -m
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens no database says the same on both, so once is enough."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") is None and not _DATABASE.intersection(names):
            item.add_marker("once")


pytest_plugins = ["processlots.apps.organisation.tests.cast"]

_DATABASE = {"db", "transactional_db", "django_db_serialized_rollback"}
BESIDE = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """A test's wrong passwords do not count against the next."""
    cache.clear()


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """`shared("data/bpmn")` is that path in the folder beside the repository; the test skips, by name, where it is missing."""

    def path(name: str) -> Path:
        if not (BESIDE / name).exists():
            pytest.skip(f"../shared/{name} is not here")
        return BESIDE / name

    return path
