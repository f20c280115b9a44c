"""Deciding the next version: what is new since the last one, and the decision's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Forum
from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import comparing, content, deciding, reading, standing
from processlots.apps.processes.release.version_views import OfProcess
from processlots.kit import access, pages, states
from processlots.kit.forms import DayField, LookupField
from processlots.kit.periods import today


class DecideForm(forms.Form):
    """The decision's words."""

    summary = forms.CharField(
        label=gettext_lazy("What is new"),
        help_text=gettext_lazy("In a sentence or two, for those who know the version before."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
        max_length=2000,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
        max_length=2000,
    )
    valid_from = DayField(label=gettext_lazy("Valid from"), help_text=gettext_lazy("Today or a later day."))
    capacity = forms.CharField(label=gettext_lazy("Capacity or delegation"), max_length=200, required=False)
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), max_length=60, required=False)
    paragraph = forms.CharField(
        label=gettext_lazy("Paragraph"),
        help_text=gettext_lazy("Where it was decided at a meeting."),
        max_length=20,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, process: Process, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        forum = LookupField(access.visible(user, Forum).filter(ended_on=None), required=False)
        forum.label = _("Forum")
        self.fields["forum"] = forum
        self.order_fields(["summary", "reason", "valid_from", "capacity", "diary_number", "forum", "paragraph", "seen"])

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if why := deciding.refusal(self.process, day):
            raise forms.ValidationError(why)
        return day


class DecideView(OfProcess):
    """The owner decides; the worker makes it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.asked(key)
        initial = {"valid_from": today(), "capacity": _("process owner")}
        if standing.newest(process) is None:
            initial["summary"] = _("The first version.")
        parts = content.sections(process)
        initial["seen"] = content.fingerprint(parts)
        return self.page(process, DecideForm(initial=initial, process=process, user=request.user), parts)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.asked(key)
        form = DecideForm(request.POST, process=process, user=request.user)
        if not form.is_valid():
            return self.page(process, form, status=422)
        try:
            job = deciding.ask(process, request.user, **form.cleaned_data)
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(process, form, status=409)
        return HttpResponseRedirect(job.get_absolute_url())

    def asked(self, key: int) -> Process:
        process: Process = self.row(key)
        access.demand(self.request.user, "add", Release(process=process))
        return process

    def page(self, process: Process, form: DecideForm, parts: Any = None, status: int = 200) -> HttpResponse:
        number = deciding.next_number(process)
        last = standing.newest(process)
        changes: list[comparing.Section] = []
        missing = ""
        if last is not None:
            try:
                changes = comparing.compare(standing.read(last), {"sections": parts or content.sections(process)})
            except reading.Unreadable as unreadable:
                missing = str(unreadable)
        context = {
            "title": _("Decide version %(number)s") % {"number": number},
            "lead": _(
                "Everything about the process is frozen as it is now: specification, people, goals, plans, maps and documents."
            ),
            "form": form,
            "submit_label": _("Decide version %(number)s") % {"number": number},
            "cancel_url": f"{pages.url_of(process)}versioner/",
            "last": last,
            "changes": changes,
            "missing": missing,
            "refusal": deciding.refusal(process),
        }
        return self.show(process, "processes/release/decide.html", context, status)
