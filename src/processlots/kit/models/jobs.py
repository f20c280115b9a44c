"""Work in the background, and who does the nightly work."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models.base import uuid7
from processlots.kit.models.files import Blob


class Job(models.Model):
    """One piece of work: queued by a person or the timetable, done by one worker at a time.

    `claim` names the worker's hold on the job. Everything a worker writes is guarded by it, so that one which was
    thought dead and wakes up again can write nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting its turn")
        RUNNING = "running", pgettext_lazy("job", "Under way")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Did not work")
        CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")

    # The worker that runs the job sets it; see kit.pulse.
    pulse: Any = None
    OVER: ClassVar[tuple[str, ...]] = (State.DONE, State.FAILED, State.CANCELLED)

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    title = models.CharField(_("work"), max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=5, default="sv")
    params = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=36, blank=True)
    heartbeat = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    file = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created"], name="kit_job_queue")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("job-detail", args=[self.uid])

    @property
    def over(self) -> bool:
        """True once nothing more will happen to the job."""
        return self.state in self.OVER

    @property
    def number(self) -> str:
        """What a person quotes when asking for help: the end of the uid, which is its random part."""
        return self.uid.hex[-8:].upper()

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell how far the work has come. Raises Cancelled when somebody asked it to stop, Lost when it was taken over.

        Cheap: call it for every row. The pulse that the worker gave the job writes it down now and then.
        """
        self.done = done
        self.total = self.total if total is None else total
        if self.pulse is not None:
            self.pulse.felt()


class Lease(models.Model):
    """One row per nightly work: the day it was last taken, so that only one machine takes it."""

    name = models.CharField(max_length=100, unique=True)
    day = models.DateField(null=True)
    holder = models.CharField(max_length=100, blank=True)
    taken = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
