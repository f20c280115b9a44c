"""Measures and their values: a measure stands alone and may serve several goals (DESIGN 6)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Ends, Model, Named, Numbered
from processlots.kit.periods import today


class Measure(Model, Numbered, Named, Ends):
    """What is measured, in which unit, how often and where in the process (S5-10, S5-11)."""

    prefix = "MT"

    class Improve(models.TextChoices):
        UP = "up", _("higher is better")
        DOWN = "down", _("lower is better")
        NEUTRAL = "neutral", _("neither")

    class Every(models.TextChoices):
        DAY = "day", _("day")
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        TERTIAL = "tertial", _("tertial")
        QUARTER = "quarter", _("quarter")
        HALF = "half", _("half-year")
        YEAR = "year", _("calendar year")
        SCHOOL_YEAR = "school_year", _("school year")

    class Location(models.TextChoices):
        START = "start", _("start event")
        ACTIVITY = "activity", _("important activity")
        RESULT = "result", _("result")

    class Nature(models.TextChoices):
        QUANTITATIVE = "quantitative", _("quantitative")
        QUALITATIVE = "qualitative", _("qualitative")

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="measures", verbose_name=_("process"))
    unit_text = models.CharField(
        pgettext_lazy("measure", "unit"), max_length=40, help_text=_("For example per cent, days, weeks or number.")
    )
    improve = models.CharField(_("direction"), max_length=8, choices=Improve.choices, default=Improve.UP)
    every = models.CharField(_("period"), max_length=12, choices=Every.choices, default=Every.MONTH)
    location = models.CharField(_("where it is measured"), max_length=10, choices=Location.choices, default=Location.RESULT)
    nature = models.CharField(_("kind"), max_length=14, choices=Nature.choices, default=Nature.QUANTITATIVE)
    source = models.CharField(_("source"), max_length=200, blank=True)
    method = models.TextField(_("how it is measured"), blank=True)
    measured_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who measures")
    )
    temporary_until = models.DateField(_("temporary until"), null=True, blank=True)
    screen = models.BooleanField(_("leave out extreme moving ranges"), default=False)
    # Computed from the chart and stored with the values, for lists
    variation = models.CharField(_("variation"), max_length=12, blank=True, editable=False)
    assurance = models.CharField(_("assurance"), max_length=14, blank=True, editable=False)
    latest_value = models.DecimalField(_("latest value"), max_digits=15, decimal_places=6, null=True, editable=False)
    latest_period = models.DateField(_("latest period"), null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("followup", "measure")
        verbose_name_plural = pgettext_lazy("followup", "measures")


class Measurement(Model):
    """One value of a period. A correction is a new row that supersedes; a missing value is a status, never 0."""

    ending = "retained"

    class Status(models.TextChoices):
        VALUE = "value", _("value")
        MISSING = "missing", _("missing")
        NOT_MEASURED = "not_measured", _("not measured")

    class Sex(models.TextChoices):
        ALL = "", _("all")
        WOMEN = "women", _("women")
        MEN = "men", _("men")

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="measurements", verbose_name=pgettext_lazy("followup", "measure")
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("organisation", "unit"),
    )
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices, blank=True)
    period_start = models.DateField(_("period"))
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=15, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=15, decimal_places=6, null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.VALUE)
    source = models.CharField(_("source"), max_length=200, blank=True)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    batch = models.ForeignKey("kit.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, editable=False, related_name="superseded_by")
    current = models.BooleanField(default=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = [models.Index(fields=["measure", "current", "period_start"], name="followup_series")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_start", "sex"],
                condition=models.Q(current=True, unit=None),
                name="followup_one_value_a_period",
            ),
            models.UniqueConstraint(
                fields=["measure", "period_start", "sex", "unit"],
                condition=models.Q(current=True, unit__isnull=False),
                name="followup_one_value_a_period_and_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(status="value", value__isnull=False) | models.Q(~models.Q(status="value"), value=None),
                name="followup_missing_is_not_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.period_start}"

    def clean(self) -> None:
        if self.status == self.Status.VALUE and self.value is None:
            raise ValidationError({"value": _("Write the value, or say that it is missing.")})
        if self.period_start is not None and self.period_start > today():
            raise ValidationError({"period_start": _("That period has not begun yet.")})

    def trail(self) -> tuple[int | None, int | None]:
        return self.measure.process_id, None


class Rebase(Model):
    """From this period on the limits are computed anew: the way of working changed, and we know why."""

    ending = "draft"

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="rebases", verbose_name=pgettext_lazy("followup", "measure")
    )
    period_start = models.DateField(_("from"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("new start of the limits")
        verbose_name_plural = _("new starts of the limits")
        constraints = [models.UniqueConstraint(fields=["measure", "period_start"], name="followup_rebase_once")]

    def __str__(self) -> str:
        return self.reason

    def trail(self) -> tuple[int | None, int | None]:
        return self.measure.process_id, None
