"""What a transition asks for, in the API: the fields of its form, under camelCase names."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from processlots.kit.api.naming import camel, snake, unknown
from processlots.kit.pages import Pages


def data_of(form_class: Any, request: Request, row: Any) -> dict[str, Any]:
    """The form's cleaned values from the request's body. Raises ValidationError with the names as they were sent."""
    sent: Any = request.data
    sent = {} if sent in (None, "") else sent
    if not isinstance(sent, dict):
        raise serializers.ValidationError({"": ["{}"]})
    names: dict[str, Any] = {}
    form = None
    if form_class is not None:
        extra = {"row": row, "user": request.user} if getattr(form_class, "for_row", False) else {}
        form = form_class({snake(str(name)): value for name, value in sent.items()}, **extra)
        names = {camel(name): field for name, field in form.fields.items()}
        form.data = {name: _key_of(form.fields.get(name), value) for name, value in form.data.items()}
    wrong = {name: [unknown(name, names)] for name in sent if name not in names}
    if form is not None and not form.is_valid():
        wrong |= {camel(name): [str(one) for one in errors] for name, errors in form.errors.items()}
    if wrong:
        raise serializers.ValidationError(wrong)
    return form.cleaned_data if form is not None else {}


def _key_of(field: Any, value: Any) -> Any:
    """What a form takes for the uid of a row: its key. Anything else is left for the form to refuse in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [_key_of_one(field, one) for one in value] if isinstance(value, list) else value
    return _key_of_one(field, value) if isinstance(field, forms.ModelChoiceField) else value


def _key_of_one(field: Any, value: Any) -> Any:
    try:
        uid = uuid.UUID(str(value))
    except ValueError:
        return value
    found = field.queryset.filter(uid=uid).first()
    return value if found is None else str(field.prepare_value(found))


def request_of(declared: Pages, verb: str) -> Any:
    """The body that the transition asks for, as a serializer for the description; None where it asks for nothing."""
    form_class = declared.transition_forms.get(verb)
    if form_class is None:
        return None
    fields = {camel(name): _described(field) for name, field in form_class.base_fields.items()}
    return inline_serializer(f"{declared.model.__name__}{camel('_' + verb)}", fields)


def _described(field: Any) -> serializers.Field:
    """The serializer field that says what a form field takes."""
    needed = field.required and not isinstance(field, forms.BooleanField)
    common: dict[str, Any] = {"required": needed, "allow_null": not needed}
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(required=False, allow_null=True)
    if isinstance(field, forms.DateField):
        return serializers.DateField(**common)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return serializers.ListField(child=serializers.UUIDField(), required=False)
    if isinstance(field, forms.ModelChoiceField):
        return serializers.UUIDField(**common)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        keys = [key for key, _label in choices if key != ""]
        return serializers.ChoiceField(keys, allow_blank=not needed, **common)
    return serializers.CharField(max_length=getattr(field, "max_length", None), allow_blank=not needed, **common)
