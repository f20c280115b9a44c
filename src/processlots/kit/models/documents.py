"""A municipality's own document templates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models.base import Model
from processlots.kit.models.files import Blob


class DocumentTemplate(Model):
    """A Word file that replaces the shipped template of the same key and language; without the row the shipped one holds."""

    ending = "draft"

    document = models.CharField(_("document"), max_length=60)
    language = models.CharField(_("language"), max_length=5)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    filename = models.CharField(_("file"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="kit_documenttemplate_one")]

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"
