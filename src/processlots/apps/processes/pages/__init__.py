"""Pages of what we do, a file per page set."""

from processlots.apps.processes import growing_old, organisation_panels, process_panels, setup_todo, steps, taken_up
from processlots.apps.processes.appointing import panels as appoint_panels
from processlots.apps.processes.appointing import tasks as appoint_tasks
from processlots.apps.processes.inventory import panels as inventory_panels
from processlots.apps.processes.inventory import report as inventory_report
from processlots.apps.processes.inventory import tasks as inventory_tasks
from processlots.apps.processes.pages import (
    appointment,
    brief,
    found,
    inventory,
    parts,
    process,
    recipient,
    service,
    sources,
    team,
)

__all__ = [
    "appoint_panels",
    "appoint_tasks",
    "appointment",
    "brief",
    "found",
    "growing_old",
    "inventory",
    "inventory_panels",
    "inventory_report",
    "inventory_tasks",
    "organisation_panels",
    "parts",
    "process",
    "process_panels",
    "recipient",
    "service",
    "setup_todo",
    "sources",
    "steps",
    "taken_up",
    "team",
]  # fmt: skip
