"""What one does about a signal on the measure's page: count new limits, say what it means, fetch the values."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import acting, control_chart_words, keeping, series, values
from processlots.apps.followup.access import measures as may_measure
from processlots.apps.followup.models import Measure, Measurement, Rebase
from processlots.apps.followup.words import language
from processlots.kit import documents, history, jobs, pages, views
from processlots.kit.access import refusal
from processlots.kit.charts.dates import period_name


class RebaseForm(forms.Form):
    """From when, and why: a limit is never counted anew because the values look bad."""

    period = forms.CharField(label=gettext_lazy("From which period?"), max_length=20)
    reason = forms.CharField(
        label=gettext_lazy("What changed in the way of working?"),
        max_length=300,
        help_text=gettext_lazy("New limits are counted when one knows why the values changed. It is written in the chart."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure

    def clean_period(self) -> datetime.date:
        day = values.read_day(self.cleaned_data["period"], self.measure.every)
        if day is None:
            raise forms.ValidationError(_("Write the period as 2026-03 or “mars 2026”."))
        rows = Measurement.objects.filter(measure=self.measure, current=True, unit=None, sex="")
        first = rows.order_by("period_start").values_list("period_start", flat=True).first()
        if first is None or day <= first:
            raise forms.ValidationError(_("There are no values before that period, so the limits begin there already."))
        if not rows.filter(period_start__gte=day).exists():
            raise forms.ValidationError(_("There are no values from that period on yet. Write them first."))
        if Rebase.objects.filter(measure=self.measure, period_start=day).exists():
            raise forms.ValidationError(_("New limits are counted from that period already."))
        return day


class MeaningForm(forms.Form):
    """What a signal means, as far as one knows."""

    meaning = forms.CharField(
        label=gettext_lazy("What does the signal mean?"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("What happened, and how you know. Leave it empty if the cause is unknown."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
    )


class MeasureAct(views.PagesView):
    """A page about one measure, for those who register its values."""

    def demanded(self, request: HttpRequest, key: int) -> Measure:
        measure = self.row(key)
        if not may_measure(request.user, measure):
            raise PermissionDenied(refusal("measure", measure))
        return measure

    def show(self, measure: Measure, title: Any, form: forms.Form, lead: Any = "", status: int = 200) -> HttpResponse:
        context = {
            "title": title,
            "kind": str(measure),
            "lead": lead,
            "form": form,
            "submit_label": title,
            "cancel_url": pages.url_of(measure),
            "crumbs": [*self.pages.crumbs(self.request, measure), (str(measure), pages.url_of(measure))],
        }
        return render(self.request, "kit/form.html", context, status=status)


class RebaseView(MeasureAct):
    """Count new limits from the change (the form is filled in with the signal's first point)."""

    title = gettext_lazy("Count new limits")

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.demanded(request, key)
        chart = series.chart_of(measure)
        begins = acting.change(chart)
        initial = {} if begins is None else {"period": period_text(measure, chart.points[begins].date)}
        return self.page(measure, RebaseForm(measure=measure, initial=initial))

    def page(self, measure: Measure, form: RebaseForm, status: int = 200) -> HttpResponse:
        lead = _("The limits before the change stay in the chart. The next change is then easier to see.")
        return self.show(measure, str(self.title), form, lead, status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.demanded(request, key)
        form = RebaseForm(request.POST, measure=measure)
        if not form.is_valid():
            return self.page(measure, form, 422)
        day, reason = form.cleaned_data["period"], form.cleaned_data["reason"]
        with (
            transaction.atomic(),
            history.act(_("New limits for %(what)s") % {"what": measure}, user=request.user, reason=reason),
        ):
            if series.chart_of(measure).signal is not None:
                acting.see(measure, request.user, reason)
            Rebase.objects.create(measure=measure, period_start=day, reason=reason)
            keeping.measure_changed(measure)
        shown = period_name(day, series.kind_of(measure), language())
        messages.success(request, _("The limits are counted anew from %(period)s.") % {"period": shown})
        return HttpResponseRedirect(pages.url_of(measure))


class SeeView(MeasureAct):
    """Keep the signal as seen, with what it means; without words, that the cause is unknown."""

    title = gettext_lazy("Write what it means")

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.demanded(request, key)
        return self.page(measure, MeaningForm())

    def page(self, measure: Measure, form: MeaningForm, status: int = 200) -> HttpResponse:
        lead = control_chart_words.sentence(series.chart_of(measure, language()), language())
        return self.show(measure, str(self.title), form, lead, status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.demanded(request, key)
        form = MeaningForm(request.POST)
        if not form.is_valid():
            return self.page(measure, form, 422)
        if series.chart_of(measure).last is None:
            messages.error(request, _("There are no values yet, so there is no signal to see."))
            return HttpResponseRedirect(pages.url_of(measure))
        with transaction.atomic():
            acting.see(measure, request.user, form.cleaned_data["meaning"].strip() or _("The cause is unknown."))
        messages.success(request, _("It is noted. The signal no longer waits for you."))
        return HttpResponseRedirect(pages.url_of(measure))


class ValuesCsv(views.PagesView):
    """All values of a measure as CSV that `processlots chart` reads."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.row(key)
        chart = series.chart_of(measure)
        response = HttpResponse("date,value,rebase\n", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="matt-{measure.number}.csv"'
        for point in chart.points:
            response.write(f"{point.date},{'' if point.value is None else Decimal(point.value)},{int(point.rebase)}\n")
        return response


class ValuesXlsx(views.PagesView):
    """All values as a workbook, made by the worker."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.row(key)
        running = jobs.start(
            "followup.values", user=request.user, title=_("Values of %(measure)s") % {"measure": measure}, measure=measure.pk
        )
        return HttpResponseRedirect(running.get_absolute_url())


@jobs.job("followup.values", retry=True)
def workbook(running: Any, measure: int) -> dict[str, Any]:
    """Present values, corrected ones left out, newest first, with what the person may see as it is now."""
    found = pages.of(Measure).visible(running.user).filter(pk=measure).first()
    if found is None:
        raise jobs.JobError(_("What was to be printed is gone, or you may no longer see it."))
    rows = Measurement.objects.filter(measure=found, current=True).select_related("unit").order_by("-period_start", "pk")
    head = [
        _("Period"),
        found.unit_text or _("Value"),
        _("State"),
        _("Numerator"),
        _("Denominator"),
        _("Unit"),
        _("Sex"),
        _("Comment"),
        _("Source"),
    ]
    lines = (
        [
            one.period_start,
            one.value,
            one.get_status_display(),
            one.numerator,
            one.denominator,
            str(one.unit or ""),
            one.get_sex_display(),
            one.comment,
            one.source,
        ]
        for one in rows.iterator(chunk_size=1000)
    )
    jobs.keep(running, documents.xlsx(head, lines, found.name), "xlsx", f"{found}.xlsx")
    return {}


def period_text(measure: Measure, day: datetime.date) -> str:
    """A period as a form holds it and reads it back."""
    return day.strftime("%Y-%m") if measure.every == Measure.Every.MONTH else day.isoformat()
