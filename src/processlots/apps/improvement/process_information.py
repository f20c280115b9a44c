"""What improvement tells of a process: its living plan, and what is being done (S0-5, S6-10e)."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.improvement.models import PlanAction
from processlots.apps.improvement.process_parts import actions_of
from processlots.apps.processes.models import Process
from processlots.apps.processes.specification.freshness import begun, living
from processlots.apps.processes.specification.information import Item, Part, tells
from processlots.kit import pages


@living("activity_plan", order=30, title=gettext_lazy("Activity plan"), place="aktivitetsplan")
def an_activity_plan(process: Process) -> datetime.date | None:
    """A plan is there from its first activity."""
    return begun(PlanAction.objects.filter(process=process))


@tells("results", order=40)
def what_is_being_improved(request: HttpRequest, process: Process) -> list[Part]:
    """Open activities, and where one writes what does not work."""
    closed = (PlanAction.State.DONE, PlanAction.State.FOLLOWED_UP, PlanAction.State.CANCELLED)
    rows: list[Any] = [one for one in actions_of(process) if one.state not in closed][:20]
    made = [Item(one.text, pages.url_of(one), one.get_state_display()) for one in rows]
    how = Item(_("Write what does not work, or what could be better"), f"/behov/nytt/?process={process.key}")
    return [Part(_("What is being improved"), made), Part(_("Problems and deviations"), [how])]
