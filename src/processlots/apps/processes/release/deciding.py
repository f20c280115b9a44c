"""Deciding a version: asked for on a page, made by the worker, whole or not at all (S0-5, 4.4: the owner)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Decision, Forum, Person
from processlots.apps.processes.models import Process, Release, ReleaseFile
from processlots.apps.processes.release import content, printing, reading, standing
from processlots.kit import access, files, history, jobs, locking, states
from processlots.kit.models.files import Blob
from processlots.kit.periods import today
from processlots.kit.tables import written

JOB = "processes.release"
MOST = 100 * files.MEGABYTE
#: what of the decision is written in the content
_TOLD = ("summary", "reason", "capacity", "diary_number", "paragraph")


@dataclass(frozen=True)
class Frozen:
    """A version before it is kept: the JSON, the PDF made of it, and the fingerprint of what may change."""

    content: bytes
    document: bytes
    fingerprint: str
    files: tuple[Blob, ...]


def refusal(process: Process, valid_from: datetime.date | None = None) -> str:
    """Why no version can be decided now, or valid from that day; "" where it can."""
    if process.ended_on is not None:
        return _("The process is closed down. Its versions can be read.")
    if process.inventory_decision_id is None:
        return _(
            "The process is not yet decided in an inventory, so there is nothing to freeze. Let the inventory be decided first."
        )
    if process.owner_id is None:
        return _("The process has no owner, and the owner decides. Appoint one first.")
    last = standing.newest(process)
    if valid_from is None:
        return ""
    if valid_from < today():
        return _("A version cannot apply from a day that has passed. Choose today or a later day.")
    if last is not None and valid_from < last.valid_from:
        said = _("Version %(number)s applies from %(day)s. Choose that day or a later one.")
        return said % {"number": last.number, "day": written(last.valid_from)}
    return ""


def ask(process: Process, user: Any, *, seen: str, valid_from: datetime.date, forum: Forum | None = None, **told: str) -> Any:
    """Let the worker make the next version; gives the job. `seen`: the fingerprint of what the person looked at.

    Raises PermissionDenied, states.Refused.
    """
    access.demand(user, "add", Release(process=process))
    if why := refusal(process, valid_from):
        raise states.Refused(why)
    number = next_number(process)
    return jobs.start(
        JOB,
        user=user,
        title=_("Version %(number)s of %(process)s") % {"number": number, "process": process},
        process=process.pk,
        number=number,
        seen=seen,
        valid_from=valid_from.isoformat(),
        forum=forum.pk if forum else None,
        told={name: str(told.get(name, "")) for name in _TOLD},
    )


def next_number(process: Process) -> int:
    """The number of the version that would be decided now."""
    last = standing.newest(process)
    return last.number + 1 if last else 1


@jobs.job(JOB)
def run(running: Any, process: int, number: int, seen: str, valid_from: str, forum: int | None, told: dict[str, str]) -> Any:
    """Freeze, make the PDF, and keep both under one decision; if somebody changed anything meanwhile, nothing is decided."""
    row = access.visible(running.user, Process).filter(pk=process).first()
    if row is None:
        raise jobs.JobError(_("The process is gone, or you may no longer see it."))
    access.demand(running.user, "add", Release(process=row))
    day = datetime.date.fromisoformat(valid_from)
    if why := refusal(row, day):
        raise jobs.JobError(why)
    person, at = running.user.person, timezone.now()
    group = Forum.objects.filter(pk=forum).first() if forum else None
    frozen = freeze(row, number, person, at, valid_from=day, forum=group, **told)
    running.progress(1, 2)
    if frozen.fingerprint != seen:
        raise jobs.JobError(changed_meanwhile())
    with jobs.whole(running):
        row = locking.hold(Process, row.pk, None)
        if next_number(row) != number:
            raise jobs.JobError(_("Somebody has just decided a version. Look at it, and decide a new one if it is still needed."))
        if content.fingerprint(content.sections(row)) != frozen.fingerprint:
            raise jobs.JobError(changed_meanwhile())
        made = keep(row, number, frozen, person, at, running.user, valid_from=day, forum=group, **told)
    return {"url": made.get_absolute_url(), "release": str(made.uid)}


def changed_meanwhile() -> str:
    """The sentence where what was looked at is no longer what is."""
    return _("Something of the process was changed after you looked at it. Nothing is decided. Look at it again, then decide.")


def freeze(
    process: Process,
    number: int,
    person: Person,
    at: datetime.datetime,
    *,
    valid_from: datetime.date,
    forum: Forum | None = None,
    **told: str,
) -> Frozen:
    """Everything about the process as it is now, as canonical JSON and PDF: the same state gives the same bytes."""
    parts = content.sections(process)
    head = content.head(
        process, number, at, by=person.name, valid_from=valid_from, forum=forum or "", **{one: told.get(one, "") for one in _TOLD}
    )
    data = content.written(content.whole(head, parts))
    named = {one["sha256"] for one in content.files_of(parts)}
    blobs = {blob.sha256: blob for blob in Blob.objects.filter(sha256__in=named).order_by("sha256")}
    document = printing.printed(reading.read(data), lambda sha256: blobs[sha256].read(), "sv", _hash(data))
    return Frozen(data, document, content.fingerprint(parts), tuple(blobs.values()))


def _hash(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def keep(
    process: Process,
    number: int,
    frozen: Frozen,
    person: Person,
    at: datetime.datetime,
    user: Any,
    *,
    valid_from: datetime.date,
    forum: Forum | None = None,
    summary: str = "",
    reason: str = "",
    capacity: str = "",
    diary_number: str = "",
    paragraph: str = "",
) -> Release:
    """The version with its decision, files and standing; inside a transaction."""
    words = _("Version %(number)s of %(process)s is decided") % {"number": number, "process": process}
    with transaction.atomic(), history.act(words, user=user, process=process, reason=reason):
        decision = Decision.take(
            process, text=f"{words}. {summary}".strip(), by=person, capacity=capacity, forum=forum, paragraph=paragraph,
            diary_number=diary_number, date=timezone.localtime(at).date(),
        )  # fmt: skip
        made = Release.objects.create(
            process=process, number=number, valid_from=valid_from, summary=summary, reason=reason, decided_at=at,
            decision=decision, schema=content.SCHEMA, fingerprint=frozen.fingerprint,
            content=files.store(frozen.content, "json", MOST), document=files.store(frozen.document, "pdf", MOST),
        )  # fmt: skip
        for blob in frozen.files:
            ReleaseFile.objects.create(release=made, blob=blob)
        standing.remember(process, made, changed=False)
    return made
