"""What is kept of versions: the newest file of a line in full, earlier ones in packs (kit.packs), and pictures only where
they are looked at. A picture and what was read out of a file are some fifty times the file's change, and can be made again.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from processlots.apps.maps.models import Line, Reading, Upload, Version
from processlots.kit import files, jobs, packs

#: how long the picture of an earlier version that somebody opened is kept
LOOKED_AT = datetime.timedelta(days=7)


def series(line: Line) -> str:
    """What the packs of a line are called."""
    return f"maps.line/{line.pk}"


def superseded(version: Version) -> None:
    """A newer version of the line has been saved: pack the file, drop its picture unless it is in force or somebody's newest.

    Called with the line locked. A file whose bytes are lost stays as it is.
    """
    try:
        packs.tuck_away(version.blob, series(version.line))
    except FileNotFoundError:
        return  # told where the version is opened; saving goes on
    drop(Reading.objects.filter(blob=version.blob_id))


def wanted() -> models.Q:
    """Versions that pages, searches and releases ask for at any time: the newest of a line, and the one in force."""
    newer = Version.objects.filter(line=models.OuterRef("line"), number__gt=models.OuterRef("number"))
    in_force = Line.objects.filter(in_force=models.OuterRef("pk"))
    return ~models.Q(models.Exists(newer)) | models.Q(models.Exists(in_force))


def drop(rows: models.QuerySet[Reading]) -> int:
    """Take away what was read out of files that nobody is shown unasked; gives how many."""
    count = 0
    for reading in rows.select_related("svg_sv", "svg_en"):
        waiting = Upload.objects.filter(blob=reading.blob_id, state=Upload.State.READY)
        if waiting.exists() or Version.objects.filter(wanted(), blob=reading.blob_id).exists():
            continue
        with transaction.atomic():
            reading.delete()
            for picture in {one.pk: one for one in (reading.svg_sv, reading.svg_en)}.values():
                files.forget(picture)
        count += 1
    return count


@jobs.nightly("maps.forget_pictures", title=gettext_lazy("Forget pictures of earlier map versions"), at="02:50")
def forget_pictures(job: Any) -> dict[str, Any]:
    """Pictures that were made again because somebody opened an earlier version, a week ago."""
    return {"pictures": drop(Reading.objects.filter(made__lt=timezone.now() - LOOKED_AT))}
