"""A signal that somebody has acted upon, with what was seen then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today


class Signal(Model):
    """Rule, point, limits and a hash of the data seen, so that later values do not rewrite why one acted."""

    ending = "retained"

    class Rule(models.TextChoices):
        OUTSIDE = "outside", _("outside the limits")
        SHIFT = "shift", _("shift")
        TREND = "trend", _("trend")
        TWO_OF_THREE = "two-of-three", _("two of three near a limit")
        MISSED = "missed", _("the target is not reached")
        JUDGEMENT = "judgement", _("own judgement")

    measure = models.ForeignKey(
        "followup.Measure", models.PROTECT, related_name="signals", verbose_name=pgettext_lazy("followup", "measure")
    )
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices)
    point = models.DateField(_("point"))
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=6, null=True)
    mean = models.DecimalField(_("mean"), max_digits=15, decimal_places=6, null=True)
    lower = models.DecimalField(_("lower limit"), max_digits=15, decimal_places=6, null=True)
    upper = models.DecimalField(_("upper limit"), max_digits=15, decimal_places=6, null=True)
    data_hash = models.CharField(max_length=64)
    meaning = models.TextField(_("what it means"), blank=True)
    seen_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("seen by"))
    seen_on = models.DateField(_("seen on"), default=today)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        constraints = [models.UniqueConstraint(fields=["measure", "rule", "point"], name="followup_signal_once")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}, {self.measure}"

    def trail(self) -> tuple[int | None, int | None]:
        return self.measure.process_id, None
