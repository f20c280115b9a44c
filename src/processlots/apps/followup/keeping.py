"""What follows from a change of a goal, a measure or its values, computed and stored in the same transaction."""

from __future__ import annotations

from processlots.apps.followup import series
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.processes import standing
from processlots.kit import checks


def goal_changed(goal: Goal) -> None:
    """A goal's target shows in the charts of its measures; its state in how far the process has come."""
    fresh = Goal.objects.select_related("process").get(pk=goal.pk)
    # Measures that the goal had before, too: they are the process's.
    series.refresh_all(Measure.objects.filter(process=fresh.process_id))
    checks.refresh(fresh)
    standing.refresh(fresh.process)


def measure_changed(measure: Measure) -> None:
    """A measure's values say how its goals stand."""
    series.refresh(measure)
    checks.refresh(measure)
    for goal in measure.goals.all():
        checks.refresh(goal)
    if measure.process_id is not None:
        standing.refresh(measure.process)
