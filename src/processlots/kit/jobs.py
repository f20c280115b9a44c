"""Work in the background: a table, one worker that does a job at a time, and a timetable for the night.

    @job("followup.recount", retry=True)
    def recount(job, measure):
        for number, row in enumerate(rows):
            job.progress(number, len(rows))
        return {"rows": len(rows)}

    jobs.start("followup.recount", user=request.user, title=_("Counting again"), measure=7)

A function runs with `job.user`'s rights: it asks kit.access as a page would. With `retry=True` it may be run again after
a crash, so it must be able to see what it already did. What must happen whole goes into `with jobs.whole(job):`.
Why a table of our own and not django-tasks: docs/decisions/0010.
"""

from __future__ import annotations

import datetime
import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.kit import files, history, vocabulary
from processlots.kit.models.jobs import Job, Lease
from processlots.kit.pulse import Cancelled, Interrupted, Lost, Pulse

__all__ = ["Cancelled", "JobError", "Lost", "cancel", "drain", "job", "keep", "nightly", "start", "whole"]

logger = logging.getLogger(__name__)

# A worker that has not been heard of for so long is dead, or as good as.
STALE = datetime.timedelta(seconds=60)
MAX_ATTEMPTS = 3


class JobError(Exception):
    """The job cannot be done; the message is written for the person who started it."""


@dataclass(frozen=True)
class Spec:
    """A kind of job. `stopped` is called, in the same transaction, when a job ends as failed or cancelled."""

    name: str
    run: Callable[..., dict[str, Any] | None]
    retry: bool
    stopped: Callable[[Job], None] | None


@dataclass(frozen=True)
class Nightly:
    """A job that the timetable starts once a day, at the time or as soon after it as a worker is awake."""

    name: str
    title: Any
    at: datetime.time


_specs: dict[str, Spec] = {}
_timetable: list[Nightly] = []


def job(name: str, *, retry: bool = False, stopped: Callable[[Job], None] | None = None) -> Callable[..., Any]:
    """Register a function `(job, **params) -> result` under a name that is kept: queued jobs are found by it."""

    def keep_spec(run: Callable[..., dict[str, Any] | None]) -> Any:
        known = _specs.get(name)
        if known is not None and known.run.__qualname__ != run.__qualname__:
            raise RuntimeError(f"two jobs are named {name}: {known.run.__qualname__} and {run.__qualname__}")
        _specs[name] = Spec(name, run, retry, stopped)
        return run

    return keep_spec


def nightly(name: str, *, title: Any, at: str = "02:30") -> Callable[..., Any]:
    """Register a job without parameters or user that runs every night, Swedish time; again after a crash."""

    def keep_entry(run: Callable[..., dict[str, Any] | None]) -> Any:
        _timetable.append(Nightly(name, title, datetime.time.fromisoformat(at)))
        return job(name, retry=True)(run)

    return keep_entry


def start(name: str, *, user: Any = None, title: str = "", **params: Any) -> Job:
    """Put a job in the queue. Inside a transaction it is queued when that commits. `params` must fit in JSON."""
    if name not in _specs:
        raise LookupError(f"no job is named {name}; known: {', '.join(sorted(_specs))}")
    language = translation.get_language() or "sv"
    return Job.objects.create(name=name, title=str(title or name)[:200], user=user, language=language[:5], params=params)


def cancel(asked: Job) -> None:
    """Ask a job to stop: at once if it waits, at its next step if it runs."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=asked.pk, state=Job.State.QUEUED)
        if waiting.update(state=Job.State.CANCELLED, cancel_requested=True, ended=timezone.now()):
            _tell_stopped(Job.objects.get(pk=asked.pk))
        else:
            Job.objects.filter(pk=asked.pk, state=Job.State.RUNNING).update(cancel_requested=True)


def keep(running: Job, content: bytes, type: str, filename: str) -> None:
    """Keep a file as the job's result, for its person to fetch."""
    running.file = files.store(content, type, max_size=100 * files.MEGABYTE)
    running.filename = filename


@contextmanager
def whole(running: Job) -> Iterator[None]:
    """A transaction that counts only if this worker still has the job when it ends.

    It also tells the pulse from inside: while SQLite has a writer the pulse cannot write, and whoever waits to take the
    job over must find a fresh one when the transaction is done.
    """
    with transaction.atomic():
        yield
        mine = Job.objects.filter(pk=running.pk, claim=running.claim, state=Job.State.RUNNING)
        if not mine.update(heartbeat=timezone.now()):
            raise Lost


# --- the worker -----------------------------------------------------------------------------------------------------


