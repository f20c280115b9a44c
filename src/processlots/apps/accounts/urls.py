"""Addresses of signing in."""

from django.urls import path

from processlots.apps.accounts import enter

urlpatterns = [
    path("byt-person/", enter.EnterView.as_view(), name="enter"),
    path("byt-person/<str:username>/", enter.enter_as, name="enter-as"),
]
