"""Addresses of the thread's clicks."""

from __future__ import annotations

from django.urls import URLPattern, path


def patterns() -> list[URLPattern]:
    """Made when asked for, since the page sets must have been registered."""
    from processlots.apps.followup.models import Measure
    from processlots.apps.improvement.from_signal import NeedFromSignal
    from processlots.kit import pages

    return [path("matt/<key:key>/behov/", NeedFromSignal.as_view(pages=pages.of(Measure)), name="need-from-signal")]


urlpatterns = patterns()
