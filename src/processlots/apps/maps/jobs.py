"""Reading uploaded maps in the worker, and throwing old ones away."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps import access, actions, comparing, drafts, keeping, printing, readings
from processlots.apps.maps.models import Map, Upload
from processlots.kit import jobs
from processlots.kit.models.files import Blob

__all__ = ["comparing", "forget_drafts", "forget_uploads", "keeping", "printing", "read_upload"]

#: an upload that nobody takes over is forgotten after so long
FORGOTTEN = datetime.timedelta(days=30)
READ = "maps.read_upload"


def start(upload: Upload) -> Any:
    """Read an uploaded file in the worker; the job's page leads to the preview."""
    title = _("Reading %(file)s") % {"file": upload.filename}
    return jobs.start(READ, user=upload.user, title=title, upload=upload.pk)


@jobs.job(READ, retry=True)
def read_upload(job: Any, upload: int) -> dict[str, Any]:
    """Read the file and say what it holds, or why it cannot be taken. The sender must still be a facilitator (V-40).

    In a process of its own: a file that is small and tangled may ask for more time and memory than the worker has.
    """
    row = Upload.objects.select_related("blob", "map").filter(pk=upload, user=job.user).first()
    if row is None or row.blob is None:
        raise jobs.JobError(_("The file has been taken away. Send it again."))
    access.demand_drawing(job.user, row.map or Map)
    line = actions.open_line(row.map, row.when) if row.map is not None else None
    newest = line.newest if line is not None else None
    came = row.blob
    try:
        answer = readings.read_aside(came.read(), title=row.title, before=readings.elements_of(newest))
        job.progress(1, 2)
        reading = readings.keep(answer)
    except readings.Refusal as refusal:
        row.blob, row.state, row.refusal = None, Upload.State.REFUSED, refusal.said
    else:
        row.blob, row.state, row.base, row.matches = reading.blob, Upload.State.READY, newest, answer["match"]
    row.save()
    if row.blob_id != came.pk:
        forget(came)
    return {"url": row.get_absolute_url()}


def forget(blob: Blob) -> None:
    """Take away a file's row unless something else points at it."""
    try:
        with transaction.atomic():
            blob.delete()
    except models.ProtectedError:
        pass


@jobs.nightly("maps.forget_uploads", title=gettext_lazy("Forget maps that were sent and never saved"), at="02:40")
def forget_uploads(job: Any) -> dict[str, Any]:
    """Uploads older than a month, with files that nothing else points at."""
    rows = Upload.objects.filter(created__lt=timezone.now() - FORGOTTEN).select_related("blob")
    count = 0
    for row in rows:
        blob = row.blob
        row.delete()
        if blob is not None and not blob_in_use(blob):
            blob.map_reading.delete() if hasattr(blob, "map_reading") else None
            forget(blob)
        count += 1
        job.progress(count)
    return {"uploads": count}


@jobs.nightly("maps.forget_drafts", title=gettext_lazy("Forget drawings that nobody went on with"), at="02:45")
def forget_drafts(job: Any) -> dict[str, Any]:
    """Drawings that were never saved, three months old."""
    return {"drafts": drafts.forget()}


def blob_in_use(blob: Blob) -> bool:
    """True if a version or another upload is this file."""
    from processlots.apps.maps.models import Version

    return Version.objects.filter(blob=blob).exists() or Upload.objects.filter(blob=blob).exists()