def claim() -> Job | None:
    """Take the oldest waiting job; None where there is none. Two workers never get the same: the update is guarded."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).order_by("created", "pk").values_list("pk", flat=True)[:5]:
        now, token = timezone.now(), str(uuid.uuid4())
        waiting = Job.objects.filter(pk=pk, state=Job.State.QUEUED)
        attempts = models.F("attempts") + 1
        if waiting.update(state=Job.State.RUNNING, claim=token, heartbeat=now, started=now, attempts=attempts):
            return Job.objects.select_related("user").get(pk=pk)
    return None


def execute(running: Job, *, threaded: bool = True, stopping: threading.Event | None = None) -> None:
    """Do a claimed job, and write how it ended. `threaded` gives it a pulse of its own; without, it beats in progress()."""
    spec = _specs.get(running.name)
    vocabulary.begin()
    with translation.override(running.language), history.by(running.user):
        if spec is None:
            _settle(running, Job.State.FAILED, error=_("This kind of work no longer exists. Start it again from its page."))
            return
        with Pulse(running, threaded=threaded, stopping=stopping if spec.retry else None):
            try:
                result = spec.run(running, **running.params)
            except Cancelled:
                _settle(running, Job.State.CANCELLED)
            except Interrupted:
                _settle(running, Job.State.QUEUED, claim="", attempts=running.attempts - 1)
            except Lost:
                logger.warning("job %s (%s) was taken over by another worker", running.pk, running.name)
            except (JobError, PermissionDenied, files.BadFile) as known:
                _settle(running, Job.State.FAILED, error=str(known) or _("You may not do this."))
            except Exception:
                logger.exception("job %s (%s) failed, number %s", running.pk, running.name, running.number)
                _settle(running, Job.State.FAILED, error=_unknown(running))
            else:
                _settle(running, Job.State.DONE, result=result or {})


def _unknown(failed: Job) -> str:
    said = _("Something went wrong that we did not foresee. Try again, or tell your administrator the number %(number)s.")
    return said % {"number": failed.number}


def _settle(running: Job, state: str, *, silent_since: datetime.datetime | None = None, **fields: Any) -> bool:
    """Write a job's new state, if this hold on it still counts and, where given, nothing was heard since that instant."""
    if state in Job.OVER:
        fields["ended"] = timezone.now()
    if state == Job.State.DONE:
        fields |= {"file": running.file, "filename": running.filename[:200]}
    with transaction.atomic():
        mine = Job.objects.filter(pk=running.pk, claim=running.claim, state=Job.State.RUNNING)
        if silent_since is not None:
            mine = mine.filter(heartbeat__lte=silent_since)
        written = mine.update(state=state, done=running.done, total=running.total, **fields)
        if written and state in {Job.State.FAILED, Job.State.CANCELLED}:
            _tell_stopped(Job.objects.get(pk=running.pk))
    return bool(written)


def _tell_stopped(ended: Job) -> None:
    spec = _specs.get(ended.name)
    if spec is not None and spec.stopped is not None:
        spec.stopped(ended)


def take_up(older_than: datetime.timedelta = STALE) -> int:
    """Find jobs whose worker has died: queue them again where they may be retried, else fail them with a word.

    Returns how many were found.
    """
    found = 0
    for dead in Job.objects.filter(state=Job.State.RUNNING, heartbeat__lt=timezone.now() - older_than):
        spec = _specs.get(dead.name)
        with translation.override(dead.language):
            if dead.cancel_requested:
                found += _settle(dead, Job.State.CANCELLED, silent_since=dead.heartbeat)
            elif spec is not None and spec.retry and dead.attempts < MAX_ATTEMPTS:
                found += _settle(dead, Job.State.QUEUED, silent_since=dead.heartbeat, claim="")
            else:
                found += _settle(dead, Job.State.FAILED, silent_since=dead.heartbeat, error=_broken_off())
    return found


def _broken_off() -> str:
    return _("The work was broken off when the server stopped. What it had not finished was not saved. Start it again.")


def timetable(now: datetime.datetime | None = None) -> list[Job]:
    """Start the night's jobs that are due and not taken today. However many workers ask, each starts once."""
    here = timezone.localtime(now)
    started = []
    for entry in _timetable:
        if here.time() < entry.at:
            continue
        with transaction.atomic(), translation.override("sv"):
            Lease.objects.get_or_create(name=entry.name)
            free = models.Q(day__isnull=True) | models.Q(day__lt=here.date())
            holder = f"{socket.gethostname()}:{os.getpid()}"[:100]
            if Lease.objects.filter(free, name=entry.name).update(day=here.date(), holder=holder, taken=timezone.now()):
                started.append(start(entry.name, title=entry.title))
    return started


def drain() -> int:
    """Do every waiting job here and now, one after the other; for the command line and for tests."""
    count = 0
    while (running := claim()) is not None:
        execute(running, threaded=False)
        count += 1
    return count


# How long an ended job is remembered.
REMEMBERED = datetime.timedelta(days=90)


@nightly("kit.clean", title=gettext_lazy("Clean up after broken uploads and old work"))
def clean(running: Job) -> dict[str, Any]:
    """Remove what uploads that broke off have left in the data folder, and jobs that ended three months ago."""
    removed = files.sweep()
    forgotten, _each = Job.objects.filter(state__in=Job.OVER, ended__lt=timezone.now() - REMEMBERED).delete()
    return {"files": removed, "jobs": forgotten}
