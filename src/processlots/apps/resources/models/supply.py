"""What a resource owner has: a competence or equipment, and how much of it (R-6, E-39)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Ends, Model, Named


class ResourceSupply(Model, Named, Ends):
    """A competence that several have together, or equipment: 300 % are three full-time, or three machines."""

    class Kind(models.TextChoices):
        COMPETENCE = "competence", _("competence")
        EQUIPMENT = "equipment", _("equipment")

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="resource_supplies", verbose_name=_("unit that has the resource")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COMPETENCE)
    available = models.DecimalField(
        _("available"), max_digits=8, decimal_places=1, default=Decimal(100),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(1000000)],
        help_text=_("In % of full time. 300 is three full-time, or three machines."),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [models.UniqueConstraint(fields=["unit", "sort"], name="resources_supply_once")]
