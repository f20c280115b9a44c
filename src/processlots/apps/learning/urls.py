"""The public list of facilitators (R-7)."""

from __future__ import annotations

from django.urls import path

from processlots.apps.learning import facilitators

urlpatterns = [
    path("processhandledare/", facilitators.Facilitators.as_view(), name="facilitators"),
    path("processhandledare/<int:pk>/omrade/", facilitators.AreaView.as_view(), name="facilitator-area"),
]
