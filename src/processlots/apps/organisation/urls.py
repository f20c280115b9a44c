"""Addresses that are not a page set's: giving and ending roles, and the logins of people."""

from __future__ import annotations

from django.urls import path

from processlots.apps.organisation import login_views, role_views
from processlots.apps.organisation.models import Forum, Person, Unit

urlpatterns = [
    path("enheter/<key:key>/utse/", role_views.GiveView.as_view(model=Unit), name="unit-role"),
    path("forum/<key:key>/utse/", role_views.GiveView.as_view(model=Forum), name="forum-role"),
    path("personer/<key:key>/utse/", role_views.GiveView.as_view(model=Person), name="person-role"),
    path("uppdrag/<int:pk>/avsluta/", role_views.EndRoleView.as_view(), name="role-end"),
    path("personer/<key:key>/inloggning/", login_views.MakeLogin.as_view(), name="person-login"),
    path("personer/<key:key>/inloggning/lank/", login_views.LoginLink.as_view(), name="person-login-link"),
    path("personer/<key:key>/inloggning/stang/", login_views.CloseLogin.as_view(), name="person-login-close"),
    path("personer/<key:key>/inloggning/oppna/", login_views.OpenLogin.as_view(), name="person-login-open"),
]
