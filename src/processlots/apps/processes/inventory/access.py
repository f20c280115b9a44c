"""Who sees and changes what the inventories stand on: finds, services, areas, passages and strategies (model.md 4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import ROLE_WORDS, MatrixAccess
from processlots.apps.organisation.models import Forum, Unit
from processlots.apps.organisation.standing import Standing, standing


class FindAccess(MatrixAccess):
    """A find is seen by its finder and by those of the inbox; the manager or a facilitator answers it (S1-7)."""

    obj = "inventory"
    verbs = {**MatrixAccess.verbs, "take": "ED", "merge": "ED", "send_on": "ED", "reject": "ED"}

    def process_of(self, row: models.Model) -> Any:
        return None

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        if who.facilitator or who.model_manager:
            return rows
        own = Q(finder=who.person)
        if who.manages:
            own |= Q(unit__in=who.manages)
        for path in _paths_of_forums(who):
            own |= Q(unit__path__startswith=path)
        return rows.filter(own)

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if row is None or verb != "view":
            return super().may(user, verb, row) and (row is None or verb == "view" or self._sees(user, row))
        return self.may_enter(user) and self._sees(user, row)

    def _sees(self, user: Any, row: Any) -> bool:
        who = standing(user)
        if who.facilitator or who.model_manager or row.unit_id in who.manages:
            return True
        if who.person is not None and who.person.pk == row.finder_id:
            return True
        return any(row.unit.path.startswith(path) for path in _paths_of_forums(who))

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        return [_("the responsible manager"), _("the %(role)s") % {"role": ROLE_WORDS[matrix.FACILITATOR]}]


def _paths_of_forums(who: Standing) -> list[str]:
    """The subtrees whose inboxes the person's management groups share."""
    forums = who.of("member", "forum")
    if not forums:
        return []
    known = who.__dict__.get("forum_paths")
    if known is None:
        rows = Unit.objects.filter(forums__in=forums, forums__kind=Forum.Kind.MANAGEMENT)
        known = who.__dict__["forum_paths"] = sorted(set(rows.values_list("path", flat=True)))
    return known


class SharedAccess(MatrixAccess):
    """Rows that all share: whoever has the level in the matrix anywhere writes them."""

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        return super().may(user, verb, None)


class ServiceAccess(SharedAccess):
    """Services (DESIGN 5): leaders and owners; and those who inventory, since services are found there (S1-4c)."""

    obj = "service"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED", "end": "ED"}


class SourceAccess(SharedAccess):
    """Areas, regulation passages and strategies: those who inventory write them, and the model manager."""

    obj = "source"
    verbs = {**MatrixAccess.verbs, "add": "ED", "change": "ED", "end": "ED"}
