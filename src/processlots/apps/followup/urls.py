"""Addresses of the measure's values."""

from __future__ import annotations

from django.urls import URLPattern, path


def patterns() -> list[URLPattern]:
    """Made when asked for, since the page sets must have been registered."""
    from processlots.apps.followup.measure_views import ValuesCsv, ValueView
    from processlots.apps.followup.models import Measure
    from processlots.kit import pages

    measure = pages.of(Measure)
    return [
        path("matt/<key:key>/varde/", ValueView.as_view(pages=measure), name="measure-value"),
        path("matt/<key:key>/csv/", ValuesCsv.as_view(pages=measure), name="measure-csv"),
    ]


urlpatterns = patterns()
