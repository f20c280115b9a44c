"""What a long file's rows would become, looked at by the worker and kept, so that the page need not look for each leaf."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.kit import jobs
from processlots.kit.imports.importers import RowResult
from processlots.kit.imports.reading import Row, Rows
from processlots.kit.models.imports import ImportBatch, ImportLook
from processlots.kit.models.jobs import Job

if TYPE_CHECKING:
    from processlots.kit.imports.batches import Preview

# More rows than this are looked at by the worker, with a bar to watch.
INLINE_ROWS = 1_000
# So many rows of the file itself are kept, to choose the columns by.
SHOWN = 8


def long(batch: ImportBatch) -> bool:
    """True if the rows are too many for a page to look at while somebody waits."""
    return bool(batch.report.get("rows", 0) > INLINE_ROWS)


def _key(batch: ImportBatch) -> str:
    """What the outcome depends on besides the register: the columns, what was asked for, and the language."""
    told = json.dumps([batch.mapping, batch.headed, batch.params, get_language()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def stored(batch: ImportBatch) -> Preview | None:
    """What the worker saw, if it has looked at the rows as they are read now."""
    from processlots.kit.imports.batches import Preview

    found = ImportLook.objects.filter(batch=batch, key=_key(batch)).first()
    if found is None or not found.content:
        return None
    told = json.loads(zlib.decompress(bytes(found.content)))
    rows = Rows(told["header"], [Row(line, values) for line, values in told["rows"]], told["notes"], told["header_line"])
    return Preview(rows, [RowResult(*one) for one in told["results"]], told["missing"], told["seen"])


def under_way(batch: ImportBatch) -> Job | None:
    """The job that is looking at the rows as they are read now, or that could not."""
    found = ImportLook.objects.select_related("job").filter(batch=batch, key=_key(batch)).first()
    job = found.job if found is not None else None
    return job if job is not None and job.state in {Job.State.QUEUED, Job.State.RUNNING} else None


def begin(batch: ImportBatch, user: Any) -> Job:
    """Let the worker look."""
    with transaction.atomic():
        title = _("Looking at %(count)d rows") % {"count": batch.report.get("rows", 0)}
        job = jobs.start("kit.look", user=user, title=title, batch=batch.pk)
        ImportLook.objects.update_or_create(batch=batch, defaults={"key": _key(batch), "content": b"", "job": job})
    return job


def keep(batch: ImportBatch, looked: Preview) -> None:
    """Keep what was seen."""
    told = {
        "header": looked.rows.header, "notes": looked.rows.notes, "header_line": looked.rows.header_line,
        "rows": [[row.line, row.values] for row in looked.rows.rows[:SHOWN]], "missing": looked.missing, "seen": looked.seen,
        "results": [list(dataclasses.astuple(one)) for one in looked.results],
    }  # fmt: skip
    content = zlib.compress(json.dumps(told, default=str).encode())
    ImportLook.objects.update_or_create(batch=batch, defaults={"key": _key(batch), "content": content})


def forget(batch: ImportBatch) -> None:
    """The register is no longer as it was, or the rows are read in."""
    ImportLook.objects.filter(batch=batch).delete()
