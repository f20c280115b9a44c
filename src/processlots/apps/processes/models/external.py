"""Those outside the municipality that a process meets (C-14)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Ends, Model, Named
from processlots.kit.swedish import sort_key


class ExternalActor(Model, Named, Ends):
    """An external provider or another body: the other party of an interface and nothing more.

    Its processes are not covered by the model, so it has neither owner nor specification (C-14, V-29).
    """

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("external provider")
        SUPPLIER = "supplier", _("supplier")
        AUTHORITY = "authority", _("authority")
        MUNICIPALITY = "municipality", _("municipality or region")
        ASSOCIATION = "association", _("association")
        OTHER = "other", pgettext_lazy("external", "other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PROVIDER)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What they do, and how one reaches them: a function, not a person.")
    )

    class Meta:
        verbose_name = _("external party")
        verbose_name_plural = _("external parties")
        ordering = ["sort"]
        constraints = [
            models.UniqueConstraint(fields=["sort"], condition=models.Q(ended_on=None), name="processes_external_named_once")
        ]

    def clean(self) -> None:
        same = ExternalActor.objects.filter(sort=sort_key(self.name), ended_on=None)
        if self.ended_on is None and same.exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is already one like this.")})
