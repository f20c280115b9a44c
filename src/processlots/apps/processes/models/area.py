"""Areas: what processes are sorted under, such as the overall main processes of 2013 (C-18, E-19)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Ends, Model, Named
from processlots.kit.swedish import sort_key


class Area(Model, Named, Ends):
    """A heading such as Lärande or Samhällsplanering. It is no process, so the naming standard does not ask for a verb."""

    description = models.TextField(_("what belongs here"), blank=True)
    legacy = models.BooleanField(
        _("an older overall process"), default=False, help_text=_("Once called a main process, kept as a heading.")
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["sort"], condition=models.Q(ended_on=None), name="processes_area_named_once")
        ]

    def clean(self) -> None:
        # `ended_on` is in no form, so Django leaves the constraint to the database, which says it less well.
        same = type(self).objects.filter(sort=sort_key(self.name or ""), ended_on=None).exclude(pk=self.pk)
        if self.ended_on is None and same.exists():
            raise ValidationError({"name": _("There is already one like this.")})
