"""Re-organisations, and which unit came after which (DESIGN 6, Organisation)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Named


class Reorganisation(Model, Named):
    """A new organisation from a date: a draft until it is performed as one act, and a draft again if that is undone.

    `organisation` and `people` are what was read in, as JSON (see `reorganised_files`). `chosen` is what was corrected by
    hand in the proposal, `directions` what it was performed with; both are told of by the act and not by field.
    """

    ending = "draft"

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("reorganisation", "draft")
        PERFORMED = "performed", pgettext_lazy("reorganisation", "performed")

    date = models.DateField(_("holds from"), help_text=_("The first day of the new organisation. It may lie ahead."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why, and what was decided: who, when and diary number."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    organisation = models.ForeignKey("kit.Blob", models.PROTECT, null=True, editable=False, related_name="+")
    people = models.ForeignKey("kit.Blob", models.PROTECT, null=True, editable=False, related_name="+")
    chosen = models.JSONField(default=dict, editable=False)
    directions = models.JSONField(default=dict, editable=False)
    act = models.ForeignKey("kit.Act", models.PROTECT, null=True, editable=False, related_name="+")
    moved_act = models.ForeignKey("kit.Act", models.PROTECT, null=True, editable=False, related_name="+")
    job = models.ForeignKey("kit.Job", models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("re-organisation")
        verbose_name_plural = _("re-organisations")

    @property
    def waits(self) -> bool:
        """True where the units are made, and what hangs on the old ones is moved when the day comes."""
        return self.state == self.State.PERFORMED and self.moved_act_id is None


class Succession(Model):
    """What became of a unit on a day. Without a unit after it, it was closed."""

    ending = "retained"

    class Kind(models.TextChoices):
        RENAMED = "renamed", pgettext_lazy("succession", "renamed")
        MOVED = "moved", pgettext_lazy("succession", "moved")
        MERGED = "merged", pgettext_lazy("succession", "merged")
        SPLIT = "split", pgettext_lazy("succession", "split")
        CLOSED = "closed", pgettext_lazy("succession", "closed")

    from_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="successors", verbose_name=_("before"))
    to_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("after")
    )
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    date = models.DateField(_("from"))
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="successions", verbose_name=_("re-organisation")
    )
    act = models.ForeignKey("kit.Act", models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "from_unit", "to_unit"], name="organisation_succession_once")
        ]

    def __str__(self) -> str:
        to: Any = self.to_unit or "–"
        return f"{self.from_unit} → {to}"
