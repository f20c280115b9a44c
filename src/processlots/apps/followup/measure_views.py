"""The measure's page: sentence first, picture second, table third; and the way to register a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import acting, control_chart_words, series, values
from processlots.apps.followup.access import measures as may_measure
from processlots.apps.followup.models import Measure, Measurement, Signal
from processlots.apps.followup.signal_views import period_text
from processlots.apps.followup.words import language
from processlots.kit import charts, history, pages, views
from processlots.kit.charts.dates import number, period_name
from processlots.kit.periods import today
from processlots.kit.tables import written
from processlots.kit.templatetags.kit import mark

#: a picture of more points, or a table of more rows, is nothing to read
MOST_POINTS, MOST_ROWS = 240, 120


class ValueForm(forms.Form):
    """One value of one period."""

    period = forms.CharField(label=gettext_lazy("Period"), max_length=20)
    value = forms.DecimalField(
        label=gettext_lazy("Value"),
        max_digits=15,
        decimal_places=6,
        required=False,
        localize=True,
        help_text=gettext_lazy("Leave it empty if the value is missing."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )
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
        may = may_measure(request.user, measure)
        seen = _seen(measure, chart)
        ways = self.ways(request, measure, chart, seen) if may and chart.points else []
        url = pages.url_of(measure)
        every = request.GET.get("alla") == "1"
        head, rows = self.table(measure, chart, MOST_ROWS if not every else len(chart.points))
        return {
            "sentence": control_chart_words.sentence(chart, tongue),
            "assurance": control_chart_words.assurance_sentence(chart, tongue),
            "goals": [(str(one), pages.url_of(one)) for one in measure.goals.all() if not one.ended_on],
            "chart": picture(measure, chart),
            "key": [(mark_safe(mark), word) for mark, word in charts.key(chart, tongue)] if chart.points else [],
            "limits": _limits(chart, measure, tongue),
            "shortened": len(chart.points) > MOST_POINTS,
            "most_points": MOST_POINTS,
            "advice": _advice(chart),
            "seen": seen,
            "ways": ways,
            "all_ways": acting.ways(request.user, measure) if may and chart.points and not ways else [],
            "value_form": (self.value_form or ValueForm(measure=measure, initial={"period": _next(measure)})) if may else None,
            "value_help": _usual(chart, tongue),
            "next_period": _("Next: %(period)s") % {"period": period_name(_next_day(measure), kind, tongue)},
            "values_url": f"{url}varde/",
            "rows_url": f"{url}varden/",
            "paste_url": f"/inlasning/measurements/?measure={measure.pk}",
            "csv_url": f"{pages.of(type(measure)).url('list')}{measure.key}/csv/",
            "xlsx_url": f"{url}excel/",
            "table_head": head,
            "table_rows": rows,
            "table_more": 0 if every else max(0, len(chart.points) - MOST_ROWS),
        }

    def ways(self, request: HttpRequest, measure: Measure, chart: Any, seen: Any) -> list[tuple[Any, str, str, Any]]:
        """(label, address, kind, what it leads to), where there is something to act upon; what one most often does is first."""
        if chart.signal is None and chart.assurance != "fails":
            return []
        made: list[tuple[Any, str, str, Any]] = [(*way, "") for way in acting.ways(request.user, measure)]
        if chart.signal is not None:
            begins = acting.change(chart)
            if begins is not None:
                said = _("Count new limits from %(period)s") % {"period": chart.points[begins].label}
                made.append(
                    (
                        said,
                        f"{pages.url_of(measure)}granser/",
                        "link",
                        _("When you know why. The next change is then easier to see"),
                    )
                )
            if seen is None:
                made.append((_("Write what it means"), f"{pages.url_of(measure)}sedd/", "link", ""))
                made.append((_("Write that the cause is unknown"), f"{pages.url_of(measure)}sedd/", "post", ""))
        return made

    def table(self, measure: Measure, chart: Any, most: int) -> tuple[list[str], list[list[str]]]:
        """The picture's twin, with numerator, denominator and comments where there are any."""
        kept = series.tail(chart, most)
        head, rows = charts.table(kept, language(), kind=series.kind_of(measure), unit=measure.unit_text)
        values_of = Measurement.objects.filter(measure=measure, current=True, unit=None, sex="")
        if kept.points:
            values_of = values_of.filter(period_start__gte=kept.points[0].date)
        more = {day: (comment, below) for day, comment, below in values_of.values_list("period_start", "comment", "denominator")}
        told = [more.get(point.date, ("", None)) for point in reversed(kept.points)]
        if any(below is not None for _comment, below in told):
            head.insert(2, _("Out of"))
            rows = [[*row[:2], written(below), *row[2:]] for row, (_comment, below) in zip(rows, told, strict=True)]
        shapes = [_shape(point) for point in reversed(kept.points)]
        marked = [
            [*row[:-1], format_html('<span class="state signal">{}{}</span>', mark(shape), row[-1]) if shape else row[-1]]
            for row, shape in zip(rows, shapes, strict=True)
        ]
        return [*head, _("Comment")], [[*row, comment] for row, (comment, _below) in zip(marked, told, strict=True)]


