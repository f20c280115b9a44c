"""A list of rows as JSON without making rows: one query for the page, one for each many-to-many relation.

Values are written by the serializer's own fields, made once, so that a row looks the same in the list and by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework import serializers

from processlots.kit import access


class Lister:
    """Compiled from a serializer class. `plain` is False where something listed is no field, and rows must be made."""

    def __init__(self, serializer_class: type[serializers.ModelSerializer]) -> None:
        self.model: type[models.Model] = serializer_class.Meta.model
        self.plain = True
        self.columns: list[str] = ["pk"]
        self.writers: list[tuple[str, int, Callable[[Any], Any]]] = []
        self.many: list[tuple[str, str]] = []
        #: relations to rows of the same kind, of which the caller may see only some: places of uid and key in a tuple
        self.own: list[tuple[int, int]] = []
        for public, field in serializer_class().fields.items():
            try:
                source = self.model._meta.get_field(field.source)
            except FieldDoesNotExist:
                self.plain = False
                return
            if source.many_to_many:
                self.many.append((public, source.name))
            elif source.is_relation and source.related_model is self.model and access.narrows(self.model):
                self._column(public, f"{source.name}__uid", str)
                self.own.append((len(self.columns) - 1, len(self.columns)))
                self.columns.append(f"{source.name}_id")
            elif source.is_relation:
                self._column(public, f"{source.name}__uid", str)
            else:
                self._column(public, source.name, field.to_representation)

    def _column(self, public: str, name: str, write: Callable[[Any], Any]) -> None:
        self.writers.append((public, len(self.columns), write))
        self.columns.append(name)

    def query(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
        """The rows as tuples of what is listed."""
        return rows.values_list(*self.columns)

    def write(self, tuples: Sequence[tuple[Any, ...]], user: Any) -> list[dict[str, Any]]:
        """The tuples as dictionaries of JSON values."""
        tuples = self._seen(tuples, user)
        related = [(public, self._related(name, [one[0] for one in tuples], user)) for public, name in self.many]
        made = []
        for one in tuples:
            row = {public: None if (value := one[place]) is None else write(value) for public, place, write in self.writers}
            for public, found in related:
                row[public] = found[one[0]]
            made.append(row)
        return made

    def _seen(self, tuples: Sequence[tuple[Any, ...]], user: Any) -> Sequence[tuple[Any, ...]]:
        """The tuples without the uids of rows that the caller may not see; asked of those that are named here."""
        named = {one[key] for one in tuples for _uid, key in self.own} - {None}
        if not named:
            return tuples
        seen = set(access.visible(user, self.model).filter(pk__in=named).values_list("pk", flat=True))
        made = []
        for one in tuples:
            values = list(one)
            for uid, key in self.own:
                values[uid] = values[uid] if values[key] in seen else None
            made.append(tuple(values))
        return made

    def _related(self, name: str, keys: list[int], user: Any) -> dict[int, list[str]]:
        field: Any = self.model._meta.get_field(name)
        through = field.remote_field.through
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        found: dict[int, list[str]] = defaultdict(list)
        pairs = through._default_manager.filter(**{f"{own}__in": keys}).order_by("pk")
        three = list(pairs.values_list(f"{own}_id", f"{other}_id", f"{other}__uid"))
        if three and access.narrows(field.related_model):
            # Asked of those that are named here, and not of all that there are.
            named = {target for _key, target, _uid in three}
            seen = set(access.visible(user, field.related_model).filter(pk__in=named).values_list("pk", flat=True))
            three = [one for one in three if one[1] in seen]
        for key, _target, uid in three:
            found[key].append(str(uid))
        return found
