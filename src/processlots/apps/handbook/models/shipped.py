"""Texts that come with the product and may be changed here: an upgrade never overwrites a changed one (S0-3, DESIGN 5)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Text = Mapping[str, str]


def digest(text: Text) -> str:
    """What tells one wording from another."""
    return hashlib.sha256(json.dumps(dict(text), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Shipped(models.Model):
    """A row whose texts began as a shipped one.

    `texts`: the fields that are shipped. `shipped`: digest of the shipped wording that the row is in step with, or was
    when somebody chose another; "" where the row is the municipality's own.
    """

    class Standing(models.TextChoices):
        AS_SHIPPED = "shipped", _("as shipped")
        EDITED = "edited", _("edited here")
        NEWER = "newer", _("edited here, and the shipped text has changed since")
        OWN = "own", _("our own")

    texts: ClassVar[tuple[str, ...]] = ()

    shipped = models.CharField(max_length=64, blank=True, editable=False)
    standing = models.CharField(
        _("compared with the shipped text"), max_length=8, choices=Standing.choices, default=Standing.OWN, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.standing = self._standing()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "standing"}
        super().save(*args, **kwargs)

    def wording(self) -> dict[str, str]:
        """The texts as they stand."""
        return {name: str(getattr(self, name)) for name in self.texts}

    def _standing(self) -> str:
        if not self.shipped:
            return self.Standing.OWN
        if digest(self.wording()) == self.shipped:
            return self.Standing.AS_SHIPPED
        return self.Standing.NEWER if self.standing == self.Standing.NEWER else self.Standing.EDITED

    def meet(self, text: Text) -> bool:
        """The product now ships this wording. Taken where nobody changed the row, else only told. True where the row changed."""
        before = (self.shipped, self.standing, self.wording())
        fresh = digest(text)
        if digest(self.wording()) in (self.shipped, fresh):
            self.take(text)
        elif self.shipped and self.shipped != fresh:
            self.standing = self.Standing.NEWER
        else:
            self.standing = self._standing()
        return before != (self.shipped, self.standing, self.wording())

    def take(self, text: Text) -> None:
        """Go back to the shipped wording."""
        for name in self.texts:
            setattr(self, name, text[name])
        self.shipped = digest(text)
        self.standing = self.Standing.AS_SHIPPED

    def keep(self, text: Text) -> None:
        """Keep the own wording, having seen the shipped one."""
        self.shipped = digest(text)
        self.standing = self.Standing.EDITED
