"""Services: what meets a need that is known beforehand (C-5)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Ends, Model, Named
from processlots.kit.swedish import sort_key


class Service(Model, Named, Ends):
    """Competence, treatment, routines and perhaps a price, packaged; delivered by one process or several.

    Not the "service" of a ROSA analysis (M-ROSA-2), which is a kind of work and not a delivery.
    """

    class Kind(models.TextChoices):
        EXTERNAL = "external", _("service to those outside")
        SUPPORT = "support", _("support service to those inside")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.EXTERNAL)
    need = models.TextField(_("need that it meets"), blank=True)
    competence = models.TextField(_("competence"), blank=True, help_text=_("What those who deliver it must know."))
    treatment = models.TextField(_("treatment"), blank=True, help_text=_("How people are met."))
    routines = models.TextField(_("routines"), blank=True, help_text=_("How it is done, with links to the documents."))
    price = models.CharField(_("price"), max_length=200, blank=True, help_text=_("Where it costs something."))
    processes = models.ManyToManyField(
        "processes.Process", blank=True, related_name="services", verbose_name=_("processes that deliver it")
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.UniqueConstraint(fields=["sort"], condition=models.Q(ended_on=None), name="processes_service_named_once")
        ]

    def clean(self) -> None:
        # `ended_on` is in no form, so Django leaves the constraint to the database, which says it less well.
        same = type(self).objects.filter(sort=sort_key(self.name or ""), ended_on=None).exclude(pk=self.pk)
        if self.ended_on is None and same.exists():
            raise ValidationError({"name": _("There is already one like this.")})
