"""Pages and parts of pages about what hangs on a process."""

from processlots.apps.processes import code_import, parts_panels, reviewing
from processlots.apps.processes.pages import attachment, classification, external, interface

__all__ = ["attachment", "classification", "code_import", "external", "interface", "parts_panels", "reviewing"]
