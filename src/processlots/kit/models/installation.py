"""The one row that says whose installation this is."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """One installation, one municipality. The demo flag is written by `demo` into an empty database only."""

    name = models.CharField(_("municipality"), max_length=120)
    demo = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete("installation")

    @classmethod
    def current(cls) -> tuple[str, bool]:
        """Name and demo flag; asked on every page, so remembered for a minute."""
        found = cache.get("installation")
        if found is None:
            found = cls.objects.values_list("name", "demo").first() or ("Processlots", False)
            cache.set("installation", found, 60)
        return found
