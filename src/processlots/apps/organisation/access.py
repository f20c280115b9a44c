"""Policies by the permission matrix, and those of the organisation's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix
from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.standing import Standing, standing
from processlots.kit.access import Access, policy
from processlots.kit.models import DocumentTemplate

ROLE_WORDS = {
    matrix.OWNER: Appointment.Role.OWNER.label,
    matrix.LEADER: Appointment.Role.LEADER.label,
    matrix.TEAM: Appointment.Role.TEAM.label,
    matrix.FACILITATOR: Appointment.Role.FACILITATOR.label,
    matrix.MODEL_MANAGER: Appointment.Role.MODEL_MANAGER.label,
    matrix.ADMINISTRATOR: Appointment.Role.ADMINISTRATOR.label,
}


class MatrixAccess(Access):
    """Rights in rows that hang on a process, read from the matrix.

    `verbs` says which level each verb needs; verbs that are not named need E. A row's process is its `process`
    unless the subclass says otherwise; `unit` likewise for the management's rights.
    """

    obj: str = ""
    verbs: dict[str, str] = {"comment": "P", "register": "P"}

    def __init__(self, obj: str = "", **verbs: str) -> None:
        self.obj = obj or self.obj
        self.verbs = {**type(self).verbs, **verbs}
        self.levels = matrix.MATRIX[self.obj]

    def process_of(self, row: models.Model) -> Any:
        """The process a row hangs on; None where the row has none yet."""
        return getattr(row, "process", None) if getattr(row, "process_id", None) else None

    def units_of(self, row: models.Model) -> set[int]:
        """Units whose management has rights in the row."""
        unit = getattr(row, "unit_id", None)
        return {unit} if unit else set()

    def roles(self, who: Standing, row: models.Model | None) -> set[str]:
        """The person's roles towards the row; towards any row where none is given."""
        found = {matrix.EMPLOYEE}
        if who.facilitator:
            found.add(matrix.FACILITATOR)
        if who.model_manager:
            found.add(matrix.MODEL_MANAGER)
        if who.administrator:
            found.add(matrix.ADMINISTRATOR)
        if who.is_manager:
            found.add(matrix.RESOURCE_OWNER)
        if row is None:
            found |= {role for role in (matrix.OWNER, matrix.LEADER, matrix.TEAM) if who.of(role, "process")}
            if who.is_manager:
                found.add(matrix.MANAGEMENT)
            return found
        process = self.process_of(row)
        if process is not None:
            own = who.roles_in(process.pk)
            found |= own
            # The owner leads where nobody else is appointed.
            if matrix.OWNER in own and process.leader_id is None:
                found.add(matrix.LEADER)
        units = self.units_of(row)
        if units and who.manages & units:
            found.add(matrix.MANAGEMENT)
        return found

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if not self.may_enter(user):
            return False
        if verb == "view":
            return True
        needed = self.verbs.get(verb, "E")
        levels = {level for role in self.roles(standing(user), row) for level in self.levels.get(role, "")}
        return bool(levels & set(needed))

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        needed = set(self.verbs.get(verb, "E"))
        roles = [role for role, levels in self.levels.items() if needed & set(levels)]
        process = self.process_of(row) if row is not None else None
        named: list[str] = []
        for role in roles:
            holder = None
            if process is not None and role == matrix.OWNER:
                holder = process.owner
            elif process is not None and role == matrix.LEADER:
                holder = process.leader or process.owner
            if holder is not None:
                named.append(f"{holder} ({ROLE_WORDS[role]})")
            elif role in ROLE_WORDS:
                named.append(str(_("the %(role)s") % {"role": ROLE_WORDS[role]}))
            elif role == matrix.MANAGEMENT:
                named.append(_("the responsible manager"))
        return list(dict.fromkeys(named))


class OrganisationAccess(MatrixAccess):
    """Units, people and forums: everyone reads, the administrator edits."""

    obj = "organisation"


class HandbookAccess(MatrixAccess):
    """Texts and templates of the handbook: the model manager's."""

    obj = "handbook"


policy(DocumentTemplate, HandbookAccess())
