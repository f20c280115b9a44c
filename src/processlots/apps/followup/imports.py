"""Values pasted from Excel or read from a file, through the kit's import."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import keeping, values
from processlots.apps.followup.access import measures as may_measure
from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.followup.series import period_of
from processlots.kit import pages
from processlots.kit.imports.importers import Column, Importer, Mapping, RowResult, importer, number
from processlots.kit.imports.reading import Row
from processlots.kit.models.history import Act
from processlots.kit.periods import today

_MISSING = {"", "-", "–", "saknas", "missing", "n/a"}


@importer("measurements")
class MeasurementImporter(Importer):
    """Period and value of one measure; a period that has a value gets a correction."""

    title = gettext_lazy("Values")
    help = gettext_lazy("Two columns: period (2026-03 or mars 2026) and value. An empty value is a missing one.")
    example = "2026-01\t7,5\n2026-02\t8,1\n2026-03\t6,9"
    model = Measurement
    takes = ("measure",)
    columns = [
        Column("period", gettext_lazy("Period"), True, ("period", "månad", "datum", "date", "tid", "month")),
        Column("value", gettext_lazy("Value"), True, ("värde", "value", "utfall", "antal", "resultat", "median", "medel")),
        Column("comment", gettext_lazy("Comment"), False, ("kommentar", "comment", "anmärkning")),
    ]

    @property
    def measure(self) -> Measure | None:
        """The measure whose values these are."""
        if not hasattr(self, "_measure"):
            key = self.params.get("measure", "").split("-")[0]
            self._measure = (
                Measure.objects.select_related("process").filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None
            )
        return self._measure

    def may(self, user: Any) -> bool:
        return self.measure is not None and may_measure(user, self.measure)

    def lead(self) -> str:
        return _("The values go to %(measure)s.") % {"measure": self.measure} if self.measure else ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [(str(self.measure), pages.url_of(self.measure))] if self.measure else []

    def url_back(self) -> str:
        return pages.url_of(self.measure) if self.measure else "/matt/"

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in values of %(measure)s") % {"measure": self.measure}

    def guess_headless(self, width: int) -> Mapping:
        return {"period": 0, "value": 1, **({"comment": 2} if width > 2 else {})} if width > 1 else {}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        measure = self.measure
        assert measure is not None
        present = dict(
            Measurement.objects.filter(measure=measure, current=True, unit=None, sex="").values_list("period_start", "value")
        )
        seen: dict[Any, int] = {}
        made = []
        for row in rows:
            given, message = self._read(row, mapping)
            if given is None:
                made.append(RowResult(row.line, "error", [message], self._texts(row, mapping)))
                continue
            shown = {
                "period": period_of(measure, given.day),
                "value": self.value(row, mapping, "value"),
                "comment": given.comment,
            }
            if given.day in seen:
                said = _("Row %(line)s is about the same period. Take one of them away.") % {"line": seen[given.day]}
                made.append(RowResult(row.line, "error", [said], shown))
                continue
            seen[given.day] = row.line
            if given.day not in present:
                made.append(RowResult(row.line, "new", [], shown))
            elif present[given.day] == given.value:
                made.append(RowResult(row.line, "same", [], shown))
            else:
                made.append(RowResult(row.line, "change", [_("There is a value already; this becomes its correction.")], shown))
        return made

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Act) -> None:
        read = [self._read(row, mapping)[0] for row in rows]
        assert self.measure is not None
        values.register(self.measure, [one for one in read if one is not None], user)

    def after_undo(self, user: Any) -> None:
        if self.measure is not None:
            keeping.measure_changed(self.measure)

    def _texts(self, row: Row, mapping: Mapping) -> dict[str, str]:
        return {column.key: self.value(row, mapping, column.key) for column in self.columns}

    def _read(self, row: Row, mapping: Mapping) -> tuple[values.Given | None, str]:
        assert self.measure is not None
        text = self.value(row, mapping, "period")
        day = values.read_day(text, self.measure.every)
        if day is None:
            return None, _("“%(text)s” is no period. Write it as 2026-03 or “mars 2026”.") % {"text": text[:40]}
        if day > today():
            return None, _("%(text)s has not begun yet.") % {"text": text[:40]}
        said = self.value(row, mapping, "value").strip()
        try:
            value = None if said.lower() in _MISSING else number(said)
        except ValueError:
            return None, _("“%(text)s” is no number. Write it as 7,5.") % {"text": said[:40]}
        if value is not None and (abs(value) >= 10**9 or value != round(value, 6)):
            value = round(value, 6) if abs(value) < 10**9 else None
            if value is None:
                return None, _("“%(text)s” is too large.") % {"text": said[:40]}
        return values.Given(day, value, self.value(row, mapping, "comment")[:300]), ""
