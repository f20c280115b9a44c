"""The model manager records courses; everyone reads who has taken them (4.4; R-7: the list of facilitators is public)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from processlots.apps.learning.models import TrainingRecord
from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.organisation.standing import standing


class TrainingAccess(MatrixAccess):
    """Courses and occasions."""

    obj = "training"


class OccasionAccess(TrainingAccess):
    """One signs up oneself; the model manager writes the rest. What has been held or cancelled stays as it is."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "sign_up":
            return self.may_enter(user) and standing(user).person is not None
        if verb == "change" and row is not None and row.pk is not None and row.state != row.State.PLANNED:
            return False
        return super().may(user, verb, row)


class RecordAccess(TrainingAccess):
    """A course that somebody did not pass is the person's own matter, and the model manager's."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        return rows if who.model_manager else rows.filter(Q(result=TrainingRecord.Result.PASSED) | Q(person=who.person))
