"""What an export of the register says of a process besides the list's own columns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from processlots.apps.processes.reports import value_kinds
from processlots.kit.periods import today
from processlots.kit.tables import Column


def _exported(name: str, label: Any, value: Any, *related: str, prefetch: tuple[str, ...] = ()) -> Column:
    return Column(name, label, value, related=related, prefetch=prefetch)


#: what an export says besides the list's own columns
EXPORTED = [
    _exported("number", gettext_lazy("Number"), lambda row: row.label),
    _exported("leader", gettext_lazy("Process leader"), lambda row: str(row.effective_leader or ""), "leader", "owner"),
    _exported("board", gettext_lazy("Accountable board"), lambda row: str(row.accountable_board or ""), "accountable_board"),
    _exported("status", gettext_lazy("Status"), lambda row: row.get_status_display()),
    _exported("purpose", gettext_lazy("Purpose"), lambda row: row.purpose),
    _exported("value", gettext_lazy("Value"), lambda row: ". ".join(part for part in (value_kinds(row), row.value) if part)),
    _exported("start_event", gettext_lazy("Start event"), lambda row: row.start_event),
    _exported("end_event", gettext_lazy("Result"), lambda row: row.end_event),
    _exported(
        "codes",
        gettext_lazy("Classification"),
        lambda row: ", ".join(
            f"{one.code.code} ({one.code.scheme_text})" for one in row.process_codes.all() if one.holds(today())
        ),
        prefetch=("process_codes__code",),
    ),
    _exported("name_en", gettext_lazy("Name in English"), lambda row: row.name_en),
]
