"""The questions of giving and ending a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.actions.roles import SCOPES, Role, of_scope
from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.kit import access
from processlots.kit.forms import LookupField
from processlots.kit.periods import today


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class RoleForm(forms.Form):
    """Who, which role, where, from and to. On a unit's page it is a manager, on a forum's a member."""

    person = LookupField(
        Person.objects.all(), label=_("Person"), help_text=_("Type a few letters. Somebody who is missing is added among people.")
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, Role(role).label.capitalize()) for role in SCOPES], widget=forms.RadioSelect
    )
    unit = LookupField(
        Unit.objects.all(),
        label=pgettext_lazy("organisation", "Unit"),
        required=False,
        help_text=_("Where the role is manager or quality leader."),
    )
    forum = LookupField(
        Forum.objects.filter(ended_on=None), label=_("Forum"), required=False, help_text=_("Where the role is member of a forum.")
    )
    valid_from = _day(label=_("From"), initial=today)
    valid_to = _day(label=_("Last day"), required=False, help_text=_("Leave it empty where no end is settled."))
    ends_present = forms.BooleanField(required=False)

    def __init__(self, *args: Any, user: Any, scope: models.Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                rows: Any = field.queryset
                field.queryset = access.of(rows.model).visible(user, rows)
        left_out: tuple[str, ...]
        if isinstance(scope, Person):
            chosen: Any = self.fields["role"]
            chosen.choices = [(role, str(Role(role).label).capitalize()) for role in SCOPES]
            left_out = ("person", "ends_present")
        elif isinstance(scope, Forum):
            office: Any = self.fields["role"]
            office.choices = [(role, str(Role(role).label).capitalize()) for role in Appointment.IN_FORUM]
            office.initial, office.required = Role.MEMBER, False
            left_out = ("unit", "forum", "ends_present")
        else:
            left_out = ("role", "unit", "forum", "ends_present")
        present = list(of_scope(scope).filter(role=Role.MANAGER)) if isinstance(scope, Unit) else []
        for name in left_out:
            if name != "ends_present" or not present:
                del self.fields[name]
        if present:
            names = ", ".join(str(one.person) for one in present)
            self.fields["ends_present"].label = _("%(people)s stops being manager the day before") % {"people": names}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The end comes before the beginning. Change one of the dates."))
        if data.get("role") == Role.MANAGER and "unit" not in self.errors and not data.get("unit"):
            self.add_error("unit", _("Write which unit the person manages."))
        if data.get("role") == Role.QUALITY_LEADER and "unit" not in self.errors and not data.get("unit"):
            self.add_error("unit", _("Write which administration the person is quality leader of."))
        asked = "forum" in self.fields and data.get("role") in Appointment.IN_FORUM
        if asked and "forum" not in self.errors and not data.get("forum"):
            self.add_error("forum", _("Write which forum the person is a member of."))
        return data

    def given(self) -> dict[str, Any]:
        """What `actions.roles.give` is told."""
        data = self.cleaned_data
        role = data.get("role") or (Role.MANAGER if isinstance(self.scope, Unit) else Role.MEMBER)
        scope: Any = self.scope
        if isinstance(self.scope, Person):
            chosen: dict[Any, Any] = {Unit: data.get("unit"), Forum: data.get("forum")}
            scope = chosen.get(SCOPES[role])
        return {
            "role": role,
            "person": self.scope if isinstance(self.scope, Person) else data["person"],
            "scope": scope,
            "valid_from": data["valid_from"],
            "valid_to": data.get("valid_to"),
            "ends_present": data.get("ends_present", False),
        }


class EndForm(forms.Form):
    """When a role ends, and why."""

    last = _day(label=_("Last day"), initial=today, help_text=_("The role holds this day out. Yesterday's date ends it now."))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
