"""Reading a classification scheme in from a file or a paste (sweden.md 2.2)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import ClassificationCode
from processlots.apps.processes.models.classification import CODE
from processlots.kit import history, search
from processlots.kit.imports.importers import Column, Importer, Mapping, RowResult, importer
from processlots.kit.imports.reading import Row
from processlots.kit.models.history import Act
from processlots.kit.periods import today


@dataclass(frozen=True)
class _Given:
    """What a row says; `wrong` is why it cannot be read in."""

    scheme: str
    edition: str
    code: str
    title: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    wrong: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.scheme, self.edition, self.code


@importer("classification")
class CodeImporter(Importer):
    """A row is a code. A code that is there already gets its new title and period."""

    title = gettext_lazy("Read in classification codes")
    help = gettext_lazy("Scheme, version, code and title. Days are written as 2026-01-31; without one a code holds from today.")
    example = "Klassa\t2.1\t2.10\tSamhällsbyggnad\nKlassa\t2.1\t2.10.1\tPröva lov och anmälan"
    model = ClassificationCode
    columns = [
        Column("scheme", gettext_lazy("Scheme"), True, ("schema", "scheme", "klassificeringsstruktur", "struktur", "plan")),
        Column("edition", gettext_lazy("Version"), False, ("version", "utgåva", "edition", "schemaversion")),
        Column(
            "code", gettext_lazy("Code"), True, ("kod", "code", "klassificeringskod", "punktnotation", "nummer", "beteckning")
        ),
        Column("title", gettext_lazy("Title"), True, ("titel", "rubrik", "benämning", "namn", "title", "klartext")),
        Column("valid_from", gettext_lazy("Valid from"), False, ("gäller från", "från", "from", "valid from", "startdatum")),
        Column("valid_to", gettext_lazy("Valid to"), False, ("gäller till", "till", "to", "valid to", "slutdatum")),
    ]

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in %(count)s classification codes") % {"count": counts.get("new", 0) + counts.get("change", 0)}

    def guess_headless(self, width: int) -> Mapping:
        names = ["scheme", "edition", "code", "title", "valid_from", "valid_to"]
        return {name: place for place, name in enumerate(names) if place < width} if width >= 4 else {}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        known = _known()
        seen: dict[tuple[str, str, str], int] = {}
        made = []
        for row in rows:
            shown = {column.key: self.value(row, mapping, column.key) for column in self.columns}
            given = self._read(row, mapping)
            if given.wrong:
                made.append(RowResult(row.line, "error", list(given.wrong), shown))
            elif given.key in seen:
                said = _("Row %(line)s has the same code. Take one of them away.") % {"line": seen[given.key]}
                made.append(RowResult(row.line, "error", [said], shown))
            elif given.key not in known:
                made.append(RowResult(row.line, "new", [], shown))
            else:
                changes = _changed(known[given.key], given)
                said = _("The code is there already and gets this title and period.")
                made.append(RowResult(row.line, "change" if changes else "same", [said] if changes else [], shown))
            seen.setdefault(given.key, row.line)
        return made

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Act) -> None:
        known = _known()
        new, changed = [], []
        for row in rows:
            given = self._read(row, mapping)
            there = known.get(given.key)
            if there is None:
                made = ClassificationCode(
                    scheme=given.scheme, edition=given.edition, code=given.code, title=given.title,
                    valid_from=given.valid_from or today(), valid_to=given.valid_to,
                )  # fmt: skip
                made.settle()
                new.append(made)
            elif _changed(there, given):
                there.title = given.title
                there.valid_from, there.valid_to = given.valid_from or there.valid_from, given.valid_to or there.valid_to
                there.settle()
                changed.append(there)
        history.bulk_create(ClassificationCode, new)
        history.bulk_update(changed, ["title", "valid_from", "valid_to", "place", "sort"])
        search.index_many(new)

    def _read(self, row: Row, mapping: Mapping) -> _Given:
        texts = {column.key: " ".join(self.value(row, mapping, column.key).split()) for column in self.columns}
        wrong = []
        if not texts["scheme"]:
            wrong.append(_("The scheme is missing. Write for example Klassa."))
        if CODE.fullmatch(texts["code"]) is None:
            said = _("“%(code)s” is no code. Write it as numbers with points between, such as 2.10.1.")
            wrong.append(said % {"code": texts["code"][:40]})
        if not texts["title"]:
            wrong.append(_("The title is missing."))
        for name, most in (("scheme", 60), ("edition", 20), ("title", 200)):
            if len(texts[name]) > most:
                wrong.append(_("“%(text)s…” is longer than %(most)s characters.") % {"text": texts[name][:30], "most": most})
        days: dict[str, datetime.date | None] = {}
        for name in ("valid_from", "valid_to"):
            try:
                days[name] = datetime.date.fromisoformat(texts[name]) if texts[name] else None
            except ValueError:
                days[name] = None
                wrong.append(_("“%(text)s” is no day. Write it as 2026-01-31.") % {"text": texts[name][:40]})
        begins, ends = days["valid_from"], days["valid_to"]
        if ends is not None and ends < (begins or today()):
            wrong.append(_("The end comes before the beginning. Change one of the dates."))
        return _Given(texts["scheme"], texts["edition"], texts["code"], texts["title"], begins, ends, tuple(wrong))


def _known() -> dict[tuple[str, str, str], ClassificationCode]:
    return {(one.scheme, one.edition, one.code): one for one in ClassificationCode.objects.all()}


def _changed(there: ClassificationCode, given: _Given) -> bool:
    begins, ends = given.valid_from or there.valid_from, given.valid_to or there.valid_to
    return (there.title, there.valid_from, there.valid_to) != (given.title, begins, ends)
