"""The questions of an appointment (R-2, R-4, R-20, S2-7)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment, Consent, Forum, Person
from processlots.apps.processes.actions import Given
from processlots.kit import access
from processlots.kit.forms import DayField, LookupField, choice_text
from processlots.kit.periods import today

MANNERS = [(Consent.Manner.ORAL, _("said so")), (Consent.Manner.MINUTED, _("it is minuted"))]
PERSON, WHEN, AGREED, DECIDED = _("Who"), _("From when"), _("Agreed with"), _("The decision")


class WithPeople(forms.Form):
    """Fields that choose among the people, forums and units that the person may see."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                rows: Any = field.queryset
                field.queryset = access.visible(user, rows.model)


def chosen_person(**kwargs: Any) -> LookupField:
    """A person, written by name."""
    return LookupField(Person.objects.all(), **kwargs)


def ends_after(form: Any) -> None:
    """The last day is not before the first."""
    begins, ends = form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to")
    if begins and ends and ends < begins:
        form.add_error("valid_to", _("The end comes before the beginning. Change one of the dates."))


class ConsentForm(WithPeople):
    """Who agrees, and how they said so."""

    resource_owner = chosen_person(
        label=_("Resource owner"), required=False, help_text=_("The manager who lends the person's time, and agrees to it.")
    )
    resource_manner = forms.ChoiceField(
        label=_("How the resource owner agreed"),
        choices=MANNERS,
        required=False,
        initial=Consent.Manner.ORAL,
        widget=forms.RadioSelect,
    )
    anchored_by = chosen_person(
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
    """Owner or leader, the short way: who, from when, agreed with whom, and the decision."""

    field_order = [
        "person", "kind", "valid_from", "valid_to", "ends_present", "resource_owner", "resource_manner", "anchored_by",
        "anchored_manner", "forum", "text", "capacity", "diary_number",
    ]  # fmt: skip

    person = chosen_person(label=_("Person"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Appointment.Kind.choices, initial=Appointment.Kind.REGULAR, widget=forms.RadioSelect,
        help_text=_("Temporary where it is not yet clear who fits; by step 4 it should be."),
    )  # fmt: skip
    valid_from = DayField(label=_("From"), initial=today)
    valid_to = DayField(
        label=_("Last day"), required=False, help_text=_("Where an end is settled. You are reminded before it comes.")
    )
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
            self.fields["ends_present"].label = stops(present)

    def clean(self) -> Any:
        data = super().clean()
        ends_after(self)
        return data

    def fieldsets(self) -> list[tuple[Any, Any, list[Any]]]:
        """(heading, help, bound fields), for the page."""
        groups = (
            (PERSON, "", ("person", "kind")),
            (WHEN, "", ("valid_from", "valid_to", "ends_present")),
            (
                AGREED,
                _("Nobody is appointed without the resource owner's consent"),
                ("resource_owner", "resource_manner", "anchored_by", "anchored_manner"),
            ),
            (DECIDED, "", ("forum", "text", "capacity", "diary_number")),
        )
        return [(title, said, [self[name] for name in names if name in self.fields]) for title, said, names in groups]


def stops(present: Appointment) -> Any:
    """The question whether the present one ends."""
    said = _("%(person)s stops being %(role)s the day before")
    return said % {"person": present.person, "role": present.get_role_display()}


def regular_of(present: Appointment) -> dict[str, Any]:
    """What the short form begins with where a temporary one becomes regular (V-12)."""
    consents = {one.kind: one.person for one in present.consents.select_related("person")}
    return {
        "person": choice_text(present.person),
        "kind": Appointment.Kind.REGULAR,
        "ends_present": True,
        "resource_owner": consents.get(Consent.Kind.RESOURCE_OWNER),
        "anchored_by": consents.get(Consent.Kind.ANCHORED),
    }


class ProposeForm(WithPeople):
    """The long way: who, for how long and why; the others are asked."""

    person = chosen_person(label=_("Person"))
    why = forms.CharField(label=_("Why this person"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Appointment.Kind.choices, initial=Appointment.Kind.REGULAR, widget=forms.RadioSelect
    )
    valid_from = DayField(label=_("From"), initial=today)
    valid_to = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty where no end is settled."))
    resource_owner = chosen_person(
        label=_("Resource owner"), required=False, help_text=_("Leave it empty to ask the person's nearest manager.")
    )
    forum = LookupField(
        Forum.objects.filter(ended_on=None),
        label=_("Management group"),
        required=False,
        help_text=_("Where the ownership is anchored. The manager of its unit is asked."),
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role == Appointment.Role.LEADER:
            del self.fields["forum"]

    def clean(self) -> Any:
        data = super().clean()
        ends_after(self)
        return data


class _OfRow(WithPeople):
    """A step's form, which knows the appointment it is about."""

    for_row = True

    def __init__(self, *args: Any, row: Appointment, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.row = row

    def clean_date(self) -> Any:
        """A word that has been given was given today or before."""
        day = self.cleaned_data["date"]
        if day is not None and day > today():
            raise forms.ValidationError(_("The day has not come yet. Write the day when it was said."))
        return day


class AcceptedForm(_OfRow):
    """How and when somebody else's yes was given."""

    manner = forms.ChoiceField(label=_("How it was said"), choices=MANNERS, initial=Consent.Manner.ORAL, widget=forms.RadioSelect)
    date = DayField(label=_("Date"), initial=today)


class AgreedForm(AcceptedForm):
    """The resource owner's consent, written by another."""

    field_order = ["person", "manner", "date"]
    person = chosen_person(label=_("Resource owner"))

    def __init__(self, *args: Any, row: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["person"].initial = row.resource_owner


class AnchoredForm(AcceptedForm):
    """Where and when it was anchored, written by another than who leads the group."""

    field_order = ["forum", "person", "manner", "date", "paragraph"]
    forum = LookupField(Forum.objects.filter(ended_on=None), label=_("Management group"))
    person = chosen_person(label=_("Who leads it"), required=False, help_text=_("Leave it empty if it is you."))
    paragraph = forms.CharField(label=_("Paragraph"), required=False, max_length=20)

    def __init__(self, *args: Any, row: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["forum"].initial = row.forum


class DecideForm(WithPeople):
    """The decision that makes a proposal an appointment."""

    for_row = True

    valid_from = DayField(label=_("From"), required=False)
    ends_present = forms.BooleanField(required=False, label=_("Whoever has the role stops the day before"))
    text = AppointForm.base_fields["text"]
    capacity = AppointForm.base_fields["capacity"]
    diary_number = AppointForm.base_fields["diary_number"]

    def __init__(self, *args: Any, row: Appointment, user: Any, **kwargs: Any) -> None:
        from processlots.apps.organisation.actions.single import overlapping

        super().__init__(*args, user=user, **kwargs)
        self.fields["valid_from"].initial = row.valid_from
        begins = row.valid_from
        present = overlapping(row.scope, row.role, begins, row.valid_to).first() if row.scope is not None else None
        if present is not None:
            self.fields["ends_present"].label = stops(present)
        elif not self.is_bound:
            del self.fields["ends_present"]


class EndForm(forms.Form):
    """When an appointment ends, and why."""

    last = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty to end it now."))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
