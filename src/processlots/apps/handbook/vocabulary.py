"""The names of choices may be renamed, never their keys (DESIGN 5).

Every choice of every model, the six steps among them, is said by way of here: renamed where the model manager has
renamed it, else as shipped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Choices, Field, Model
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import get_language

from processlots.apps.handbook import known

PRODUCT = "processlots.apps."
#: list → key → shipped name
_shipped: dict[str, dict[str, Any]] = {}
#: list → what it is called: the model and field that first use it
_names: dict[str, Any] = {}


def _said(listed: str, key: str, shipped: Any) -> str:
    found = known.now().words.get((listed, key))
    if found is None:
        return str(shipped)
    return found[1] if get_language() == "en" else found[0]


said = lazy(_said, str)


def lists() -> list[tuple[str, str]]:
    """(key, name) of every list, by name."""
    return sorted(((key, str(name)) for key, name in _names.items()), key=lambda one: one[1])


def shipped() -> Iterator[tuple[str, str, str, str]]:
    """(list, key, sv, en) of every choice, as the product ships it."""
    for listed, entries in _shipped.items():
        for key, name in entries.items():
            words = {}
            for language in ("sv", "en"):
                with translation.override(language):
                    words[language] = str(name)
            yield listed, key, words["sv"], words["en"]


def shipped_word(listed: str, key: str) -> dict[str, str] | None:
    """The shipped name of one choice in both languages; None where there is no such choice any more."""
    name = _shipped.get(listed, {}).get(key)
    if name is None:
        return None
    with translation.override("sv"):
        sv = str(name)
    with translation.override("en"):
        return {"sv": sv, "en": str(name)}


def _take(listed: str, name: Any, entries: list[tuple[str, Any]]) -> None:
    _shipped[listed] = dict(entries)
    _names[listed] = name


def _enums(module: Any, model: type[Model]) -> Iterator[type[Choices]]:
    for scope in (*(vars(one) for one in model.__mro__), vars(module)):
        yield from (one for one in scope.values() if isinstance(one, type) and issubclass(one, Choices) and len(one))


def rename() -> None:
    """Put every choice of the product's models under its list. Called once, before anything reads a choice's name."""
    by_label: dict[int, tuple[str, Any]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith(PRODUCT):
            continue
        for enum in _enums(sys.modules[model.__module__], model):
            listed = f"{model._meta.app_label}.{enum.__qualname__.lower()}"
            for member in enum:
                by_label.setdefault(id(member.label), (listed, member))
    for model in apps.get_models():
        if model.__module__.startswith(PRODUCT):
            for field in model._meta.local_fields:
                _rename_field(model, field, by_label)


def _rename_field(model: type[Model], field: Field, by_label: dict[int, tuple[str, Any]]) -> None:
    choices = field.choices
    if not isinstance(choices, list) or any(isinstance(label, (list, tuple)) for _key, label in choices):
        return  # made when asked for, or in groups
    entries = [(str(key), label) for key, label in choices if key not in ("", None)]
    if not any(isinstance(label, Promise) for _key, label in entries):
        return  # numbers and the like say themselves
    first = by_label.get(id(entries[0][1]))
    listed = first[0] if first else f"{model._meta.app_label}.{model._meta.model_name}.{field.name}"
    if listed not in _shipped:
        name = said_name(model, field)
        _take(listed, name, entries)
    made = []
    for key, label in choices:
        lazily = label if key in ("", None) else said(listed, str(key), label)
        made.append((key, lazily))
        known_member = by_label.get(id(label))
        if known_member is not None:
            known_member[1]._label_ = lazily
    field.choices = made


def _name(model: type[Model], field: Field) -> str:
    return f"{capfirst(str(model._meta.verbose_name))}: {field.verbose_name}"


said_name = lazy(_name, str)

rename()
