"""The guidance of a step by its number, and where feedback is sent."""

from __future__ import annotations

from django.urls import path

from processlots.apps.handbook import feedback_views, reading
from processlots.apps.handbook.pages.feedback import FiguresView

urlpatterns = [
    path("handbok/steg-<int:number>/", reading.StepView.as_view(), name="handbook-step"),
    path("aterkoppling/lamna/", feedback_views.GiveView.as_view(), name="give-feedback"),
    path("aterkoppling/sidor/", FiguresView.as_view(), name="feedback-figures"),
]
