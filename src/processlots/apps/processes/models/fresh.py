"""How often the living documents are looked over (S0-5, D-6)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model


class ReviewInterval(Model):
    """How long a document may go without being reviewed. Without a row it is twelve months, reminded of a month before."""

    ending = "draft"
    MONTHS, REMIND_DAYS = 12, 30

    class Document(models.TextChoices):
        SPECIFICATION = "specification", _("process specification")
        FOLLOW_UP_PLAN = "follow_up_plan", _("follow-up plan")
        ACTIVITY_PLAN = "activity_plan", _("activity plan")
        INTERFACE = "interface", _("interface")

    document = models.CharField(_("document"), max_length=20, choices=Document.choices)
    months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=MONTHS, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days before, when the leader is reminded"), default=REMIND_DAYS, validators=[MaxValueValidator(365)]
    )

    class Meta:
        verbose_name = _("review interval")
        verbose_name_plural = _("review intervals")

    def clean(self) -> None:
        # Two that are written at the same moment do no harm: the later one counts.
        if ReviewInterval.objects.filter(document=self.document).exclude(pk=self.pk).exists():
            raise ValidationError({"document": _("There is a row for it already. Change that one.")})

    def __str__(self) -> str:
        return str(self.get_document_display())
