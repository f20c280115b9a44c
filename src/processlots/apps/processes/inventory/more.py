"""Everything that T-2 asks of a row, in a form of its own: sources, services, whether it is described, who is proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory.acts import InventoryAct
from processlots.apps.processes.models import Inventory, Process, RegulationPassage, Service, Strategy
from processlots.apps.processes.pages.inventory_views import passages_of, strategies_for
from processlots.apps.processes.specification import fair_values
from processlots.apps.processes.specification.written import NamesField, recipients_named
from processlots.kit import access, asked, history, locking
from processlots.kit.forms import ChosenField, LookupField, VisibleForm, formfield

#: (heading, help, fields)
PARTS = (
    (gettext_lazy("What it is"), gettext_lazy("The name is a short version of the purpose"), ("name", "type", "purpose", "area")),
    (
        gettext_lazy("What it gives, and whom"),
        gettext_lazy("Who gets what the process creates, not who orders it"),
        ("gives_service", "gives_support", "gives_governance", "services", "value", "may_be_negative", "offered", "recipients",
         "commissioned_by", "recipient_reason", "mismatch", "mismatch_reason"),
    ),
    (
        gettext_lazy("Source"),
        gettext_lazy("What it rests on, or how it came to light"),
        ("passages", "strategies", "origin", "found_where", "described", "described_at"),
    ),
    (
        gettext_lazy("What it belongs with"),
        gettext_lazy("A part of another process is listed later; what runs over several operations is lifted"),
        ("parent", "crosses", "lifted_to"),
    ),
    (
        gettext_lazy("Who may lead it"),
        gettext_lazy("Proposals; the appointment comes in step 2"),
        ("proposed_owner", "proposed_owner_kind", "proposed_leader"),
    ),
    (gettext_lazy("Priority"), "", ("priority", "priority_reason", "comment")),
)  # fmt: skip

#: what is written as text or chosen among sources, and not by Django's own form of the model
_OWN = ("services", "offered", "recipients", "passages", "strategies")


class MoreForm(VisibleForm):
    """All columns of T-2 for one process."""

    recipients = NamesField(label=gettext_lazy("Recipients"), required=False, help_text=gettext_lazy("One a line."))
    services = NamesField(
        label=gettext_lazy("Services"), required=False,
        help_text=gettext_lazy("One a line. Those that nobody has written before are made."),
    )  # fmt: skip
    offered = fair_values.offered_field()
    passages = ChosenField(
        RegulationPassage.objects.all(), label=gettext_lazy("Passages of the regulation"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    strategies = ChosenField(
        Strategy.objects.all(), label=gettext_lazy("Initiatives and strategic areas"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Process
        fields = [name for _title, _help, names in PARTS for name in names if name not in _OWN]
        formfield_callback = formfield

    def __init__(self, *args: Any, user: Any = None, inventory: Inventory, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.inventory = inventory
        row = self.instance
        self.initial["recipients"] = "\n".join(str(one) for one in row.recipients.all())
        self.initial["services"] = "\n".join(row.services.filter(ended_on=None).order_by("sort").values_list("name", flat=True))
        self.initial["offered"] = fair_values.said(row.value)
        for name, offered in (("passages", passages_of(inventory)), ("strategies", strategies_for(inventory))):
            field: Any = self.fields[name]
            held = list(getattr(row, name).values_list("pk", flat=True))
            field.queryset = field.queryset.model._default_manager.filter(pk__in=[*(one.pk for one in offered), *held])
            field.widget.choices = field.choices
            self.initial[name] = held
            if not field.queryset:
                del self.fields[name]
        parent: Any = self.fields["parent"]
        # By typing: this form is made before the page set that tells how a process is chosen.
        seen = access.visible(user, Process).filter(ended_on=None).exclude(pk=row.pk)
        self.fields["parent"] = LookupField(
            seen, required=False, label=parent.label, help_text=gettext_lazy("Only where it is a part of another process.")
        )
        if row.parent_id and not access.may(user, "view", row.parent):
            del self.fields["parent"]
        self.fields["type"].widget = forms.RadioSelect(choices=[*Process.Type.choices, ("", gettext_lazy("not chosen yet"))])

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> Any:
        data: Any = super().clean()
        if said := fair_values.nothing_to_offer(data):
            new = set(data["offered"]) - set(self.initial["offered"])
            if new:
                self.add_error("offered", said)
        if data.get("lifted_to") and not data.get("crosses"):
            self.add_error("crosses", _("What is lifted runs over several operations. Tick it, or choose no forum."))
        if data.get("proposed_owner_kind") and not data.get("proposed_owner"):
            self.add_error("proposed_owner", _("Write who is proposed, or choose neither regular nor temporary."))
        return data

    def keep(self) -> None:
        """The relations, once the row is saved."""
        row = self.instance
        row.recipients.set(recipients_named(self.cleaned_data["recipients"]))
        services = services_named(self.cleaned_data["services"], row)
        row.services.set([*services, *row.services.exclude(ended_on=None)])
        for name in ("passages", "strategies"):
            if name in self.fields:
                getattr(row, name).set(self.cleaned_data[name])


def services_named(names: list[str], process: Process) -> list[Service]:
    """The services of these names; new ones are for those inside where the process is one of support (C-5)."""
    from processlots.kit.swedish import sort_key

    keys = {sort_key(name): name for name in names}
    known = {one.sort: one for one in Service.objects.filter(sort__in=keys, ended_on=None)}
    kind = Service.Kind.SUPPORT if process.type == Process.Type.SUPPORT else Service.Kind.EXTERNAL
    for key, name in keys.items():
        if key not in known:
            known[key] = Service.objects.create(name=name, kind=kind)
    return [known[key] for key in keys]


class MoreView(InventoryAct):
    """The form, on a page of its own."""

    http_method_names = ["get", "post"]

    def process(self, inventory: Inventory, key: int) -> Process:
        rows = access.visible(self.request.user, Process).filter(pk=key, inventory=inventory, ended_on=None)
        found = rows.select_related("inventory", "unit", "parent").first()
        if found is None:
            raise Http404
        access.demand(self.request.user, "change", found)
        return found

    def get(self, request: HttpRequest, key: int, row: int) -> HttpResponse:  # type: ignore[override]  # a page of its own
        inventory = self.demanded(key)
        process = self.process(inventory, row)
        return self.show(inventory, process, MoreForm(instance=process, user=request.user, inventory=inventory))

    def show(self, inventory: Inventory, process: Process, form: Any, status: int = 200) -> HttpResponse:
        base = inventory.get_absolute_url()
        context = {
            "title": process.name,
            "slant": True,
            "kind": _("Row in the inventory %(inventory)s") % {"inventory": inventory},
            "crumbs": [*self.pages.crumbs(self.request, inventory), (self.pages.title(inventory), base)],
            "form": form,
            "fieldsets": [(head, said, [form[name] for name in names if name in form.fields]) for head, said, names in PARTS],
            "version": process.version,
            "cancel_url": f"{base}#rad-{process.pk}",
        }
        return render(self.request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int, row: int) -> HttpResponse:
        inventory = self.demanded(key)
        process = self.process(inventory, row)
        form = MoreForm(request.POST, instance=process, user=request.user, inventory=inventory)
        if not form.is_valid():
            return self.show(inventory, self.process(inventory, row), form, 422)
        fair_values.apply(form)
        if {"priority", "priority_reason"} & set(form.changed_data):
            from processlots.apps.processes.inventory.priority import sign

            sign(form.instance, request.user)
        try:
            with transaction.atomic(), history.act(_("Changed %(what)s") % {"what": process}, user=request.user):
                locking.save(form.instance, asked.version(request))
                form.keep()
                settle(form.instance)
        except locking.Stale as stale:
            form.add_error(
                None,
                _("Somebody saved this row while you were writing. Nothing is overwritten. Save again to keep yours."),
            )
            fresh = stale.theirs
            process.version = fresh.version
            return self.show(inventory, fresh, form, 409)
        messages.success(request, _("%(what)s is saved.") % {"what": form.instance})
        return HttpResponseRedirect(f"{inventory.get_absolute_url()}#rad-{process.pk}")
