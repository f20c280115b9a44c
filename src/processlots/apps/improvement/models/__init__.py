"""What is stored of needs and the activity plan, a file per matter."""

from processlots.apps.improvement.models.action import PlanAction
from processlots.apps.improvement.models.need import Need

__all__ = ["Need", "PlanAction"]
