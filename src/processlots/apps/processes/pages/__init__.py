"""Pages of what we do, a file per page set."""

from processlots.apps.processes import process_panels, steps
from processlots.apps.processes.pages import inventory, process, recipient

__all__ = ["inventory", "process", "process_panels", "recipient", "steps"]
