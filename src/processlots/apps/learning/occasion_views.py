"""Signing up for an occasion, and writing down its participants all at once (UT-6)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.learning import actions
from processlots.apps.learning.models import Occasion, TrainingRecord
from processlots.apps.organisation.models import Person
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages, states
from processlots.kit.forms import DayField
from processlots.kit.swedish import sort_key
from processlots.kit.views import PagesView

PASSED = TrainingRecord.Result.PASSED


class OccasionAct(PagesView):
    """A page about one occasion."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Occasion)


class SignUpView(OccasionAct):
    """One signs up, or says that one cannot come: one press."""

    leaves = False

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "sign_up", row)
        person: Any = standing(request.user).person
        try:
            if self.leaves:
                actions.sign_off(row, person, request.user)
                messages.success(request, _("You are no longer signed up."))
            else:
                actions.sign_up(row, person, request.user)
                messages.success(request, _("You are signed up."))
        except states.Refused as refused:
            messages.error(request, refused.message)
        return HttpResponseRedirect(pages.url_of(row))


class ParticipantsForm(forms.Form):
    """Who took part, with which result: those who signed up as rows, others by name."""

    names = forms.CharField(
        label=gettext_lazy("Others who took part"), required=False, max_length=20_000,
        help_text=gettext_lazy("One name on each line, as it stands among people. They have passed."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    valid_until = DayField(
        label=gettext_lazy("Valid until"), required=False,
        help_text=gettext_lazy("Leave it empty and the course's own time counts, where it has one."),
    )  # fmt: skip

    def __init__(self, *args: Any, occasion: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion = occasion
        known = {one.person_id: one.result for one in occasion.records.all()}
        self.people = {
            one.person_id: one.person for one in occasion.signups.select_related("person").order_by("person__sort", "pk")
        }
        for pk, person in self.people.items():
            self.fields[f"result_{pk}"] = forms.ChoiceField(
                label=str(person), required=False, initial=known.get(pk, PASSED),
                choices=[*TrainingRecord.Result.choices, ("", _("did not come"))], widget=forms.RadioSelect,
            )  # fmt: skip
        self.order_fields([*(f"result_{pk}" for pk in self.people), "names", "valid_until"])

    def clean_names(self) -> list[Person]:
        """The people whose names are written. A name that nobody or several have is told, line by line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        wanted = list(dict.fromkeys(line for line in lines if line))
        if len(wanted) > actions.MOST:
            raise forms.ValidationError(_("Write at most %(most)s names at a time."), params={"most": actions.MOST})
        keys = {name: sort_key(name) for name in wanted}
        found: dict[str, list[Person]] = {}
        for person in Person.objects.filter(sort__in=keys.values()):
            found.setdefault(person.sort, []).append(person)
        wrong = [name for name, key in keys.items() if len(found.get(key, ())) != 1]
        if wrong:
            said = ngettext(
                "One name is not found, or several have it: %(names)s. Nothing is saved.",
                "%(count)s names are not found, or several have them: %(names)s. Nothing is saved.",
                len(wrong),
            )
            raise forms.ValidationError(said, params={"count": len(wrong), "names": ", ".join(name[:60] for name in wrong[:10])})
        return [found[key][0] for key in keys.values()]

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        if day is not None and day < (self.occasion.last_date or self.occasion.date):
            raise forms.ValidationError(_("It cannot stop to be valid before it was taken. Change one of the dates."))
        return day

    def results(self) -> dict[Person, str]:
        """Person → result, for those who came."""
        made = {person: self.cleaned_data.get(f"result_{pk}", "") for pk, person in self.people.items()}
        return {person: result for person, result in made.items() if result} | dict.fromkeys(
            self.cleaned_data["names"], str(PASSED)
        )


class ParticipantsView(OccasionAct):
    """Everybody who took part, in one page and one act."""

    def occasion(self, key: int) -> Occasion:
        row = self.row(key)
        access.demand(self.request.user, "record", row)
        return row

    def page(self, row: Occasion, form: ParticipantsForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Who took part?"),
            "kind": str(row),
            "crumbs": [*self.pages.crumbs(self.request, row), (str(row), pages.url_of(row))],
            "form": form,
            "cancel_url": pages.url_of(row),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.occasion(key)
        return self.page(row, ParticipantsForm(occasion=row))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.occasion(key)
        form = ParticipantsForm(request.POST, occasion=row)
        if not form.is_valid():
            return self.page(row, form, 422)
        try:
            made = actions.record(row, form.results(), request.user, valid_until=form.cleaned_data["valid_until"])
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(row, form, 409)
        said = ngettext("%(count)s participant was recorded", "%(count)s participants were recorded", len(made))
        messages.success(request, f"{said % {'count': len(made)}}.")
        return HttpResponseRedirect(pages.url_of(row))
