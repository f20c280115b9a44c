"""What of processes hangs on a unit, and where it goes when the organisation changes (C-1, G-1, S1-1)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.hanging import Hanging, Item, Setting, Several, hangs_on_unit, stays_with_unit
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.models.decided import DecidedRow
from processlots.apps.processes.models.found import Find


def open_processes(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Those that are not closed down."""
    return rows.filter(ended_on=None)


class Boards(Hanging):
    """The board that answers for a process: what came after it, or the board above the home unit where that one went."""

    def items(self, asked: Setting) -> list[Item]:
        found = {item.pk: item for item in super().items(asked)}
        if asked.boards:
            # A unit that has come under another board takes its processes along, if it was that board that answered.
            rows = open_processes(Process.objects.filter(unit_id__in=list(asked.boards)).exclude(accountable_board=None))
            for row in rows.order_by("pk"):
                old, new = asked.boards[row.unit_id]
                if row.accountable_board_id == old:
                    found[row.pk] = Item(row.pk, old, row, goes=new)
        return list(found.values())


hangs_on_unit(
    Hanging("processes.home", _("Processes at home in the unit"), Process, "unit", open_processes),
    Several("processes.involved", _("Processes that the unit is involved in"), Process, "units"),
    Boards("processes.board", _("Processes that the board answers for"), Process, "accountable_board", open_processes),
    Hanging(
        "processes.inventory", _("Inventories under way"), Inventory, "unit",
        lambda rows: rows.exclude(state=Inventory.State.DECIDED), along=("unit",),
    ),
    Hanging("processes.find", _("Finds that wait"), Find, "unit", lambda rows: rows.filter(state=Find.State.WAITING)),
)  # fmt: skip
stays_with_unit(DecidedRow, "unit")
