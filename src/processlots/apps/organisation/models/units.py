"""The unit tree: council, boards, administrations, units and companies (OR-1)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Named, Sequence
from processlots.kit.periods import Period, PeriodQuerySet


class Unit(Model, Named, Period):
    """A part of the organisation for as long as its period lasts.

    `path` holds the way from the top ("00000001/00000007/") so that a subtree is one indexed range.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", _("municipal council")
        EXECUTIVE_BOARD = "executive_board", _("executive board")
        PROGRAMME_BOARD = "programme_board", _("programme board")
        OPERATING_BOARD = "operating_board", _("operating board")
        COMPANY = "company", _("company")
        ADMINISTRATION = "administration", _("administration")
        DEPARTMENT = "department", _("department")
        UNIT = "unit", pgettext_lazy("organisation", "unit")
        STAFF = "staff", _("staff")

    BOARDS = (Kind.COUNCIL, Kind.EXECUTIVE_BOARD, Kind.PROGRAMME_BOARD, Kind.OPERATING_BOARD, Kind.COMPANY)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.UNIT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("organisation", "unit")
        verbose_name_plural = pgettext_lazy("organisation", "units")
        constraints = Period.Meta.constraints

    def clean(self) -> None:
        if self.parent is not None and self.pk is not None and f"/{self.pk:08d}/" in f"/{self.parent.path}":
            said = _("%(parent)s lies under %(unit)s. Choose a unit higher up.")
            raise ValidationError({"parent": said % {"parent": self.parent, "unit": self}})

    def save(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            fresh = self.pk is None
            # By what is stored now: somebody may be moving the parent, or the other half of a circle, at this moment.
            Sequence.hold("organisation.unit.path")
            if self.parent is not None:
                self.parent.refresh_from_db(fields=["path"])
            if not fresh:
                self.path = Unit.objects.filter(pk=self.pk).values_list("path", flat=True).first() or self.path
            self.clean()
            if fresh:
                super().save(*args, **kwargs)
                kwargs = {"update_fields": ["path"]}
                self.version -= 1
            before = self.path
            self.path = f"{self.parent.path if self.parent else ''}{self.pk:08d}/"
            super().save(*args, **kwargs)
            if before and before != self.path:
                below = Unit.objects.filter(path__startswith=before).exclude(pk=self.pk)
                # Derived from the parent's change, which the history holds.
                below.update(path=Concat(models.Value(self.path), Substr("path", len(before) + 1)))

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.path.count("/") - 1

    def ancestors(self) -> models.QuerySet[Unit]:
        """The way down to the unit, the unit left out."""
        return Unit.objects.filter(pk__in=self.ancestor_ids()[:-1]).order_by("path")

    def ancestor_ids(self) -> list[int]:
        """Primary keys from the top to the unit itself."""
        return [int(part) for part in self.path.strip("/").split("/") if part]

    def board(self) -> Unit | None:
        """The nearest board above (or itself): the controller of what the unit does."""
        return Unit.objects.filter(pk__in=self.ancestor_ids(), kind__in=self.BOARDS).order_by("-path").first()
