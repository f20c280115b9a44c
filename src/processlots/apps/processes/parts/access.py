"""Who sees and writes what hangs on a process: interfaces, documents, classification (model.md 4.4, DESIGN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import ROLE_WORDS, HandbookAccess, MatrixAccess
from processlots.apps.organisation.standing import Standing, standing
from processlots.apps.processes.models import ImpactAnswer, Interface, InterfaceConfirmation, Process
from processlots.kit import access as kit_access
from processlots.kit import history
from processlots.kit.access import Access


class OfProcess(MatrixAccess):
    """Rows of a process are seen by those who see the process."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        return rows.filter(process__in=kit_access.visible(user, Process).values("pk"))


class AttachmentAccess(OfProcess):
    """Documents are the leader's; the facilitator attaches to the maps."""

    obj = "document"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED", "end": "ED"}


class InterfaceAccess(MatrixAccess):
    """Both sides are equal: the leaders of both processes write it (C-20, R-3). Who may not see one side sees nothing of it."""

    obj = "interface"
    verbs = {
        **MatrixAccess.verbs,
        "add": "ED",
        "change": "ED",
        "check": "ED",
        "begin": "ED",
        "confirm": "ED",
        "fails": "PED",
        "works_again": "ED",
        "end": "D",
    }

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        seen = kit_access.visible(user, Process).values("pk")
        return rows.filter(Q(other_process=None) | Q(other_process__in=seen), process__in=seen)

    def roles(self, who: Standing, row: Any) -> set[str]:
        found = super().roles(who, row)
        other = row.other_process if row is not None and row.other_process_id else None
        if other is not None:
            own = who.roles_in(other.pk)
            found |= own
            if matrix.OWNER in own and other.leader_id is None:
                found.add(matrix.LEADER)
        return found

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if row is not None and row.ended_on is not None and verb != "view":
            return False
        return super().may(user, verb, row)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        found = list(super().who(verb, row))
        if row is not None and row.other_process_id:
            there = Interface(process=row.other_process)
            found += [one for one in super().who(verb, there) if one not in found]
        return found


class IssueAccess(Access):
    """Everybody who sees the interface notes what went wrong; its leaders say what came of it."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(interface__in=kit_access.visible(user, Interface).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb in {"view", "add"} or not self.may_enter(user):
            return self.may_enter(user)
        if row is None or not row.interface_id:
            return False
        own = standing(user).person
        if verb in {"change", "end"} and row.state == row.State.OPEN and own is not None and row.noted_by_id == own.pk:
            return True
        return kit_access.may(user, "change", row.interface)

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [] if row is None or not row.interface_id else kit_access.of(Interface).who("change", row.interface)


class ExternalAccess(Access):
    """External parties are shared: whoever leads a process or guides an inventory may write them."""

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if not self.may_enter(user) or verb == "view":
            return self.may_enter(user)
        who = standing(user)
        leads = who.of(matrix.OWNER, "process") or who.of(matrix.LEADER, "process")
        return bool(leads) or who.is_manager or who.facilitator or who.model_manager

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        return [_("a process owner or leader"), _("the %(role)s") % {"role": ROLE_WORDS[matrix.FACILITATOR]}]


class CodeAccess(MatrixAccess):
    """The register of codes is the model manager's."""

    obj = "classification"


class ProcessCodeAccess(OfProcess):
    """A process's codes are written by those who write its specification, and by the model manager."""

    obj = "classification"

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "view" or super().may(user, verb, row):
            return self.may_enter(user)
        if row is None or not row.process_id:
            who = standing(user)
            return self.may_enter(user) and bool(who.of(matrix.OWNER, "process") or who.of(matrix.LEADER, "process"))
        return kit_access.may(user, "change", row.process)


class IntervalAccess(HandbookAccess):
    """How often documents are reviewed is the model manager's to say (D-6)."""


class _OfInterface(Access):
    """A confirmation is read where its interface is."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(interface__in=kit_access.visible(user, Interface).values("pk"))


class _OfTheProcess(Access):
    """An answer about a neighbour is read where the process is."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(process__in=kit_access.visible(user, Process).values("pk"))


kit_access.policy(InterfaceConfirmation, _OfInterface())
kit_access.policy(ImpactAnswer, _OfTheProcess())
history.follow(InterfaceConfirmation)
history.follow(ImpactAnswer)
