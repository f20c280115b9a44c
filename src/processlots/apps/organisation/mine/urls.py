"""Addresses of "Min sida", its calendar, and the manager's overview."""

from __future__ import annotations

from django.urls import path

from processlots.apps.organisation.mine import calendar_feed
from processlots.apps.organisation.mine import meetings as my_meetings
from processlots.apps.organisation.mine import page as my_page
from processlots.apps.organisation.mine import parts as my_parts
from processlots.apps.organisation.mine import units as my_units

__all__ = ["my_meetings", "my_parts"]  # which register what they show

urlpatterns = [
    path("min-sida/", my_page.MyPage.as_view(), name="my-page"),
    path("min-sida/e-post/", my_page.SaveMail.as_view(), name="my-mail"),
    path("min-sida/kalender/", my_page.Feed.as_view(), name="my-calendar"),
    path("min-sida/skjut-upp/<uuid:uid>/", my_page.Snooze.as_view(), name="my-snooze"),
    path("min-sida/paminn/<uuid:uid>/", my_page.Remind.as_view(), name="my-remind"),
    path("min-sida/enheter/", my_units.MyUnits.as_view(), name="my-units"),
    path("kalender/<str:secret>.ics", calendar_feed.feed, name="calendar-feed"),
]
