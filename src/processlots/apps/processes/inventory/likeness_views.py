"""The same process twice: side by side, made one with undo, or known to be two (V-8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.actions import merging
from processlots.apps.processes.models import KnownDifferent, Merge, Process, Recipient
from processlots.apps.processes.name_views import level_names
from processlots.apps.processes.naming.likeness import alike
from processlots.kit import access, asked, pages, states
from processlots.kit.forms import LookupField, ReasonForm
from processlots.kit.models.checks import StoredFinding
from processlots.kit.tables import written
from processlots.kit.views import PagesView

#: so many pairs are shown at a time; the rest come when these are answered
SHOWN = 50
#: so many flagged names are compared with all the others
_COMPARED = 200


@dataclass(frozen=True)
class Pair:
    """Two processes with much the same name, the older first."""

    first: Process
    second: Process

    @property
    def url(self) -> str:
        """Side by side."""
        return f"/processer/{self.first.key}/samma/{self.second.number}/"


def pairs(user: Any) -> list[Pair]:
    """Pairs on the same level that the check has named, of what the person may see, but those known to be two.

    A fixed number of queries: what the check stored says where to look, and only those names are compared.
    """
    known = {(one.process_id, one.other_id) for one in KnownDifferent.objects.only("process", "other")}
    found: dict[tuple[int, int], None] = {}
    for sub in (False, True):
        names = level_names(user, sub=sub)
        flagged = StoredFinding.objects.filter(check_id="V-8", process__in=list(names)).order_by("process")
        for key in list(dict.fromkeys(key for key in flagged.values_list("process", flat=True) if key is not None))[:_COMPARED]:
            for other in alike(names[key], {pk: name for pk, name in names.items() if pk != key}):
                pair = (min(key, other), max(key, other))
                if pair not in known:
                    found.setdefault(pair)
            if len(found) > SHOWN:
                break
    keys = list(found)[:SHOWN]
    rows = Process.objects.select_related("unit", "owner").in_bulk({key for pair in keys for key in pair})
    return [Pair(rows[one], rows[two]) for one, two in keys if one in rows and two in rows]


class _OfProcess(PagesView):
    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)


class DuplicatesView(_OfProcess):
    """Every pair, across units."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "title": _("Are they the same?"),
            "lead": _("Processes with much the same name, wherever they are. Look at two side by side, and say which it is."),
            "crumbs": [(self.pages.plural, self.pages.url("list"))],
            "pairs": pairs(request.user),
        }
        return render(request, "processes/duplicates.html", context)


#: what is compared: (label, function to text)
_COMPARED_BY = (
    (gettext_lazy("Number"), lambda one: one.label),
    (gettext_lazy("Type"), lambda one: one.get_type_display() if one.type else ""),
    (gettext_lazy("Purpose"), lambda one: one.purpose),
    (gettext_lazy("Recipients"), lambda one: ", ".join(str(r) for r in one.recipients.all())),
    (gettext_lazy("Unit it belongs to"), lambda one: str(one.unit or "")),
    (gettext_lazy("Process owner"), lambda one: str(one.owner or "")),
    (gettext_lazy("Status"), lambda one: one.get_status_display()),
    (gettext_lazy("Result"), lambda one: one.end_event),
    (gettext_lazy("Last reviewed"), lambda one: written(one.reviewed_on)),
)


