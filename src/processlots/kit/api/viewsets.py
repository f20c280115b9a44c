"""A viewset per page set: list, read, create, change and the model's transitions.

A change needs `If-Match` with the row's ETag; a stale one is refused, never overwritten.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, pagination, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from processlots.kit import access, filters, history, locking, states
from processlots.kit.api.listing import Lister
from processlots.kit.api.problems import PreconditionFailed, PreconditionRequired
from processlots.kit.api.serializers import serializer_of
from processlots.kit.pages import Pages


class Paging(pagination.LimitOffsetPagination):
    """`limit` (20, at most 100) and `offset`; the total stands in the body."""

    default_limit = 20
    max_limit = 100


def etag(row: Any) -> str:
    """The row's ETag."""
    return f'"{row.version}"'


_IF_MATCH = OpenApiParameter("If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description="ETag från läsningen. / ETag from the reading.")


class RowViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The stock viewset."""

    declared: Pages
    lister: Lister
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    pagination_class = Paging

    def get_queryset(self) -> Any:
        rows = self.declared.visible(self.request.user).order_by(*self.declared.order)
        names = [f.name for f in rows.model._meta.fields if f.is_relation and f.name in {*self.declared.all_fields, *self.declared.read_only}]
        many = [f.name for f in rows.model._meta.many_to_many if f.name in {*self.declared.all_fields, *self.declared.read_only}]
        if names:
            rows = rows.select_related(*names)
        return rows.prefetch_related(*many) if many else rows

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not access.of(self.declared.model).may_enter(request.user):
            self.permission_denied(request, _("Your account has no place in the organisation yet. Ask the administrator to add you."))

    def filter_queryset(self, queryset: Any) -> Any:
        if self.action != "list":
            return queryset
        return filters.FilterForm(self.declared, self.request.query_params, user=self.request.user).apply(queryset)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        lister = self.lister
        if not lister.plain:
            return super().list(request, *args, **kwargs)
        rows = self.filter_queryset(self.declared.visible(request.user).order_by(*self.declared.order))
        return self.get_paginated_response(lister.write(self.paginate_queryset(lister.query(rows)) or []))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return Response(self.get_serializer(row).data, headers={"ETag": etag(row)})

    def expected(self) -> int:
        """The version in If-Match."""
        header = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if not header:
            raise PreconditionRequired(_("Send If-Match with the ETag that you read."))
        if not header.isdigit() or len(header) > 9:
            raise PreconditionFailed(_("Somebody has saved this since you read it. Read it again and send your change with its new ETag."))
        return int(header)


class Creates:
    """POST to the collection."""

    def create(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        access.demand(request.user, "add", self.declared.model)
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        many = {field.name for field in self.declared.model._meta.many_to_many}
        draft = self.declared.model(**{name: value for name, value in serializer.validated_data.items() if name not in many})
        access.demand(request.user, "add", draft)
        with transaction.atomic(), history.act(_("Added %(what)s") % {"what": draft}, user=request.user):
            row = serializer.save()
            self.declared.after_save(request, row, True)
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED, headers={"ETag": etag(row)})


class Changes:
    """PATCH of a row."""

    def partial_update(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        expected = self.expected()
        with transaction.atomic():
            seen = self.get_object()
            access.demand(request.user, "change", seen)
            row = locking.hold(type(seen), seen.pk, expected)
            serializer = self.get_serializer(row, data=request.data, partial=True)
            serializer.is_valid(raise_exception=True)
            access.demand(request.user, "change", row)
            with history.act(_("Changed %(what)s") % {"what": row}, user=request.user):
                row = serializer.save()
                self.declared.after_save(request, row, False)
        return Response(self.get_serializer(row).data, headers={"ETag": etag(row)})


def _transition(declared: Pages, verb: str, label: str) -> Any:
    form_class = declared.transition_forms.get(verb)

    def act(self: Any, request: Request, uid: Any = None) -> Response:
        seen = self.get_object()
        access.demand(request.user, verb, seen)
        data: dict[str, Any] = {}
        if form_class is not None:
            extra = {"row": seen, "user": request.user} if getattr(form_class, "for_row", False) else {}
            form = form_class(request.data, **extra)
            if not form.is_valid():
                raise serializers.ValidationError({name: [str(one) for one in errors] for name, errors in form.errors.items()})
            data = form.cleaned_data
        row = states.go(seen, verb, request.user, self.expected(), **data)
        return Response(self.get_serializer(row).data, headers={"ETag": etag(row)})

    act.__name__ = verb
    act.__doc__ = label
    return act


def viewset_of(declared: Pages) -> type[RowViewSet]:
    """The viewset class of a page set: with what its acts allow."""
    from rest_framework.decorators import action

    bases: list[type] = []
    decorations: dict[str, Any] = {
        "list": extend_schema(description=f"Lista {declared.path}. / List of {declared.api}."),
        "retrieve": extend_schema(description=f"En rad i {declared.path}. / One of {declared.api}."),
    }
    if "add" in declared.acts:
        bases.append(Creates)
        decorations["create"] = extend_schema(description=f"Ny i {declared.path}. / New in {declared.api}.")
    if "edit" in declared.acts:
        bases.append(Changes)
        decorations["partial_update"] = extend_schema(description=f"Ändra i {declared.path}. / Change one of {declared.api}.", parameters=[_IF_MATCH])
    serializer = serializer_of(declared)
    body: dict[str, Any] = {"declared": declared, "serializer_class": serializer, "lister": Lister(serializer), "queryset": declared.model._default_manager.none()}
    seen = set()
    for transition in getattr(declared.model, "transitions", []):
        if transition.verb in seen:
            continue
        seen.add(transition.verb)
        made = _transition(declared, transition.verb, f"{transition.verb}: {declared.path}. / {transition.verb}: {declared.api}.")
        made = extend_schema(description=made.__doc__, request=OpenApiTypes.OBJECT, parameters=[_IF_MATCH])(made)
        body[transition.verb] = action(detail=True, methods=["post"], url_path=transition.verb.replace("_", "-"))(made)
    made_class = type(f"{declared.model.__name__}ViewSet", (*bases, RowViewSet), body)
    return extend_schema_view(**decorations)(made_class)
