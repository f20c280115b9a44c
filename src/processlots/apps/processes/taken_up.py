"""What of processes can be taken up in a forum (F-15, S1-12): a process, and the inventory of a unit."""

from __future__ import annotations

from typing import Any

from processlots.apps.organisation import matters
from processlots.apps.processes.models import Inventory, Process


def units_of(process: Process) -> list[Any]:
    """Its own unit, then the others that it runs over."""
    return [unit for unit in (process.unit, *process.units.all()) if unit is not None]


matters.can_be_taken_up(Process, units=units_of, order=78, tab="samverkan")
matters.can_be_taken_up(Inventory, units=lambda inventory: [inventory.unit], order=60)
