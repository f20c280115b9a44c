"""What V-16 and V-17 say of a goal's sentence while it is being written, as a fragment of the form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from processlots.apps.followup.checks import a_goal_avoids_vague_words, a_goal_has_no_gaps_to_fill_in
from processlots.apps.followup.models import Goal
from processlots.kit.tables import written

_LONGEST = 300


def hints_on(statement: str) -> dict[str, Any] | None:
    """Mark, word, sentences and rules for a sentence; None where nothing is written."""
    text = " ".join(statement[:_LONGEST].split())
    if not text:
        return None
    goal = Goal(statement=text)
    vague = list(a_goal_avoids_vague_words(goal))
    gaps = [one for one in a_goal_has_no_gaps_to_fill_in(goal) if one.field == "statement"]
    rules = (["V-16"] if vague else []) + (["V-17"] if gaps else [])
    if not rules:
        return {"mark": "ok", "word": pgettext("verdict", "Clear"), "said": [], "rules": ""}
    return {"mark": "warn", "word": _("Mend"), "said": [str(one.message) for one in vague + gaps], "rules": ", ".join(rules)}


@login_required
def hints(request: HttpRequest) -> HttpResponse:
    """The hints on ?statement= as a fragment."""
    return render(request, "followup/_hints.html", {"hints": hints_on(request.GET.get("statement", "").replace("\x00", ""))})


def summary(form: Any) -> list[tuple[Any, str]]:
    """What, how much, by when and measured how, as the form has it; what is not there yet is said."""
    empty = _("not written yet")
    values = {name: form[name].value() for name in form.fields}
    direction = dict(Goal.Direction.choices).get(values.get("direction") or "", "")
    target = written(values.get("target")) if values.get("target") is not None else ""
    much = " ".join(str(part) for part in (direction, target, values.get("unit_text") or "") if part) if target else ""
    due = form.instance.due if not form.is_bound else form.data.get("due", "")
    names = [
        str(label)
        for key, label in form.fields["measures"].choices
        if str(getattr(key, "value", key)) in {str(getattr(one, "pk", one)) for one in values.get("measures") or []}
    ]
    measured = ", ".join([*names, *([values["new_measure"]] if values.get("new_measure") else [])])
    return [
        (_("What"), str(values.get("statement") or empty)),
        (_("How much"), much or empty),
        (_("By when"), written(due) or empty),
        (_("Measured how"), measured or empty),
    ]
