"""What the model manager may set: the names of choices, and how loud the checks are (DESIGN 5, appendix D)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook.models.shipped import Shipped
from processlots.kit import checks
from processlots.kit.models import Model
from processlots.kit.swedish import sort_key


def lists() -> list[tuple[str, str]]:
    """(key, name) of every list whose words may be renamed."""
    from processlots.apps.handbook import vocabulary

    return vocabulary.lists()


class Word(Shipped, Model):
    """The name of a choice: a role, type, state, step or entry of a list. The key is what the product goes by."""

    ending = "part"
    texts = ("sv", "en")

    listed = models.CharField(pgettext_lazy("vocabulary", "list"), max_length=80, choices=lists, editable=False)
    choice = models.CharField(pgettext_lazy("vocabulary", "key"), max_length=60, editable=False)
    sv = models.CharField(_("in Swedish"), max_length=160)
    en = models.CharField(_("in English"), max_length=160)
    sort = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name of a choice")
        verbose_name_plural = _("names of choices")

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.sv

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(f"{self.listed} {self.sv}")[:300]
        super().save(*args, **kwargs)


class CheckSetting(Model):
    """A check that has been switched off or made milder."""

    ending = "part"

    class Most(models.TextChoices):
        WARNING = "V", _("at most a warning")
        INFO = "I", _("only shown")

    check_id = models.CharField(_("check"), max_length=20, unique=True, editable=False)
    off = models.BooleanField(_("switched off"), default=False)
    most = models.CharField(_("how severe"), max_length=1, choices=Most.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    sort = models.CharField(max_length=60, editable=False, db_index=True)

    class Meta:
        verbose_name = _("setting of a check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return self.check_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        letter, _hyphen, number = self.check_id.partition("-")
        self.sort = f"{letter}-{number:>06}"[:60]
        super().save(*args, **kwargs)

    @property
    def rules(self) -> list[checks.Check]:
        """The rules that go by this id."""
        return [one for one in checks.registered() if one.id == self.check_id]

    @property
    def fixed(self) -> bool:
        """True where the model says that it may not be switched off."""
        return any(one.fixed for one in self.rules)

    def clean(self) -> None:
        """Some checks are the model itself."""
        if self.fixed and (self.off or self.most):
            raise ValidationError(_("This check belongs to the model's core. It cannot be switched off or made milder."))
        if (self.off or self.most) and not self.reason.strip():
            raise ValidationError({"reason": _("Write why, for those who wonder where the check has gone.")})
