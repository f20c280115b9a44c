"""Two rows that were the same, and two that are not although they look so (V-8)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model
from processlots.kit.periods import today


class Merge(Model):
    """One row became part of another. `moved` says what went along, so that it can be taken back.

    Exactly one pair is filled: two processes, or two recipients.
    """

    ending = "retained"

    process = models.ForeignKey("processes.Process", models.PROTECT, null=True, related_name="merges", verbose_name=_("process"))
    gone_process = models.ForeignKey("processes.Process", models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey("processes.Recipient", models.PROTECT, null=True, related_name="merges")
    gone_recipient = models.ForeignKey("processes.Recipient", models.PROTECT, null=True, related_name="+")
    moved = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    date = models.DateField(_("date"), default=today)
    undone_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.gone_process or self.gone_recipient} → {self.process or self.recipient}"


class KnownDifferent(Model):
    """Two processes with names much alike that somebody has looked at and found to be two, with the reason."""

    ending = "retained"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="unlike", verbose_name=_("process"))
    other = models.ForeignKey("processes.Process", models.PROTECT, related_name="+", verbose_name=_("the other process"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    date = models.DateField(_("date"), default=today)

    class Meta:
        verbose_name = _("known difference")
        verbose_name_plural = _("known differences")
        constraints = [
            models.UniqueConstraint(fields=["process", "other"], name="processes_known_different_once"),
            # The one with the lower key first, so that a pair is one row whoever looked from which side.
            models.CheckConstraint(condition=models.Q(process__lt=models.F("other")), name="processes_known_different_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.process} ≠ {self.other}"
