"""A side's word that an interface is as written (C-20, DESIGN 5)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation.models import Consent
from processlots.apps.processes.models import Interface, InterfaceConfirmation
from processlots.kit.forms import DayField
from processlots.kit.periods import today
from processlots.kit.states import Refused


def own_side(interface: Interface, user: Any) -> str:
    """The side that the person leads and that has not confirmed; "" where there is none."""
    person = getattr(user, "person", None)
    for side in interface.waiting:
        leader = interface.process_at(side).effective_leader
        if leader is not None and person is not None and leader.pk == person.pk:
            return side
    return ""


def note(
    interface: Interface, user: Any, *, side: str = "", manner: str = Consent.Manner.OWN, date: datetime.date | None = None,
    note: str = "", **rest: Any,
) -> InterfaceConfirmation:  # fmt: skip
    """Keep the word of the leader of a side. Without a side it is the person's own.

    Only the leader (the owner, where the owner leads) confirms as `own`; others write down that it was said or minuted.
    Raises Refused: nobody leads that side, it has confirmed already, or it is not the person's own word.
    """
    side = side or own_side(interface, user) or next(iter(interface.waiting), "")
    if side not in interface.waiting:
        raise Refused(_("That side has already confirmed what is written here."))
    process = interface.process_at(side)
    leader = process.effective_leader
    if leader is None:
        raise Refused(_("Nobody leads %(process)s yet. Appoint an owner first.") % {"process": process})
    if manner == Consent.Manner.OWN and leader.pk != user.person.pk:
        said = _("%(leader)s confirms for %(process)s. If you have been told so, say whether it was said or minuted.")
        raise Refused(said % {"leader": leader, "process": process})
    return InterfaceConfirmation.objects.create(
        interface=interface, side=side, person=leader, manner=manner, registered_by=user.person, date=date or today(), note=note
    )


class ConfirmForm(forms.Form):
    """For which side, and how the leader said so."""

    for_row = True

    side = forms.ChoiceField(label=gettext_lazy("Who confirms"), choices=Interface.Side.choices, widget=forms.RadioSelect)
    manner = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=(
            (Consent.Manner.OWN, gettext_lazy("I confirm it myself, here and now")),
            (Consent.Manner.ORAL, gettext_lazy("It was said to me")),
            (Consent.Manner.MINUTED, gettext_lazy("It stands in minutes")),
        ),
        initial=Consent.Manner.OWN,
        widget=forms.RadioSelect,
    )
    date = DayField(label=gettext_lazy("When"), initial=today)
    note = forms.CharField(
        label=pgettext_lazy("interface", "Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example which minutes."),
    )

    def __init__(self, *args: Any, row: Interface, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user
        words = {}
        for side in row.waiting:
            process = row.process_at(side)
            leader = process.effective_leader or _("nobody leads it yet")
            words[side] = _("%(leader)s, for %(process)s") % {"leader": leader, "process": process}
        field: Any = self.fields["side"]
        field.choices = list(words.items())
        own = own_side(row, user)
        field.initial = own or next(iter(words), "")
        if not own:
            self.fields["manner"].initial = Consent.Manner.ORAL
        if not row.other_process_id:
            field.help_text = _("The other party is no process with a leader here, so one confirmation suffices.")

    def clean_date(self) -> datetime.date:
        day = self.cleaned_data["date"]
        if day > today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        side = data.get("side")
        if side and data.get("manner") == Consent.Manner.OWN:
            process = self.row.process_at(side)
            leader = process.effective_leader
            if leader is None or leader.pk != self.user.person.pk:
                said = _("%(leader)s confirms for %(process)s. If you have been told so, say whether it was said or minuted.")
                self.add_error("manner", said % {"leader": leader or _("Somebody who leads"), "process": process})
        return data


class FailsForm(forms.Form):
    """What does not work."""

    text = forms.CharField(
        label=gettext_lazy("What does not work?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": False})
    )


class OutcomeForm(forms.Form):
    """What came of a problem."""

    outcome = forms.CharField(
        label=gettext_lazy("What came of it?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": False})
    )


class CheckedForm(forms.Form):
    """The interface has been looked at: does it work?"""

    checked_on = DayField(label=gettext_lazy("Checked"), initial=today)
    works = forms.ChoiceField(label=gettext_lazy("Does it work?"), choices=Interface.Works.choices, widget=forms.RadioSelect)

    def clean_checked_on(self) -> datetime.date:
        day = self.cleaned_data["checked_on"]
        if day > today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day
