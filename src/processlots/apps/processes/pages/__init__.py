"""Pages of what we do, a file per page set."""

from processlots.apps.processes import (
    appoint_panels,
    appoint_tasks,
    organisation_panels,
    process_panels,
    setup_todo,
    steps,
    taken_up,
)
from processlots.apps.processes.pages import appointment, brief, inventory, parts, process, recipient, team

__all__ = [
    "appoint_panels", "appoint_tasks", "appointment", "brief", "inventory", "organisation_panels", "parts", "process", "process_panels",
    "recipient", "setup_todo", "steps", "taken_up", "team",
]  # fmt: skip
