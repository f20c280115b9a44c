"""What follow-up tells of a process: its living plan, and how it goes (S0-5, S6-10e)."""

from __future__ import annotations

import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.followup import plan
from processlots.apps.followup.models import Goal
from processlots.apps.followup.process_parts import goals_of
from processlots.apps.processes.models import Process
from processlots.apps.processes.specification.freshness import begun, living
from processlots.apps.processes.specification.information import Item, Part, tells
from processlots.kit import pages


@living("follow_up_plan", order=20, title=gettext_lazy("Follow-up plan"), place="uppfoljningsplan")
def a_follow_up_plan(process: Process) -> datetime.date | None:
    """A plan is there from its first goal."""
    return begun(Goal.objects.filter(process=process))


@tells("results", order=20)
def how_it_goes(request: HttpRequest, process: Process) -> list[Part]:
    """Each goal, and how it stands."""
    rows = goals_of(process)[:20]
    made = [Item(one.statement, pages.url_of(one), plan.standing_of(one)[1]) for one in rows]
    return [Part(pgettext("followup", "Goals"), made)]
