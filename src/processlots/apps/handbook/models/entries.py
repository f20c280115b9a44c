"""Glossary and guidance, loaded from the library and edited by the model manager."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook.models.shipped import Shipped
from processlots.kit.models import Ends, Model
from processlots.kit.swedish import sort_key


class Entry(Shipped, Model, Ends):
    """A text with an identity that is not its title: a term, the guidance of a step, or what to think of in a field."""

    ending = "ends"
    texts = ("title_sv", "title_en", "text_sv", "text_en", "synonyms_sv", "synonyms_en", "see_also")

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        GUIDANCE = "guidance", _("guidance of a step")
        FIELD = "field", _("guidance of a field")

    identity = models.SlugField(_("identity"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title_sv = models.CharField(_("title in Swedish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160)
    text_sv = models.TextField(_("text in Swedish"))
    text_en = models.TextField(_("text in English"))
    synonyms_sv = models.CharField(
        _("other words in Swedish"), max_length=300, blank=True,
        help_text=_("With commas between. Whoever searches for one of them finds this."),
    )  # fmt: skip
    synonyms_en = models.CharField(_("other words in English"), max_length=300, blank=True)
    see_also = models.CharField(
        _("see also"), max_length=300, blank=True, help_text=_("Swedish words of the glossary, with commas between.")
    )
    sort = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        verbose_name = _("handbook entry")
        verbose_name_plural = _("words and guidance")

    def clean(self) -> None:
        """What is referred to is there."""
        missing = [word for word in listed(self.see_also) if not Entry.objects.filter(sort=sort_key(word)).exists()]
        if missing:
            said = _("The glossary has no word “%(word)s”. Write the words as the glossary does, or leave it out.")
            raise ValidationError({"see_also": said % {"word": missing[0]}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(self.title_sv)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title_sv

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return self.text_en if get_language() == "en" else self.text_sv

    @property
    def synonyms(self) -> list[str]:
        """Other words in the reader's language."""
        return listed(self.synonyms_en if get_language() == "en" else self.synonyms_sv)

    def others(self) -> list[Entry]:
        """The terms to look at too."""
        keys = [sort_key(word) for word in listed(self.see_also)]
        return list(Entry.objects.filter(sort__in=keys, kind=self.Kind.TERM, ended_on=None).order_by("sort")) if keys else []


def listed(text: str) -> list[str]:
    """The words of a list with commas."""
    return [word for part in text.split(",") if (word := " ".join(part.split()))]
