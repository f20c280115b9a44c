"""Who sees and changes processes, inventories, recipients and requirements (model.md 4.4, DESIGN 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import ROLE_WORDS, MatrixAccess
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access as kit_access
from processlots.kit.access import Access

#: seen by the group that works with them, not yet by everyone
HIDDEN = (Process.Status.DISCOVERED, Process.Status.NOT_A_PROCESS)
#: verb → (object of the matrix, levels that suffice)
_ELSEWHERE = {
    "appoint_owner": ("owner_appointment", "ED"),
    "appoint_leader": ("leader_appointment", "ED"),
    "propose_owner": ("owner_appointment", "EDP"),
    "propose_leader": ("leader_appointment", "EDP"),
    "accept_name": ("naming", "D"),
    "not_a_process": ("inventory", "ED"),
    "review_follow_up_plan": ("goal", "ED"),
    "review_activity_plan": ("activity_plan", "ED"),
    "merge": ("inventory", "ED"),
}


class ProcessAccess(MatrixAccess):
    """The process and its specification.

    A process that is not yet decided is the inventory's: its group sees it, and management and facilitator write in it.
    So they do until there is an owner, since somebody must be able to write the purpose (S2-2).
    """

    obj = "specification"
    verbs = {**MatrixAccess.verbs, "change": "ED", "end": "D", "decide_team": "ED", "review": "ED"}

    def process_of(self, row: models.Model) -> Any:
        return row

    def units_of(self, row: Any) -> set[int]:
        inventory = row.inventory.unit_id if row.inventory_id else None
        return {pk for pk in (row.unit_id, inventory, row.accountable_board_id) if pk}

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        if who.facilitator or who.model_manager:
            return rows
        own = Q(found_by=who.person) | Q(owner=who.person) | Q(leader=who.person)
        if who.manages:
            own |= Q(unit__in=who.manages) | Q(inventory__unit__in=who.manages)
        if forums := who.of("member", "forum"):
            own |= Q(inventory__forum__in=forums)
        # What was merged before it was decided is no more open than it was.
        hidden = Q(status__in=HIDDEN) | Q(merged_into__isnull=False, inventory_decision=None)
        return rows.filter(~hidden | own)

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user):
            return False
        who = standing(user)
        if verb in {"view", "add"} or row is None:
            return verb in {"view", "add"} and (row is None or verb == "add" or self._sees(who, row))
        if verb == "accept_appointment":
            return who.person is not None and who.person.pk in {row.owner_id, row.leader_id}
        if not self._sees(who, row):
            return False
        if verb in {"change", "review"} and self._guides(who, row):
            return True
        if verb == "end" and row.owner_id is None:
            # What was never decided is no process yet: that is said by "not a process".
            return row.inventory_decision_id is not None and bool(who.manages & self.units_of(row))
        if verb == "merge" and row.inventory_decision_id is not None:
            # What is in the register leaves it only by its management.
            return bool(who.manages & self.units_of(row))
        if verb in {"appoint_owner", "propose_owner"} and row.parent_id and row.parent_id in who.of(matrix.OWNER, "process"):
            return True  # an owner appoints owners on the level below
        obj, needed = _ELSEWHERE.get(verb, (self.obj, self.verbs.get(verb, "ED")))
        levels = matrix.MATRIX[obj]
        return any(set(levels.get(role, "")) & set(needed) for role in self.roles(who, row))

    def _sees(self, who: Standing, row: Any) -> bool:
        open_to_all = row.status not in HIDDEN and (row.merged_into_id is None or row.inventory_decision_id is not None)
        if open_to_all or who.facilitator or who.model_manager:
            return True
        if who.person is not None and who.person.pk in {row.found_by_id, row.owner_id, row.leader_id}:
            return True
        forum = row.inventory.forum_id if row.inventory_id else None
        return bool(who.manages & self.units_of(row)) or (forum is not None and forum in who.of("member", "forum"))

    def _guides(self, who: Standing, row: Any) -> bool:
        """True for the inventory's people, as long as the process is theirs."""
        undecided = row.inventory_decision_id is None or (row.inventory_id and row.inventory.state in Inventory.OPEN)
        if not undecided and row.owner_id is not None:
            return False
        if row.inventory_id is None and undecided and who.person is not None and row.found_by_id == who.person.pk:
            return True
        return who.facilitator or bool(who.manages & self.units_of(row))

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        if row is None:
            return []
        obj, needed = _ELSEWHERE.get(verb, (self.obj, self.verbs.get(verb, "ED")))
        if obj == self.obj and row.owner_id is None:
            return [_("the responsible manager"), _("the %(role)s") % {"role": ROLE_WORDS[matrix.FACILITATOR]}]
        return _Elsewhere(obj, **{verb: needed}).who(verb, row)


class _Elsewhere(MatrixAccess):
    """Another object of the matrix, asked about a process."""

    def process_of(self, row: models.Model) -> Any:
        return row


class InventoryAccess(MatrixAccess):
    """An inventory: the facilitator guides, the responsible manager decides (R-28)."""

    obj = "inventory"
    verbs = {**MatrixAccess.verbs, "begin": "E", "review": "ED", "decide": "D", "reopen": "D", "add": "E", "change": "E"}

    def process_of(self, row: models.Model) -> Any:
        return None


class RecipientAccess(Access):
    """Recipients are shared: whoever leads a process or guides an inventory may write them (DESIGN 5)."""

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if not self.may_enter(user) or verb == "view":
            return self.may_enter(user)
        return _writes_anywhere(standing(user))

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        return [_("a process owner or leader"), _("the %(role)s") % {"role": ROLE_WORDS[matrix.FACILITATOR]}]


def _writes_anywhere(who: Standing) -> bool:
    leads = who.of(matrix.OWNER, "process") or who.of(matrix.LEADER, "process")
    return bool(leads) or who.is_manager or who.facilitator


class RequirementAccess(Access):
    """A requirement is part of its process's specification."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(process__in=kit_access.visible(user, Process))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "view" or not self.may_enter(user):
            return self.may_enter(user)
        if row is None or not row.process_id:
            return _writes_anywhere(standing(user))  # asked again with the process that was chosen
        return kit_access.may(user, "change", row.process)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [] if row is None else kit_access.of(Process).who("change", row.process)
