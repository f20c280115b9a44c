"""The inbox of finds: what employees and projects have found, and what became of it (S1-7, S1-8)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.inventory.access import FindAccess
from processlots.apps.processes.models import Find, Process
from processlots.apps.processes.name_views import level_names
from processlots.apps.processes.naming.likeness import nearest
from processlots.apps.processes.pages import process as process_pages
from processlots.kit import access, views
from processlots.kit.forms import LookupField, choice_text
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.tables import Column, written
from processlots.kit.templatetags.kit import state

MARKS = {
    Find.State.WAITING: "begun",
    Find.State.TAKEN: "ok",
    Find.State.MERGED: "ok",
    Find.State.NOT_A_PROCESS: "none",
}


def _answer(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The finder reads it."),
    )  # fmt: skip


class TakeForm(forms.Form):
    """Into the open inventory."""

    answer = _answer(gettext_lazy("A word to the finder"))


class MergeForm(forms.Form):
    """Which one it is the same as; the one most like it is proposed."""

    for_row = True

    process = LookupField(Process.objects.all(), label=gettext_lazy("The process that it is the same as"))
    answer = _answer(gettext_lazy("A word to the finder"))

    def __init__(self, *args: Any, row: Any = None, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = access.visible(user, Process).filter(ended_on=None)
        field: Any = self.fields["process"]
        field.queryset = seen.exclude(pk=row.process_id)
        others = {key: name for key, name in level_names(user).items() if key != row.process_id}
        alike = nearest(row.process.name, others.values())
        if alike is not None:
            key = next(key for key, name in others.items() if name == alike)
            self.initial["process"] = choice_text(seen.get(pk=key))


class SendForm(forms.Form):
    """Whose it is instead."""

    for_row = True

    unit = LookupField(Unit.objects.all(), label=pgettext_lazy("organisation", "Unit"))
    answer = _answer(gettext_lazy("Why it is theirs"))

    def __init__(self, *args: Any, row: Any = None, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = access.visible(user, Unit).filter(pk__in=Unit.objects.at(today()).values("pk"))


class RejectForm(forms.Form):
    """Why it is no process (S1-8)."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=[one for one in Find.What.choices if one[0] != Find.What.WORK],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A process is work that comes again and gives somebody a value."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The finder reads it."),
    )  # fmt: skip


def inbox(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What waits in the inboxes that the person answers; a facilitator sees every one."""
    who = standing(user)
    waiting = rows.filter(state=Find.State.WAITING)
    return waiting if who.facilitator else waiting.filter(~Q(finder=who.person) | Q(unit__in=who.manages))


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What the person has found."""
    return rows.filter(finder=standing(user).person)


class FindList(views.ListView):
    """The inbox, with the way to note one more."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        return [
            (_("Inventories"), "/inventeringar/", "plain"),
            (_("Note a process that you have found"), "/processer/nytt/", "primary"),
        ]


@register
class FindPages(Pages):
    model = Find
    path = "upptackter"
    api = "found-processes"
    read_only = ["process", "finder", "found_on", "unit", "what", "answer", "answered_by", "answered_on"]
    columns = [
        Column("process", pgettext_lazy("column", "Process"), lambda row: row.process.name, sort="process__sort",
               related=("process",)),
        Column("finder", gettext_lazy("Found by"), lambda row: str(row.finder), sort="finder__sort", related=("finder",),
               css="extra"),
        Column("unit", pgettext_lazy("organisation", "Unit"), lambda row: str(row.unit), sort="unit__sort", related=("unit",)),
        "found_on",
        Column("state", gettext_lazy("State"), lambda row: state(MARKS[row.state], row.get_state_display()), sort="state",
               plain=lambda row: row.get_state_display()),
        Column("answer", gettext_lazy("Answer"), lambda row: row.answer, css="extra"),
    ]  # fmt: skip
    filters = ["state", "unit"]
    views = [
        ("inkorg", gettext_lazy("Inbox"), inbox),
        ("mina", gettext_lazy("My finds"), mine),
    ]
    ordering = ["-found_on", "-pk"]
    acts = ("list", "detail", "history")
    access = FindAccess()
    transition_forms = {"take": TakeForm, "merge": MergeForm, "send_on": SendForm, "reject": RejectForm}
    view_classes = {"list": FindList}
    slant = True

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        if name == "unit":
            return rows.filter(unit__path__startswith=value.path)
        return super().narrow(rows, name, value)

    def related(self, rows: Any) -> Any:
        return rows.select_related("process__merged_into", "process__inventory__unit", "finder", "unit", "answered_by")

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("What somebody has found, and what became of it. The unit's manager or a facilitator answers.")

    def empty(self) -> str:
        return _("Nothing here. What employees and projects find comes here, and is answered.")

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        process = row.process
        made: list[tuple[str, Any]] = [
            (_("State"), state(MARKS[row.state], row.get_state_display())),
            (_("What it is"), row.get_what_display()),
            (_("Found by"), f"{row.finder}, {written(row.found_on)}"),
            (
                _("Where it was found"),
                ". ".join(p for p in (process.get_origin_display() if process.origin else "", process.found_where) if p),
            ),
            (_("In the inbox of"), str(row.unit)),
            (_("Purpose"), process.purpose),
            (_("Recipients"), ", ".join(str(one) for one in process.recipients.all())),
        ]
        if row.answered_by is not None:
            made.append((_("Answered"), f"{row.answered_by}, {written(row.answered_on)}"))
            made.append((_("Answer"), row.answer))
        after = self._became(request, row)
        if after:
            made.append((_("Process") if row.state == Find.State.WAITING else _("What became of it"), after))
        return [(label, value) for label, value in made if value]

    def _became(self, request: HttpRequest, row: Any) -> Any:
        """Where the finder finds it now."""
        process = row.process.merged_into or row.process
        if row.process.inventory is not None and row.state == Find.State.TAKEN:
            said = _("Row in the inventory %(inventory)s") % {"inventory": row.process.inventory}
            made = format_html('<a href="{}">{}</a>', url_of(row.process.inventory), said)
            if access.may(request.user, "view", process):
                made += format_html(', <a class="slant" href="{}">{}</a>', url_of(process), process)
            return made
        if row.state == Find.State.MERGED and not access.may(request.user, "view", process):
            return _("Part of another process that is not decided yet")
        return format_html('<a class="slant" href="{}">{}</a>', url_of(process), process)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)


__all__ = ["FindPages", "process_pages"]
