"""The resource owner's overviews: conflicts, and employees with their tasks (RES-4, RES-7, R-6)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.resources import conflicts, people, timeline
from processlots.apps.resources.models import ResourceNeed
from processlots.apps.resources.request_views import rooms
from processlots.kit import access, asked, workbooks
from processlots.kit.periods import today

PER_PAGE, MOST_EXPORTED = 50, 20_000


class Overview(LoginRequiredMixin, View):
    """For those who belong to the organisation."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and standing(request.user).person is None:
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        return super().dispatch(request, *args, **kwargs)


def takes_part(who: Standing, conflict: conflicts.Conflict) -> bool:
    """Owners and leaders of the processes, the resource owner, and the management of either."""
    mine = who.of("owner", "process") | who.of("leader", "process")
    for request in conflict.requests:
        if who.person is not None and who.person.pk == request.resource_owner_id:
            return True
        if request.process_id in mine or {request.unit_id, request.process.unit_id} & who.manages:
            return True
    return False


class ConflictsView(Overview):
    """Every conflict that the person takes part in, the processes side by side."""

    def get(self, request: HttpRequest) -> HttpResponse:
        who = standing(request.user)
        seen = access.visible(request.user, ResourceNeed)
        # What is seen says whether the person takes part; the sums are of everything.
        keys = set(conflicts.granted(seen).values_list("request", flat=True))
        found = [one for one in conflicts.find(conflicts.granted(), since=today()) if takes_part(who, one)]
        found = [one for one in found if keys & {request.pk for request in one.requests}]
        context = {
            "title": _("Conflicts about resources"),
            "lead": ngettext("%(count)s person or resource is granted beyond what there is.",
                             "%(count)s people or resources are granted beyond what there is.", len(found))
            % {"count": len(found)} if found else _("No more is granted than there is."),
            "crumbs": [(_("Requests for resources"), "/resurser/")],
            "rooms": rooms(request.user, request.path_info),
            "room": _("Resources"),
            "conflicts": [timeline.shown(one, request.user) for one in found[:PER_PAGE]],
        }  # fmt: skip
        return render(request, "resources/conflicts.html", context)


class EmployeesView(Overview):
    """R-6, RES-7: the employees of the manager's units, their tasks in processes and what is granted of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        who = standing(request.user)
        if not who.is_manager:
            raise PermissionDenied(_("Managers see the tasks of those in their units. You manage none."))
        unit = self.unit(request, who)
        everyone = people.here().filter(unit__in=who.manages)
        if unit is not None:
            everyone = everyone.filter(unit__path__startswith=unit.path)
        without = people.without_task(everyone)
        bare = request.GET.get("utan") == "1"
        rows = (without if bare else everyone).select_related("unit").order_by("sort", "pk")
        if request.GET.get("format") == "xlsx":
            return self.xlsx(rows[:MOST_EXPORTED])
        paginator = Paginator(rows, PER_PAGE)
        try:
            page = paginator.page(asked.whole(request.GET.get("sida", "1")) or 1)
        except InvalidPage:
            page = paginator.page(1)
        query = urlencode({"enhet": unit.pk if unit else "", "utan": "1" if bare else ""})
        count, total = without.count(), everyone.count()
        context = {
            "title": _("Employees and their tasks"),
            "lead": _("%(count)s of %(total)s have no task in any process.") % {"count": count, "total": total},
            "crumbs": [(_("Requests for resources"), "/resurser/")],
            "rooms": rooms(request.user, request.path_info),
            "room": _("Resources"),
            "actions": [("Excel", f"?{query}&format=xlsx", "plain")],
            "views": [(_("All"), f"?enhet={unit.pk if unit else ''}", total, not bare),
                      (_("Without a task"), f"?enhet={unit.pk if unit else ''}&utan=1", count, bare)],
            "units": Unit.objects.at().filter(pk__in=who.manages).order_by("path"),
            "unit": unit,
            "bare": bare,
            "loads": people.loads(list(page.object_list), request.user),
            "page": page,
            "query": query,
        }  # fmt: skip
        return render(request, "resources/employees.html", context)

    def unit(self, request: HttpRequest, who: Standing) -> Unit | None:
        """The unit of the address, which must be one that the person manages."""
        wanted = request.GET.get("enhet", "")
        if not wanted:
            return None
        found = Unit.objects.filter(pk=asked.whole(wanted) or 0, pk__in=who.manages).first()
        if found is None:
            raise Http404
        return found

    def xlsx(self, rows: Any) -> HttpResponse:
        """The same as Excel: name, unit, tasks, and what is granted today."""
        header = [_("Name"), _("Unit"), _("Tasks in processes"), _("Granted today, % of full time")]
        lines = []
        found = list(rows)
        for start in range(0, len(found), 500):
            for load in people.loads(found[start : start + 500], self.request.user):
                said = ", ".join(f"{role}: {row}" for role, row in load.roles)
                lines.append([load.person.name, str(load.person.unit or ""), said, load.granted])
        return workbooks.answer(_("Employees"), header, lines)
