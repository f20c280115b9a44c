"""A batch's way: begun with a file or a paste, looked at as often as one likes, read in as one act, undone by that act."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from processlots.kit import files, history, jobs
from processlots.kit.files import BadFile
from processlots.kit.imports import learned, looks, reading, undoing
from processlots.kit.imports.importers import ACTS, STATUSES, Importer, Mapping, RowResult, get, number
from processlots.kit.imports.reading import Rows
from processlots.kit.models.history import LogEntry
from processlots.kit.models.imports import ImportBatch, ImportLook
from processlots.kit.models.jobs import Job

logger = logging.getLogger(__name__)

State = ImportBatch.State
# More rows than this are read in by the worker, with a bar to watch.
INLINE_ROWS = 500
OPEN = (State.PREVIEW, State.FAILED)


class Changed(Exception):
    """What would happen is no longer what the person saw; nothing was imported."""


@dataclass(frozen=True)
class Preview:
    """What would become of the rows. `seen` is a fingerprint of it, `missing` the labels of columns still to be chosen."""

    rows: Rows
    results: list[RowResult] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    seen: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each status, in the order of STATUSES."""
        counted = Counter(result.status for result in self.results)
        return {status: counted[status] for status in STATUSES if counted[status]}

    @property
    def may_apply(self) -> bool:
        """True if there is something to read in and nothing that stops it."""
        something = any(self.counts.get(status) for status in ACTS)
        return something and not self.missing and not self.counts.get("error")


def begin(
    key: str, user: Any, *, data: bytes = b"", text: str = "", filename: str = "", params: dict[str, str] | None = None
) -> ImportBatch:
    """Keep a file's bytes, or a pasted text, and guess its columns. Raises BadFile, PermissionDenied."""
    importer = get(key, params)
    _demand(importer, user)
    word = data.startswith(b"PK") and reading.holds_document(data)
    if word != importer.upright:
        raise BadFile(_wrong_kind(importer))
    rows = reading.read_rows(data, filename) if data else reading.read_text(text)
    kind = "docx" if word else "xlsx" if data.startswith(b"PK") else "csv" if data else "txt"
    source = files.store(data or text.encode(errors="replace"), kind)
    mapping = learned.add(importer, rows.header, importer.guess(rows.header))
    # Headings are words: a first row with a number in it, and no heading that is known, is a row.
    headed = bool(mapping) or (len(rows.header) > 1 and not any(map(_is_number, rows.header)))
    if not headed:
        mapping = importer.guess_headless(len(rows.header))
    return ImportBatch.objects.create(
        importer=key, user=user, source=source, filename=filename[:200], params=importer.params, mapping=mapping, headed=headed,
        report={"rows": len(rows.rows)},
    )  # fmt: skip


def _wrong_kind(importer: Importer) -> str:
    if importer.upright:
        return _("That is no Word document (.docx). Save the form as .docx and try again.")
    return _("That is a Word document, not a table. Copy the rows and paste them below, or save the table as .xlsx or .csv.")


def _is_number(text: str) -> bool:
    try:
        number(text)
    except ValueError:
        return False
    return True


def remap(batch: ImportBatch, mapping: Mapping, *, headed: bool, options: dict[str, bool] | None = None) -> None:
    """Read the columns otherwise, or ask for other things besides. Only an open batch is changed."""
    batch.mapping, batch.headed = mapping, headed
    for name, on in (options or {}).items():
        batch.params.pop(name, None)
        batch.params |= {name: "1"} if on else {}
    ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN).update(mapping=mapping, headed=headed, params=batch.params)


def read(batch: ImportBatch) -> Rows:
    """The batch's rows, with the header that the person chose. Raises BadFile."""
    try:
        data = batch.source.read()
    except FileNotFoundError as lost:
        raise BadFile(_("The file is missing in the data folder. Tell your administrator.")) from lost
    rows = reading.read_rows(data, batch.filename) if batch.filename else reading.read_text(data.decode())
    return rows if batch.headed else rows.headless()


