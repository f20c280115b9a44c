"""Taking an act back, by what the history says it did: all of it, or nothing and why."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditlog.diff import get_field_value
from auditlog.registry import auditlog
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from processlots.kit import access, history, pages, search
from processlots.kit.models.base import Named
from processlots.kit.models.history import Act, LogEntry
from processlots.kit.swedish import sort_key

Action = LogEntry.Action
# What one sentence list shows; more would not be read.
SHOWN = 20
# More rows of a model than this are put back by bulk.
BY_ONE = 50
Key = tuple[type[models.Model], str]


class CannotUndo(Exception):
    """Something stands in the way; `reasons` are sentences, and nothing has changed."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons[:SHOWN]
        if len(reasons) > SHOWN:
            self.reasons.append(_("and %(count)d more") % {"count": len(reasons) - SHOWN})


@dataclass
class _Touched:
    """What the act did to one row: made it, or changed fields from the first old to the last new value."""

    model: type[models.Model]
    pk: Any
    name: str
    made: bool = False
    unknown: bool = False
    fields: dict[str, list[Any]] = field(default_factory=dict)
    #: fields that the caller puts back
    besides: set[str] = field(default_factory=set)
    #: the entry by which it is placed in time: the first of a row that was made, the last of one that was changed
    first: int = 0
    last: int = 0

    @property
    def at(self) -> int:
        return self.first if self.made else self.last


def revert(
    act: Act | Sequence[Act], user: Any, *, strict: bool = True, besides: Collection[tuple[str, str]] = (),
    mind: Callable[[set[Any]], list[str]] | None = None, undone_by: Act | None = None,
) -> None:  # fmt: skip
    """Undo everything the act did, or several acts that belong together. Raises CannotUndo; call it in a transaction and
    inside the act that undoes.

    What was done last is taken back first. With `strict`, a row that anybody has changed since stands in the way;
    without, only one that the act made, or whose same fields were changed. `besides`: (model label, field) that history
    entries tell of and that the caller puts back. `mind`: asked before each lot that was made is deleted, with its
    models, for reasons that no foreign key tells of. `undone_by`: the act that is open, where the caller has begun in it.
    """
    acts = [act] if isinstance(act, Act) else list(act)
    with transaction.atomic():
        touched = _touched(acts, frozenset(besides))
        _demand_untouched_since(touched, [*acts, *([undone_by] if undone_by else [])], strict)
        backwards = sorted(touched.values(), key=lambda one: -one.at)
        try:
            with transaction.atomic():
                rows = _rows(touched.values())
                for made, group in itertools.groupby(backwards, key=lambda one: one.made):
                    lot = list(group)
                    if not made:
                        _restore(lot, rows)
                        continue
                    if reasons := mind({one.model for one in lot}) if mind is not None else []:
                        raise CannotUndo(reasons)
                    _delete(lot[::-1], rows, user)
        except IntegrityError:
            # Interleaved so that neither order alone will do: what was made stands where the former shall stand again.
            rows = _rows(touched.values())
            _delete([one for one in touched.values() if one.made], rows, user)
            _restore([one for one in touched.values() if not one.made], rows)


def _touched(acts: list[Act], besides: frozenset[tuple[str, str]]) -> dict[tuple[int, str], _Touched]:
    """What the acts did, row by row in the order they first came to them; keys are (content type, primary key)."""
    found: dict[tuple[int, str], _Touched] = {}
    entries = LogEntry.objects.filter(act__in=acts).exclude(action=Action.ACCESS)
    for entry in entries.select_related("content_type").order_by("id"):
        key = entry.content_type_id, entry.object_pk
        one = found.setdefault(
            key, _Touched(entry.content_type.model_class(), entry.object_pk, entry.object_repr, first=entry.id)
        )
        one.last = entry.id
        if entry.action == Action.CREATE:
            one.made = True
        elif entry.action == Action.DELETE:
            one.unknown = True
        for name, change in (entry.changes or {}).items():
            if (one.model._meta.label_lower, name) in besides:
                one.besides.add(name)
            elif not isinstance(change, list):
                one.unknown = one.unknown or not one.made  # a many-to-many change is logged by names only
            elif name in one.fields:
                one.fields[name][1] = change[1]
            else:
                one.fields[name] = list(change)
    return found


def _demand_untouched_since(touched: dict[tuple[int, str], _Touched], acts: list[Act], strict: bool) -> None:
    reasons = {key: _unclear(one) for key, one in touched.items() if one.unknown}
    since = min((one.first for one in touched.values()), default=0)
    later = LogEntry.objects.filter(id__gt=since).exclude(action=Action.ACCESS).exclude(act__in=acts).order_by("id")
    for kind, pk, at, number, changes in later.values_list(
        "content_type_id", "object_pk", "timestamp", "id", "changes"
    ).iterator():
        one = touched.get((kind, pk))
        if one is None or number < one.first:
            continue
        same = not (changes or {}).keys().isdisjoint(one.fields.keys() | one.besides)
        if strict or one.made or same:
            said = {"row": one.name, "date": f"{timezone.localtime(at):%Y-%m-%d}"}
            reasons[kind, pk] = (
                _("%(row)s was changed on %(date)s, after the import.") % said if strict
                else _("%(row)s was changed on %(date)s, after that.") % said
            )  # fmt: skip
    if reasons:
        raise CannotUndo(list(reasons.values()))


def _unclear(one: _Touched) -> str:
    return _("%(row)s was changed in a way that cannot be taken back by itself.") % {"row": one.name}


