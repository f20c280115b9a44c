"""What happened to a process and to what hangs on it stands on one page (X-3)."""

from __future__ import annotations

from typing import Any

from processlots.apps.followup.models import Goal
from processlots.apps.processes.models import Process
from processlots.kit import history


def test_a_change_of_a_goal_stands_in_its_process_history(cast: Any) -> None:
    process = Process.objects.create(name="Pröva ansökan om bygglov", status="inventoried", unit=cast.unit)
    other = Process.objects.create(name="Tillhandahålla snöröjning", status="inventoried", unit=cast.unit)
    with history.act("La till ett mål", user=cast.love):
        Goal.objects.create(process=process, statement="Beslut inom åtta veckor")
    page = cast.client("maj").get(f"{process.get_absolute_url()}historik/").content.decode()
    assert "La till ett mål: Beslut inom åtta veckor" in page
    assert "Ledar-Love" in page
    assert "Beslut inom åtta veckor" not in cast.client("maj").get(f"{other.get_absolute_url()}historik/").content.decode()
