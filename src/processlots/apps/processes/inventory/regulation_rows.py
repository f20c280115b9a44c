"""Reading a board's regulation in, a passage a row (OR-8)."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import RegulationPassage
from processlots.kit import checks, history, search
from processlots.kit.imports import Column, Importer, Row, RowResult, importer
from processlots.kit.periods import today
from processlots.kit.swedish import normal, sort_key


@importer("passages")
class PassageImporter(Importer):
    """A row is a passage. One whose number the board has already gets the new text, from the day it says."""

    title = lazy("Read in regulation passages")
    help = lazy("Board, passage and text on each row. A passage with a number that the board has already gets the new text.")
    example = "Nämnd;Paragraf;Text\nByggnadsnämnden;3 §;Nämnden prövar lov enligt plan- och bygglagen."
    model = RegulationPassage
    columns = (
        Column("board", lazy("Board"), required=True, synonyms=("nämnd", "styrelse", "board")),
        Column(
            "number", pgettext_lazy("regulation", "Passage"), required=True,
            synonyms=("paragraf", "§", "punkt", "reglementespunkt", "nr", "passage"),
        ),
        Column("text", lazy("Text"), required=True, synonyms=("text", "lydelse", "uppgift")),
        Column("valid_from", lazy("Valid from"), synonyms=("gäller från", "från", "from")),
        Column("valid_to", lazy("Valid to"), synonyms=("gäller till", "till", "to")),
    )  # fmt: skip

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in %(count)s passages") % {"count": counts.get("new", 0) + counts.get("change", 0)}

    def preview(self, rows: list[Row], mapping: dict[str, int], user: Any) -> list[RowResult]:
        boards, held = _boards(), _held()
        seen: dict[tuple[int, str], int] = {}
        return [self._look(row, mapping, boards, held, seen) for row in rows]

    def _look(
        self, row: Row, mapping: dict[str, int], boards: dict[str, Unit], held: dict[tuple[int, str], RegulationPassage],
        seen: dict[tuple[int, str], int],
    ) -> RowResult:  # fmt: skip
        values = {one.key: " ".join(self.value(row, mapping, one.key).split()) for one in self.columns if one.key in mapping}
        board = boards.get(normal(values.get("board", "")))
        faults = _faults(row.line, values, board)
        if faults or board is None:
            return RowResult(row.line, "error", faults, values)
        key = (board.pk, normal(values["number"]))
        if key in seen:
            said = _("Row %(line)s is the same passage as row %(other)s. Take one of them away.")
            return RowResult(row.line, "error", [said % {"line": row.line, "other": seen[key]}], values)
        seen[key] = row.line
        old = held.get(key)
        if old is None:
            return RowResult(row.line, "new", [], values)
        same = old.text == values["text"] and _day(values.get("valid_to", "")) == old.valid_to
        return RowResult(row.line, "same" if same else "change", [], values)

    def apply(self, rows: list[Row], mapping: dict[str, int], user: Any, act: Any) -> None:
        boards, held = _boards(), _held()
        new, changed = [], []
        for one in self.preview(rows, mapping, user):
            if one.status not in {"new", "change"}:
                continue
            board = boards[normal(one.values["board"])]
            ends = _day(one.values.get("valid_to", ""))
            if one.status == "new":
                begins = _day(one.values.get("valid_from", "")) or today()
                number = one.values["number"]
                new.append(
                    RegulationPassage(
                        board=board, number=number, sort=sort_key(number), text=one.values["text"], valid_from=begins,
                        valid_to=ends, version=1,
                    )
                )  # fmt: skip
            else:
                old = held[board.pk, normal(one.values["number"])]
                old.text, old.valid_to = one.values["text"], ends
                changed.append(old)
        made = history.bulk_create(RegulationPassage, new)
        history.bulk_update(changed, ["text", "valid_to"])
        for row in [*made, *changed]:
            checks.refresh(row)
        search.index_many(made)
        search.index_again(changed)

    def url_back(self) -> str:
        return "/reglemente/"


def _boards() -> dict[str, Unit]:
    return {normal(one.name): one for one in Unit.objects.filter(kind__in=Unit.BOARDS)}


def _held() -> dict[tuple[int, str], RegulationPassage]:
    """(board, number as it is compared) → the passage in force."""
    return {(one.board_id, normal(one.number)): one for one in RegulationPassage.objects.filter(valid_to=None)}


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text[:10]) if text else None


def _faults(line: int, values: dict[str, str], board: Unit | None) -> list[str]:
    made = []
    if not values.get("number"):
        made.append(_("Row %(line)s has no passage number. Write it as in the regulation, such as “3 §”.") % {"line": line})
    elif len(values["number"]) > 20:
        said = _("Row %(line)s: the passage number is longer than 20 characters. Write only the number.")
        made.append(said % {"line": line})
    if not values.get("text"):
        made.append(_("Row %(line)s has no text. Write what the regulation says.") % {"line": line})
    if board is None:
        said = _("Row %(line)s: there is no board named “%(text)s”. Write the name as in the organisation.")
        made.append(said % {"line": line, "text": values.get("board", "")[:60]})
    days = {}
    for key in ("valid_from", "valid_to"):
        try:
            days[key] = _day(values.get(key, ""))
        except ValueError:
            said = _("Row %(line)s: “%(text)s” is no day. Write it like 2026-03-14.")
            made.append(said % {"line": line, "text": values[key][:30]})
    begins, ends = days.get("valid_from") or today(), days.get("valid_to")
    if ends is not None and ends < begins:
        made.append(_("Row %(line)s: the end comes before the beginning. Change one of the days.") % {"line": line})
    return made
