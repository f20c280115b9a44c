"""Versions in the API: the frozen content, the PDF, what differs, what applied on a day, and recognising a hash."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import comparing, day_views, known_views, reading, standing
from processlots.kit import access, files
from processlots.kit.periods import today

_WITH = "En annan versions uid; utelämnad jämförs med läget nu. / Another version's uid; without it, what is now."
_DATE = "Dagen, 2026-03-14; i dag om den utelämnas. / The day, 2026-03-14; today if left out."
_SHA = "SHA-256 av en PDF eller JSON, 64 tecken. / SHA-256 of a PDF or JSON, 64 characters."


class Difference(serializers.Serializer):
    """One difference."""

    kind = serializers.ChoiceField(["new", "gone", "changed"])
    sentence = serializers.CharField()
    old = serializers.CharField(allow_blank=True)
    new = serializers.CharField(allow_blank=True)


class SectionDifferences(serializers.Serializer):
    """What differs in a section."""

    section = serializers.CharField()
    title = serializers.CharField()
    context = serializers.BooleanField(  # type: ignore[assignment]  # the serializer's own, which DRF keeps apart
        help_text="Mallar och bibliotek, inte processen själv. / Templates and library."
    )
    changes = Difference(many=True)


class Comparison(serializers.Serializer):
    """What differs."""

    changed = serializers.BooleanField()
    sections = SectionDifferences(many=True)


class AppliedVersion(serializers.Serializer):
    """What applied on a day."""

    date = serializers.DateField()
    sentence = serializers.CharField()
    release = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)


class KnownVersion(serializers.Serializer):
    """Whether a hash is recognised."""

    known = serializers.BooleanField()
    sentence = serializers.CharField()
    release = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)


class ReleaseView(APIView):
    """The base of a version's addresses."""

    def release(self, request: Request, uid: uuid.UUID) -> Release:
        """The version, if the person may see it."""
        rows = access.visible(request.user, Release).select_related("process", "content", "document")
        found = rows.filter(uid=uid).first()
        if found is None:
            raise Http404
        return found

    def content(self, release: Release) -> dict[str, Any]:
        """What was frozen; 404 where the file is lost or cannot be read."""
        try:
            return standing.read(release)
        except reading.Unreadable as error:
            raise exceptions.NotFound(str(error)) from error

    def blob(self, request: Request, release: Release, name: str) -> HttpResponseBase:
        """A file of the version, with its hash as ETag: it never changes."""
        blob = getattr(release, name)
        tag = f'"{blob.sha256[:32]}"'
        if tag in {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}:
            return HttpResponse(status=304, headers={"ETag": tag})
        answer = files.serve(request._request, blob, f"{release.process.label} version {release.number}")
        answer["ETag"] = tag
        return answer


class ReleaseContent(ReleaseView):
    """The JSON that was frozen, byte for byte."""

    @extend_schema(
        description="Versionens frysta innehåll. / The version's frozen content.",
        responses={(200, "application/json"): OpenApiTypes.OBJECT, 304: None},
    )
    def get(self, request: Request, uid: uuid.UUID) -> HttpResponseBase:
        return self.blob(request, self.release(request, uid), "content")


class ReleasePdf(ReleaseView):
    """The PDF that was made of it."""

    @extend_schema(
        description="Versionen som PDF. / The version as PDF.",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 304: None},
    )
    def get(self, request: Request, uid: uuid.UUID) -> HttpResponseBase:
        return self.blob(request, self.release(request, uid), "document")


class ReleaseComparison(ReleaseView):
    """What differs, in words."""

    @extend_schema(
        description="Vad som skiljer versionen från en annan, eller från läget nu. / What differs, in words.",
        parameters=[OpenApiParameter("with", OpenApiTypes.UUID, description=_WITH)],
        responses=Comparison,
    )
    def get(self, request: Request, uid: uuid.UUID) -> Response:
        release = self.release(request, uid)
        asked = request.query_params.get("with", "")
        before = self.content(release)
        if asked:
            try:
                other = self.release(request, uuid.UUID(asked))
            except ValueError as error:
                raise exceptions.ValidationError({"with": [_("Write the uid of a version.")]}) from error
            if other.process_id != release.process_id:
                raise exceptions.ValidationError({"with": [_("Choose a version of the same process.")]})
            after = self.content(other)
        else:
            after = standing.now(release.process)
        sections = comparing.plain(comparing.compare(before, after))
        changed = any(not one["context"] for one in sections)
        return Response({"changed": changed, "sections": sections})


class AppliedRelease(APIView):
    """What applied on a day."""

    @extend_schema(
        description="Versionen som gällde en viss dag. / The version that applied on a day.",
        parameters=[OpenApiParameter("date", OpenApiTypes.DATE, description=_DATE)],
        responses=AppliedVersion,
    )
    def get(self, request: Request, uid: uuid.UUID) -> Response:
        process = access.visible(request.user, Process).filter(uid=uid).first()
        if process is None:
            raise Http404
        asked = request.query_params.get("date", "")
        try:
            day = datetime.date.fromisoformat(asked) if asked else today()
        except ValueError as error:
            raise exceptions.ValidationError({"date": [_("Write a day like 2026-03-14.")]}) from error
        found = day_views.answer(process, day)
        return Response(
            {
                "date": day,
                "sentence": day_views.sentence(process, found, day),
                "release": found.uid if found else None,
                "number": found.number if found else None,
                "sha256": found.content.sha256 if found else None,
            }
        )


class KnownRelease(APIView):
    """Whether a document is one of ours."""

    @extend_schema(
        description="Känns en hash igen som en version? / Is a hash known as a version?",
        parameters=[OpenApiParameter("sha256", OpenApiTypes.STR, description=_SHA)],
        responses=KnownVersion,
    )
    def get(self, request: Request) -> Response:
        sha256 = known_views.cleaned(request.query_params.get("sha256", ""))
        if not sha256:
            raise exceptions.ValidationError({"sha256": [_("A hash has 64 characters, the digits 0–9 and the letters a–f.")]})
        found = known_views.recognise(sha256, request.user)
        one = found.release
        said = {"known": one is not None, "sentence": found.sentence}
        return Response({**said, "release": one.uid if one else None, "number": one.number if one else None})
