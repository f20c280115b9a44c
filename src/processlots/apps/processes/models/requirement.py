"""Requirements and other facts about a process (T-1 row 15, M-KRAV-1, M-KRAV-2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model


class Requirement(Model):
    """One demand on the process, or a fact that is worth knowing."""

    ending = "draft"

    class Kind(models.TextChoices):
        RECIPIENT = "recipient", pgettext_lazy("requirement", "the recipient's")
        LEGAL = "legal", pgettext_lazy("requirement", "legal")
        INTERNAL = "internal", pgettext_lazy("requirement", "internal")
        EXTERNAL = "external", pgettext_lazy("requirement", "external")
        OTHER = "other", pgettext_lazy("requirement", "other fact")

    class Met(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="requirements", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.RECIPIENT)
    text = models.TextField(_("requirement"))
    required_by = models.CharField(
        _("who requires it"), max_length=200, blank=True, help_text=_("The recipient, authority, board or unit that wants it.")
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where it is written: a law, a contract, a survey.")
    )
    description = models.TextField(_("description"), blank=True, help_text=_("What it means for the work."))
    critical = models.BooleanField(
        pgettext_lazy("requirement", "critical"), default=False, help_text=_("The process fails where it is not met.")
    )
    met = models.CharField(pgettext_lazy("requirement", "met today?"), max_length=6, choices=Met.choices, blank=True)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def is_demand(self) -> bool:
        """False for a fact that nobody demands."""
        return self.kind != self.Kind.OTHER
