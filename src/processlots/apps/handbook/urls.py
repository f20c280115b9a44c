"""The guidance of a step, by the step's number."""

from __future__ import annotations

from django.urls import path

from processlots.apps.handbook import reading

urlpatterns = [path("handbok/steg-<int:number>/", reading.StepView.as_view(), name="handbook-step")]
