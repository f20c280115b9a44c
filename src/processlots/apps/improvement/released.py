"""What a release freezes of improvement: the activity plan (T-5). How far an activity has come is no change of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.improvement import plan
from processlots.apps.processes.models import Process
from processlots.kit.released import Thing, both, fact, of_fields, released, words

#: what happens to an activity as it goes on
_PASSING = ("state", "actual_effect", "finished_on", "stick")


@released("activity_plan", version=1, order=80, title=_("Activity plan"))
def activity_plan(process: Process) -> Iterator[Thing]:
    """What will be done, why, by whom and by when."""
    rows = process.plan_actions.exclude(state="cancelled").order_by("number")
    for one in rows.select_related("responsible", "need", "decision__by", "need__decision__by"):
        names = ("kind", "need", "why", "expected_effect", "responsible", "participants", "start", "due", "cost", "effect_on")
        decided = fact("decision", _("Decision"), both(lambda one=one: plan.decision_text(one)))
        passing = of_fields(one, *_PASSING, passing=_PASSING)
        yield Thing("activity", one.label, one.text, [*of_fields(one, *names), decided, *passing])


words(
    "activity",
    new=_("The activity “%(name)s” is new"),
    gone=_("The activity “%(name)s” is gone"),
    changed=_("The activity “%(name)s” is worded anew"),
)
