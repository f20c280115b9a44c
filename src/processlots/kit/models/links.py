"""Links of the thread that are not plain foreign keys (X-1)."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from processlots.kit.models.base import uuid7


class Link(models.Model):
    """From one row to another, by a registered relation; carries the process so that one query finds the thread."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    relation = models.CharField(max_length=40)
    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    process = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relation", "source_type", "source_id", "target_type", "target_id"], name="kit_link_once"
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="kit_link_target")]

    def __str__(self) -> str:
        return f"{self.source_type_id}:{self.source_id} {self.relation} {self.target_type_id}:{self.target_id}"
