"""What an inventory decided, row by row, as it was that day; and what its group read before they began (S1-3, S1-11)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today


class DecidedRow(Model):
    """One process as the decision found it. The next year's review is compared with these, never with the history."""

    ending = "retained"

    inventory = models.ForeignKey("processes.Inventory", models.PROTECT, related_name="decided_rows", verbose_name=_("inventory"))
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="decided_rows", verbose_name=_("process"))
    name = models.CharField(_("name"), max_length=200)
    sort = models.CharField(max_length=240)
    type = models.CharField(_("type"), max_length=10, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    gives = models.CharField(_("service, support or governance"), max_length=60, blank=True)
    services = models.TextField(_("services"), blank=True)
    recipients = models.TextField(_("recipients"), blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("organisation", "unit")
    )
    priority = models.PositiveSmallIntegerField(_("priority"), null=True)

    class Meta:
        verbose_name = _("decided row")
        verbose_name_plural = _("decided rows")
        constraints = [models.UniqueConstraint(fields=["inventory", "process"], name="processes_decided_row_once")]

    def __str__(self) -> str:
        return self.name


class Prepared(Model):
    """Somebody in the group has read a definition (S1-3)."""

    ending = "part"

    class Term(models.TextChoices):
        """What is read before an inventory begins; the keys are the handbook's identities."""

        PROCESS = "process", _("process")
        RECIPIENT = "recipient", _("recipient")
        VALUE = "value", pgettext_lazy("term", "value")
        SERVICE = "service", _("service")
        MAIN = "main-process", _("main process")
        SUPPORT = "support-process", _("support process")
        GOVERNING = "governing-process", _("governing process")

    inventory = models.ForeignKey("processes.Inventory", models.CASCADE, related_name="prepared", verbose_name=_("inventory"))
    term = models.CharField(_("term"), max_length=20, choices=Term.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("read by"))
    date = models.DateField(_("date"), default=today)

    class Meta:
        verbose_name = _("definition read")
        verbose_name_plural = _("definitions read")
        constraints = [models.UniqueConstraint(fields=["inventory", "term"], name="processes_prepared_once")]

    def __str__(self) -> str:
        return self.get_term_display()
