"""What becomes of a find: taken in, known already, another unit's, or not a process (S1-7, S1-8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Unit
from processlots.apps.processes.actions import merging
from processlots.apps.processes.actions.registering import inbox, not_a_process, settle
from processlots.apps.processes.models import Find, Inventory, Process
from processlots.kit import access, locking
from processlots.kit.periods import today
from processlots.kit.states import Refused


def find_of(process: Process, person: Any, unit: Unit, what: str) -> Find:
    """Put a new find into the unit's inbox; what is no process by its finder's own word is answered at once."""
    made = Find(process=process, finder=person, unit=unit, what=what)
    if what != Find.What.WORK:
        made.state, made.answer, made.answered_on = Find.State.NOT_A_PROCESS, str(made.get_what_display()), today()
        made.answered_by = person
    made.save()
    tasks.refresh(made)
    return made


def open_inventory(unit: Unit) -> Inventory:
    """The inventory that takes what is found in the unit. Raises Refused where none is open."""
    inventory = inbox(unit)
    if inventory is None:
        raise Refused(_("No inventory is open for %(unit)s, or for what it belongs to. Begin one first.") % {"unit": unit})
    return inventory


def take(find: Find, user: Any, answer: str) -> None:
    """It becomes a row of the open inventory."""
    process = locking.hold(Process, find.process_id, None)
    process.inventory, process.unit = open_inventory(find.unit), process.unit or find.unit
    process.save()
    settle(process)
    _answered(find, user, answer)


def merge(find: Find, user: Any, kept: Process, answer: str) -> None:
    """It was known already."""
    merging.merge(kept, find.process, user, answer or _("Found once more"))
    _answered(find, user, answer)


def send_on(find: Find, user: Any, unit: Unit, answer: str) -> None:
    """To another unit's inbox."""
    if unit.pk == find.unit_id:
        raise Refused(_("It lies in that inbox already. Choose another unit."))
    process = locking.hold(Process, find.process_id, None)
    process.unit = find.unit = unit
    process.save()
    settle(process)
    _answered(find, user, answer)


def reject(find: Find, user: Any, what: str, reason: str) -> None:
    """It is what a process needs, or happens once."""
    find.what = what
    not_a_process(find.process, user, f"{find.get_what_display()}. {reason}".strip(), of_find=False)
    _answered(find, user, reason)


def _answered(find: Find, user: Any, answer: str) -> None:
    find.answer, find.answered_by, find.answered_on = answer[:500], user.person, today()


def may_take(user: Any, unit: Unit | None) -> bool:
    """True for somebody who writes in the inventory that the unit's finds go to: no inbox is needed between them."""
    inventory = inbox(unit)
    return inventory is not None and access.may(user, "change", inventory)
