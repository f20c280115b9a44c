"""Pages of what we do, a file per page set."""

from processlots.apps.processes import steps
from processlots.apps.processes.pages import inventory, process, recipient

__all__ = ["inventory", "process", "recipient", "steps"]
