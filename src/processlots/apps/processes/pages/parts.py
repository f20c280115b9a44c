"""Pages and parts of pages about what hangs on a process."""

from processlots.apps.processes import code_import, parts_panels, reviewing
from processlots.apps.processes.pages import attachment, classification, interface

__all__ = ["attachment", "classification", "code_import", "interface", "parts_panels", "reviewing"]
