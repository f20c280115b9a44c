"""A viewset per page set: list, read, create, change and the model's transitions.

A change needs `If-Match` with the row's ETag; a stale one is refused, never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from processlots.kit import access, history, locking, states
from processlots.kit.api import asking, problems
from processlots.kit.api.listing import Lister
from processlots.kit.api.parsing import JSONParser
from processlots.kit.api.serializers import serializer_of
from processlots.kit.api.transitions import data_of, request_of
from processlots.kit.pages import Pages


def etag(row: Any) -> str:
    """The row's ETag."""
    return f'"{row.version}"'


_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="ETag från läsningen. / ETag from the reading.",
)


class RowViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The stock viewset."""

    declared: Pages
    lister: Lister
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    pagination_class = asking.Paging
    parser_classes = [JSONParser]
    questions: dict[str, asking.Question]

    def get_queryset(self) -> Any:
        rows = self.declared.visible(self.request.user).order_by(*self.declared.order)
        listed = {*self.declared.all_fields, *self.declared.read_only}
        names = [field.name for field in rows.model._meta.fields if field.is_relation and field.name in listed]
        if names:
            rows = rows.select_related(*names)
        for field in rows.model._meta.many_to_many:
            if field.name in listed:
                seen = access.visible(self.request.user, field.related_model)
                rows = rows.prefetch_related(Prefetch(field.name, seen.order_by("pk")))
        return rows

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not access.of(self.declared.model).may_enter(request.user):
            self.permission_denied(
                request, _("Your account has no place in the organisation yet. Ask the administrator to add you.")
            )

    def filter_queryset(self, queryset: Any) -> Any:
        if self.action != "list":
            return queryset
        return asking.ask(self.declared, self.questions, self.request.query_params, self.request.user, queryset)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        lister = self.lister
        if not lister.plain:
            return super().list(request, *args, **kwargs)
        rows = self.filter_queryset(self.declared.visible(request.user).order_by(*self.declared.order))
        return self.get_paginated_response(lister.write(self.paginate_queryset(lister.query(rows)) or [], request.user))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return Response(self.get_serializer(row).data, headers={"ETag": etag(row)})

    def expected(self) -> int:
        """The version in If-Match."""
        header = self.request.headers.get("If-Match", "").strip()
        if not header:
            raise problems.PreconditionRequired(_("Send If-Match with the ETag that you read."))
        version = header.removeprefix("W/").strip('"')
        if not (version.isascii() and version.isdecimal() and len(version) < 10):
            raise problems.PreconditionFailed(problems.stale())
        return int(version)

    def written(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        """What was written, as it stands when all that follows from it has been done."""
        row = self.get_queryset().filter(pk=row.pk).first() or row
        headers = {"ETag": etag(row)}
        if code == status.HTTP_201_CREATED:
            headers["Location"] = f"/api/v1/{self.declared.api}/{row.uid}"
        return Response(self.get_serializer(row).data, status=code, headers=headers)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class Creates:
    """POST to the collection."""

    def create(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        access.demand(request.user, "add", self.declared.model)
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        many = {field.name for field in self.declared.model._meta.many_to_many}
        draft = self.declared.model(**{name: value for name, value in serializer.validated_data.items() if name not in many})
        access.demand(request.user, "add", draft)
        with unless_taken(), transaction.atomic(), history.act(_("Added %(what)s") % {"what": draft}, user=request.user):
            row = serializer.save()
            self.declared.after_save(request, row, True)
        return self.written(row, status.HTTP_201_CREATED)


class Changes:
    """PATCH of a row."""

    def partial_update(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        with unless_taken(), transaction.atomic():
            seen = self.get_object()
            access.demand(request.user, "change", seen)
            row = locking.hold(type(seen), seen.pk, self.expected())
            serializer = self.get_serializer(row, data=request.data, partial=True)
            serializer.is_valid(raise_exception=True)
            # It may have been moved to where the person may not write.
            access.demand(request.user, "change", row)
            with history.act(_("Changed %(what)s") % {"what": seen}, user=request.user):
                row = serializer.save()
                self.declared.after_save(request, row, False)
        return self.written(row)


@contextmanager
def unless_taken() -> Iterator[None]:
    """Two who write the same at the same time: the later one is told, whatever the looking before said."""
    try:
        yield
    except IntegrityError as error:
        raise problems.Conflict(_("This does not go together with what is there already. Read it again.")) from error


def _transition(declared: Pages, verb: str, label: str) -> Any:
    form_class = declared.transition_forms.get(verb)

    def act(self: Any, request: Request, uid: Any = None) -> Response:
        seen = self.get_object()
        access.demand(request.user, verb, seen)
        expected = self.expected()
        data = data_of(form_class, request, seen)
        with unless_taken():
            row = states.go(seen, verb, request.user, expected, **data)
        return self.written(row)

    act.__name__ = verb
    act.__doc__ = label
    return act


def viewset_of(declared: Pages) -> type[RowViewSet]:
    """The viewset class of a page set: with what its acts allow."""
    bases: list[type] = []
    decorations: dict[str, Any] = {
        "list": extend_schema(
            description=f"Lista {declared.path}. / List of {declared.api}.", parameters=asking.parameters(declared)
        ),
        "retrieve": extend_schema(description=f"En rad i {declared.path}. / One of {declared.api}."),
    }
    if "add" in declared.acts:
        bases.append(Creates)
        decorations["create"] = extend_schema(description=f"Ny i {declared.path}. / New in {declared.api}.")
    if "edit" in declared.acts:
        bases.append(Changes)
        decorations["partial_update"] = extend_schema(
            description=f"Ändra i {declared.path}. / Change one of {declared.api}.", parameters=[_IF_MATCH]
        )
    serializer = serializer_of(declared)
    body: dict[str, Any] = {
        "declared": declared, "serializer_class": serializer, "lister": Lister(serializer),
        "questions": asking.questions(declared), "queryset": declared.model._default_manager.none(),
    }  # fmt: skip
    for verb in dict.fromkeys(transition.verb for transition in getattr(declared.model, "transitions", [])):
        made = _transition(
            declared, verb, f"Steget {verb} för en rad i {declared.path}. / The step {verb} of one of {declared.api}."
        )
        step = action(detail=True, methods=["post"], url_path=verb.replace("_", "-"))(made)
        # Last, since the framework's `action` writes over what is said before it.
        said = extend_schema(
            description=made.__doc__, request=request_of(declared, verb), responses=serializer, parameters=[_IF_MATCH]
        )
        body[verb] = said(step)
    made_class = type(f"{declared.model.__name__}ViewSet", (*bases, RowViewSet), body)
    return extend_schema_view(**decorations)(made_class)
