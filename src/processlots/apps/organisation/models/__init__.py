"""What is stored of the organisation, a file per matter."""

from processlots.apps.organisation.models.appointments import Appointment, Consent
from processlots.apps.organisation.models.decisions import Decision
from processlots.apps.organisation.models.forums import Forum
from processlots.apps.organisation.models.people import Person
from processlots.apps.organisation.models.tasks import Task
from processlots.apps.organisation.models.units import Unit

__all__ = ["Appointment", "Consent", "Decision", "Forum", "Person", "Task", "Unit"]
