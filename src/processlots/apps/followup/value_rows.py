"""Several values at a time: a table with a row for each period, saved a row at a time or all at once, pasted from Excel."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import series, values
from processlots.apps.followup.access import measures as may_measure
from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.followup.words import language
from processlots.kit import history, pages, views
from processlots.kit.access import refusal
from processlots.kit.charts.dates import period_name
from processlots.kit.imports.importers import number
from processlots.kit.periods import today
from processlots.kit.tables import written

BEFORE, MOST, FIRST = 6, 36, 12  # periods with values that are shown, rows at most, rows where there is no value yet
MISSING = {"-", "–", "saknas", "missing", "n/a"}


class RowForm(forms.Form):
    """The value of one period. `seen` is the key of the value that was there when the page was written."""

    value = forms.CharField(
        label=gettext_lazy("Value"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )
    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, max_length=300)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_value(self) -> tuple[bool, Decimal | None]:
        """Whether something is said of the period, and the value (None is a missing one)."""
        text = self.cleaned_data["value"].strip()
        if not text:
            return False, None
        if text.lower() in MISSING:
            return True, None
        try:
            value = round(number(text), 6)
        except (ValueError, ArithmeticError):
            raise forms.ValidationError(_("“%(text)s” is no number. Write it as 7,5.") % {"text": text}) from None
        if abs(value) >= 10**9:
            raise forms.ValidationError(_("“%(text)s” is too large.") % {"text": text})
        return True, value


@dataclass
class Line:
    """A row of the page."""

    day: datetime.date
    label: str
    form: RowForm
    state: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        return f"p{self.day.isoformat()}"


class ValueRowsView(views.PagesView):
    """The table. Every button posts all of it and says which row to save, or "all"."""

    def measure(self, key: int) -> Measure:
        found = self.row(key)
        if not may_measure(self.request.user, found):
            raise PermissionDenied(refusal("measure", found))
        return found

    def lines(self, measure: Measure, data: Any = None) -> list[Line]:
        days = periods(measure)
        present = {one.period_start: one for one in _present(measure).filter(period_start__in=days)}
        made = []
        for day in days:
            old = present.get(day)
            initial = {"value": _shown(old), "comment": old.comment if old else "", "seen": str(old.pk) if old else ""}
            form = RowForm(data, initial=initial, prefix=f"p{day.isoformat()}", auto_id=f"p{day.isoformat()}-%s")
            label = period_name(day, series.kind_of(measure), language())
            made.append(Line(day, label[:1].upper() + label[1:], form))
        return made

    def show(self, measure: Measure, lines: list[Line], status: int = 200) -> HttpResponse:
        context = {
            "title": _("Write several values"),
            "kind": str(measure),
            "lead": _(
                "Write a number, or “saknas” where there is none. "
                "A value that is changed becomes a correction; the former is kept."
            ),
            "crumbs": [*self.pages.crumbs(self.request, measure), (str(measure), pages.url_of(measure))],
            "columns": [measure.unit_text.capitalize() or _("Value"), _("Comment")],
            "rows": lines,
            "paste_url": f"/inlasning/measurements/?measure={measure.pk}",
            "done_url": pages.url_of(measure),
        }
        return render(self.request, "kit/rows.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.measure(key)
        return self.show(measure, self.lines(measure))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        measure = self.measure(key)
        wanted = request.POST.get("save", "all")
        lines = self.lines(measure, request.POST)
        given: list[tuple[Line, values.Given]] = []
        with transaction.atomic():
            Measure.objects.select_for_update().get(pk=measure.pk)
            present = {one.period_start: one for one in _present(measure)}
            for line in lines:
                one = self._read(line, present.get(line.day)) if wanted in ("all", line.key) else None
                if one is not None:
                    given.append((line, one))
            with history.act(_("Registered values of %(what)s") % {"what": measure}, user=request.user):
                values.register(measure, [one for _line, one in given], request.user)
        for line, _one in given:
            line.state = ("ok", _("Saved"))
        if any(line.state and line.state[0] == "error" for line in lines):
            return self.show(measure, lines, 422)
        if request.headers.get("HX-Request") and wanted != "all":
            fresh = self.lines(measure)
            for line, old in zip(fresh, lines, strict=False):
                line.state = old.state if line.day == old.day else None
            return self.show(measure, fresh)
        return HttpResponseRedirect(pages.url_of(measure) if wanted == "all" else request.path)

    def _read(self, line: Line, old: Measurement | None) -> values.Given | None:
        """What the row says, or None where it says nothing new; what is wrong is said at the row."""
        form = line.form
        if f"{form.prefix}-value" not in form.data or not form.has_changed():
            return None
        if not form.is_valid():
            line.state = ("error", _("Not saved"))
            return None
        if form.cleaned_data["seen"] != (str(old.pk) if old else ""):
            form.add_error(
                "value",
                _("Somebody registered a value of this period while you were writing: %(value)s. Load the page again.")
                % {"value": _shown(old)},
            )
            line.state = ("error", _("Not saved"))
            return None
        said, value = form.cleaned_data["value"]
        if not said and old is None:
            return None
        return values.Given(line.day, value, form.cleaned_data["comment"])


def periods(measure: Measure) -> list[datetime.date]:
    """The rows: the last periods that have values, and those after them that have begun."""
    last = values.period_start(today(), measure.every)
    known = list(_present(measure).order_by("-period_start").values_list("period_start", flat=True)[:BEFORE])[::-1]
    if known:
        made, day = known, known[-1]
        while (day := values.next_period(day, measure.every)) <= last and len(made) < MOST:
            made.append(day)
        return made
    made = [last]
    while len(made) < FIRST:
        made.append(values.period_start(made[-1] - datetime.timedelta(days=1), measure.every))
    return made[::-1]


def _present(measure: Measure) -> Any:
    return Measurement.objects.filter(measure=measure, current=True, unit=None, sex="")


def _shown(row: Measurement | None) -> str:
    if row is None:
        return ""
    return written(row.value) if row.value is not None else _("missing")
