"""The form of a process: few questions when it is found, the whole specification (T-1) afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Find, Process
from processlots.apps.processes.specification import fair_values
from processlots.apps.processes.specification.written import NamesField, RowsField, as_text, recipients_named
from processlots.kit import access
from processlots.kit.forms import LookupField, VisibleForm, formfield

#: what is asked when a process is found (S1-7, S1-8)
FOUND = ("name", "what", "type", "purpose", "recipients", "unit", "origin", "found_where")

#: relations that are written as text
WRITTEN = ("recipients", "adjacent", "starts", "units")
#: asked for, and kept elsewhere than in a field of its own: what it is (S1-8), and what is added to the value (C-3)
ASKED = ("what", "offered")

FIELDSETS = (
    (
        _("What it is"),
        _("The name is a short version of the purpose: a verb and what the recipient gets"),
        ("name", "what", "type", "is_authority", "purpose", "unit", "area", "origin", "found_where"),
    ),
    (
        _("Whom it is for"),
        _("Who gets what the process creates, not who orders it"),
        (
            *("recipients", "commissioned_by", "recipient_reason", "gives_service", "gives_support", "gives_governance"),
            *("value", "may_be_negative", "offered", "mismatch", "mismatch_reason"),
        ),
    ),
    (
        _("From need to result"),
        _("The result is what the recipient gets directly; effects come later"),
        ("start_kind", "start_event", "end_event", "effects"),
    ),
    (
        _("What it belongs with"),
        _(
            "A sub-process is a process with an owner and a specification of its own. "
            "A process step is a part of the flow in the map, and has neither."
        ),
        ("parent", "adjacent", "starts", "units"),
    ),
    (
        _("Who leads, and how it is described"),
        _("What happens once is no process but an assignment or a project"),
        (
            *("team_decision", "temporary_reason", "is_new", "already_described", "approach"),
            *("map_decision", "map_reason", "follow_up_place", "reviewed_on"),
        ),
    ),
    (_("Priority"), _("1 comes first"), ("priority", "priority_reason")),
    (_("In English"), "", ("name_en", "purpose_en")),
)


class ProcessForm(VisibleForm):
    """Recipients and adjacent processes are written by name."""

    what = forms.ChoiceField(
        label=_("What is it?"), choices=Find.What.choices, initial=Find.What.WORK, required=False, widget=forms.RadioSelect,
        help_text=_("A process is work that comes again and gives somebody a value. The rest is what a process needs."),
    )  # fmt: skip
    offered = fair_values.offered_field()
    recipients = NamesField(
        label=_("Recipients"), required=False,
        help_text=_("One a line, or with commas between. Who gets what the process creates, not who orders it."),
    )  # fmt: skip
    adjacent = RowsField(
        Process, label=_("Adjacent processes"), required=False, help_text=_("One a line, by name or number (P-214).")
    )
    starts = RowsField(
        Process, label=_("Processes that its decision starts"), required=False,
        help_text=_("For exercise of authority: the processes that carry out what was decided, one a line."),
    )  # fmt: skip
    units = RowsField(
        Unit, label=_("Other units"), required=False, help_text=_("Units whose work the process needs, one a line.")
    )

    class Meta:
        model = Process
        fields = [name for _title, _help, names in FIELDSETS for name in names if name not in (*WRITTEN, *ASKED)]
        formfield_callback = formfield

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if self.instance.pk is None:
            for later in [one for one in self.fields if one not in FOUND]:
                del self.fields[later]
        else:
            del self.fields["what"]
            self.initial["offered"] = fair_values.said(self.instance.value)
            self.initial["recipients"] = "\n".join(str(one) for one in self.instance.recipients.all())
            self.initial["adjacent"] = as_text(access.visible(user, Process).filter(adjacent=self.instance))
            self.initial["starts"] = as_text(access.visible(user, Process).filter(started_by=self.instance))
            self.initial["units"] = as_text(self.instance.units.all())
            # By typing: this form is made before the page set that tells how a process is chosen.
            own = self.fields["parent"]
            self.fields["parent"] = LookupField(access.visible(user, Process), required=False, label=own.label)
            if self.instance.parent_id and not access.may(user, "view", self.instance.parent):
                del self.fields["parent"]  # what one may not see one does not move the process away from
            for relation in ("adjacent", "starts"):
                beside: Any = self.fields[relation]
                beside.queryset = access.visible(user, Process)
            units: Any = self.fields["units"]
            units.queryset = access.visible(user, Unit)
        self.fields["type"].widget = forms.RadioSelect(choices=[*Process.Type.choices, ("", _("not chosen yet"))])
        watched = {
            "hx-get": "/processer/namn/",
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#name-verdict",
            "hx-sync": "this:replace",
        }
        if self.instance.pk is not None:
            watched["hx-vals"] = f'{{"process": "{self.instance.pk}"}}'
        name: Any = self.fields["name"]
        name.widget.attrs |= watched
        name.template_name = "processes/name_field.html"

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's, and not in the stubs
        if "offered" in self.fields:
            fair_values.apply(self)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # Django's, and not in the stubs
        if "recipients" in self.cleaned_data:
            self.instance.recipients.set(recipients_named(self.cleaned_data["recipients"]))
        if "adjacent" in self.cleaned_data:
            before = set(self.instance.adjacent.values_list("pk", flat=True))
            self._set_beside("adjacent")
            after = set(self.instance.adjacent.values_list("pk", flat=True))
            #: those that have become neighbours, or are so no longer
            self.touched = Process.objects.filter(pk__in=before ^ after)
        if "starts" in self.cleaned_data:
            self._set_beside("starts")
        if "units" in self.cleaned_data:
            self.instance.units.set(self.cleaned_data["units"])

    def _set_beside(self, name: str) -> None:
        """Neighbours that the person may not see are not the person's to take away."""
        relation = getattr(self.instance, name)
        unseen = relation.exclude(pk__in=access.visible(self.user, Process).values("pk"))
        relation.set([*unseen, *(one for one in self.cleaned_data[name] if one.pk != self.instance.pk)])
