"""The unit tree: council, boards, administrations, units and companies (OR-1)."""

from __future__ import annotations

from typing import Any

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
    external_id = models.CharField(
        _("external id"), max_length=200, null=True, blank=True, help_text=_("What the personnel system calls the unit.")
    )
    allocation_model = models.TextField(
        _("own resource allocation model"), blank=True,
        help_text=_("Where the unit shares out its resources in its own way: how, or a link. Shown to those who ask for some."),
    )  # fmt: skip

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("organisation", "unit")
        verbose_name_plural = pgettext_lazy("organisation", "units")
        constraints = [
            *Period.Meta.constraints,
            # A unit that was renamed or moved has ended; the one that came after it has its external id.
            models.UniqueConstraint(
                fields=["external_id"],
                condition=models.Q(valid_to=None),
                name="organisation_unit_external_id_once",
                violation_error_message=_("Another unit has this external id. Write its own, or leave it empty."),
            ),
        ]

    def clean(self) -> None:
        if self.parent is not None and self.pk is not None and f"/{self.pk:08d}/" in f"/{self.parent.path}":
            said = _("%(parent)s lies under %(unit)s. Choose a unit higher up.")
            raise ValidationError({"parent": said % {"parent": self.parent, "unit": self}})

    def save(self, *args: object, **kwargs: object) -> None:
        self.external_id = self.external_id or None
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
    def led_by(self) -> Any:
        """What the manager of a unit of this kind is called (R-21 … R-24)."""
        return MANAGERS[self.Kind(self.kind)]

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


#: kind of unit → its leading official: R-21 the executive board's, R-22 the programme's, R-23 the operating board's, R-24
MANAGERS: dict[Unit.Kind, Any] = {
    Unit.Kind.COUNCIL: _("municipal director"),
    Unit.Kind.EXECUTIVE_BOARD: _("municipal director"),
    Unit.Kind.PROGRAMME_BOARD: _("programme director"),
    Unit.Kind.OPERATING_BOARD: _("head of administration"),
    Unit.Kind.COMPANY: _("chief executive officer"),
    Unit.Kind.ADMINISTRATION: _("head of administration"),
    Unit.Kind.DEPARTMENT: _("head of department"),
    Unit.Kind.UNIT: _("unit manager"),
    Unit.Kind.STAFF: _("head of staff"),
}


def keep_paths() -> int:
    """Make every path follow from what the units belong to, in a few queries. Returns how many were put right."""
    rows = {unit.pk: unit for unit in Unit.objects.only("pk", "parent", "path")}
    known: dict[int, str] = {}

    def path(pk: int) -> str:
        way = []
        at: int | None = pk
        while at is not None and at not in known:
            way.append(at)
            at = rows[at].parent_id
        for one in reversed(way):
            above = rows[one].parent_id
            known[one] = f"{known[above] if above is not None else ''}{one:08d}/"
        return known[pk]

    wrong = [unit for unit in rows.values() if unit.path != path(unit.pk)]
    for unit in wrong:
        unit.path = known[unit.pk]
    # silent: the path follows from what the unit belongs to, which the history holds
    Unit.objects.bulk_update(wrong, ["path"], batch_size=200)
    return len(wrong)
