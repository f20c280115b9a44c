"""The yearly review: what was decided is frozen, a new inventory begins over the same, and the two are compared (S1-11)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person
from processlots.apps.processes.actions.registering import begin_inventory
from processlots.apps.processes.models import DecidedRow, Inventory, Process
from processlots.kit import access, history, locking
from processlots.kit.periods import today
from processlots.kit.states import Refused

#: fields of the guided form that the next year begins with
KINDS = ("gives_service", "gives_support", "gives_governance")
_KEPT = (
    "forum", "facilitator", "regulation", "mission", "services", "recipients", "other_sources", "scale", "review_months",
    "participants",
)  # fmt: skip


def as_decided(inventory: Inventory) -> list[DecidedRow]:
    """The inventory's rows as they are now, not stored."""
    rows = inventory.rows.filter(ended_on=None).select_related("unit").prefetch_related("recipients", "services")
    made = []
    for row in rows.order_by("priority", "sort", "pk"):
        recipients = sorted(row.recipients.all(), key=lambda one: one.sort)
        services = sorted(str(one) for one in row.services.all())
        made.append(
            DecidedRow(
                inventory=inventory, process=row, name=row.name, sort=row.sort, type=row.type, purpose=row.purpose,
                gives=",".join(name for name in KINDS if getattr(row, name)), services=", ".join(services),
                recipients=", ".join(str(one) for one in recipients), unit=row.unit, priority=row.priority, version=1,
            )
        )  # fmt: skip
    return made


def freeze(inventory: Inventory) -> None:
    """Keep the rows as the decision finds them; a second decision of the same inventory takes the place of the first."""
    # silent: the decision's act says it, and these rows never change
    inventory.decided_rows.all().delete()
    # silent: as above
    DecidedRow.objects.bulk_create(as_decided(inventory), batch_size=500)
    before = inventory.previous
    if before is not None and before.state == Inventory.State.REVIEW:
        before.state = Inventory.State.REVIEWED
        before.save()


def begin(inventory: Inventory, user: Any) -> Inventory:
    """A new inventory over the same processes, with last year's answers to go on from."""
    year = max(today().year, inventory.year + 1)
    if Inventory.objects.filter(unit=inventory.unit, year=year).exists():
        raise Refused(_("%(unit)s has an inventory for %(year)s already.") % {"unit": inventory.unit, "year": year})
    values = {name: getattr(inventory, name) for name in _KEPT}
    made = Inventory.objects.create(unit=inventory.unit, year=year, previous=inventory, **values)
    begin_inventory(made)
    return made


@dataclass
class Changed:
    """A process that says something else than last year: (what, before, now)."""

    process: Process
    name: str
    says: list[tuple[Any, str, str]]


@dataclass
class Changes:
    """What the review came to, compared with the decision before."""

    new: list[DecidedRow] = field(default_factory=list)
    gone: list[tuple[DecidedRow, str]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0

    @property
    def any(self) -> bool:
        """True if something is not as it was."""
        return bool(self.new or self.gone or self.changed)


def changes(inventory: Inventory) -> Changes | None:
    """New, gone, renamed, moved, and changed type, recipients, purpose or priority; None where there is nothing to compare with.

    Costs a fixed number of queries.
    """
    if inventory.previous_id is None:
        return None
    before = {row.process_id: row for row in _rows(inventory.previous)}
    now = {row.process_id: row for row in (_rows(inventory) if inventory.state not in Inventory.OPEN else as_decided(inventory))}
    found = Changes()
    left = {
        row.pk: row
        for row in Process.objects.filter(pk__in=set(before) - set(now)).select_related("merged_into", "inventory__unit")
    }
    for key, row in before.items():
        if key not in now:
            found.gone.append((row, _why_gone(left.get(key))))
    for key, row in now.items():
        old = before.get(key)
        if old is None:
            found.new.append(row)
        elif says := _differences(old, row):
            found.changed.append(Changed(row.process, row.name, says))
        else:
            found.same += 1
    return found


def _rows(inventory: Any) -> list[DecidedRow]:
    return list(inventory.decided_rows.select_related("process", "unit").order_by("sort", "pk"))


def _why_gone(process: Process | None) -> str:
    if process is None:
        return ""
    if process.merged_into is not None:
        return _("merged with %(process)s") % {"process": process.merged_into}
    if process.ended_on is not None:
        return ". ".join(part for part in (str(process.get_status_display()), process.ended_reason) if part)
    if process.inventory is not None:
        return _("in the inventory of %(unit)s") % {"unit": process.inventory.unit}
    return ""


def _differences(old: DecidedRow, row: DecidedRow) -> list[tuple[Any, str, str]]:
    types = dict(Process.Type.choices)
    pairs = [
        (_("name"), old.name, row.name),
        (_("unit it belongs to"), str(old.unit or ""), str(row.unit or "")),
        (_("type"), str(types.get(old.type, "")), str(types.get(row.type, ""))),
        (_("recipients"), old.recipients, row.recipients),
        (_("purpose"), old.purpose, row.purpose),
        (_("priority"), str(old.priority or ""), str(row.priority or "")),
        (_("service, support or governance"), kinds_in_words(old.gives), kinds_in_words(row.gives)),
        (_("services"), old.services, row.services),
    ]
    return [(what, was, now) for what, was, now in pairs if was != now]


def kinds_in_words(keys: str) -> str:
    """The kinds of value whose fields are named, in the reader's language."""
    fields: list[Any] = [Process._meta.get_field(name) for name in keys.split(",") if name]
    return ", ".join(str(field.verbose_name) for field in fields)


# ---- The facilitator presents the model (S1-3) -----------------------------------------------------------------------


def order_presentation(
    inventory: Inventory, user: Any, presenter: Person, by: datetime.date, expected: int | None = None
) -> None:
    """Ask a facilitator to present the model for the group; it becomes that person's task."""
    with transaction.atomic():
        inventory = locking.hold(Inventory, inventory.pk, expected)
        access.demand(user, "change", inventory)
        with history.act(_("Ordered a presentation of the model for %(inventory)s") % {"inventory": inventory}, user=user):
            inventory.presenter, inventory.presentation_by = presenter, by
            inventory.presentation_asked_by, inventory.presented_on = user.person, None
            inventory.save()
            tasks.refresh(inventory)


def presented(inventory: Inventory, user: Any) -> None:
    """The model has been presented; the task is done."""
    with transaction.atomic():
        inventory = locking.hold(Inventory, inventory.pk, None)
        if inventory.presenter_id != user.person.pk:
            access.demand(user, "change", inventory)
        with history.act(_("The model was presented for %(inventory)s") % {"inventory": inventory}, user=user):
            inventory.presented_on = today()
            inventory.save()
            tasks.refresh(inventory)
