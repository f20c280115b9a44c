"""What a person has asked to be told, and where: mail and calendar (X-8)."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import ApiToken, Model
from processlots.kit.periods import today


class Subscription(Model):
    """One row per person who has chosen anything. Of the calendar's secret address only the hash is kept."""

    ending = "personal"

    class Mail(models.TextChoices):
        OFF = "off", pgettext_lazy("mail", "never")
        DAILY = "daily", pgettext_lazy("mail", "every day when something waits")
        WEEKLY = "weekly", pgettext_lazy("mail", "once a week when something waits")

    person = models.OneToOneField("organisation.Person", models.CASCADE, related_name="subscription", verbose_name=_("person"))
    mail = models.CharField(_("mail"), max_length=6, choices=Mail.choices, default=Mail.OFF)
    language = models.CharField(_("language"), max_length=5, default="sv", choices=[("sv", "Svenska"), ("en", "English")])
    mailed_on = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    failure = models.CharField(max_length=200, blank=True)
    feed_digest = models.CharField(max_length=64, null=True, unique=True)
    feed_since = models.DateField(null=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self) -> str:
        return f"{self.person}"

    @classmethod
    def of(cls, person: Any) -> Subscription:
        """The person's choices, made at need."""
        return cls.objects.get_or_create(person=person)[0]

    def renew_feed(self) -> str:
        """A new secret for the calendar's address; the old one stops working. It is shown once."""
        secret = secrets.token_urlsafe(32)
        self.feed_digest, self.feed_since = ApiToken.hashed(secret), today()
        self.save(update_fields=["feed_digest", "feed_since"])
        return secret

    def end_feed(self) -> None:
        """No address works any longer."""
        self.feed_digest = self.feed_since = None
        self.save(update_fields=["feed_digest", "feed_since"])
