"""People: humans in the organisation, with or without a login."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Named


class Person(Model, Named):
    """A human. Known from other systems by `external_id` (issuer and subject, or HR id), never by e-mail."""

    ending = "personal"

    external_id = models.CharField(_("external id"), max_length=200, unique=True, null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="people",
        verbose_name=pgettext_lazy("organisation", "unit"),
    )  # fmt: skip
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("login")
    )
    left = models.DateField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
