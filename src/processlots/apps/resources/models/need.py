"""What a request asks for: a row of T-3, with its answer."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import Period, PeriodQuerySet
from processlots.kit.tables import written

#: hours of a full-time week; by them hours and per cent are compared
FULL_WEEK = Decimal(40)


def percent_of(extent: Decimal, unit: str, start: datetime.date, end: datetime.date | None) -> Decimal:
    """The extent as per cent of full time. Hours are spread evenly over the period; without an end, over a year."""
    if unit == ResourceNeed.Extent.PERCENT:
        return extent
    days = ((end or start + datetime.timedelta(days=364)) - start).days + 1
    return (extent / (FULL_WEEK * days / 7) * 100).quantize(Decimal("0.1"))


class ResourceNeed(Model, Period):
    """Somebody or something for a task, so much, from a day to a day."""

    ending = "draft"

    class Role(models.TextChoices):
        LOWER_OWNER = "lower_owner", _("process owner on a lower level")
        LEADER = "leader", _("process leader")
        TEAM = "team", _("team member")
        PERFORMER = "performer", _("works in the process")
        EQUIPMENT = "equipment", _("equipment")

    class Extent(models.TextChoices):
        PERCENT = "percent", _("% of full time")
        HOURS = "hours", _("hours in all")

    class Answer(models.TextChoices):
        NONE = "", _("not answered")
        GRANTED = "granted", pgettext_lazy("resources", "is granted")
        PARTLY = "partly", pgettext_lazy("resources", "is partly granted")
        DECLINED = "declined", pgettext_lazy("resources", "is declined")
        DIALOGUE = "dialogue", pgettext_lazy("resources", "must be talked over")

    GIVEN = (Answer.GRANTED, Answer.PARTLY)

    request = models.ForeignKey(
        "resources.ResourceRequest", models.PROTECT, related_name="needs", verbose_name=_("request for resources")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PERFORMER)
    competence = models.CharField(_("competence that is needed"), max_length=200)
    task = models.CharField(pgettext_lazy("resources", "task"), max_length=300, blank=True)
    extent = models.DecimalField(
        _("extent"), max_digits=7, decimal_places=1, validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(100000)]
    )
    extent_unit = models.CharField(_("counted in"), max_length=8, choices=Extent.choices, default=Extent.PERCENT)
    wished = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person wished for")
    )
    supply = models.ForeignKey(
        "resources.ResourceSupply", models.PROTECT, null=True, blank=True, related_name="needs",
        verbose_name=_("taken from"), help_text=_("A competence or equipment that the resource owner keeps count of."),
    )  # fmt: skip
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True, editable=False)
    granted = models.DecimalField(_("granted extent"), max_digits=7, decimal_places=1, null=True, editable=False)
    available = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="granted_needs",
        verbose_name=_("person made available"),
    )  # fmt: skip
    conditions = models.CharField(_("conditions"), max_length=500, blank=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource need")
        verbose_name_plural = _("resource needs")
        constraints = Period.Meta.constraints

    def __str__(self) -> str:
        return self.competence

    def trail(self) -> tuple[int | None, int | None]:
        """It belongs to its request's process."""
        return self.request.process_id, None

    def _written(self, amount: Decimal) -> str:
        return f"{written(amount)} {'%' if self.extent_unit == self.Extent.PERCENT else self.get_extent_unit_display()}"

    @property
    def how_much(self) -> str:
        """What is asked for, in words: "40 %"."""
        return self._written(self.extent)

    @property
    def how_much_granted(self) -> str:
        """What was granted, in words; "" where nothing was."""
        return self._written(self.granted) if self.granted is not None else ""

    @property
    def percent(self) -> Decimal:
        """What was granted as per cent of full time; 0 where nothing was."""
        if self.granted is None or self.answer not in self.GIVEN:
            return Decimal(0)
        return percent_of(self.granted, self.extent_unit, self.valid_from, self.valid_to)

    def answer_with(self, answer: str, **said: Any) -> None:
        """Set the answer; what does not go with it is emptied."""
        given = answer in self.GIVEN
        self.answer = answer
        self.granted = (said.get("granted") or self.extent) if given else None
        self.available = said.get("available") if given else None
        self.conditions = said.get("conditions", "")
        self.answered_on = said.get("day") if answer else None
