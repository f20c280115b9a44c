"""Classification of processes for archives and records: a scheme has codes, a process has some of them for a time."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model
from processlots.kit.periods import Period, PeriodQuerySet
from processlots.kit.swedish import sort_key

#: a node of a process-based classification: type, area, group, process … (sweden.md 2.2)
CODE = re.compile(r"^[1-9]\d{0,5}(\.(0|[1-9]\d{0,5})){0,5}$")


def place_of(code: str) -> str:
    """What a code is ordered by: 2.10 after 2.9, and what lies under 2.1 right after it."""
    return ".".join(part.rjust(6, "0")[:6] for part in code.strip().split("."))[:60]


class ClassificationCode(Model, Period):
    """A node of a scheme, such as 2.10.1 in Klassa 2.1."""

    ending = "draft"

    scheme = models.CharField(_("scheme"), max_length=60, help_text=_("For example Klassa."))
    edition = models.CharField(_("the scheme's version"), max_length=20, blank=True, help_text=_("For example 2.1."))
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(CODE, _("Write the code as numbers with points between, such as 2.10.1."))],
    )
    title = models.CharField(_("title"), max_length=200)
    place = models.CharField(max_length=60, editable=False)
    sort = models.CharField(max_length=240, editable=False, db_index=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification code")
        verbose_name_plural = _("classification codes")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "edition", "code"],
                name="processes_code_once",
                violation_error_message=_("The scheme already has this code."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """What follows from code and title; also before a bulk write."""
        self.place, self.sort = place_of(self.code), sort_key(str(self))

    @property
    def scheme_text(self) -> str:
        """The scheme with its version."""
        return f"{self.scheme} {self.edition}".strip()


class ProcessCode(Model, Period):
    """A process's code in a scheme, for as long as it has it."""

    ending = "draft"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="process_codes", verbose_name=_("process"))
    code = models.ForeignKey(
        ClassificationCode, models.PROTECT, related_name="process_codes", verbose_name=_("classification code")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification of a process")
        verbose_name_plural = _("classification of processes")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["process", "code"],
                condition=models.Q(valid_to=None),
                name="processes_process_has_code_once",
                violation_error_message=_("The process already has this code."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)

    def clean(self) -> None:
        if self.valid_to is None and self.process_id and self.code_id:
            same = ProcessCode.objects.filter(process=self.process_id, code=self.code_id, valid_to=None)
            if same.exclude(pk=self.pk).exists():
                raise ValidationError({"code": _("The process already has this code.")})
