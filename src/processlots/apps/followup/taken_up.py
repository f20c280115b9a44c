"""A goal that is missed, or that somebody above must speak about, can be taken up in a forum (F-15)."""

from __future__ import annotations

from processlots.apps.followup.models import Goal
from processlots.apps.organisation import matters
from processlots.apps.processes.taken_up import units_of

matters.can_be_taken_up(Goal, units=lambda goal: units_of(goal.process))
