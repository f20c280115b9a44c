"""The dialogue about a request (RES-3, RES-5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model


class ResourceMessage(Model):
    """What one of them said; written once."""

    ending = "part"

    request = models.ForeignKey("resources.ResourceRequest", models.CASCADE, related_name="messages")
    author = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("written by"))
    text = models.TextField(_("message"), max_length=2000)
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.text[:80]

    def trail(self) -> tuple[int | None, int | None]:
        """It belongs to its request's process."""
        return self.request.process_id, None