def preview(batch: ImportBatch, user: Any) -> Preview:
    """What would become of each row now. Changes nothing. Raises BadFile, PermissionDenied."""
    importer = get(batch.importer, batch.params)
    _demand(importer, user)
    return _preview(importer, batch, read(batch), user)


def _preview(importer: Importer, batch: ImportBatch, rows: Rows, user: Any, running: Job | None = None) -> Preview:
    mapping = {key: place for key, place in batch.mapping.items() if place < len(rows.header)}
    missing = [str(column.label) for column in importer.columns if column.required and column.key not in mapping]
    if missing:
        return Preview(rows, missing=missing)
    if running is not None:
        importer.progress = running.progress
    results = importer.preview(rows.rows, mapping, user)
    if running is not None:
        running.progress(len(rows.rows), len(rows.rows))  # all have been looked at, also where the importer does not count
    told = json.dumps([[result.line, result.status, result.values] for result in results], default=str, sort_keys=True)
    return Preview(rows, results, seen=hashlib.sha256(told.encode()).hexdigest())


def apply(batch: ImportBatch, user: Any, seen: str) -> ImportBatch:
    """Read the batch in: at once, or by a job when it is long. `seen` is the fingerprint of the preview that was shown.

    Raises Changed, BadFile, PermissionDenied; then nothing was imported.
    """
    # A long file was looked at by the worker, which looks at it once more before it is read in.
    looked = looks.stored(batch) if looks.long(batch) else None
    _demand(get(batch.importer, batch.params), user)
    looked = looked or preview(batch, user)
    if looked.seen != seen or not seen:
        raise Changed
    count = batch.report.get("rows", len(looked.rows.rows))
    if count <= INLINE_ROWS:
        return _apply(batch, user, seen, None)
    with transaction.atomic():
        title = _("Importing %(count)d rows") % {"count": count}
        running = jobs.start("kit.import", user=user, title=title, batch=batch.pk, seen=seen)
        if not ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN).update(state=State.RUNNING, job=running):
            raise Changed
    batch.refresh_from_db()
    return batch


def _apply(batch: ImportBatch, user: Any, seen: str, running: Job | None) -> ImportBatch:
    """Everything in one transaction: the rows, the act, and the batch's own word that it is done."""
    importer = get(batch.importer, batch.params)
    _demand(importer, user)
    rows = read(batch)
    # The rows are looked at before the transaction, which holds up every other writer on SQLite; inside it they are
    # looked at again only if something has been written since.
    newest = _newest_change()
    looked = _preview(importer, batch, rows, user, running)
    try:
        with jobs.whole(running) if running is not None else transaction.atomic():
            expected = (State.RUNNING,) if running is not None else OPEN
            changes = {"state": State.DONE, "applied": timezone.now()}
            if not ImportBatch.objects.filter(pk=batch.pk, state__in=expected).update(**changes):
                raise Changed
            if _newest_change() != newest:
                looked = _preview(importer, batch, rows, user)
            if looked.seen != seen or not looked.may_apply:
                raise Changed
            with history.act(importer.act_text(looked.counts), user=user) as opened:
                act = opened.saved()
                importer.apply(rows.rows, batch.mapping, user, act)
            report = {"notes": rows.notes, "rows": len(rows.rows)}
            looks.forget(batch)
            learned.keep(importer, rows.header, batch.mapping)
            ImportBatch.objects.filter(pk=batch.pk).update(act=act, counts=looked.counts, report=report, seen=seen)
    except ValidationError as error:
        raise BadFile(" ".join([*error.messages, _("Nothing was imported.")])) from error
    except IntegrityError as error:
        # Not the error itself: PostgreSQL's holds the row's values.
        logger.warning("import %s of %s: %s", batch.pk, batch.importer, type(error).__name__)
        raise BadFile(
            _("Some row cannot stand beside what is already in the register. Nothing was imported. Look at the rows once more.")
        ) from error
    batch.refresh_from_db()
    return batch


def _newest_change() -> int:
    return LogEntry.objects.aggregate(newest=models.Max("id"))["newest"] or 0


def _demand(importer: Importer, user: Any) -> None:
    if not importer.may(user):
        from processlots.kit import access

        raise PermissionDenied(access.refusal(importer.verb, importer.model))


