"""The public list of facilitators (R-7), and the acts of a course occasion (UT-6)."""

from __future__ import annotations

from django.urls import path

from processlots.apps.learning import facilitators, occasion_views

urlpatterns = [
    path("processhandledare/", facilitators.Facilitators.as_view(), name="facilitators"),
    path("processhandledare/<int:pk>/omrade/", facilitators.AreaView.as_view(), name="facilitator-area"),
    path("kurstillfallen/<key:key>/anmalan/", occasion_views.SignUpView.as_view(), name="occasion-sign-up"),
    path("kurstillfallen/<key:key>/avanmalan/", occasion_views.SignUpView.as_view(leaves=True), name="occasion-sign-off"),
    path("kurstillfallen/<key:key>/deltagare/", occasion_views.ParticipantsView.as_view(), name="occasion-participants"),
]
