"""What is done before tomorrow's map becomes today's: the check-list S6-14, and how the change is made to stick (S6-13)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.models.map import Line
from processlots.kit.models import Model

#: S6-14: the day when each was gone through; "if needed" means that one has looked
CHECKLIST = ("goals_on", "plan_on", "specification_on", "maps_on", "documents_on")
#: S6-13: field that says yes, field that says how
STICKS = (("inform", "inform_how"), ("train", "train_how"), ("measure", "measure_how"), ("audit", "audit_how"))


class Introduction(Model):
    """The preparation of one line's introduction. V-46 holds the introduction back until it is done."""

    ending = "retained"

    line = models.OneToOneField(Line, models.CASCADE, related_name="introduction", verbose_name=_("map"))
    goals_on = models.DateField(_("the goals were revised, or need not be"), null=True, blank=True)
    plan_on = models.DateField(_("the follow-up plan was revised, or need not be"), null=True, blank=True)
    specification_on = models.DateField(_("the specification was updated"), null=True, blank=True)
    maps_on = models.DateField(_("the maps on other levels were updated"), null=True, blank=True)
    documents_on = models.DateField(_("routines, templates and other documents were updated"), null=True, blank=True)
    inform = models.BooleanField(_("continuous information and marketing"), default=False)
    inform_how = models.CharField(_("how, by whom and how often"), max_length=300, blank=True)
    train = models.BooleanField(_("continuous training"), default=False)
    train_how = models.CharField(_("how, by whom and how often"), max_length=300, blank=True)
    measure = models.BooleanField(_("continuous goals and measurements"), default=False)
    measure_how = models.CharField(_("how, by whom and how often"), max_length=300, blank=True)
    audit = models.BooleanField(_("process audits"), default=False)
    audit_how = models.CharField(_("how, by whom and how often"), max_length=300, blank=True)
    introduced_on = models.DateField(_("introduced"), null=True, editable=False)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )

    class Meta:
        verbose_name = _("introduction of a map")
        verbose_name_plural = _("introductions of maps")

    def __str__(self) -> str:
        return _now("Introduction of %(map)s") % {"map": self.line.map}

    def trail(self) -> tuple[int | None, int | None]:
        return self.line.map.process_id, None

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        from processlots.kit import checks

        checks.refresh(self.line)

    def unticked(self) -> list[Any]:
        """The points of the check-list that have no day, in words of either language."""
        return [self._meta.get_field(name).verbose_name for name in CHECKLIST if getattr(self, name) is None]  # type: ignore[union-attr]

    def sticks(self) -> list[tuple[str, str]]:
        """What makes the change stick, and how."""
        return [(str(self._meta.get_field(name).verbose_name), getattr(self, how)) for name, how in STICKS if getattr(self, name)]  # type: ignore[union-attr]
