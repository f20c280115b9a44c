"""Addresses of signing in."""

from django.urls import path

from processlots.apps.accounts import enter, invitations, token_views

urlpatterns = [
    path("konto/valj-losenord/<uidb64>/<token>/", invitations.ChoosePassword.as_view(), name="choose-password"),
    path("mina-nycklar/", token_views.TokenList.as_view(), name="tokens"),
    path("mina-nycklar/<uuid:uid>/avsluta/", token_views.TokenEnd.as_view(), name="token-end"),
    path("byt-person/", enter.EnterView.as_view(), name="enter"),
    path("byt-person/<str:username>/", enter.enter_as, name="enter-as"),
]
