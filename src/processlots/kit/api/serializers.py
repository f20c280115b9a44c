"""Serializers made from page sets: camelCase names, uids for relations, the row's own form rules."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers

from processlots.kit import access
from processlots.kit.api.naming import camel, unknown
from processlots.kit.models.base import Numbered
from processlots.kit.pages import Pages


class UtcDateTime(serializers.DateTimeField):
    """An instant: any zone is read, UTC is written (DOT.04)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default_timezone": datetime.UTC, **kwargs})


class VisibleRelation(serializers.SlugRelatedField):
    """A relation by uid, to what the caller may see."""

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return access.of(rows.model).visible(self.context["request"].user, rows)

    def to_representation(self, value: Any) -> Any:
        # A row of the same kind (what a process is part of) may be one that the caller does not see.
        model: Any = type(value)
        same = isinstance(getattr(self.parent, "instance", None), model) and access.narrows(model)
        if same and not access.visible(self.context["request"].user, model).filter(pk=value.pk).exists():
            return None
        return str(super().to_representation(value))


def _field(model: type[models.Model], name: str, read_only: bool) -> serializers.Field | None:
    """The relation's field; None where DRF's own will do."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return serializers.ReadOnlyField(source=None if camel(name) == name else name)
    if not field.is_relation:
        return None
    if not any(one.name == "uid" for one in field.related_model._meta.fields):
        return None
    source = None if camel(name) == name else name
    many = bool(field.many_to_many)
    if read_only:
        null: dict[str, Any] = {} if many else {"allow_null": bool(field.null)}
        return VisibleRelation(slug_field="uid", read_only=True, many=many, source=source, **null)
    needed = not getattr(field, "blank", False)
    extra: dict[str, Any] = {} if many else {"allow_null": bool(field.null)}
    return VisibleRelation(
        slug_field="uid", queryset=field.related_model._default_manager.all(), many=many, required=needed, source=source, **extra
    )


@cache
def serializer_of(declared: Pages) -> type[serializers.ModelSerializer]:
    """The serializer class of a page set; names are made when the class is built."""
    model = declared.model
    names = {field.name for field in model._meta.get_fields()}
    fixed = ["uid", "version", *(["number"] if issubclass(model, Numbered) else []), *(["state"] if "state" in names else [])]
    own = list(dict.fromkeys([*declared.all_fields, *declared.read_only]))
    body: dict[str, Any] = {}
    listed: list[str] = []
    for name in dict.fromkeys([*fixed, *own]):
        read_only = name in fixed or name in declared.read_only
        public = camel(name)
        made = _field(model, name, read_only)
        if made is None and (public != name or read_only):
            made = _plain(model, name, read_only)
        if made is not None:
            body[public] = made
        listed.append(public)
    meta = type(
        "Meta", (),
        {
            "model": model, "fields": listed, "validators": [], "ref_name": model.__name__,
            "read_only_fields": [camel(n) for n in [*fixed, *declared.read_only]],
        },
    )  # fmt: skip
    return type(f"{model.__name__}Serializer", (_RowSerializer,), {**body, "Meta": meta, "declared": declared})


def _plain(model: type[models.Model], name: str, read_only: bool) -> serializers.Field:
    """DRF's own field for a model field, under another name."""
    source: Any = model._meta.get_field(name)
    field_class, arguments = _RowSerializer().build_standard_field(name, source)
    if read_only:
        arguments = {"read_only": True, "allow_null": bool(source.null)}
        if issubclass(field_class, serializers.DecimalField):
            arguments.update(max_digits=source.max_digits, decimal_places=source.decimal_places)
        if issubclass(field_class, serializers.ChoiceField):
            arguments |= {"choices": source.choices, "allow_blank": source.blank}
    return field_class(source=None if camel(name) == name else name, **arguments)


class _RowSerializer(serializers.ModelSerializer):
    """Runs the model's own `clean` too, so that page and API refuse the same things."""

    declared: Pages
    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: UtcDateTime}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            writable = {name for name, field in self.fields.items() if not field.read_only}
            wrong = {name: [self._not_writable(name, writable)] for name in data if name not in writable}
            if wrong:
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)

    def _not_writable(self, name: str, writable: set[str]) -> str:
        if name in self.fields:
            return _("This is not written here; it follows from other things.")
        return unknown(name, writable)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        model: Any = self.Meta.model
        many = {field.name for field in model._meta.many_to_many}
        row = self.instance or model()
        before = {name: getattr(row, name, None) for name in attrs if name not in many and self.instance is not None}
        for name, value in attrs.items():
            if name not in many:
                setattr(row, name, value)
        own = {"uid", "number", "version"}
        try:
            row.clean_fields(exclude={f.name for f in row._meta.fields if f.name not in attrs})
            row.clean()
            # Of the whole row, since a rule over two fields is also broken by changing one of them.
            row.validate_unique(exclude=own)
            row.validate_constraints(exclude=own)
        except ValidationError as error:
            for name, value in before.items():
                setattr(row, name, value)
            found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            raise serializers.ValidationError(
                {name if name == NON_FIELD_ERRORS else camel(name): said for name, said in found.items()}
            ) from error
        return attrs

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        user = self.context["request"].user
        for field in instance._meta.many_to_many:
            if field.name in validated_data and access.narrows(field.related_model):
                # Those that the caller may not see are not the caller's to take away.
                seen = access.visible(user, field.related_model).values("pk")
                unseen = getattr(instance, field.name).exclude(pk__in=seen)
                validated_data[field.name] = [*unseen, *validated_data[field.name]]
        return super().update(instance, validated_data)

    def create(self, validated_data: dict[str, Any]) -> models.Model:
        model: Any = self.Meta.model
        many = {field.name for field in model._meta.many_to_many}
        values = {name: value for name, value in validated_data.items() if name not in many}
        row = self.declared.create(model(**values), self.context["request"].user)
        for name in many & validated_data.keys():
            getattr(row, name).set(validated_data[name])
        return row
