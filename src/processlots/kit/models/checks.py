"""Findings of the checks, kept so that lists and pages need not run them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFinding(models.Model):
    """What a check said of a row; listed until mended, or accepted with a reason."""

    check_id = models.CharField(max_length=12, db_index=True)
    severity = models.CharField(max_length=1)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=80, blank=True)
    message_sv = models.CharField(max_length=400)
    message_en = models.CharField(max_length=400)
    process = models.BigIntegerField(null=True, db_index=True)
    found = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="kit_finding_object")]

    def __str__(self) -> str:
        return f"{self.check_id}: {self.message_sv}"
