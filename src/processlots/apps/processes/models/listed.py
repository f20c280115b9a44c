"""What the inventory's list says of a process beyond its specification: the rest of T-2's columns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Listed(models.Model):
    """Columns of T-2 that are no part of the specification, and why a check's advice was not followed."""

    class Described(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    class Origin(models.TextChoices):
        """How a process came to light (S1-5, S1-7)."""

        WORK = "work", _("in everyday work")
        PROJECT = "project", _("in a project")
        METHOD = "method", _("in a method, such as an operations model")
        VALUES = "values", _("in work with values")
        REGULATION = "regulation", _("in the board regulation")
        STRATEGY = "strategy", _("in the overall strategies and budget")
        OTHER = "other", _("in another way")

    class OwnerKind(models.TextChoices):
        REGULAR = "regular", _("regular")
        TEMPORARY = "temporary", _("temporary")

    class Mismatch(models.TextChoices):
        """Why type and recipients differ from the rule (V-14; C-12, C-13, E-18)."""

        MANDATE = "mandate", _("the municipality has mandate to govern others")
        SUPPORT_OUT = "support_out", _("the support is offered to other public bodies or external providers")
        INSIDE = "inside", _("the recipient inside stands for somebody outside")
        OTHER = "other", _("another reason")

    area = models.ForeignKey(
        "processes.Area", models.PROTECT, null=True, blank=True, related_name="processes", verbose_name=_("area")
    )
    origin = models.CharField(_("how it was found"), max_length=12, choices=Origin.choices, blank=True)
    described = models.CharField(
        _("already described?"), max_length=6, choices=Described.choices, blank=True,
        help_text=_("Is there a description that you can begin with?"),
    )  # fmt: skip
    described_at = models.CharField(_("where it is described"), max_length=300, blank=True)
    crosses = models.BooleanField(
        _("runs over several operations"), default=False,
        help_text=_("Then it may gain from one owner, and is lifted to the level above."),
    )  # fmt: skip
    lifted_to = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted to")
    )
    proposed_owner = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed owner")
    )
    proposed_owner_kind = models.CharField(_("regular or temporary owner"), max_length=10, choices=OwnerKind.choices, blank=True)
    proposed_leader = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed leader")
    )
    comment = models.TextField(pgettext_lazy("inventory", "comment"), blank=True)
    priority_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("who decided the priority"),
    )  # fmt: skip
    priority_on = models.DateField(_("when the priority was decided"), null=True, editable=False)
    recipient_reason = models.CharField(
        _("why the one who orders is also the recipient"), max_length=300, blank=True, help_text=_("Only where that is so.")
    )
    mismatch = models.CharField(
        _("why the type fits although the recipients speak against it"), max_length=12, choices=Mismatch.choices, blank=True
    )
    mismatch_reason = models.CharField(_("more about why"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "processes.Process", models.PROTECT, null=True, editable=False, related_name="merged_from",
        verbose_name=_("is the same as"),
    )  # fmt: skip

    class Meta:
        abstract = True
