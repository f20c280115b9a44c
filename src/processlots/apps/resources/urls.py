"""Addresses that are not a page set's: answering, the dialogue, conflicts, employees."""

from __future__ import annotations

from django.urls import URLPattern, path

from processlots.apps.resources import overview_views, request_views


def patterns() -> list[URLPattern]:
    """Made when asked for, since the page sets must have been registered."""
    from processlots.apps.resources.models import ResourceRequest
    from processlots.kit import pages

    request = pages.of(ResourceRequest)
    return [
        path("resurser/konflikter/", overview_views.ConflictsView.as_view(), name="resource-conflicts"),
        path("resurser/medarbetare/", overview_views.EmployeesView.as_view(), name="resource-employees"),
        path("resurser/<key:key>/svara/", request_views.AnswerView.as_view(pages=request), name="resource-answer"),
        path("resurser/<key:key>/skriv/", request_views.TalkView.as_view(pages=request), name="resource-talk"),
        path("resurser/<key:key>/word/", request_views.WordView.as_view(pages=request), name="resource-word"),
    ]


urlpatterns = patterns()
