"""The questions about meetings: when and where, a whole year's at once, and who was there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.actions.meetings import EVERY, MOST
from processlots.apps.organisation.models import Appointment, Forum, Meeting, Person
from processlots.kit import access
from processlots.kit.forms import ChosenField, DayField, ReasonForm, VisibleForm
from processlots.kit.periods import today


def time_field(**kwargs: Any) -> forms.TimeField:
    """A time of the day, "9.30" as well as "09:30"."""
    made = forms.TimeField(
        required=False, input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"], **kwargs,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    made.error_messages["invalid"] = str(_("Write a time like 09:30."))
    return made


class MeetingForm(VisibleForm):
    """One meeting. Only forums where the person may plan are offered."""

    begins = time_field(label=_("Begins at"))
    ends = time_field(label=_("Ends at"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and "forum" in self.fields:
            # Its matters and its decisions are the forum's.
            del self.fields["forum"]

    def clean_forum(self) -> Forum:
        forum: Forum = self.cleaned_data["forum"]
        if forum.ended_on is not None:
            raise forms.ValidationError(_("The forum has ended. Choose one that is there."))
        return forum


class SeriesForm(forms.Form):
    """A series of meetings in one go."""

    first = DayField(label=_("First meeting"), initial=today)
    every = forms.ChoiceField(
        label=_("How often?"), initial="2m",
        choices=[("1w", _("every week")), ("2w", _("every other week")), ("3w", _("every third week")), ("1m", _("every month")),
                 ("2m", _("every other month")), ("3m", _("every third month")), ("6m", _("twice a year"))],
        help_text=_("By months the weekday is kept: the second Tuesday stays the second Tuesday."),
    )  # fmt: skip
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST)
    begins = time_field(label=_("Begins at"))
    ends = time_field(label=_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"count": forum.wanted_meetings or 6})
        super().__init__(*args, **kwargs)

    def clean_every(self) -> str:
        every: str = self.cleaned_data["every"]
        assert every in EVERY
        return every

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The meeting ends before it begins. Change one of the times."))
        return data


class HoldForm(forms.Form):
    """Who was there, and what was said beside the matters."""

    for_row = True

    present = ChosenField(
        Person.objects.none(), label=_("Present"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Take away the tick for those who were not there."),
    )  # fmt: skip
    others = forms.CharField(label=_("Others present"), max_length=500, required=False, help_text=_("Guests, by name."))
    notes = forms.CharField(
        label=_("Notes"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6, "cols": False}),
        help_text=_("What was said beside the matters. Everybody can read it: personal matters belong in a matter of their own."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Meeting, user: Any, **kwargs: Any) -> None:
        from processlots.apps.organisation.actions.roles import of_scope

        before = list(row.present.values_list("pk", flat=True)) if row.pk else []
        sitting = of_scope(row.forum).at(row.date).filter(role__in=Appointment.IN_FORUM)  # type: ignore[attr-defined]
        members = list(dict.fromkeys(sitting.values_list("person_id", flat=True)))
        written = row.state == Meeting.State.HELD
        kwargs.setdefault(
            "initial", {"present": before if written else members, "others": row.others, "notes": row.notes}
        )  # fmt: skip
        super().__init__(*args, **kwargs)
        rows = access.visible(user, Person).filter(pk__in={*before, *members})
        field: Any = self.fields["present"]
        field.queryset = rows.order_by("sort", "pk")


class CancelForm(ReasonForm):
    """Why a meeting is cancelled."""
