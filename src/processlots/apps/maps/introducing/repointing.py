"""What points at a map's element goes on pointing at the same step when tomorrow's map becomes today's (DESIGN 6).

The row that has pointed out today's step for long is the one that stays, and takes over what the new map says of the step;
what was written at the step while it was tomorrow's is moved to it. Nothing here knows who points: relations of every app
are asked for, by foreign key and by content type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from processlots.apps.maps.elements import WRITTEN
from processlots.apps.maps.models import MapElement
from processlots.kit import history

Pair = tuple[MapElement, MapElement]
SWAPPED = ("line", "gone_in", *WRITTEN)
#: rows that note what was, or that are computed anew
LEFT_ALONE = {"kit.logentry", "kit.storedfinding", "organisation.task", "kit.searchentry", "auditlog.logentry"}


def follow(pairs: Sequence[Pair]) -> None:
    """Let the first of each pair stand for the step in the new line, and the second in the old one."""
    if not pairs:
        return
    stays = {other.pk: one for one, other in pairs}
    for model, field in _foreign_keys():
        _move(model, field, stays)
    kind = ContentType.objects.get_for_model(MapElement)
    for model, of_kind, of_key in _by_content_type():
        _move(model, of_key, {pk: one.pk for pk, one in stays.items()}, {of_kind: kind})
    _swap(pairs)


def _swap(pairs: Sequence[Pair]) -> None:
    """Each takes the other's place: ids in two steps, since no two of a line may have the same."""
    ids = {one.pk: one.element_id for pair in pairs for one in pair}
    rows = [one for pair in pairs for one in pair]
    for one in rows:
        one.element_id = f"\N{RIGHTWARDS ARROW}{one.pk}"
    history.bulk_update(rows, ["element_id"])
    for one, other in pairs:
        for name in SWAPPED:
            column = MapElement._meta.get_field(name).attname  # type: ignore[union-attr]
            mine, theirs = getattr(one, column), getattr(other, column)
            setattr(one, column, theirs)
            setattr(other, column, mine)
        one.element_id, other.element_id = ids[other.pk], ids[one.pk]
    history.bulk_update(rows, ["element_id", *SWAPPED])


def _foreign_keys() -> Iterator[tuple[type[models.Model], str]]:
    for relation in MapElement._meta.related_objects:
        if relation.one_to_many or relation.one_to_one:
            yield relation.related_model, relation.field.name


def _by_content_type() -> Iterator[tuple[type[models.Model], str, str]]:
    """Every (model, field of the kind, field of the key) by which a row may point at anything."""
    for model in apps.get_models():
        if model._meta.label_lower in LEFT_ALONE or not model._meta.managed:
            continue
        names = {field.name for field in model._meta.concrete_fields}
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is ContentType and field.name.endswith("_type"):
                key = f"{field.name.removesuffix('_type')}_id"
                key = "object_id" if field.name == "content_type" else key
                if key in names:
                    yield model, field.name, key


def _move(model: type[models.Model], field: str, to: dict[int, Any], also: dict[str, Any] | None = None) -> None:
    """Let rows that point at one of the keys point at what it becomes; those that have a like already stay where they are."""
    names = {one.name for one in model._meta.concrete_fields}
    rows: list[Any] = list(model._default_manager.filter(**{f"{field}__in": list(to)}, **(also or {})).order_by("pk"))
    for row in rows:
        was = getattr(row, f"{field}_id") if also is None else getattr(row, field)
        setattr(row, field, to[was])
        if "url" in names:
            key = to[was] if isinstance(to[was], int) else to[was].pk
            row.url = row.url.replace(f"/kartelement/{was}/", f"/kartelement/{key}/")
    if not rows:
        return
    written = [field, "url"] if "url" in names else [field]
    try:
        with transaction.atomic():
            history.bulk_update(rows, written)
    except IntegrityError:
        for row in rows:
            try:
                with transaction.atomic():
                    history.bulk_update([row], written)
            except IntegrityError:
                continue  # the same is said of the step already
