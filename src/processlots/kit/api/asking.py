"""What a list may be asked in the API: its filters by uid and key, words to search for, `limit` and `offset`.

A question that is not understood is refused with its name; answering everything instead would look like an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import pagination, serializers

from processlots.kit import access, search
from processlots.kit.api.naming import camel, unknown
from processlots.kit.pages import Pages

SEARCH = "q"
_TRUE = {"true": True, "false": False}


@dataclass(frozen=True)
class Question:
    """One parameter of a list: the name as it is asked, the model's field, and what it may be."""

    public: str
    name: str
    related: type[models.Model] | None = None
    choices: tuple[str, ...] = ()

    def value(self, text: str, user: Any) -> Any:
        """The value asked for. Raises ValueError with what it may be."""
        if self.related is not None:
            try:
                found = access.visible(user, self.related).filter(uid=UUID(text)).first()
            except ValueError:
                found = None
            if found is None:
                raise ValueError(_("There is no such thing, or you may not see it."))
            return found
        if text not in self.choices:
            raise ValueError(_("“%(text)s” is not among: %(choices)s.") % {"text": text[:80], "choices": ", ".join(self.choices)})
        return _TRUE.get(text, text)

    def parameter(self) -> OpenApiParameter:
        """The parameter as OpenAPI has it."""
        what = self.related._meta.model_name if self.related is not None else self.public
        return OpenApiParameter(
            self.public,
            OpenApiTypes.UUID if self.related is not None else OpenApiTypes.STR,
            enum=list(self.choices) or None,
            description=f"Bara rader med detta värde ({what}). / Only rows with this value ({what}).",
        )


def questions(declared: Pages) -> dict[str, Question]:
    """What the list of a page set may be asked, by public name."""
    made = {}
    for name in declared.filters:
        field: Any = declared.model._meta.get_field(name)
        public = camel(name)
        if field.is_relation:
            made[public] = Question(public, name, related=field.related_model)
        elif isinstance(field, models.BooleanField):
            made[public] = Question(public, name, choices=("true", "false"))
        else:
            made[public] = Question(public, name, choices=tuple(str(key) for key, _label in field.flatchoices if key != ""))
    return made


def parameters(declared: Pages) -> list[OpenApiParameter]:
    """The list's parameters beside `limit` and `offset`."""
    made = [one.parameter() for one in questions(declared).values()]
    if declared.search is not None:
        said = "Ord att söka efter. / Words to search for."
        made.append(OpenApiParameter(SEARCH, {"type": "string", "maxLength": 100}, description=said))
    return made


def ask(declared: Pages, known: dict[str, Question], query: Any, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The rows that the query asks for. Raises ValidationError with every name that is wrong."""
    wrong: dict[str, list[str]] = {}
    own = {*known, *Paging.NAMES, *([SEARCH] if declared.search is not None else [])}
    for public in query:
        texts = query.getlist(public)
        if public not in own:
            wrong[public] = [unknown(public, own)]
        elif len(texts) > 1:
            wrong[public] = [_("Asked more than once.")]
        elif public == SEARCH:
            if "\x00" in texts[0] or len(texts[0]) > 100:
                wrong[public] = [_("At most 100 characters, and no null characters.")]
            elif texts[0].strip():
                rows = rows.filter(pk__in=search.ids(declared.model, texts[0]))
        elif public in known:
            try:
                rows = declared.narrow(rows, known[public].name, known[public].value(texts[0], user))
            except ValueError as error:
                wrong[public] = [str(error)]
    if wrong:
        raise serializers.ValidationError(wrong)
    return rows


class Paging(pagination.LimitOffsetPagination):
    """`limit` (20, at most 100) and `offset`; the total stands in the body."""

    NAMES = ("limit", "offset")
    default_limit = 20
    max_limit = 100

    def get_limit(self, request: Any) -> int:
        return self._number(request, "limit", self.default_limit, 1, self.max_limit)

    def get_offset(self, request: Any) -> int:
        return self._number(request, "offset", 0, 0, 999_999_999)

    def _number(self, request: Any, name: str, default: int, least: int, most: int) -> int:
        text = request.query_params.get(name)
        if text is None:
            return default
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            said = _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
            raise serializers.ValidationError({name: [said]})
        return int(text)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Both parameters as OpenAPI has them."""
        limit = {"type": "integer", "minimum": 1, "maximum": self.max_limit, "default": self.default_limit}
        offset = {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0}
        return [
            {
                "name": "limit",
                "required": False,
                "in": "query",
                "schema": limit,
                "description": "Rader i svaret. / Rows in the answer.",
            },
            {
                "name": "offset",
                "required": False,
                "in": "query",
                "schema": offset,
                "description": "Rader att hoppa över. / Rows to skip.",
            },
        ]
