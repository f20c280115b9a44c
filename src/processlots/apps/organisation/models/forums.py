"""Forums: where matters are discussed and decided (F-1 … F-15)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Named
from processlots.kit.periods import today


class Forum(Model, Named):
    """A management group or another forum; its members are appointments to it."""

    class Kind(models.TextChoices):
        MANAGEMENT = "management", _("management group")
        STEERING = "steering", _("steering group")
        NETWORK = "network", _("network")
        DEVELOPMENT = "development", _("development group")
        OTHER = "other", _("other forum")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MANAGEMENT)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="forums", verbose_name=pgettext_lazy("organisation", "unit")
    )
    purpose = models.TextField(_("purpose"), blank=True)
    yearly_meetings = models.PositiveSmallIntegerField(_("meetings a year"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, editable=False)
    ended_reason = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")

    def end(self, reason: str) -> None:
        """Close the forum."""
        self.ended_on, self.ended_reason = today(), reason
        self.save()
