"""Writing a comment by the API: POST to the row that it is about."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processlots.kit import access, comments, pages
from processlots.kit.api.parsing import JSONParser
from processlots.kit.api.serializers import serializer_of
from processlots.kit.models.comments import Comment

_ASKED = inline_serializer(
    "CommentWrite",
    {
        "text": serializers.CharField(max_length=comments.LONGEST, help_text="@Namn säger till någon. / @Name tells somebody."),
        "answers": serializers.UUIDField(required=False, allow_null=True),
    },
)


class CommentsOf(APIView):
    """Comments on one row."""

    model: type[models.Model]
    parser_classes = [JSONParser]

    def post(self, request: Request, uid: uuid.UUID) -> Response:
        declared = pages.of(self.model)
        row = declared.related(access.visible(request.user, self.model)).filter(uid=uid).first()
        if row is None:
            raise Http404
        access.demand(request.user, "comment", row)
        asked: Any = type(_ASKED)(data=request.data)
        asked.is_valid(raise_exception=True)
        unknown = sorted(set(request.data) - {"text", "answers"})
        if unknown:
            from processlots.kit.api.naming import unknown as told

            raise exceptions.ValidationError({name: [told(name, ["text", "answers"])] for name in unknown})
        answers = None
        if asked.validated_data.get("answers"):
            answers = comments.of(row).filter(uid=asked.validated_data["answers"]).first()
            if answers is None:
                raise exceptions.ValidationError({"answers": [str(asked.validated_data["answers"])]})
        try:
            made = comments.write(request.user, row, asked.validated_data["text"], answers)
        except ValidationError as error:
            raise exceptions.ValidationError({"text": error.messages}) from error
        told_of = serializer_of(pages.of(Comment))(made, context={"request": request})
        headers = {"Location": f"/api/v1/comments/{made.uid}", "ETag": f'"{made.version}"'}
        return Response(told_of.data, status=status.HTTP_201_CREATED, headers=headers)


def urls() -> list[URLPattern]:
    """An address for each kind of row that takes comments and is in the API."""
    made = []
    for model in comments.taken():
        declared = pages.of(model)
        if declared.api:
            said = extend_schema(
                description="Skriv en kommentar. / Write a comment.",
                request=_ASKED,
                responses={201: serializer_of(pages.of(Comment))},
                operation_id=f"{declared.api}_comment".replace("-", "_"),
            )
            view: Any = type(f"CommentsOn{model.__name__}", (CommentsOf,), {"model": model})
            described = extend_schema_view(post=said)(view)
            made.append(path(f"{declared.api}/<uuid:uid>/comments", described.as_view(), name=f"api-{declared.name}-comment"))
    return made
