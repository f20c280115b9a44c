"""Addresses of the measure's values."""

from __future__ import annotations

from django.urls import URLPattern, path


def patterns() -> list[URLPattern]:
    """Made when asked for, since the page sets must have been registered."""
    from processlots.apps.followup import goal_hints, goal_sources, plan_views, signal_views
    from processlots.apps.followup.measure_views import ValueView
    from processlots.apps.followup.models import Goal, Measure
    from processlots.apps.followup.value_rows import ValueRowsView
    from processlots.apps.processes.models import Process
    from processlots.kit import pages

    measure, process = pages.of(Measure), pages.of(Process)
    return [
        path("uppfoljningsplan/", plan_views.OverviewView.as_view(pages=pages.of(Goal)), name="follow-up-overview"),
        path("processer/<key:key>/uppfoljningsplan/", plan_views.FollowUpPlanView.as_view(pages=process), name="follow-up-plan"),
        path(
            "processer/<key:key>/uppfoljningsplan/word/",
            plan_views.FollowUpWordView.as_view(pages=process),
            name="follow-up-word",
        ),
        path("mal/sag/", goal_hints.hints, name="goal-hints"),
        path("mal/<key:key>/grunder/", goal_sources.GroundsView.as_view(), name="goal-grounds"),
        path("matt/<key:key>/varde/", ValueView.as_view(pages=measure), name="measure-value"),
        path("matt/<key:key>/varden/", ValueRowsView.as_view(pages=measure), name="measure-values"),
        path("matt/<key:key>/granser/", signal_views.RebaseView.as_view(pages=measure), name="measure-rebase"),
        path("matt/<key:key>/sedd/", signal_views.SeeView.as_view(pages=measure), name="measure-see"),
        path("matt/<key:key>/csv/", signal_views.ValuesCsv.as_view(pages=measure), name="measure-csv"),
        path("matt/<key:key>/excel/", signal_views.ValuesXlsx.as_view(pages=measure), name="measure-xlsx"),
    ]


urlpatterns = patterns()
