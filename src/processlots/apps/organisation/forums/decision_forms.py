"""The questions of a decision, and of the one that corrects it (X-7; DESIGN 6 "Decision")."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.actions.matters import AHEAD, next_paragraph, why_not_paragraph
from processlots.apps.organisation.forums.matter_forms import ForRow, area
from processlots.apps.organisation.models import Decision, Forum
from processlots.apps.organisation.standing import standing
from processlots.kit.forms import DayField
from processlots.kit.periods import today


class DecideMatterForm(ForRow):
    """The decision. What is left empty is filled: the next §, the meeting's day."""

    text = forms.CharField(label=_("The decision"), max_length=8000, widget=area())
    capacity = forms.CharField(
        label=_("Decided as, or by which delegation"),
        max_length=200,
        help_text=_("For example chair, or a point of the delegation."),
    )
    date = DayField(label=_("Date"))
    paragraph = forms.CharField(label=_("Paragraph"), max_length=20, required=False)
    diary_number = forms.CharField(label=_("Diary number"), max_length=60, required=False)
    follow_up = DayField(label=_("Follow it up on"), required=False)

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, user=user, **kwargs)
        meeting = row.meeting
        day = meeting.date if meeting is not None and meeting.date <= today() else today()
        chairs = row.forum_id in standing(user).of("chair", "forum")
        office = _now("chair, %(forum)s") if chairs else _now("responsible manager, %(forum)s")
        for name, value in (("text", row.title), ("date", day), ("follow_up", row.follow_up),
                            ("capacity", (office % {"forum": row.forum})[:200])):  # fmt: skip
            self.fields[name].initial = value
        self.fields["paragraph"].help_text = paragraph_help(row.forum, day.year)

    def clean_paragraph(self) -> str:
        return whole_paragraph(self.cleaned_data["paragraph"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        demand_free(self, self.row.forum, data)
        return data


def demand_free(form: forms.Form, forum: Forum | None, data: dict[str, Any]) -> None:
    """Say at the field what would be refused anyway, so that what was written is kept."""
    day, number = data.get("date"), data.get("paragraph")
    if day is not None and day > today():
        form.add_error("date", str(AHEAD))
    elif day is not None and number and forum is not None:
        said = why_not_paragraph(forum, day, int(number))
        if said:
            form.add_error("paragraph", said)


def paragraph_help(forum: Forum, year: int) -> str:
    """What an empty paragraph becomes."""
    said = _now("Leave it empty to get the next one of the year, § %(number)s as things stand.")
    return said % {"number": next_paragraph(forum, year)}


def whole_paragraph(text: str) -> str:
    """The number of a paragraph, "§ 14" as well as "14"; a ValidationError for anything else."""
    number = text.replace("§", "").strip()
    if number and not (number.isdecimal() and number.isascii() and int(number[:9]) > 0 and len(number) <= 6):
        raise forms.ValidationError(_now("A paragraph is a number, like 14. Leave it empty to get the next one."))
    return number


class CorrectForm(forms.Form):
    """The decision as it should read."""

    text = forms.CharField(label=_("The decision"), max_length=8000, widget=area())
    capacity = forms.CharField(label=_("Decided as, or by which delegation"), max_length=200)
    date = DayField(label=_("Date"), initial=today)
    paragraph = forms.CharField(label=_("Paragraph"), max_length=20, required=False)
    diary_number = forms.CharField(label=_("Diary number"), max_length=60, required=False)
    follow_up = DayField(label=_("Follow it up on"), required=False)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {name: getattr(decision, name) for name in ("text", "capacity", "diary_number", "follow_up")},
        )
        super().__init__(*args, **kwargs)
        self.decision = decision
        if decision.forum is None:
            del self.fields["paragraph"]
        else:
            self.fields["paragraph"].help_text = paragraph_help(decision.forum, today().year)

    def clean_paragraph(self) -> str:
        return whole_paragraph(self.cleaned_data["paragraph"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        demand_free(self, self.decision.forum, data)
        return data
