"""Addresses of the thread's clicks."""

from __future__ import annotations

from django.urls import URLPattern, path


def patterns() -> list[URLPattern]:
    """Made when asked for, since the page sets must have been registered."""
    from processlots.apps.followup.models import Measure
    from processlots.apps.improvement import plan, spreading
    from processlots.apps.improvement.from_feedback import NeedFromFeedback
    from processlots.apps.improvement.from_row import NeedFromRow
    from processlots.apps.improvement.from_signal import NeedFromSignal
    from processlots.apps.improvement.models import Need, PlanAction
    from processlots.apps.improvement.whole_picture import ImpactAnswersView
    from processlots.apps.processes.models import Process
    from processlots.kit import pages

    process = pages.of(Process)
    return [
        path("matt/<key:key>/behov/", NeedFromSignal.as_view(pages=pages.of(Measure)), name="need-from-signal"),
        path("behov/av/<str:label>/<int:key>/", NeedFromFeedback.as_view(), name="need-from-feedback"),
        path("behov/ur/<slug:kind>/<int:pk>/", NeedFromRow.as_view(pages=pages.of(Need)), name="need-from-row"),
        path("aktiviteter/<key:key>/paverkan/", ImpactAnswersView.as_view(pages=pages.of(PlanAction)), name="action-impact"),
        path("processer/<key:key>/aktivitetsplan/", plan.ActivityPlanView.as_view(pages=process), name="activity-plan"),
        path(
            "processer/<key:key>/aktivitetsplan/word/",
            plan.ActivityPlanWordView.as_view(pages=process),
            name="activity-plan-word",
        ),
        path(
            "processer/<key:key>/kommunikationsplan/word/",
            spreading.SpreadingPlanView.as_view(pages=process),
            name="communication-plan-word",
        ),
        path(
            "processer/<key:key>/utbildningsplan/word/",
            spreading.SpreadingPlanView.as_view(pages=process, report="training_plan"),
            name="training-plan-word",
        ),
    ]


urlpatterns = patterns()
