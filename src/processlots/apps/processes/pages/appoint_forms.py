"""The questions of an appointment (R-2, R-20, S2-7)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment, Consent, Forum, Person
from processlots.apps.processes.actions import Given
from processlots.kit import access
from processlots.kit.forms import DayField, LookupField
from processlots.kit.periods import today

MANNERS = [(Consent.Manner.ORAL, _("said so")), (Consent.Manner.MINUTED, _("it is minuted"))]
PERSON, WHEN, AGREED, DECIDED = _("Who"), _("From when"), _("Agreed with"), _("The decision")


class _WithPeople(forms.Form):
    """Fields that choose among the people, forums and units that the person may see."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                rows: Any = field.queryset
                field.queryset = access.visible(user, rows.model)


def _person(**kwargs: Any) -> LookupField:
    return LookupField(Person.objects.all(), **kwargs)


class ConsentForm(_WithPeople):
    """Who agrees, and how they said so."""

    resource_owner = _person(
        label=_("Resource owner"), required=False, help_text=_("The manager who lends the person's time, and agrees to it.")
    )
    resource_manner = forms.ChoiceField(
        label=_("How the resource owner agreed"),
        choices=MANNERS,
        required=False,
        initial=Consent.Manner.ORAL,
        widget=forms.RadioSelect,
    )
    anchored_by = _person(
        label=_("Anchored with"),
        required=False,
        help_text=_("The manager who leads the management group where the ownership is anchored."),
    )
    anchored_manner = forms.ChoiceField(
        label=_("How it is anchored"), choices=MANNERS, required=False, initial=Consent.Manner.ORAL, widget=forms.RadioSelect
    )

    def given(self, name: str, manner: str) -> Given | None:
        """The consent that the two fields tell of."""
        person = self.cleaned_data.get(name)
        return Given(person, self.cleaned_data.get(manner) or Consent.Manner.ORAL) if person else None


class AppointForm(ConsentForm):
    """Owner or leader: who, from when, agreed with whom, and the decision."""

    field_order = [
        "person", "kind", "valid_from", "ends_present", "resource_owner", "resource_manner", "anchored_by", "anchored_manner",
        "forum", "text", "capacity", "diary_number",
    ]  # fmt: skip

    person = _person(label=_("Person"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Appointment.Kind.choices, initial=Appointment.Kind.REGULAR, widget=forms.RadioSelect,
        help_text=_("Temporary where it is not yet clear who fits; by step 4 it should be."),
    )  # fmt: skip
    valid_from = DayField(label=_("From"), initial=today)
    ends_present = forms.BooleanField(required=False)
    forum = LookupField(
        Forum.objects.all(),
        label=_("Forum"),
        required=False,
        help_text=_("The management group or other forum that dealt with it."),
    )
    text = forms.CharField(
        label=_("The decision in words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    capacity = forms.CharField(
        label=_("By what right you decide"),
        required=False,
        max_length=200,
        help_text=_("For example: head of administration, or a delegation."),
    )
    diary_number = forms.CharField(label=_("Diary number"), required=False, max_length=60)

    def __init__(self, *args: Any, role: str, present: Appointment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role == Appointment.Role.LEADER:
            del self.fields["anchored_by"], self.fields["anchored_manner"]
        if present is None:
            del self.fields["ends_present"]
        else:
            self.fields["ends_present"].label = _("%(person)s stops being %(role)s the day before") % {
                "person": present.person, "role": present.get_role_display(),
            }  # fmt: skip

    def fieldsets(self) -> list[tuple[Any, Any, list[Any]]]:
        """(heading, help, bound fields), for the page."""
        groups = (
            (PERSON, "", ("person", "kind")),
            (WHEN, "", ("valid_from", "ends_present")),
            (
                AGREED,
                _("Nobody is appointed without the resource owner's consent"),
                ("resource_owner", "resource_manner", "anchored_by", "anchored_manner"),
            ),
            (DECIDED, "", ("forum", "text", "capacity", "diary_number")),
        )
        return [(title, said, [self[name] for name in names if name in self.fields]) for title, said, names in groups]
