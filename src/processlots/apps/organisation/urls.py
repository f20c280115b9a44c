"""Addresses that are not a page set's: giving and ending roles, and the logins of people."""

from __future__ import annotations

from django.urls import path

from processlots.apps.organisation.forums import matter_views, meeting_views
from processlots.apps.organisation.models import Forum, Person, Unit
from processlots.apps.organisation.roles import learning_group_views, login_views, role_views

urlpatterns = [
    path("enheter/<key:key>/utse/", role_views.GiveView.as_view(model=Unit), name="unit-role"),
    path("forum/<key:key>/utse/", role_views.GiveView.as_view(model=Forum), name="forum-role"),
    path("personer/<key:key>/utse/", role_views.GiveView.as_view(model=Person), name="person-role"),
    path("forum/largrupper/", learning_group_views.LearningGroups.as_view(), name="learning-groups"),
    path("forum/<key:key>/motesserie/", meeting_views.SeriesView.as_view(), name="forum-series"),
    path("moten/<key:key>/kallelse/", meeting_views.PaperView.as_view(), name="meeting-agenda"),
    path("moten/<key:key>/kallelse/word/", meeting_views.PaperWord.as_view(), name="meeting-agenda-word"),
    path("moten/<key:key>/protokoll/", meeting_views.PaperView.as_view(report="meeting_minutes"), name="meeting-minutes"),
    path(
        "moten/<key:key>/protokoll/word/", meeting_views.PaperWord.as_view(report="meeting_minutes"), name="meeting-minutes-word"
    ),
    path("beslut/<key:key>/ratta/", matter_views.CorrectView.as_view(), name="decision-correct"),
    path("uppdrag/<int:pk>/avsluta/", role_views.EndRoleView.as_view(), name="role-end"),
    path("personer/<key:key>/inloggning/", login_views.MakeLogin.as_view(), name="person-login"),
    path("personer/<key:key>/inloggning/lank/", login_views.LoginLink.as_view(), name="person-login-link"),
    path("personer/<key:key>/inloggning/stang/", login_views.CloseLogin.as_view(), name="person-login-close"),
    path("personer/<key:key>/inloggning/oppna/", login_views.OpenLogin.as_view(), name="person-login-open"),
]
