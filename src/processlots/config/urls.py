"""Addresses: the kit's pages are made from what the apps registered; the rest is listed here."""

from django.urls import include, path

from processlots.kit import pages
from processlots.kit.api import urls as api_urls

handler400 = "processlots.kit.errors.bad_request"
handler403 = "processlots.kit.errors.forbidden"
handler404 = "processlots.kit.errors.not_found"
handler500 = "processlots.kit.errors.server_error"

urlpatterns = [
    path("", include("processlots.kit.urls")),
    path("konto/", include("allauth.account.urls")),
    path("", include("processlots.apps.accounts.urls")),
    path("", include("processlots.apps.organisation.urls")),
    path("", include("processlots.apps.learning.urls")),
    path("", include("processlots.apps.handbook.urls")),
    path("", include("processlots.apps.processes.urls")),
    path("", include("processlots.apps.maps.urls")),
    path("", include("processlots.apps.followup.urls")),
    path("", include("processlots.apps.improvement.urls")),
    path("api/v1/", include(api_urls)),
    path("", include(pages.urls())),
]
