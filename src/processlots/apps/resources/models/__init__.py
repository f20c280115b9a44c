"""What is stored of resources, a file per matter."""

from processlots.apps.resources.models.feedback import PerformanceFeedback
from processlots.apps.resources.models.message import ResourceMessage
from processlots.apps.resources.models.need import ResourceNeed
from processlots.apps.resources.models.request import ResourceRequest
from processlots.apps.resources.models.supply import ResourceSupply

__all__ = ["PerformanceFeedback", "ResourceMessage", "ResourceNeed", "ResourceRequest", "ResourceSupply"]
