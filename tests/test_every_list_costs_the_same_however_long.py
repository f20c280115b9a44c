"""Queries per page at 1, 50 and 2,000 rows: equal, and as the committed file says."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation.models import Appointment, Decision
from processlots.apps.processes.models import Process
from processlots.kit import pages
from processlots.kit.periods import today
from tests import making
from tests.making import many

FILE = Path(__file__).parent / "query_counts.json"
REGISTERED = [pytest.param(declared, id=declared.name) for declared in pages.registry()]
#: what a session and a signed-in person cost on any page stands in the counts too


def _queries(browser: object, address: str) -> int:
    browser.get(address)  # type: ignore[attr-defined]  fills caches that live longer than a request
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200, (address, answer.status_code)
    return len(caught)


@pytest.fixture(autouse=True)
def counted_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows made here are the same whatever was made before: a date that has passed may cost another query."""
    monkeypatch.setattr(making, "_count", itertools.count(1))


@pytest.mark.parametrize("declared", REGISTERED)
def test_list_detail_and_api_cost_what_the_file_says(declared: pages.Pages, cast: object) -> None:
    ContentType.objects.clear_cache()
    browser = cast.client("moa")  # type: ignore[attr-defined]
    user = cast.moa  # type: ignore[attr-defined]
    addresses = {"list": declared.url("list")}
    if declared.api:
        addresses["api"] = f"/api/v1/{declared.api}"
    counted: dict[str, list[int]] = {name: [] for name in addresses}
    present = 0
    for size in (1, 50, 2000):
        if declared.model._default_manager.count() < size:
            many(declared.model, size - present)
        present = size
        for name, address in addresses.items():
            counted[name].append(_queries(browser, address))
    # One row may have fewer relations to fetch than fifty; beyond a page the cost must not grow.
    for name, counts in counted.items():
        assert counts[1] == counts[2], (name, counts)
    found = {name: counts[-1] for name, counts in counted.items()}
    seen = pages.of(declared.model).visible(user).first()
    if "detail" in declared.acts and seen is not None:
        found["detail"] = _queries(browser, declared.url("detail", seen.key))
    committed = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("WRITE_QUERY_COUNTS"):
        committed[declared.name] = found
        FILE.write_text(json.dumps(dict(sorted(committed.items())), indent=1) + "\n")
        return
    assert found == committed.get(declared.name), f"{declared.name}: {found}; run with WRITE_QUERY_COUNTS=1 if this is meant"


@pytest.mark.parametrize("owned", [0, 200])
def test_start_and_own_list_cost_the_same_however_much_one_owns(owned: int, cast: object) -> None:
    decision = Decision.take(text="Processinventering", by=cast.person("charlie"))  # type: ignore[attr-defined]
    rows = many(Process, max(owned, 1), unit=cast.unit, status="inventoried", type="main", inventory_decision=decision)  # type: ignore[attr-defined]
    person = cast.person("alva")  # type: ignore[attr-defined]
    for row in rows[:owned]:
        Appointment.objects.create(role="owner", person=person, scope=row, state="decided", valid_from=today())
    Process.objects.filter(pk__in=[row.pk for row in rows[:owned]]).update(owner=person)
    browser = cast.client("alva")  # type: ignore[attr-defined]
    found = {address: _queries(browser, address) for address in ("/", "/processer/?visa=mina", "/processer/")}
    committed = json.loads(FILE.read_text())
    if os.environ.get("WRITE_QUERY_COUNTS"):
        committed[f"owner of {owned}"] = found
        FILE.write_text(json.dumps(dict(sorted(committed.items())), indent=1) + "\n")
        return
    assert found == committed[f"owner of {owned}"]