def _stopped(ended: Job) -> None:
    # The register may have changed: the rows are looked at anew.
    ImportLook.objects.filter(batch__job=ended).delete()
    ImportBatch.objects.filter(job=ended, state=State.RUNNING).update(state=State.FAILED)


def look(batch: ImportBatch, user: Any) -> Preview | Job:
    """As `preview`, but where there are many rows by the worker: then its job, until it is done."""
    if not looks.long(batch):
        return preview(batch, user)
    _demand(get(batch.importer, batch.params), user)
    return looks.stored(batch) or looks.under_way(batch) or looks.begin(batch, user)


@jobs.job("kit.look", retry=True)
def run_look(running: Job, batch: int) -> dict[str, Any]:
    """Look at a long file's rows, and keep what was seen for the page to show."""
    found = ImportBatch.objects.select_related("source").get(pk=batch)
    importer = get(found.importer, found.params)
    _demand(importer, running.user)
    looks.keep(found, _preview(importer, found, read(found), running.user, running))
    return {"url": reverse("import-preview", args=[found.importer, found.uid])}


@jobs.job("kit.import", retry=True, stopped=_stopped)
def run(running: Job, batch: int, seen: str) -> dict[str, Any]:
    """Read a long batch in. Run again after a crash it finds the batch either untouched or done."""
    found = ImportBatch.objects.select_related("source").get(pk=batch)
    url = reverse("import-done", args=[found.importer, found.uid])
    if found.state != State.DONE:
        try:
            found = _apply(found, running.user, seen, running)
        except Changed as changed:
            raise jobs.JobError(changed_sentence()) from changed
    return {"url": url, "counts": found.counts}


def changed_sentence() -> str:
    """What a person is told when the register is no longer as the preview showed it."""
    return _("The register has changed since you looked at the rows. Nothing was imported. Look at them once more and try again.")


def undo(batch: ImportBatch, user: Any) -> ImportBatch:
    """Take back everything that the import did, or nothing; a long one is taken back by a job.

    Raises undoing.CannotUndo, PermissionDenied.
    """
    _demand(get(batch.importer, batch.params), user)
    if batch.state != State.DONE or batch.act is None:
        raise undoing.CannotUndo([_("There is nothing to undo: this import is undone already, or was never read in.")])
    if LogEntry.objects.filter(act=batch.act).count() <= INLINE_ROWS:
        with transaction.atomic():
            _undo(batch, user)
    else:
        with transaction.atomic():
            batch.job = jobs.start("kit.undo-import", user=user, title=_("Undoing an import"), batch=batch.pk)
            ImportBatch.objects.filter(pk=batch.pk).update(job=batch.job)
    batch.refresh_from_db()
    return batch


def _undo(batch: ImportBatch, user: Any) -> None:
    if batch.act is None or not ImportBatch.objects.filter(pk=batch.pk, state=State.DONE).update(state=State.UNDONE):
        raise undoing.CannotUndo([_("There is nothing to undo: this import is undone already, or was never read in.")])
    with history.act(_("Undid: %(act)s") % {"act": batch.act}, user=user) as opened:
        # The act's row is there before anything that may be tried twice: revert() goes back to a savepoint.
        ImportBatch.objects.filter(pk=batch.pk).update(undo_act=opened.saved())
        undoing.revert(batch.act, user)
        get(batch.importer, batch.params).after_undo(user)


@jobs.job("kit.undo-import", retry=True)
def run_undo(running: Job, batch: int) -> dict[str, Any]:
    """Take a long import back. Run again after a crash it finds the batch either done or undone."""
    found = ImportBatch.objects.select_related("act").get(pk=batch)
    url = reverse("import-done", args=[found.importer, found.uid])
    if found.state != State.UNDONE:
        _demand(get(found.importer, found.params), running.user)
        try:
            with jobs.whole(running):
                _undo(found, running.user)
        except undoing.CannotUndo as stopped:
            raise jobs.JobError("\n".join(stopped.reasons)) from stopped
    return {"url": url}
