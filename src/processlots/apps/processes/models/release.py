"""Releases: one decision freezes a process's whole context (S0-5, X-3, DESIGN 6 "Three layers, never mixed")."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model


class ReleaseQuerySet(models.QuerySet):
    """Releases are read and made; many at once are changed as little as one."""

    def update(self, **fields: Any) -> int:
        raise TypeError("A release is immutable; make a new one")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("A release is immutable; make a new one")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A release is kept")


class Release(Model):
    """A decided version of a process: what applies from `valid_from` until the next one does. Never changed, never deleted.

    `content` is the whole context as canonical JSON, `document` the same as PDF. `fingerprint` is the SHA-256 of what of it
    may change ("changed since version 3"); `content.sha256` is that of the file.
    """

    ending = "retained"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="releases", verbose_name=_("process"))
    number = models.PositiveIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    summary = models.TextField(_("what is new"))
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided"))
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, related_name="releases", verbose_name=_("decision"), editable=False
    )
    schema = models.PositiveSmallIntegerField(default=1, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    content = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+", editable=False)
    document = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+", editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the process")
        verbose_name_plural = _("versions of processes")
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="processes_release_once")]
        indexes = [models.Index(fields=["process", "valid_from"], name="processes_release_applies")]

    def __str__(self) -> str:
        return _said("Version %(number)s of %(process)s") % {"number": self.number, "process": self.process}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A release is immutable; make a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A release is kept")


class ReleaseFile(models.Model):
    """A file that a release's content names (a map's BPMN), held as long as the release is."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    blob = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "blob"], name="processes_releasefile_once")]

    def __str__(self) -> str:
        return str(self.blob_id)


class ReleaseStanding(models.Model):
    """Whether the newest release still says what is: computed, and true up to the log entry `seen`."""

    process = models.OneToOneField("processes.Process", models.CASCADE, related_name="release_standing")
    release = models.ForeignKey(Release, models.CASCADE, related_name="+")
    seen = models.BigIntegerField(default=0)
    changed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.release_id)
