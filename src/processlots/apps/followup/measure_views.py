"""The measure's page: sentence first, picture second, table third; and the way to register a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import acting, control_chart_words, series, values
from processlots.apps.followup.access import measures as may_measure
from processlots.apps.followup.models import Measure
from processlots.kit import charts, history, pages, views
from processlots.kit.charts.dates import period_name
from processlots.kit.periods import today


def language() -> Any:
    """The reader's language, as the charts take it."""
    return "en" if (get_language() or "sv").startswith("en") else "sv"


class ValueForm(forms.Form):
    """One value of one period."""

    period = forms.CharField(label=gettext_lazy("Period"), max_length=20)
    value = forms.DecimalField(
        label=gettext_lazy("Value"), max_digits=15, decimal_places=6, required=False, localize=True,
        help_text=gettext_lazy("Leave it empty if the value is missing."), widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )  # fmt: skip
    comment = forms.CharField(label=gettext_lazy("Comment"), max_length=300, required=False)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["value"].label = measure.unit_text.capitalize() or self.fields["value"].label

    def clean_period(self) -> Any:
        day = values.read_day(self.cleaned_data["period"], self.measure.every)
        if day is None:
            raise forms.ValidationError(_("Write the period as 2026-03 or “mars 2026”."))
        if day > today():
            raise forms.ValidationError(_("That period has not begun yet."))
        return day


class MeasureDetail(views.DetailView):
    """Sentence, chart, what to do, new value, all values."""

    value_form: ValueForm | None = None

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        measure: Measure = row
        tongue = language()
        chart = series.chart_of(measure, tongue)
        kind = series.kind_of(measure)
        head, rows = charts.table(chart, tongue, kind=kind, unit=measure.unit_text)
        may = may_measure(request.user, measure)
        ways = acting.ways(request.user, measure) if may and chart.points else []
        return {
            "sentence": control_chart_words.sentence(chart, tongue),
            "assurance": control_chart_words.assurance_sentence(chart, tongue),
            "chart": mark_safe(charts.control_chart(chart, title=str(measure), unit=measure.unit_text, kind=kind, language=tongue)) if chart.points else "",
            "key": [(mark_safe(mark), word) for mark, word in charts.key(chart, tongue)] if chart.points else [],
            "advice": _advice(chart),
            "may_act": may,
            "ways": [(label, url, kind, "") for label, url, kind in ways],
            "value_form": (self.value_form or ValueForm(measure=measure, initial={"period": _next(measure)})) if may else None,
            "next_period": _("Next: %(period)s") % {"period": period_name(_next_day(measure), kind, tongue)},
            "values_url": f"{pages.url_of(measure)}varde/",
            "paste_url": f"/inlasning/measurements/?measure={measure.pk}",
            "csv_url": f"{pages.of(type(measure)).url('list')}{measure.key}/csv/",
            "table_head": head,
            "table_rows": rows,
        }


def _advice(chart: Any) -> str:
    if not chart.points:
        return _("There is nothing to judge by yet. Six values make a first chart, twelve a steady one.")
    if chart.signal is None:
        return _("The values vary as they usually do. Changing something because of the latest value makes things worse, not better.")
    return _("Something has changed. Find out what, and write it down while people remember.")


def _next_day(measure: Measure) -> Any:
    if measure.latest_period is None:
        return values.period_start(today(), measure.every)
    return values.next_period(measure.latest_period, measure.every)


def _next(measure: Measure) -> str:
    day = _next_day(measure)
    return day.strftime("%Y-%m") if measure.every == Measure.Every.MONTH else day.isoformat()


class ValueView(views.PagesView):
    """Register one value from the measure's page."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.row(key)
        if not may_measure(request.user, measure):
            from django.core.exceptions import PermissionDenied

            from processlots.kit.access import refusal

            raise PermissionDenied(refusal("measure", measure))
        form = ValueForm(request.POST, measure=measure)
        if not form.is_valid():
            detail = MeasureDetail(pages=self.pages, value_form=form)
            detail.setup(request, key=key)
            answer = detail.get(request, key)
            answer.status_code = 422
            return answer
        given = values.Given(form.cleaned_data["period"], form.cleaned_data["value"], form.cleaned_data["comment"])
        with history.act(_("Registered a value of %(what)s") % {"what": measure}, user=request.user):
            values.register(measure, [given], request.user)
        shown = period_name(given.day, series.kind_of(measure), language())
        messages.success(request, _("The value for %(period)s is saved.") % {"period": shown})
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
