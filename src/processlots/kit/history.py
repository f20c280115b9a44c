"""Who did what, and to which process: acts and their changes, on django-auditlog.

Every change of a registered model is logged within the same transaction. An act groups what one person meant to do
("Ten processes were pasted"). Bulk writes go through `bulk_create` and `bulk_update` here, which log each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from auditlog.registry import auditlog
from django.db import models, transaction

from processlots.kit.models.history import Act, LogEntry

Row = TypeVar("Row", bound=models.Model)


@dataclass
class _Open:
    """An act that has begun; its row is made when it changes something."""

    text: str
    user: Any
    reason: str = ""
    process: int | None = None
    row: Act | None = field(default=None)

    def saved(self) -> Act:
        if self.row is None:
            self.row = Act.objects.create(text=self.text[:300], user=self.user, reason=self.reason[:500])
        return self.row


_current: ContextVar[_Open | None] = ContextVar("act", default=None)
_user: ContextVar[Any] = ContextVar("user", default=None)


@contextmanager
def act(text: str, *, user: Any = None, process: models.Model | None = None, reason: str = "") -> Iterator[_Open]:
    """What changes inside belongs to one act. An act within an act joins the outer one."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    opened = _Open(str(text), user or _user.get(), reason, process.pk if process is not None else None)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """What is done inside has acts of its own, though an act is open outside."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def by(user: Any) -> Iterator[None]:
    """Changes inside are this person's (a request, a job)."""
    token = _user.set(user if getattr(user, "is_authenticated", False) else None)
    try:
        yield
    finally:
        _user.reset(token)


def trail(row: models.Model) -> tuple[int | None, int | None]:
    """The process and the board that a row belongs to: asked of the row itself."""
    asked = getattr(row, "trail", None)
    if asked is not None:
        return asked()
    return getattr(row, "process_id", None), None


def context(row: models.Model) -> dict[str, Any]:
    """What every log entry carries besides the change."""
    opened = _current.get()
    process, board = trail(row)
    if opened is None:
        return {"actor": _user.get(), "process": process, "board": board}
    return {"act": opened.saved(), "actor": opened.user, "process": process or opened.process, "board": board}


def connect() -> None:
    """Register every model that has pages with the log, once all apps are loaded."""
    from processlots.kit import pages

    for declared in pages.registry():
        follow(declared.model)


def follow(model: type[models.Model]) -> None:
    """Log changes of this model."""
    if not auditlog.contains(model):
        many = {field.name for field in model._meta.many_to_many}
        auditlog.register(model, exclude_fields=["version", "sort", "uid"], m2m_fields=many)


def bulk_create(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    """Make many rows and log each; ids are set on the rows."""
    with transaction.atomic():
        made = model._default_manager.bulk_create(rows, batch_size=500)
        _log(made, LogEntry.Action.CREATE, lambda row: {f: ["None", v] for f, v in _values(row).items() if v not in ("None", "")})
    return made


def bulk_update(rows: Sequence[models.Model], fields: Iterable[str]) -> int:
    """Write the named fields of many rows and log what changed in each."""
    if not rows:
        return 0
    names = list(fields)
    model = type(rows[0])
    with transaction.atomic():
        before = model._default_manager.in_bulk([row.pk for row in rows])
        for row in rows:
            if hasattr(row, "version"):
                row.version += 1
        written = [*names, "version"] if hasattr(rows[0], "version") else names
        model._default_manager.bulk_update(rows, written, batch_size=200)

        def changes(row: models.Model) -> dict[str, list[Any]]:
            old, new = _values(before[row.pk]), _values(row)
            return {name: [old[name], new[name]] for name in names if name in old and old[name] != new[name]}

        _log(rows, LogEntry.Action.UPDATE, changes)
    return len(rows)


def note(row: models.Model) -> None:
    """An entry in the row's history without a changed field: the open act says what was done (links to and from the row)."""
    from django.contrib.contenttypes.models import ContentType

    LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(row), object_pk=str(row.pk), object_id=row.pk, object_repr=str(row),
        action=LogEntry.Action.UPDATE, changes={}, **context(row),
    )  # fmt: skip


def _values(row: models.Model) -> dict[str, str]:
    """The fields as the log writes them: text, an empty one being the word None."""
    skipped = {"id", "uid", "version", "sort"}
    found = {f.name: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in skipped}
    return {name: str(value) for name, value in found.items()}


def _log(rows: Iterable[models.Model], action: int, changes: Any) -> None:
    from django.contrib.contenttypes.models import ContentType

    entries = []
    for row in rows:
        changed = changes(row)
        if not changed:
            continue
        entries.append(
            LogEntry(
                content_type=ContentType.objects.get_for_model(row),
                object_pk=str(row.pk),
                object_id=row.pk,
                object_repr=str(row),
                action=action,
                changes=changed,
                **context(row),
            )
        )
    LogEntry.objects.bulk_create(entries, batch_size=500)


def entries_of(row: models.Model, limit: int = 200) -> models.QuerySet[LogEntry]:
    """The row's changes, newest first."""
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(row)
    return _newest(LogEntry.objects.filter(content_type=kind, object_id=row.pk), limit)


def entries_about(process: int, limit: int = 200) -> models.QuerySet[LogEntry]:
    """What has happened to a process and to everything that hangs on it, newest first: one feed."""
    return _newest(LogEntry.objects.filter(process=process), limit)


def _newest(found: models.QuerySet[LogEntry], limit: int) -> models.QuerySet[LogEntry]:
    return found.select_related("act", "actor", "content_type").order_by("-id")[:limit]
