"""Addresses that are not a page set's: the start page, the naming verdict, appointments, the inventory's rows."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes import name_views

urlpatterns = [
    path("processer/namn/", name_views.name_verdict, name="process-name"),
]
