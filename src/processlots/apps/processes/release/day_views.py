"""What applied on a day: for one process, and for all of a unit or a board. Answered from versions only (DESIGN 6)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import standing
from processlots.apps.processes.release.version_views import OfProcess, hashes
from processlots.kit import access, pages
from processlots.kit.forms import DayField, LookupField
from processlots.kit.periods import today
from processlots.kit.tables import written

PAGE = 50


class DayForm(forms.Form):
    """Which day, and of whom."""

    dag = DayField(label=gettext_lazy("Day"))

    def __init__(self, *args: Any, user: Any = None, units: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            field = LookupField(access.visible(user, Unit), required=False)
            field.label = pgettext_lazy("organisation", "Unit or board")
            self.fields["enhet"] = field


def asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks for; today where it names no day."""
    return {**request.GET.dict(), "dag": request.GET.get("dag") or today().isoformat()}


def sentence(process: Process, release: Release | None, day: datetime.date) -> str:
    """The answer in plain words."""
    if process.ended_on is not None and day > process.ended_on:
        said = _("%(process)s was closed down on %(end)s, so nothing applied on %(day)s.")
        return said % {"process": process, "end": written(process.ended_on), "day": written(day)}
    if release is None:
        return _("No version of %(process)s applied on %(day)s: none had been decided.") % {
            "process": process,
            "day": written(day),
        }
    said = (
        _("Version %(number)s applies on %(day)s, as far as is decided now.")
        if day > today()
        else _("Version %(number)s applied on %(day)s.")
        if day < today()
        else _("Version %(number)s applies today, %(day)s.")
    )
    return said % {"number": release.number, "day": written(day)}


class ProcessDayView(OfProcess):
    """ "Vad gällde den 14 mars?" of one process."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process: Process = self.row(key)
        form = DayForm(asked(request))
        context: dict[str, Any] = {"title": _("What applied on a day?"), "form": form}
        if not form.is_valid():
            return self.show(process, "processes/release/day.html", context, 422)
        day = form.cleaned_data["dag"]
        release = answer(process, day)
        if release is not None:
            release.process = process
        context |= {
            "day": day,
            "release": release,
            "answer": sentence(process, release, day),
            "hashes": hashes(release) if release else [],
            "first": Release.objects.filter(process=process).order_by("number").first(),
            "until": standing.until_words(release) if release else "",
        }
        return self.show(process, "processes/release/day.html", context)


def answer(process: Process, day: datetime.date) -> Release | None:
    """The version that applied; none after the process was closed down."""
    if process.ended_on is not None and day > process.ended_on:
        return None
    return standing.applied([process.pk], day).get(process.pk)


class EverythingDayView(LoginRequiredMixin, View):
    """The same for every process of a unit, a board or the whole municipality."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not access.of(Process).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        form = DayForm(asked(request), user=request.user, units=True)
        context: dict[str, Any] = {
            "title": _("What applied on a day?"),
            "lead": _("The decided versions of the processes, on the day that you ask about."),
            "crumbs": [(_("Versions of processes"), "/versioner/")],
            "form": form,
        }
        if not form.is_valid():
            return render(request, "processes/release/days.html", context, status=422)
        day, unit = form.cleaned_data["dag"], form.cleaned_data.get("enhet")
        rows = access.visible(request.user, Process).exclude(releases=None).distinct()
        if unit is not None:
            rows = rows.filter(Q(unit__path__startswith=unit.path) | Q(accountable_board=unit))
        waiting = (
            access.visible(request.user, Process).filter(releases=None, ended_on=None).exclude(status=Process.Status.DISCOVERED)
        )
        if unit is not None:
            waiting = waiting.filter(Q(unit__path__startswith=unit.path) | Q(accountable_board=unit))
        page = Paginator(rows.order_by("sort", "pk"), PAGE).get_page(request.GET.get("sida"))
        processes = list(page.object_list)
        found = standing.applied([one.pk for one in processes], day)
        context |= {
            "day": day,
            "unit": unit,
            "page": page,
            "rows": [(one, self._of(one, found, day), pages.url_of(one)) for one in processes],
            "count": page.paginator.count,
            "without": self._without(waiting.count()),
            "query": f"dag={day.isoformat()}" + (f"&enhet={request.GET.get('enhet', '')}" if unit else ""),
        }
        return render(request, "processes/release/days.html", context)

    def _without(self, count: int) -> str:
        said = ngettext("One process has no version at all.", "%(count)s processes have no version at all.", count)
        return said % {"count": count} if count else ""

    def _of(self, process: Process, found: dict[int, Release], day: datetime.date) -> Release | None:
        ended = process.ended_on is not None and day > process.ended_on
        return None if ended else found.get(process.pk)
