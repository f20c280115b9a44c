"""What the model says of a process and an inventory that can be seen by looking (model.md appendix D), a file per matter."""

from processlots.apps.processes.checks import interfaces, inventory, naming, roles, specification
from processlots.apps.processes.checks.naming import happens_once

__all__ = ["happens_once", "interfaces", "inventory", "naming", "roles", "specification"]
