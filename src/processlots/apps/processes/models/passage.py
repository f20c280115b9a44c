"""What an inventory starts from: passages of a board's regulation (OR-8), and the overall strategies and budget (S1-5)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit import links
from processlots.kit.models import Ends, Model, Named
from processlots.kit.periods import Period, PeriodQuerySet, today
from processlots.kit.swedish import sort_key

#: a goal (or whatever else) rests on a passage or a strategy
links.relation("rests_on", _("rests on"), _("is the ground for"))


class RegulationPassage(Model, Period):
    """One passage of a board's regulation: what the board shall do. It outlives its regulation, so that links hold."""

    board = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="passages", verbose_name=_("board"))
    number = models.CharField(pgettext_lazy("regulation", "passage"), max_length=20, help_text=_("As written, such as “4 § 2”."))
    text = models.TextField(_("text"))
    sort = models.CharField(max_length=240, editable=False, db_index=True)
    processes = models.ManyToManyField(
        "processes.Process", blank=True, related_name="passages", verbose_name=_("processes that carry it out")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("regulation passage")
        verbose_name_plural = _("regulation passages")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["board", "number"],
                condition=models.Q(valid_to=None),
                name="processes_passage_numbered_once",
                violation_error_message=_("The board has a passage with this number. Change that one, or give it an end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:80]}{'…' if len(self.text) > 80 else ''}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(self.number)  # as people count: 4 § 2 before 4 § 10
        super().save(*args, **kwargs)

    def end(self, reason: str) -> None:
        """The passage no longer applies from today on; what rested on it still points at it."""
        self.valid_to = max(today(), self.valid_from)
        self.save()


class Strategy(Model, Named, Ends):
    """An initiative or a strategic area of the council's overall strategies and budget (ÖSB) that a process may start from.

    Most initiatives are carried out as projects and assignments; those that change what is done again and again stand here.
    """

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("initiative")
        AREA = "area", _("strategic area")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.INITIATIVE)
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("link"), blank=True)
    processes = models.ManyToManyField(
        "processes.Process", blank=True, related_name="strategies", verbose_name=_("processes that it affects")
    )

    class Meta:
        verbose_name = _("initiative or strategic area")
        verbose_name_plural = _("initiatives and strategic areas")
