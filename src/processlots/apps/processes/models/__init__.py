"""What is stored of processes, a file per matter."""

from processlots.apps.processes.models.inventory import Inventory
from processlots.apps.processes.models.process import Process
from processlots.apps.processes.models.recipient import Recipient
from processlots.apps.processes.models.requirement import Requirement

__all__ = ["Inventory", "Process", "Recipient", "Requirement"]
