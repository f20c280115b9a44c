"""Support resources: which unit one turns to for what, and whom there (OR-10, N-7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model, Named


class SupportContact(Model, Named):
    """A unit's support duty: what it helps with (`name`), the role one turns to, and whom it is for.

    A role and a function's address, never a person: people come and go.
    """

    ending = "draft"

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="support_duties", verbose_name=_("who helps"))
    role = models.CharField(
        _("role to turn to"), max_length=200, help_text=_("A role, for example information strategist. Not a person's name.")
    )
    serves = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="support", verbose_name=_("only for"),
        help_text=_("Leave it empty where everybody is helped."),
    )  # fmt: skip
    reached = models.CharField(
        _("how one gets in touch"), max_length=200, blank=True, help_text=_("A function's address or number, or a link.")
    )

    class Meta:
        verbose_name = _("support resource")
        verbose_name_plural = _("support resources")
