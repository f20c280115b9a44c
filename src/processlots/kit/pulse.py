"""A running job's pulse: writes that it is alive and how far it has come, and hears if it should stop."""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from processlots.kit.models.jobs import Job

logger = logging.getLogger(__name__)

BEAT = 5.0
SHOWN = 1.0


class Cancelled(Exception):
    """Somebody asked the job to stop."""


class Interrupted(Exception):
    """The worker is stopping; the job goes back into the queue."""


class Lost(Exception):
    """Another worker has taken the job over; nothing that this one does counts any more."""


class Pulse:
    """Beats every five seconds, and every second in which the job has moved.

    In a thread with a connection of its own, so that the progress of a long transaction is seen from outside
    (on PostgreSQL; on SQLite it waits for the writer). Without a thread it beats when the job tells its progress.
    """

    def __init__(self, job: Job, *, threaded: bool, stopping: threading.Event | None = None) -> None:
        self.job = job
        self.stopping = stopping
        self.asked_to_stop = False
        self.lost = False
        self._last = 0.0
        self._shown = (-1, -1)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pulse-{job.pk}", daemon=True) if threaded else None

    def __enter__(self) -> Self:
        self.job.pulse = self
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def felt(self) -> None:
        """The job has moved: stop it where it should stop."""
        if self._thread is None and self._due():
            self.beat()
        if self.lost:
            raise Lost
        if self.asked_to_stop:
            raise Cancelled
        if self.stopping is not None and self.stopping.is_set():
            raise Interrupted

    def beat(self) -> None:
        """Write the pulse, and read whether somebody wants the job to stop."""
        self._last, self._shown = time.monotonic(), (self.job.done, self.job.total)
        mine = Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state=Job.State.RUNNING)
        if not mine.update(heartbeat=timezone.now(), done=self.job.done, total=self.job.total):
            self.lost = True
        elif mine.filter(cancel_requested=True).exists():
            self.asked_to_stop = True

    def _due(self) -> bool:
        waited = time.monotonic() - self._last
        return waited >= BEAT or (waited >= SHOWN and self._shown != (self.job.done, self.job.total))

    def _run(self) -> None:
        try:
            while not self._over.wait(SHOWN / 2):
                if self._due():
                    try:
                        self.beat()
                    except DatabaseError as error:  # a locked or restarting database; the next beat tries again
                        logger.info("no pulse for job %s: %s", self.job.pk, error)
        finally:
            connection.close()
