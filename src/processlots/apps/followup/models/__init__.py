"""What is stored of goals and measures, a file per matter."""

from processlots.apps.followup.models.goal import Goal, GoalTarget
from processlots.apps.followup.models.measure import Measure, Measurement, Rebase
from processlots.apps.followup.models.signal import Signal

__all__ = ["Goal", "GoalTarget", "Measure", "Measurement", "Rebase", "Signal"]