class SideBySideView(_OfProcess):
    """Two processes beside each other, and the three answers: the first is kept, the second is kept, or they are two."""

    def two(self, key: int, other: int) -> tuple[Process, Process]:
        first, second = self.row(key), self.row(other)
        if first.pk == second.pk or first.ended_on is not None or second.ended_on is not None:
            raise Http404
        return first, second

    def get(self, request: HttpRequest, key: int, other: int) -> HttpResponse:
        return self.show(*self.two(key, other))

    def show(self, first: Process, second: Process, fault: str = "", reason: str = "", status: int = 200) -> HttpResponse:
        user = self.request.user
        context = {
            "title": _("Are they the same?"),
            "crumbs": [(self.pages.plural, self.pages.url("list")), (_("Are they the same?"), "/processer/dubbletter/")],
            "first": first,
            "second": second,
            "facts": [(label, say(first), say(second)) for label, say in _COMPARED_BY],
            "may_first": access.may(user, "merge", second),
            "may_second": access.may(user, "merge", first),
            "stays_first": merging.what_stays(first, user),
            "stays_second": merging.what_stays(second, user),
            "who": access.of(Process).who("merge", first),
            "fault": fault,
            "reason": reason,
        }
        return render(self.request, "processes/side_by_side.html", context, status=status)

    def post(self, request: HttpRequest, key: int, other: int) -> HttpResponse:
        first, second = self.two(key, other)
        act, reason = request.POST.get("act", ""), " ".join(request.POST.get("reason", "").replace("\x00", "").split())[:500]
        if not (access.may(request.user, "merge", first) or access.may(request.user, "merge", second)):
            raise PermissionDenied(access.refusal("merge", first))
        try:
            if act == "two":
                if not reason:
                    return self.show(first, second, _("Write why they are two, so that nobody asks again."), reason, 422)
                merging.differ(first, second, request.user, reason)
                messages.success(request, _("It is noted that they are two."))
                return HttpResponseRedirect("/processer/dubbletter/")
            if act not in {"first", "second"}:
                return self.show(first, second, _("Choose which one to keep, or say that they are two."), reason, 422)
            kept, gone = (first, second) if act == "first" else (second, first)
            merging.merge(kept, gone, request.user, reason)
        except states.Refused as refused:
            return self.show(self.row(key), self.row(other), refused.message, reason, 409)
        messages.success(request, _("%(gone)s is now the same as %(kept)s.") % {"gone": gone, "kept": kept})
        return HttpResponseRedirect(kept.get_absolute_url())


class UndoMergeView(_OfProcess):
    """They were two after all."""

    def post(self, request: HttpRequest, key: int, merge: int) -> HttpResponse:
        process = self.row(key)
        made = Merge.objects.filter(pk=merge, process=process).first()
        if made is None:
            raise Http404
        try:
            gone = merging.undo(made, request.user)
        except states.Refused as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(process.get_absolute_url())
        messages.success(request, _("%(gone)s is a process of its own again.") % {"gone": gone})
        return HttpResponseRedirect(gone.get_absolute_url())


# ---- Recipients ------------------------------------------------------------------------------------------------------


class KeptForm(ReasonForm):
    """Which recipient this one is."""

    def __init__(self, *args: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        kept = LookupField(queryset, label=gettext_lazy("The recipient that it is the same as"))
        self.fields = {"kept": kept, "reason": self.fields["reason"]}


class _OfRecipient(PagesView):
    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Recipient)


class MergeRecipientView(_OfRecipient):
    """Two names for the same recipient."""

    def demanded(self, key: int) -> Recipient:
        row: Recipient = self.row(key)
        access.demand(self.request.user, "end", row)
        return row

    def form(self, row: Recipient, data: Any = None) -> forms.Form:
        return KeptForm(data, queryset=Recipient.objects.filter(ended_on=None).exclude(pk=row.pk))

    def show(self, row: Recipient, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Make one with another"),
            "kind": str(row),
            "crumbs": [*self.pages.crumbs(self.request, row), (str(row), row.get_absolute_url())],
            "lead": _("Processes of this recipient get the other instead. It can be taken back."),
            "form": form,
            "cancel_url": row.get_absolute_url(),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.demanded(key)
        return self.show(row, self.form(row))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.demanded(key)
        form = self.form(row, request.POST)
        if not form.is_valid():
            return self.show(row, form, 422)
        kept = form.cleaned_data["kept"]
        try:
            merging.merge_recipients(kept, row, request.user, form.cleaned_data["reason"])
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.show(self.row(key), form, 409)
        messages.success(request, _("%(gone)s is now the same as %(kept)s.") % {"gone": row, "kept": kept})
        return HttpResponseRedirect(kept.get_absolute_url())


class UndoRecipientView(_OfRecipient):
    """They were two after all."""

    def post(self, request: HttpRequest, key: int, merge: int) -> HttpResponse:
        row = self.row(key)
        made = Merge.objects.filter(pk=asked.whole(str(merge)) or 0, recipient=row).first()
        if made is None:
            raise Http404
        try:
            gone = merging.undo_recipients(made, request.user)
        except states.Refused as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(row.get_absolute_url())
        messages.success(request, _("%(gone)s is a recipient of its own again.") % {"gone": gone})
        return HttpResponseRedirect(gone.get_absolute_url())
