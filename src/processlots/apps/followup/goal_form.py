"""The goal's form: a measure that does not exist yet is named where it is needed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processlots.apps.followup.models import Goal, Measure
from processlots.kit.forms import VisibleForm
from processlots.kit.periods import today
from processlots.kit.tables import written

IMPROVES = {
    Goal.Direction.INCREASE: Measure.Improve.UP,
    Goal.Direction.AT_LEAST: Measure.Improve.UP,
    Goal.Direction.DECREASE: Measure.Improve.DOWN,
    Goal.Direction.AT_MOST: Measure.Improve.DOWN,
    Goal.Direction.EQUAL: Measure.Improve.NEUTRAL,
    "": Measure.Improve.NEUTRAL,
}


class GoalForm(VisibleForm):
    """All of T-4, and `new_measure`: the name of a measure that is made with the goal."""

    new_measure = forms.CharField(
        label=_("New measure"),
        required=False,
        max_length=200,
        help_text=_("If what shows whether the goal is reached is not in the list, write its name here."),
    )

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in ("target", "baseline"):
            if isinstance(value := self.initial.get(name), Decimal):
                # 60, not 60,000000
                self.initial[name] = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
        statement: Any = self.fields["statement"]
        statement.widget = forms.Textarea(
            attrs={
                "rows": 2,
                "hx-get": "/mal/sag/",
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#goal-hints",
                "hx-sync": "this:replace",
            }
        )
        statement.widget.attrs["maxlength"] = "300"
        statement.template_name = "followup/statement_field.html"
        self.fields["kind"].help_text = _(
            "A result goal measures what the process delivers. A development goal shows whether an improvement had effect."
        )

    def clean_statement(self) -> str:
        """One sentence on one line, however it was typed."""
        return " ".join(self.cleaned_data["statement"].split())

    def clean_due(self) -> Any:
        """A date that comes, unless it was there already."""
        due = self.cleaned_data.get("due")
        if due is not None and due < today() and "due" in self.changed_data:
            raise forms.ValidationError(_("%(day)s has already been. Choose a date that comes.") % {"day": written(due)})
        return due

    def make_measure(self, goal: Goal) -> Measure | None:
        """The measure that was named, in the goal's unit and with its direction."""
        name = self.cleaned_data.get("new_measure", "").strip()
        if not name:
            return None
        made = Measure.objects.create(
            process=goal.process,
            name=name,
            unit_text=goal.unit_text or "–",
            improve=IMPROVES[goal.direction],
            measured_by=goal.measured_by,
        )
        goal.measures.add(made)
        return made
