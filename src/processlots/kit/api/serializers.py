"""Serializers made from page sets: camelCase names, uids for relations, the row's own form rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework import serializers

from processlots.kit import access
from processlots.kit.models.base import Numbered
from processlots.kit.pages import Pages


def camel(name: str) -> str:
    """`valid_from` → `validFrom`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


class VisibleRelation(serializers.SlugRelatedField):
    """A relation by uid, to what the caller may see."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return access.of(rows.model).visible(self.context["request"].user, rows)


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
        return VisibleRelation(slug_field="uid", read_only=True, many=many, source=source)
    needed = not getattr(field, "blank", False)
    extra: dict[str, Any] = {} if many else {"allow_null": bool(field.null)}
    return VisibleRelation(
        slug_field="uid", queryset=field.related_model._default_manager.all(), many=many, required=needed, source=source, **extra
    )


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
        if made is None and public != name:
            made = _plain(model, name, read_only)
        if made is not None:
            body[public] = made
        listed.append(public)
    meta = type(
        "Meta", (),
        {"model": model, "fields": listed, "read_only_fields": [camel(n) for n in [*fixed, *declared.read_only]], "ref_name": model.__name__},
    )  # fmt: skip
    return type(f"{model.__name__}Serializer", (_RowSerializer,), {**body, "Meta": meta, "declared": declared})


def _plain(model: type[models.Model], name: str, read_only: bool) -> serializers.Field:
    """DRF's own field for a model field, under another name."""
    field_class, arguments = serializers.ModelSerializer().build_standard_field(name, model._meta.get_field(name))
    if read_only:
        arguments = {"read_only": True}
        if issubclass(field_class, serializers.DecimalField):
            arguments.update(max_digits=model._meta.get_field(name).max_digits, decimal_places=model._meta.get_field(name).decimal_places)  # type: ignore[attr-defined]
        if issubclass(field_class, serializers.ChoiceField):
            arguments["choices"] = model._meta.get_field(name).choices
    return field_class(source=name, **arguments)


class _RowSerializer(serializers.ModelSerializer):
    """Runs the model's own `clean` too, so that page and API refuse the same things."""

    declared: Pages

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        from django.core.exceptions import ValidationError

        many = {field.name for field in self.Meta.model._meta.many_to_many}
        row = self.instance or self.Meta.model()
        before = {name: getattr(row, name, None) for name in attrs if name not in many and self.instance is not None}
        for name, value in attrs.items():
            if name not in many:
                setattr(row, name, value)
        try:
            row.full_clean(exclude=[f.name for f in row._meta.fields if f.name not in attrs], validate_unique=True)
        except ValidationError as error:
            for name, value in before.items():
                setattr(row, name, value)
            found = {camel(name): said for name, said in error.message_dict.items()}
            raise serializers.ValidationError(found) from error
        return attrs

    def create(self, validated_data: dict[str, Any]) -> models.Model:
        many = {field.name for field in self.Meta.model._meta.many_to_many}
        values = {name: value for name, value in validated_data.items() if name not in many}
        row = self.declared.create(self.Meta.model(**values), self.context["request"].user)
        for name in many & validated_data.keys():
            getattr(row, name).set(validated_data[name])
        return row
