"""Pages of what we do, a file per page set."""

from processlots.apps.processes import organisation_panels, process_panels, setup_todo, steps
from processlots.apps.processes.pages import inventory, process, recipient

__all__ = ["inventory", "organisation_panels", "process", "process_panels", "recipient", "setup_todo", "steps"]
