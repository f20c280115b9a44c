"""Versions in the API: the file, picture and steps of one by its uid, and saving a new one (facilitators only, V-40)."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, parsers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processlots.apps.maps import actions, editor_views, readings
from processlots.apps.maps.models import Line, Map, Version
from processlots.apps.maps.reading_views import served
from processlots.kit import access, files, pages
from processlots.kit.api.problems import PreconditionFailed, PreconditionRequired
from processlots.kit.api.serializers import serializer_of

_MATCH = "Senaste versionens nummer, 0 om ingen finns. / The latest version's number, 0 if there is none."
_SEEN = "ETag från läsningen; oförändrat svaras 304. / ETag from the reading; unchanged gives 304."
_WHEN = "Kartan över i dag eller i morgon. / The map of today or of tomorrow."
_COMMENT = "Vad som är nytt. / What is new."
_SAVED = serializer_of(pages.of(Version))


class Unreadable(exceptions.APIException):
    """422: a file that cannot be a map; the sentence has element, name and line."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


class TooLarge(exceptions.APIException):
    """413."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class XmlBody(parsers.BaseParser):
    """The body as it came; it is read elsewhere."""

    media_type = "application/xml"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return bytes(stream.read(editor_views.MAX_XML + 1))


def _visible(request: Request, model: Any, uid: uuid.UUID) -> Any:
    declared = pages.of(model)
    found = declared.related(access.visible(request.user, model)).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


class VersionFile(APIView):
    """One of a version's faces."""

    @extend_schema(
        description="En versions fil, bild eller steg. / A version's file, picture or steps.",
        responses={
            (200, "application/xml"): OpenApiTypes.BINARY,
            (200, "image/svg+xml"): OpenApiTypes.BINARY,
            (200, "text/plain"): OpenApiTypes.BINARY,
            304: None,
        },
        parameters=[OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description=_SEEN)],
    )
    def get(self, request: Request, uid: uuid.UUID, what: str) -> HttpResponseBase:
        version = _visible(request, Version, uid)
        tag = f'"{version.blob.sha256[:32]}-{get_language()}"' if what != "bpmn" else f'"{version.blob.sha256[:32]}"'
        if tag in {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}:
            return HttpResponse(status=304, headers={"ETag": tag})
        response = served(request._request, version, what)
        response["ETag"] = tag
        return response


class MapVersions(APIView):
    """A map's next version."""

    parser_classes = [XmlBody]

    @extend_schema(
        description="Spara en ny version av kartan. Bara processhandledare. / Save a new version of the map. Facilitators only.",
        request={"application/xml": OpenApiTypes.BINARY},
        responses={201: _SAVED, 200: _SAVED},
        parameters=[
            OpenApiParameter("If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=_MATCH),
            OpenApiParameter("when", OpenApiTypes.STR, enum=list(Line.When.values), default="today", description=_WHEN),
            OpenApiParameter("comment", OpenApiTypes.STR, description=_COMMENT),
        ],
    )
    def post(self, request: Request, uid: uuid.UUID) -> Response:
        a_map = _visible(request, Map, uid)
        when = request.query_params.get("when", Line.When.TODAY)
        if when not in Line.When.values:
            raise exceptions.ValidationError({"when": [_("Write today or tomorrow.")]})
        from processlots.apps.maps.access import demand_drawing

        demand_drawing(request.user, a_map)
        expected = self._expected(request)
        try:
            body = request.data
        except RequestDataTooBig as error:
            raise TooLarge(_("The map is bigger than 5 MB. Divide it into several maps.")) from error
        if not isinstance(body, bytes) or not body:
            raise exceptions.ValidationError({"body": [_("Send the BPMN file as the request's body.")]})
        if len(body) > editor_views.MAX_XML:
            raise TooLarge(_("The map is bigger than 5 MB. Divide it into several maps."))
        comment = request.query_params.get("comment", "")[:300].replace("\x00", "")
        try:
            version, new, _none = actions.drawn(request.user, a_map, when, body, expected=expected, comment=comment)
        except actions.Moved as moved:
            raise PreconditionFailed(editor_views.moved(moved.newest)) from moved
        except readings.Refusal as refusal:
            raise Unreadable(refusal.message(get_language())) from refusal
        except files.BadFile as bad:
            raise Unreadable(bad.message) from bad
        made = _SAVED(version, context={"request": request})
        headers = {"Location": f"/api/v1/map-versions/{version.uid}", "ETag": f'"{version.number}"'}
        return Response(made.data, status=status.HTTP_201_CREATED if new else status.HTTP_200_OK, headers=headers)

    def _expected(self, request: Request) -> int:
        header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if not header:
            raise PreconditionRequired(_("Send If-Match with the number of the version that you drew on; 0 if there is none."))
        if not header.isdecimal() or len(header) > 8:
            raise PreconditionFailed(_("Send If-Match with the number of the version that you drew on; 0 if there is none."))
        return int(header)
