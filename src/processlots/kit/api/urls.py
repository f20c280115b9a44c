"""The API's addresses: a resource per page set, its description, and who we are."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from processlots import __version__
from processlots.kit import pages
from processlots.kit.api import comments
from processlots.kit.api.viewsets import viewset_of


class ApiInfo(serializers.Serializer):
    """VER.06 of the profile."""

    apiName = serializers.CharField()  # noqa: N815  the profile's own names
    apiVersion = serializers.CharField()  # noqa: N815
    apiReleased = serializers.DateField()  # noqa: N815
    apiDocumentation = serializers.URLField()  # noqa: N815
    apiStatus = serializers.ChoiceField(["active", "beta", "deprecated", "retired"])  # noqa: N815
    softwareVersion = serializers.CharField()  # noqa: N815


@extend_schema(description="Vad detta API är. / What this API is.", responses=ApiInfo, auth=[])
@api_view(["GET"])
@authentication_classes([])
@permission_classes([AllowAny])
def api_info(request: Request) -> Response:
    """Which API this is, and how mature."""
    return Response(
        {
            "apiName": "Processlots",
            "apiVersion": "1.0.0",
            "apiReleased": "2026-11-23",
            "apiDocumentation": request.build_absolute_uri("/api/v1/openapi.json"),
            "apiStatus": "beta",
            "softwareVersion": __version__,
        }
    )


class _Router(SimpleRouter):
    include_format_suffixes = False

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)


router = _Router()
for declared in pages.registry():
    if declared.api:
        router.register(declared.api, viewset_of(declared), basename=f"api-{declared.name}")

urlpatterns = [
    path("api-info", api_info, name="api-info"),
    path(
        "openapi.json",
        SpectacularAPIView.as_view(renderer_classes=[OpenApiJsonRenderer], authentication_classes=[]),
        name="openapi",
    ),
    *comments.urls(),
    *router.urls,
]
