"""Pages and parts of pages about what hangs on a process."""

from processlots.apps.processes.pages import attachment, classification, external, interface
from processlots.apps.processes.parts import code_import
from processlots.apps.processes.parts import panels as parts_panels
from processlots.apps.processes.specification import reviewing

__all__ = ["attachment", "classification", "code_import", "external", "interface", "parts_panels", "reviewing"]
