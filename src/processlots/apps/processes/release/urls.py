"""Addresses of versions that are not a page set's."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes.release import api, compare_views, day_views, decide_views, known_views, version_views

urlpatterns = [
    path("processer/<key:key>/versioner/", version_views.VersionsView.as_view(), name="process-versions"),
    path("processer/<key:key>/versioner/besluta/", decide_views.DecideView.as_view(), name="process-decide-version"),
    path("processer/<key:key>/versioner/skillnad/", compare_views.CompareView.as_view(), name="process-compare"),
    path("processer/<key:key>/gallde/", day_views.ProcessDayView.as_view(), name="process-applied"),
    path("vad-gallde/", day_views.EverythingDayView.as_view(), name="applied"),
    path("versioner/kanns-igen/", known_views.KnownView.as_view(), name="release-known"),
    path("versioner/<key:key>/pdf/", version_views.FileView.as_view(), name="release-pdf"),
    path("versioner/<key:key>/pdf/avskrift/", version_views.CopyView.as_view(), name="release-copy"),
    path("versioner/<key:key>/fil/<slug:sha256>/", version_views.NamedFileView.as_view(), name="release-file"),
    path("versioner/<key:key>/json/", version_views.FileView.as_view(what="content"), name="release-json"),
    path("api/v1/releases/known", api.KnownRelease.as_view(), name="api-release-known"),
    path("api/v1/releases/<uuid:uid>/content", api.ReleaseContent.as_view(), name="api-release-content"),
    path("api/v1/releases/<uuid:uid>/pdf", api.ReleasePdf.as_view(), name="api-release-pdf"),
    path("api/v1/releases/<uuid:uid>/comparison", api.ReleaseComparison.as_view(), name="api-release-comparison"),
    path("api/v1/processes/<uuid:uid>/applied", api.AppliedRelease.as_view(), name="api-process-applied"),
]