def _shape(point: Any) -> str:
    """The mark of the point's leading signal, as it has in the chart; "" where it has none."""
    marks = {"outside": "signal", "shift": "shift", "trend": "trend", "two-of-three": "pair"}
    return next((marks[rule] for rule in marks if rule in point.signals), "")


def picture(measure: Measure, chart: Any) -> Any:
    """The control chart with what happened: new limits with their reason, and what others tell (an activity that was done)."""
    if not chart.points:
        return ""
    shown = series.tail(chart, MOST_POINTS)
    begins = shown.points[0].date
    told = [(day, reason) for day, reason in measure.rebases.values_list("period_start", "reason") if day > begins]
    told += [(day, text) for day, text in acting.events(measure) if begins < day <= today()]
    events = [(day, text if len(text) <= 40 else f"{text[:39].rstrip()}…") for day, text in sorted(told)]
    drawn = charts.control_chart(
        shown, title=str(measure), unit=measure.unit_text, kind=series.kind_of(measure), language=language(), events=events
    )
    return mark_safe(drawn)


def _seen(measure: Measure, chart: Any) -> Signal | None:
    """What somebody has said of the present signal."""
    if chart.signal is None:
        return None
    point = chart.points[chart.signal.points[-1]].date
    return Signal.objects.filter(measure=measure, rule=chart.signal.rule, point=point).select_related("seen_by").first()


def _limits(chart: Any, measure: Measure, tongue: Any) -> str:
    """What the present limits are counted on."""
    if not chart.segments or chart.segments[-1].upper is None:
        return ""
    last = chart.segments[-1]
    first, final = (period_name(day, series.kind_of(measure), tongue) for day in (last.first, last.last))
    said = {"count": last.n, "first": first, "last": final}
    return _("The limits are counted on %(count)s values, from %(first)s to %(last)s.") % said


def _usual(chart: Any, tongue: Any) -> str:
    """What a value is usually like, beside where it is written."""
    if not chart.segments or chart.segments[-1].upper is None:
        return ""
    last = chart.segments[-1]
    low = max(last.lower, Decimal(0)) if all(one.value is None or one.value >= 0 for one in chart.points) else last.lower
    return _("Usual so far: %(low)s–%(high)s.") % {"low": number(low, 1, tongue), "high": number(last.upper, 1, tongue)}


def _advice(chart: Any) -> str:
    if not chart.points:
        return _("There is nothing to judge by yet. Six values make a first chart, twelve a steady one.")
    if chart.signal is not None:
        return _("Something has changed. Find out what, and write it down while people remember.")
    if chart.assurance == "fails":
        return _("The values vary as they usually do, and that is not enough. Change the way of working, not single cases.")
    return _("The values vary as they usually do. Changing something because of the latest value makes things worse, not better.")


def _next_day(measure: Measure) -> Any:
    if measure.latest_period is None:
        return values.period_start(today(), measure.every)
    return values.next_period(measure.latest_period, measure.every)


def _next(measure: Measure) -> str:
    return period_text(measure, _next_day(measure))


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
