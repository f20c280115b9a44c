"""What is stored of the organisation, a file per matter."""

from processlots.apps.organisation.models.appointments import Appointment, Consent
from processlots.apps.organisation.models.decisions import Decision
from processlots.apps.organisation.models.forums import Forum
from processlots.apps.organisation.models.meetings import AgendaItem, MatterKind, Meeting
from processlots.apps.organisation.models.people import Person
from processlots.apps.organisation.models.subscriptions import Subscription
from processlots.apps.organisation.models.successions import Reorganisation, Succession
from processlots.apps.organisation.models.support import SupportContact
from processlots.apps.organisation.models.tasks import Task
from processlots.apps.organisation.models.units import Unit

__all__ = [
    "AgendaItem",
    "Appointment",
    "Consent",
    "Decision",
    "Forum",
    "MatterKind",
    "Meeting",
    "Person",
    "Reorganisation",
    "Subscription",
    "Succession",
    "SupportContact",
    "Task",
    "Unit",
]
