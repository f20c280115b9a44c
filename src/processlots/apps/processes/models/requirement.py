"""Requirements and other facts about a process (T-1 row 15, M-KRAV-2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model


class Requirement(Model):
    """One demand on the process."""

    ending = "draft"

    class Kind(models.TextChoices):
        RECIPIENT = "recipient", _("the recipient's")
        LEGAL = "legal", _("legal")
        INTERNAL = "internal", _("internal")
        EXTERNAL = "external", _("external")
        OTHER = "other", _("other fact")

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="requirements", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.RECIPIENT)
    text = models.TextField(_("requirement"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    critical = models.BooleanField(_("critical"), default=False)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self) -> str:
        return self.text[:100]
