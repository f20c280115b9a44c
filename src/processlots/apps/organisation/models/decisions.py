"""Decisions: what was decided, when, by whom, in which capacity. Immutable; corrected by a new one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit import links
from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today

#: from a decision to whatever it is about
DECIDES = "decides"
links.relation(DECIDES, _("decides"), _("decided by"))


class DecisionQuerySet(models.QuerySet):
    """Decisions are read and made; many at once are changed as little as one."""

    def update(self, **fields: Any) -> int:
        raise TypeError("A decision is immutable; make a new one that corrects it")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("A decision is immutable; make a new one that corrects it")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A decision is kept")


class Decision(Model, Numbered):
    """One decision. What it concerns is linked by the relation "decides"."""

    ending = "retained"
    prefix = "B"

    text = models.TextField(_("decision"))
    date = models.DateField(_("date"), default=today)
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="decisions", verbose_name=_("decided by person"))
    capacity = models.CharField(_("capacity or delegation"), max_length=200, blank=True)
    forum = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("forum")
    )
    paragraph = models.CharField(_("paragraph"), max_length=20, blank=True)
    diary_number = models.CharField(_("diary number"), max_length=60, blank=True)
    follow_up = models.DateField(_("to be followed up"), null=True, blank=True)
    restricted = models.BooleanField(_("only for the members"), default=False, editable=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def section(self) -> str:
        """The paragraph as minutes write it, "§ 14"."""
        return f"§ {self.paragraph.lstrip('§ ')}" if self.paragraph else ""

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise TypeError("A decision is immutable; make a new one that corrects it")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise TypeError("A decision is kept")

    @classmethod
    def take(cls, *objects: models.Model, **fields: object) -> Decision:
        """Decide about these rows."""
        made = cls.objects.create(**fields)
        for row in objects:
            links.join(made, DECIDES, row)
        return made
