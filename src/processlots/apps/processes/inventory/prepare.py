"""Before the inventory begins: what the group has read, and the presentation that it may order (S1-3)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment, Person
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.actions import reviewing
from processlots.apps.processes.inventory.acts import InventoryAct
from processlots.apps.processes.models import Inventory, Prepared
from processlots.kit import access, asked, history, locking
from processlots.kit.forms import DayField
from processlots.kit.periods import today


def facilitators() -> list[Person]:
    """Those who may present the model: facilitators with the role today, by name."""
    held = Appointment.objects.at().filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("sort", "pk"))


class PresentationForm(forms.Form):
    """Who, and by when."""

    presenter = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Process facilitator"), empty_label=gettext_lazy("not chosen")
    )
    by = DayField(label=gettext_lazy("By when"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["presenter"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in facilitators()]).order_by("sort", "pk")

    def clean_by(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["by"]
        if day < today():
            raise forms.ValidationError(_("The day has passed. Choose one from today on."))
        return day


class PrepareView(InventoryAct):
    """The check-list with its definitions, and the order of a presentation."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        return self.show(self.row(key), PresentationForm())

    def show(self, inventory: Inventory, form: Any, status: int = 200) -> HttpResponse:
        writes = access.may(self.request.user, "change", inventory) and inventory.state in Inventory.OPEN
        read = {one.term: one for one in inventory.prepared.select_related("person")}
        own = standing(self.request.user).person
        context = {
            "obj": inventory,
            "title": _("Prepare"),
            "kind": str(inventory),
            "crumbs": [*self.pages.crumbs(self.request, inventory), (self.pages.title(inventory), inventory.get_absolute_url())],
            "terms": [(key, label, definition(key), read.get(key)) for key, label in Prepared.Term.choices],
            "read": len(read),
            "writes": writes,
            "form": form,
            "may_present": inventory.presenter_id is not None
            and inventory.presented_on is None
            and (writes or (own is not None and own.pk == inventory.presenter_id)),
        }
        return render(self.request, "processes/prepare.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        if request.POST.get("act") == "presented":
            inventory = self.row(key)
            reviewing.presented(inventory, request.user)
            messages.success(request, _("It is noted that the model was presented."))
            return self.again(inventory)
        inventory = self.demanded(key)
        if request.POST.get("act") == "order":
            return self.order(inventory)
        self.tick(inventory)
        messages.success(request, _("It is noted what you have read."))
        return self.again(inventory)

    def again(self, inventory: Inventory) -> HttpResponse:
        return HttpResponseRedirect(f"{inventory.get_absolute_url()}forberedelse/")

    def tick(self, inventory: Inventory) -> None:
        """What is ticked is read; by the one who ticked it first."""
        wanted = {one for one in self.request.POST.getlist("term") if one in Prepared.Term.values}
        person: Any = standing(self.request.user).person
        said = _("Read definitions before %(what)s") % {"what": inventory}
        with transaction.atomic(), history.act(said, user=self.request.user):
            locking.hold(Inventory, inventory.pk, None)
            held = {one.term: one for one in inventory.prepared.all()}
            for term in wanted - set(held):
                Prepared.objects.create(inventory=inventory, term=term, person=person)
            for term in set(held) - wanted:
                held[term].delete()

    def order(self, inventory: Inventory) -> HttpResponse:
        form = PresentationForm(self.request.POST)
        if not form.is_valid():
            return self.show(inventory, form, 422)
        data = form.cleaned_data
        try:
            reviewing.order_presentation(inventory, self.request.user, data["presenter"], data["by"], asked.version(self.request))
        except locking.Stale:
            form.add_error(
                None, _("Somebody saved the inventory while you were writing. Look at it again, then order once more.")
            )
            return self.show(self.row(inventory.pk), form, 409)
        messages.success(self.request, _("%(person)s has been asked.") % {"person": data["presenter"]})
        return self.again(inventory)


def definition(term: str) -> str:
    """Where the glossary defines the term. Its identity never changes, whatever the model manager calls it."""
    return f"/handbok/#{term}"
