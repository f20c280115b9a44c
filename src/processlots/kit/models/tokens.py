"""Bearer tokens for the API: a person's own, hashed, with a scope and an end date."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models.base import Model
from processlots.kit.periods import today


class ApiToken(Model):
    """A key that lets a script act as its person until a date. Only its hash is kept."""

    ending = "personal"

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope.choices, default=Scope.READ)
    valid_to = models.DateField(_("valid to"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_used = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hashed(secret: str) -> str:
        """The digest that is stored of a secret with 256 bits of chance (no salt is needed for such a one)."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def issue(cls, **fields: object) -> tuple[ApiToken, str]:
        """A new token and its secret, which is shown once."""
        secret = f"pl_{secrets.token_urlsafe(32)}"
        return cls.objects.create(digest=cls.hashed(secret), **fields), secret

    @classmethod
    def find(cls, secret: str) -> ApiToken | None:
        """The valid token of this secret."""
        return (
            cls.objects.select_related("user")
            .filter(digest=cls.hashed(secret), valid_to__gte=today(), user__is_active=True)
            .first()
        )
