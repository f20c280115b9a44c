"""Versions are read by whoever sees the process, decided by its owner (DESIGN 5), and changed by nobody."""

from __future__ import annotations

from typing import Any

from django.db import models

from processlots.apps.organisation.access import MatrixAccess
from processlots.apps.processes.models import Process
from processlots.kit import access


class ReleaseAccess(MatrixAccess):
    """`add` is deciding the next version of a process."""

    obj = "release"
    verbs = {**MatrixAccess.verbs, "add": "D"}

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(process__in=access.visible(user, Process).values("pk"))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb not in {"view", "add", "comment"} or not super().may(user, verb, row):
            return False
        if row is None or not row.process_id:
            return True
        return access.may(user, "view", row.process) and (verb != "add" or row.process.ended_on is None)
