"""The inventory as a document and as a workbook: the whole of T-2 (S1-13)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.actions import reviewing
from processlots.apps.processes.inventory.priority import in_words
from processlots.apps.processes.managers import responsible_manager
from processlots.apps.processes.models import DecidedRow, Inventory, Process
from processlots.apps.processes.reports import value_kinds
from processlots.kit import reports
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.tables import written

INVENTORY = (
    "organisation",
    "date",
    "unit",
    "year",
    "forum",
    "manager",
    "held_on",
    "participants",
    "facilitator",
    "regulation",
    "mission",
    "services",
    "recipients",
    "other_sources",
    "changes",
    "decision",
    "next_review",
    "rows",
)

#: T-2's columns in order: (key, heading). The importer knows the headings, so what is written can be read in again.
COLUMNS = (
    ("number", gettext_lazy("No.")),
    ("name", gettext_lazy("Process name")),
    ("type", gettext_lazy("Type")),
    ("purpose", gettext_lazy("Purpose")),
    ("value", gettext_lazy("Services or governance")),
    ("recipients", gettext_lazy("Recipients (basic)")),
    ("source", gettext_lazy("Source")),
    ("described", gettext_lazy("Already described?")),
    ("crosses", gettext_lazy("Several operations?")),
    ("lifted_to", gettext_lazy("Lifted to")),
    ("proposed_owner", gettext_lazy("Proposed owner")),
    ("proposed_leader", gettext_lazy("Proposed leader")),
    ("priority", gettext_lazy("Priority")),
    ("priority_reason", gettext_lazy("Reason")),
    ("comment", gettext_lazy("Comment")),
)


def lines(inventory: Inventory) -> list[dict[str, Any]]:
    """The rows, each a text per column of T-2. A fixed number of queries.

    Of an inventory that another has come after they are what was decided then, in as many columns as were kept.
    """
    if inventory.state in (Inventory.State.REVIEW, Inventory.State.REVIEWED):
        return [_as_decided(row, number, inventory.scale) for number, row in enumerate(_decided_rows(inventory), start=1)]
    rows = (
        inventory.rows.filter(ended_on=None)
        .select_related("owner", "leader", "proposed_owner", "proposed_leader", "lifted_to")
        .prefetch_related("recipients", "services", "passages", "strategies")
        .order_by("priority", "sort", "pk")
    )
    return [line(row, number, inventory.scale) for number, row in enumerate(rows, start=1)]


def _decided_rows(inventory: Inventory) -> Any:
    return inventory.decided_rows.order_by("priority", "sort", "pk")


def _as_decided(row: DecidedRow, number: int, scale: str) -> dict[str, Any]:
    types = dict(Process.Type.choices)
    return dict.fromkeys((key for key, _label in COLUMNS), "") | {
        "number": number,
        "name": row.name,
        "type": str(types.get(row.type, "")),
        "purpose": row.purpose,
        "value": ". ".join(part for part in (reviewing.kinds_in_words(row.gives), row.services) if part),
        "recipients": row.recipients,
        "priority": in_words(row.priority, scale),
    }


def line(row: Process, number: int, scale: str) -> dict[str, Any]:
    """One row in words. Where somebody is appointed already, that is who is named."""
    services = ", ".join(sorted((str(one) for one in row.services.all() if one.ended_on is None), key=str.lower))
    proposed = row.proposed_owner
    kind = row.get_proposed_owner_kind_display() if row.proposed_owner_kind and row.owner is None else ""
    return {
        "number": number,
        "name": row.name,
        "type": row.get_type_display() if row.type else "",
        "purpose": row.purpose,
        "value": ". ".join(part for part in (value_kinds(row), services) if part),
        "recipients": ", ".join(str(one) for one in sorted(row.recipients.all(), key=lambda one: one.sort)),
        "source": sources(row),
        "described": ", ".join(p for p in (row.get_described_display() if row.described else "", row.described_at) if p),
        "crosses": _("Yes") if row.crosses else "",
        "lifted_to": str(row.lifted_to or ""),
        "proposed_owner": ", ".join(part for part in (str(row.owner or proposed or ""), kind) if part),
        "proposed_leader": str(row.leader or row.proposed_leader or ""),
        "priority": in_words(row.priority, scale),
        "priority_reason": row.priority_reason,
        "comment": row.comment,
    }


def sources(row: Process) -> str:
    """Passages, strategies, and how the process came to light, between semicolons."""
    found = [one.number for one in sorted(row.passages.all(), key=lambda one: one.sort)]
    found += [str(one) for one in row.strategies.all()]
    light = ", ".join(part for part in (row.get_origin_display() if row.origin else "", row.found_where) if part)
    return "; ".join(part for part in (*found, light) if part)


@reports.report("inventory", Inventory, title=gettext_lazy("Process inventory"), fields=INVENTORY)
def inventory(row: Inventory) -> dict[str, Any]:
    """T-2: what the inventory started from, its rows, what changed since last year, and the decision."""
    decided = row.decision
    made = lines(row)
    for one in made:  # the document puts in one column what the workbook has in two
        one["crosses"] = ". ".join(part for part in (one["crosses"], one["lifted_to"]) if part)
        one["priority"] = ". ".join(part for part in (str(one["priority"]), one["priority_reason"]) if part)
        one["owner"], one["leader"] = one["proposed_owner"], one["proposed_leader"]
    return {
        "organisation": Installation.current()[0],
        "date": decided.date if decided is not None else today(),
        "unit": str(row.unit),
        "year": row.year,
        "forum": str(row.forum or ""),
        "manager": str(responsible_manager(row.unit) or ""),
        "held_on": row.held_on or "",
        "participants": row.participants,
        "facilitator": str(row.facilitator or ""),
        "regulation": row.regulation,
        "mission": row.mission,
        "services": row.services,
        "recipients": row.recipients,
        "other_sources": row.other_sources,
        "changes": changed(row),
        "decision": _decided(decided) if decided is not None else "",
        "next_review": row.next_review or "",
        "rows": made,
    }


def changed(row: Inventory) -> str:
    """What changed since the inventory before, a line each; "" where there is none before."""
    found = reviewing.changes(row)
    if found is None:
        return ""
    if not found.any:
        return _("Nothing has changed since the decision before.")
    said = [_("New: %(name)s") % {"name": one.name} for one in found.new]
    said += [_("Gone: %(name)s (%(why)s)") % {"name": one.name, "why": why or "–"} for one, why in found.gone]
    for one in found.changed:
        parts = "; ".join(f"{what}: {was or '–'} → {now or '–'}" for what, was, now in one.says)
        said.append(_("Changed: %(name)s. %(what)s") % {"name": one.name, "what": parts})
    return "\n".join(said)


def _decided(decision: Any) -> str:
    """What was decided, by whom and by what right, and when."""
    by = ", ".join(part for part in (str(decision.by), decision.capacity) if part)
    return ". ".join(part.rstrip(".") for part in (decision.text, by, decision.diary_number, written(decision.date)) if part)
