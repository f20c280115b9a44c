"""Glossary and guidance, loaded from the library and edited by the model manager."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model


class Entry(Model):
    """A text of the handbook with an identity that is not its title: a term, or the guidance of a step."""

    ending = "ends"

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        GUIDANCE = "guidance", _("guidance")

    identity = models.SlugField(_("identity"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title_sv = models.CharField(_("title in Swedish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160)
    text_sv = models.TextField(_("text in Swedish"))
    text_en = models.TextField(_("text in English"))
    sort = models.CharField(max_length=240, editable=False, db_index=True)
    ended_on = models.DateField(_("ended"), null=True, editable=False)
    ended_reason = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("handbook entry")
        verbose_name_plural = _("handbook")

    def save(self, *args: object, **kwargs: object) -> None:
        from processlots.kit.swedish import sort_key

        self.sort = sort_key(self.title_sv)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title_sv

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return self.text_en if get_language() == "en" else self.text_sv

    def end(self, reason: str) -> None:
        """Take the entry out of the handbook; it can still be read."""
        from processlots.kit.periods import today

        self.ended_on, self.ended_reason = today(), reason
        self.save()
