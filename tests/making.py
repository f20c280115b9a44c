"""Rows of any registered model, made from its fields alone, for the tests that go over every model."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models

from processlots.kit.models import Numbered, Sequence
from processlots.kit.models.base import uuid7
from processlots.kit.swedish import sort_key

_count = itertools.count(1)

#: what the fields alone do not tell, by model
KNOWN: dict[str, dict[str, Any]] = {
    "followup.measurement": {"value": Decimal(7)},
    "maps.line": {"state": "archived"},
    "processes.attachment": {"link": "https://modellby.example/rutin"},
    "processes.classificationcode": {"code": "2.10.1"},
    # A draft is seen by those who write it.
    "resources.resourcerequest": {"state": "sent"},
}

#: what hangs on a row of any kind, by model: the kind that it is given here
ABOUT = {"kit.comment": "maps.mapelement"}

#: relations that may not be the same for two rows
APART = {
    "learning.trainingrecord": "person",
    "maps.introduction": "line",
    "maps.mappingreport": "assignment",
    "processes.find": "process",
    "processes.processcode": "code",
}


def make(model: type[models.Model], **fields: Any) -> Any:
    """One saved row; required relations are made too, unless given."""
    row = build(model, **fields)
    row.save()
    return row


def _about(model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with what the row is about, where it may be about anything."""
    if model._meta.label_lower not in ABOUT or "object_id" in fields:
        return fields
    kind = apps.get_model(ABOUT[model._meta.label_lower])
    target = kind._default_manager.order_by("pk").first() or make(kind)
    return {"content_type": ContentType.objects.get_for_model(kind), "object_id": target.pk, **fields}


def build(model: type[models.Model], **fields: Any) -> Any:
    """One row, not saved, with every required field filled."""
    fields = _about(model, fields)
    number = next(_count)
    values = {**KNOWN.get(model._meta.label_lower, {}), **fields}
    for field in model._meta.concrete_fields:
        if (
            field.name in values
            or field.attname in values
            or field.primary_key
            or field.name in {"sort", "path", "uid", "version"}
        ):
            continue
        if field.has_default() or field.null or (field.blank and not field.is_relation):
            continue
        value = _value(field, number)
        if value is not None:
            values[field.name] = value
    return model(**values)


def _value(field: models.Field, number: int) -> Any:
    if field.is_relation:
        if field.related_model is get_user_model():
            return get_user_model().objects.create(username=f"user-{number}", last_name="Prov")
        return field.related_model._default_manager.order_by("pk").first() or make(field.related_model)
    if field.choices:
        taken = set(field.model._default_manager.values_list(field.name, flat=True)) if field.unique else set()
        return next(key for key, _label in field.flatchoices if key != "" and key not in taken)
    if isinstance(field, models.PositiveIntegerField) and field.name == "number" and issubclass(field.model, Numbered):
        return None
    if isinstance(field, models.DateTimeField):
        return None if field.auto_now_add else datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    if isinstance(field, models.DateField):
        return datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 3000)
    if isinstance(field, models.DecimalField):
        return Decimal(number)
    if isinstance(field, models.IntegerField):
        return 2000 + number % 30000
    if isinstance(field, models.UUIDField):
        return uuid7()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, (models.CharField, models.TextField)):
        text = f"prova-{number}" if isinstance(field, models.SlugField) else f"Pröva ärende {number}"
        return text[: field.max_length] if getattr(field, "max_length", None) else text
    if isinstance(field, models.JSONField):
        return {}
    raise TypeError(f"no value is known for {field!r}")


def many(model: type[models.Model], count: int, **fields: Any) -> list[Any]:
    """Many rows in few queries. Every required relation goes to the same row."""
    fields = _about(model, fields)
    shared = {
        field.name: _value(field, 0)
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.name not in fields and not field.one_to_one
    }
    apart = APART.get(model._meta.label_lower)
    if apart and apart not in fields:
        others = many(model._meta.get_field(apart).related_model, count)
        rows = [build(model, **{**shared, **fields, apart: other}) for other in others]
    else:
        rows = [build(model, **{**shared, **fields}) for _each in range(count)]
    names = {field.name for field in model._meta.concrete_fields}
    if issubclass(model, Numbered):
        first = Sequence.take(model._meta.label_lower, count)
        for offset, row in enumerate(rows):
            row.number = first + offset
    for row in rows:
        if "sort" in names:
            row.sort = sort_key(getattr(row, "name", "") or str(row))
        if "path" in names:
            row.path = f"{next(_count):08d}/"
    return model._default_manager.bulk_create(rows, batch_size=200)
