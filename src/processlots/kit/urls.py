"""The kit's own addresses: search, language, theme, health, jobs and imports."""

from django.urls import include, path

from processlots.kit import views
from processlots.kit.health import health

urlpatterns = [
    path("sok/", views.SearchView.as_view(), name="search"),
    path("sprak/", views.set_language, name="set-language"),
    path("utseende/", views.set_theme, name="set-theme"),
    path("", include("processlots.kit.work_urls")),
    path("health", health, name="health"),
]
