"""A list as a workbook: what the person sees of it, with numbers to count with; by the worker where it is long."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from processlots.apps.processes.models import Inventory, Process
from processlots.kit import jobs
from processlots.kit.models.jobs import Job
from processlots.kit.views import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(cast: Any, settings: Any, tmp_path: Path) -> Any:
    settings.PROCESSLOTS_HOME = tmp_path
    for number, name in enumerate(("Pröva bygglov", "=Ge råd", "Ordna lekplatser"), start=1):
        Process.objects.create(name=name, unit=cast.unit, status="inventoried", type="main", priority=number)
    Process.objects.create(name="Dolt än så länge", unit=cast.council)
    return cast


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_a_short_list_comes_at_once(register: Any) -> None:
    answer = register.client("maj").get("/processer/?format=xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    head, *rows = sheet(answer.content)
    assert head[0] == "Process"
    assert [row[0] for row in rows] == ["=Ge råd", "Ordna lekplatser", "Pröva bygglov"]  # a text, whatever it begins with


def test_numbers_are_numbers(register: Any) -> None:
    Inventory.objects.create(unit=register.unit, year=2026)
    head, row = sheet(register.client("hanna").get("/inventeringar/?format=xlsx").content)
    assert 2026 in row, head


def test_a_long_list_is_written_by_the_worker_for_the_one_who_asked(register: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHORT", 1)
    browser = register.client("maj")
    answer = browser.get("/processer/?format=xlsx&sort=-name")
    job = Job.objects.get(name="kit.workbook")
    assert answer["Location"] == job.get_absolute_url()
    jobs.drain()
    job.refresh_from_db()
    _head, *rows = sheet(job.file.read())
    assert [row[0] for row in rows] == ["Pröva bygglov", "Ordna lekplatser", "=Ge råd"]
