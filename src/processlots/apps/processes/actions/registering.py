"""How a process comes into the register: found, inventoried, decided, or found to be none (S1-2, S1-7, S1-8)."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Decision, Unit
from processlots.apps.processes import standing
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access, checks, history, locking, states
from processlots.kit.periods import today


def settle(process: Process) -> Process:
    """Compute how far the process has come and what the checks say; in the transaction of what it follows from."""
    standing.refresh(process)
    checks.refresh(Process.objects.select_related("owner", "leader", "unit", "inventory", "accountable_board").get(pk=process.pk))
    return process


def inbox(unit: Unit | None) -> Inventory | None:
    """The undecided inventory that what is found in the unit goes to: the unit's own, else the nearest above."""
    if unit is None:
        return None
    rows = Inventory.objects.filter(unit__in=unit.ancestor_ids(), state__in=Inventory.OPEN)
    return rows.order_by("-unit__path", "-year").first()


def register_found(process: Process, user: Any, what: str = "work") -> Process:
    """A new process gets its finder and unit. Who writes in the unit's inventory puts it there; else it goes to the inbox.

    `what` is the finder's answer to what it is (S1-8): what is no work that comes again is kept as "not a process".
    """
    from processlots.apps.processes.actions import finding
    from processlots.apps.processes.models import Find

    process.found_by = process.found_by or user.person
    process.unit = process.unit or user.person.unit
    unit = process.unit or Unit.objects.at(today()).filter(parent=None).order_by("path").first()
    if what != Find.What.WORK:
        process.status, process.ended_on = Process.Status.NOT_A_PROCESS, today()
        process.ended_reason = str(Find.What(what).label)
    elif process.inventory is None and finding.may_take(user, process.unit):
        process.inventory = inbox(process.unit)
    process.save()
    if process.inventory is None and unit is not None:
        finding.find_of(process, user.person, unit, what)
    return settle(process)


def take_into_register(inventory: Inventory, decision: Decision) -> int:
    """Every row of the inventory that is not yet in the register is so from this decision on. Returns how many."""
    board = inventory.unit.board()
    rows = list(inventory.rows.filter(ended_on=None, inventory_decision=None).select_for_update(of=("self",)))
    for row in rows:
        row.inventory_decision, row.accountable_board = decision, board
        row.unit_id = row.unit_id or inventory.unit_id
    history.bulk_update(rows, ["inventory_decision", "accountable_board", "unit"])
    for row in rows:
        settle(row)
    return len(rows)


def begin_inventory(inventory: Inventory) -> int:
    """An inventory begins with the unit's own processes, last year's, and what was noted under it. Returns how many.

    What lies in an inbox stays there until it is taken in.
    """
    own = models.Q(unit=inventory.unit) & ~models.Q(inventory=None, found__state="waiting")
    found = models.Q(unit__path__startswith=inventory.unit.path, inventory=None, status=Process.Status.DISCOVERED, found=None)
    before = models.Q(inventory=inventory.previous_id) if inventory.previous_id else models.Q(pk=None)
    rows = list(Process.objects.filter(own | found | before, ended_on=None).exclude(inventory=inventory.pk))
    for row in rows:
        row.inventory = inventory
    return history.bulk_update(rows, ["inventory"])


def not_a_process(process: Process, user: Any, reason: str, expected: int | None = None, *, of_find: bool = True) -> Process:
    """It was a condition, a tool, a system, a role or something that happens once (S1-8)."""
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, "not_a_process", process)
        if process.ended_on is not None:
            raise states.Refused(_("It has already left the lists."))
        if process.owner_id is not None:
            raise states.Refused(_("It has an owner. End the appointment first, or close the process down."))
        words = _("%(process)s is not a process") % {"process": process}
        with history.act(words, user=user, process=process, reason=reason):
            process.status, process.ended_on, process.ended_reason = Process.Status.NOT_A_PROCESS, today(), reason[:500]
            process.save()
            settle(process)
            if of_find:
                _tell_finder(process, user, reason)
    return process


def _tell_finder(process: Process, user: Any, reason: str) -> None:
    """A find that waits is answered by the same word."""
    from processlots.apps.organisation import tasks
    from processlots.apps.processes.models import Find

    find = Find.objects.filter(process=process, state=Find.State.WAITING).first()
    if find is not None:
        find.state, find.answer, find.answered_by, find.answered_on = (
            Find.State.NOT_A_PROCESS, reason[:500], user.person, today(),
        )  # fmt: skip
        find.save()
        tasks.refresh(find)


def accept_name(process: Process, user: Any, reason: str, expected: int | None = None) -> Process:
    """The name stays as it is, for a reason (4.4, naming check override)."""
    with transaction.atomic():
        process = locking.hold(Process, process.pk, expected)
        access.demand(user, "accept_name", process)
        with history.act(
            _("The name %(process)s was accepted") % {"process": process}, user=user, process=process, reason=reason
        ):
            process.name_accepted_reason = reason
            process.save()
            settle(process)
    return process


def review(process: Process, user: Any) -> Process:
    """The specification has been looked over today (S0-5)."""
    from processlots.apps.organisation import tasks

    with transaction.atomic():
        process = locking.hold(Process, process.pk, None)
        access.demand(user, "review", process)
        with history.act(_("%(process)s was reviewed") % {"process": process}, user=user, process=process):
            process.reviewed_on = today()
            process.save()
            settle(process)
            tasks.refresh(process)
    return process