def _rows(touched: Iterable[_Touched]) -> dict[Key, models.Model]:
    """The rows as they stand, a query per model and 500 rows."""
    wanted: dict[type[models.Model], list[Any]] = {}
    for one in touched:
        wanted.setdefault(one.model, []).append(one.pk)
    found: dict[Key, models.Model] = {}
    for model, keys in wanted.items():
        for start in range(0, len(keys), 500):
            for row in model._base_manager.filter(pk__in=keys[start : start + 500]):
                found[model, str(row.pk)] = row
    gone = [one.name for one in touched if (one.model, one.pk) not in found]
    if gone:
        raise CannotUndo([_("%(row)s no longer exists.") % {"row": name} for name in gone])
    return found


def _restore(changed: list[_Touched], rows: dict[Key, models.Model]) -> None:
    reasons = []
    for one in changed:
        row = rows[one.model, one.pk]
        columns = {column.name: column for column in one.model._meta.concrete_fields}
        for name, (old, new) in one.fields.items():
            column = columns.get(name)
            if column is None:  # the model has changed since
                reasons.append(_unclear(one))
                continue
            if _as_text(get_field_value(row, column)) != _as_text(new):
                reasons.append(_("%(row)s no longer has what the import gave it.") % {"row": one.name})
            setattr(row, column.attname, _value(column, old))
    if reasons:
        raise CannotUndo(reasons)
    by_model: dict[type[models.Model], list[_Touched]] = {}
    for one in changed:
        by_model.setdefault(one.model, []).append(one)
    for model, some in by_model.items():
        if len(some) <= BY_ONE:
            for one in some:
                if one.fields:
                    rows[model, one.pk].save()
        else:
            _write(model, [rows[model, one.pk] for one in some], {name for one in some for name in one.fields})


def _write(model: type[models.Model], rows: list[models.Model], names: set[str]) -> None:
    """Many rows in a few queries, with what their save would have kept besides: the sort key and the index of searches."""
    if "name" in names and issubclass(model, Named):
        named: Any = rows
        for row in named:
            row.sort = sort_key(row.name)
        names = names | {"sort"}
    if names:
        history.bulk_update(rows, sorted(names))
    if pages.known(model):
        search.index_again(rows)


def _key(row: models.Model) -> Key:
    return type(row), str(row.pk)


def _delete(made: list[_Touched], rows: dict[Key, models.Model], user: Any) -> None:
    """Delete what the act made, the newest first, many at a time. What others hung on it since stands in the way."""
    ours = {(one.model, one.pk) for one in made}
    gone: set[Key] = set()
    for model, group in itertools.groupby(reversed(made), key=lambda one: one.model):
        waiting = [rows[model, one.pk] for one in group]
        for start in range(0, len(waiting), 200):
            _delete_some(waiting[start : start + 200], ours, gone, user)


def _delete_some(some: list[models.Model], ours: set[Key], gone: set[Key], user: Any) -> None:
    some = [row for row in some if _key(row) not in gone]
    if not some:
        return
    collector, holding = _collected(some, ours)
    if not holding:
        gone |= {_key(row) for found in collector.data.values() for row in found}
        collector.delete()
    elif len(some) == 1:
        raise CannotUndo([_in_use(some[0], holding[0], user)])
    elif all(_key(row) in ours for row in holding):  # a tree: its leaves were made last and go first
        middle = len(some) // 2
        _delete_some(some[:middle], ours, gone, user)
        _delete_some(some[middle:], ours, gone, user)
    else:
        alone = [(row, _collected([row], ours)[1]) for row in some]
        foreign = [(row, other) for row, held in alone for other in held if _key(other) not in ours]
        raise CannotUndo(list(dict.fromkeys(_in_use(row, other, user) for row, other in foreign)))


def _collected(some: list[models.Model], ours: set[Key]) -> tuple[Collector, list[models.Model]]:
    """What would be deleted along with the rows, and what speaks against it: rows that forbid it, or others' work."""
    collector = Collector(using=some[0]._state.db or "default", origin=some[0])
    try:
        collector.collect(some)
    except ProtectedError as error:
        return collector, list(error.protected_objects)
    except RestrictedError as error:
        return collector, list(error.restricted_objects)
    along: list[Any] = [row for found in collector.data.values() for row in found]
    set_null: list[Any] = [rows for several in collector.field_updates.values() for rows in several]
    along += [row for rows in set_null for row in rows]
    # Machine rows (search words, stored findings) go with what they are about and are nobody's work.
    return collector, [row for row in along if auditlog.contains(type(row)) and _key(row) not in ours]


def _in_use(row: models.Model, other: models.Model, user: Any) -> str:
    known = access.may(user, "view", other)
    return _("%(row)s is used by %(other)s.") % {"row": row, "other": other if known else _("something you may not see")}


def _as_text(value: Any) -> str:
    return "" if value in (None, "None") else str(value)


def _value(column: models.Field, text: Any) -> Any:
    """A value of the field out of what the history wrote."""
    if text is None or (text == "None" and column.null):
        return None if column.null else column.get_default()
    if isinstance(column, models.ForeignKey):
        return column.target_field.to_python(text)
    value = column.to_python(text)
    if isinstance(column, models.DateTimeField) and value is not None and timezone.is_naive(value):
        return value.replace(tzinfo=datetime.UTC)
    if isinstance(column, models.JSONField) and isinstance(text, str):
        return json.loads(text)
    return value
