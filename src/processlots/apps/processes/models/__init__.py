"""What is stored of processes, a file per matter."""

from processlots.apps.processes.models.area import Area
from processlots.apps.processes.models.attachment import Attachment
from processlots.apps.processes.models.brief import Brief
from processlots.apps.processes.models.classification import ClassificationCode, ProcessCode
from processlots.apps.processes.models.decided import DecidedRow, Prepared
from processlots.apps.processes.models.external import ExternalActor
from processlots.apps.processes.models.found import Find
from processlots.apps.processes.models.fresh import ReviewInterval
from processlots.apps.processes.models.impact import ImpactAnswer
from processlots.apps.processes.models.interface import Interface
from processlots.apps.processes.models.interface_log import InterfaceConfirmation, InterfaceIssue
from processlots.apps.processes.models.inventory import Inventory
from processlots.apps.processes.models.likeness import KnownDifferent, Merge
from processlots.apps.processes.models.passage import RegulationPassage, Strategy
from processlots.apps.processes.models.process import Process
from processlots.apps.processes.models.recipient import Recipient
from processlots.apps.processes.models.release import Release, ReleaseFile, ReleaseStanding
from processlots.apps.processes.models.requirement import Requirement
from processlots.apps.processes.models.service import Service
from processlots.apps.processes.models.team import Team

__all__ = [
    "Area",
    "Attachment",
    "Brief",
    "ClassificationCode",
    "DecidedRow",
    "ExternalActor",
    "Find",
    "ImpactAnswer",
    "Interface",
    "InterfaceConfirmation",
    "InterfaceIssue",
    "Inventory",
    "KnownDifferent",
    "Merge",
    "Prepared",
    "Process",
    "ProcessCode",
    "Recipient",
    "RegulationPassage",
    "Release",
    "ReleaseFile",
    "ReleaseStanding",
    "Requirement",
    "ReviewInterval",
    "Service",
    "Strategy",
    "Team",
]
