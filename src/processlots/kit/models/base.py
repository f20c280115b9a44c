"""What every model of the product inherits: a uid, a version, perhaps a name and a running number."""

from __future__ import annotations

import os
import time
import uuid
from typing import Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from processlots.kit.periods import today
from processlots.kit.swedish import slug, sort_key

Ending = Literal["ends", "draft", "personal", "retained", "part"]


def uuid7() -> uuid.UUID:
    """A UUID version 7: made in Python, ordered by time (RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return uuid.UUID(int=(value & ~(0x3 << 62)) | (0x2 << 62))


class Model(models.Model):
    """A row with an address outside the database (`uid`) and a version that a stale save is told by.

    `ending` says how rows end: `ends` (a state with reason and date), `draft` (may be deleted while nothing points
    at it), `personal` (erased by rule), `retained` (until its retention says so), `part` (goes with its parent).
    """

    ending: ClassVar[Ending] = "ends"

    uid = models.UUIDField(_("uid"), default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        from processlots.kit import pages

        return pages.url_of(self)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Django's own, but a rule that has no words of its own is told in words, at its field, and not by its name."""
        try:
            super().validate_constraints(exclude)
        except ValidationError as error:
            rules = [one for one in self._meta.constraints if one.violation_error_message == one.default_violation_error_message]
            nameless = {one.get_violation_error_message(): getattr(one, "fields", ()) for one in rules}
            told: dict[str, list[Any]] = {}
            for place, said in error.error_dict.items():
                for one in said:
                    broken = nameless.get(one.messages[0])
                    field = "name" if broken and "sort" in broken else place
                    told.setdefault(field, []).append(one if broken is None else _("There is already one like this."))
            raise ValidationError(told) from error

    @property
    def key(self) -> str:
        """What stands in the address for this row: a number and, where it is for people, the name as decoration."""
        if isinstance(self, Numbered):
            return f"{self.number}-{slug(str(self))}".rstrip("-")
        return str(self.pk)


class Named(models.Model):
    """A row with a name that Swedish order goes by."""

    name = models.CharField(_("name"), max_length=200)
    sort = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(self.name)
        if kwargs.get("update_fields") is not None and "name" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort"}
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        # Rules over the sort key are looked at before the save that would make it.
        self.sort = sort_key(self.name or "")
        super().clean_fields({*(exclude or ()), "sort"})


class Sequence(models.Model):
    """The last running number given to each kind of row; numbers are never used again."""

    name = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"

    @classmethod
    def take(cls, name: str, count: int = 1) -> int:
        """The first of `count` new numbers."""
        with transaction.atomic():
            row, _made = cls.objects.select_for_update().get_or_create(name=name)
            first = row.last + 1
            row.last += count
            row.save(update_fields=["last"])
        return first

    @classmethod
    def hold(cls, name: str) -> None:
        """Let no other transaction past this point with the same name until this one ends.

        For what two may each do and both together may not, such as moving two rows of a tree under each other.
        """
        cls.objects.select_for_update().get_or_create(name=name)


class Ends(models.Model):
    """A row that ends with a day and a reason: out of the lists from then on, while what points at it keeps it."""

    ended_on = models.DateField(_("ended"), null=True, editable=False)
    ended_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    def end(self, reason: str) -> None:
        """End it today."""
        self.ended_on, self.ended_reason = today(), reason
        self.save()


class Numbered(models.Model):
    """A row with a running number for people, such as P-214, never used again."""

    prefix: ClassVar[str]

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.number is None:
            self.number = Sequence.take(self._meta.label_lower)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The number as people say it."""
        return f"{self.prefix}-{self.number}"
