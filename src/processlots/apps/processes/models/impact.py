"""Whether what lies beside a process is touched by a planned change (C-10)."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today


class ImpactAnswer(Model):
    """The answer to "is it affected?" about one neighbour of the process that a change (an activity) is made in."""

    ending = "part"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="impact_answers", verbose_name=_("process"))
    change_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    change_id = models.BigIntegerField()
    change = GenericForeignKey("change_type", "change_id")
    touched_process = models.ForeignKey(
        "processes.Process", models.PROTECT, null=True, related_name="+", verbose_name=_("adjacent process")
    )
    touched_interface = models.ForeignKey(
        "processes.Interface", models.PROTECT, null=True, related_name="+", verbose_name=_("interface")
    )
    affected = models.BooleanField(_("affected"))
    note = models.CharField(pgettext_lazy("impact", "how"), max_length=300, blank=True)
    answered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("answered by"))
    answered_on = models.DateField(_("date"), default=today)

    class Meta:
        verbose_name = _("answer about a neighbour")
        verbose_name_plural = _("answers about neighbours")
        indexes = [models.Index(fields=["change_type", "change_id"], name="processes_impact_of")]

    def __str__(self) -> str:
        return f"{self.touched_process or self.touched_interface}: {_('yes') if self.affected else _('no')}"
