"""Addresses of signing in."""

from django.urls import path

from processlots.apps.accounts import enter, token_views

urlpatterns = [
    path("mina-nycklar/", token_views.TokenList.as_view(), name="tokens"),
    path("mina-nycklar/<uuid:uid>/avsluta/", token_views.TokenEnd.as_view(), name="token-end"),
    path("byt-person/", enter.EnterView.as_view(), name="enter"),
    path("byt-person/<str:username>/", enter.enter_as, name="enter-as"),
]
