"""Who may do what with the handbook (4.4: everybody reads, facilitator P, model manager E and D)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from processlots.apps.handbook.models import Chapter, CheckSetting, Edition, PageFeedback
from processlots.apps.organisation.access import HandbookAccess, MatrixAccess
from processlots.apps.organisation.standing import standing
from processlots.kit.access import Access

__all__ = ["BookAccess", "ChapterAccess", "EditionAccess", "EntryAccess", "FeedbackAccess", "ProposalAccess", "SettingAccess"]


class EntryAccess(HandbookAccess):
    """Terms, guidance and the register."""


class SettingAccess(HandbookAccess):
    """Names of choices and settings of checks: changed, never added or ended."""

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if verb == "change" and isinstance(row, CheckSetting) and row.fixed:
            return False
        return verb not in {"add", "end"} and super().may(user, verb, row)


class BookAccess(HandbookAccess):
    """Handbooks."""


class EditionAccess(HandbookAccess):
    """Versions: what is adopted is not changed."""

    verbs = {**MatrixAccess.verbs, "adopt": "D"}

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if verb in {"change", "end"} and isinstance(row, Edition) and row.fixed:
            return False
        return super().may(user, verb, row)


class ChapterAccess(HandbookAccess):
    """Chapters: those of an adopted version are not changed."""

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if verb in {"change", "end", "add"} and isinstance(row, Chapter) and row.edition_id and row.edition.fixed:
            return False
        return super().may(user, verb, row)


class ProposalAccess(HandbookAccess):
    """Facilitators propose; the model manager, who may write the text at once, decides."""

    verbs = {**MatrixAccess.verbs, "add": "PE", "accept": "D", "decline": "D"}

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        return verb not in {"change", "end"} and super().may(user, verb, row)


class FeedbackAccess(Access):
    """Read by who gave it, the model manager, and those who answer for the process that the page is about (W-1, X-2)."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        if who.model_manager:
            return rows
        own = models.Q(given_by=who.person) if who.person is not None else models.Q(pk__in=[])
        return rows.filter(own | models.Q(process__in=self._answers_for(user)))

    def _answers_for(self, user: Any) -> set[int]:
        who = standing(user)
        return who.of("owner", "process") | who.of("leader", "process")

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if not self.may_enter(user) or verb in {"add", "change", "end"}:
            return False
        who = standing(user)
        if verb == "view":
            return row is None or who.model_manager or self._concerns(user, row)
        own = isinstance(row, PageFeedback) and row.process in self._answers_for(user)
        return who.model_manager or own

    def _concerns(self, user: Any, row: Any) -> bool:
        person = standing(user).person
        return (person is not None and row.given_by_id == person.pk) or row.process in self._answers_for(user)

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        return [_("the model manager")]
