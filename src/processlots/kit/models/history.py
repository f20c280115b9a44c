"""Who did what: an act, and the changes it made."""

from __future__ import annotations

from typing import Any

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models.base import uuid7


class Act(models.Model):  # type: ignore[django-manager-missing]  # `entries` has auditlog's manager, without types
    """One thing a person meant to do, however many rows it changed."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    text = models.CharField(_("act"), max_length=300)
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text


class TrailManager(LogEntryManager):
    """Writes each entry with the act and the process it belongs to."""

    def log_create(self, instance: models.Model, force_log: bool = False, **kwargs: Any) -> Any:
        from processlots.kit import history

        if kwargs.get("changes") or force_log:
            kwargs = {**history.context(instance), **kwargs}
        return super().log_create(instance, force_log, **kwargs)


class LogEntry(AbstractLogEntry):
    """One row's change, tied to its act and to the process it concerns."""

    objects = TrailManager()

    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="entries")
    process = models.BigIntegerField(null=True, db_index=True)
    board = models.BigIntegerField(null=True, db_index=True)

    class Meta(AbstractLogEntry.Meta):
        abstract = False
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="kit_log_object")]
