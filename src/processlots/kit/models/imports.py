"""Files and pastes on their way in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models.base import uuid7
from processlots.kit.models.files import Blob
from processlots.kit.models.history import Act
from processlots.kit.models.jobs import Job


class ImportBatch(models.Model):
    """A file or paste, how its columns are read, and the act that it became.

    Nothing of it is in the register until the state is `done`; then all of it is.
    """

    class State(models.TextChoices):
        PREVIEW = "preview", pgettext_lazy("import", "Not read in yet")
        RUNNING = "running", pgettext_lazy("import", "Being read in")
        DONE = "done", pgettext_lazy("import", "Read in")
        UNDONE = "undone", pgettext_lazy("import", "Undone")
        FAILED = "failed", pgettext_lazy("import", "Nothing was read in")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    importer = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    params = models.JSONField(default=dict)
    source = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    filename = models.CharField(_("file"), max_length=200, blank=True)
    headed = models.BooleanField(_("the first row is headings"), default=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREVIEW)
    seen = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="+")
    undo_act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    applied = models.DateTimeField(null=True)

    class Meta:
        # `report` has: rows (how many there are in the file), notes (what the file's reader said)
        indexes = [models.Index(fields=["user", "-created"], name="kit_importbatch_user")]

    def __str__(self) -> str:
        return self.filename or self.importer

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        name = "import-preview" if self.state == self.State.PREVIEW else "import-done"
        return reverse(name, args=[self.importer, self.uid])


class ImportLook(models.Model):
    """What a long file's rows would become, as the worker saw it: kept until the file is read in, or looked at otherwise."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, related_name="look")
    key = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.batch}"


class LearnedHeading(models.Model):
    """A heading of somebody's files that a person has matched to a column; the next file with it needs no matching."""

    importer = models.CharField(max_length=60)
    heading = models.CharField(max_length=120)
    column = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["importer", "heading"], name="kit_learnedheading_once")]

    def __str__(self) -> str:
        return f"{self.importer}: {self.heading} → {self.column}"
