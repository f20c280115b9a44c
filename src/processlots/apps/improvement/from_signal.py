"""From a signal to a need in one click, and from a need to an activity in another (X-1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from processlots.apps.followup import acting, series
from processlots.apps.followup.control_chart_words import sentence
from processlots.apps.followup.models import Measure
from processlots.apps.followup.words import language
from processlots.apps.improvement import keeping
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.organisation.standing import standing
from processlots.kit import access, history, pages, views


@acting.way
def a_need_answers_it(user: Any, measure: Measure) -> list[acting.Way]:
    """One click makes a need of the signal."""
    if not access.may(user, "add", Need(process=measure.process)):
        return []
    about: dict[str, Any] = {"signal__measure": measure, "signal__point": measure.latest_period}
    known = Need.objects.filter(**about).exclude(state=Need.State.DISMISSED).first()
    if known is not None:
        return [(_("To the need that answers it"), pages.url_of(known), "link")]
    address = f"{pages.url_of(measure)}behov/"
    made: list[acting.Way] = [(_("Make a need of it"), address, "post")]
    if access.may(user, "add", PlanAction(process=measure.process)):
        made.append((_("Make an activity of the signal"), f"{address}?aktivitet=1", "post"))
    return made


@acting.event
def activities_that_were_done(measure: Measure) -> list[acting.Event]:
    """An activity that answers a need about the measure or its goals may be what changed the values."""
    about = Q(need__signal__measure=measure) | Q(need__goal__in=measure.goals.all())
    rows = PlanAction.objects.filter(about, finished_on__isnull=False).exclude(state=PlanAction.State.CANCELLED).distinct()
    found = rows.order_by("finished_on").values_list("finished_on", "text")
    return [(day, text) for day, text in found if day is not None]


class NeedFromSignal(views.PagesView):
    """POST on a measure: the present signal is kept, and a need registered that cites it.

    `?aktivitet` goes on to what will be done.
    """

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.row(key)
        need = Need(process=measure.process)
        access.demand(request.user, "add", need)
        chart = series.chart_of(measure, language())
        with transaction.atomic(), history.act(_("Made a need of a signal in %(what)s") % {"what": measure}, user=request.user):
            signal = acting.see(measure, request.user, sentence(chart, language()), says=False)
            known = Need.objects.filter(signal=signal).exclude(state=Need.State.DISMISSED).first()
            if known is not None:
                messages.info(request, _("There is already a need that answers this signal."))
                return HttpResponseRedirect(pages.url_of(known))
            need.signal = signal
            need.goal = measure.goals.exclude(state="ended").order_by("pk").first()
            need.title = _("%(measure)s: %(signal)s") % {
                "measure": measure.name,
                "signal": str(signal.get_rule_display()).lower(),
            }
            need.why = signal.meaning
            need.registered_by = standing(request.user).person
            need.save()
            keeping.need_changed(need)
        if "aktivitet" in request.GET:
            messages.success(request, _("The need is registered. Say what will be done about it."))
            return HttpResponseRedirect(pages.of(PlanAction).url("add") + f"?process={measure.process.key}&need={need.number}")
        messages.success(request, _("The need is registered. Say what it is about, and make an activity of it."))
        return HttpResponseRedirect(pages.url_of(need))
