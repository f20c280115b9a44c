"""Addresses that are not a page set's: the start page, the naming verdict, appointments, the inventory's rows."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes import appoint_views, inventory_acts, name_views, start_views
from processlots.apps.processes.models import Inventory

urlpatterns = [
    path("", start_views.StartView.as_view(), name="start"),
    path("processer/namn/", name_views.name_verdict, name="process-name"),
    path("processer/<key:key>/agare/samtycke/", appoint_views.ConsentView.as_view(), name="process-consent"),
    path(
        "processer/<key:key>/<slug:role>/avsluta-uppdrag/",
        appoint_views.EndAppointmentView.as_view(),
        name="process-end-appointment",
    ),
    path("processer/<key:key>/agare/", appoint_views.AppointView.as_view(), {"role": "agare"}, name="process-owner"),
    path("processer/<key:key>/ledare/", appoint_views.AppointView.as_view(), {"role": "ledare"}, name="process-leader"),
    path("processer/<key:key>/ingen-process/", appoint_views.NotAProcessView.as_view(), name="process-not-a-process"),
    path("processer/<key:key>/behall-namnet/", appoint_views.AcceptNameView.as_view(), name="process-accept-name"),
    path("processer/<key:key>/sedd/", appoint_views.ReviewView.as_view(), name="process-review"),
    path("processer/<key:key>/word/", appoint_views.WordView.as_view(), name="process-word"),
    path(
        "inventeringar/<key:key>/word/",
        appoint_views.WordView.as_view(model=Inventory, report="inventory"),
        name="inventory-word",
    ),
    path("inventeringar/<key:key>/fragor/", inventory_acts.QuestionsView.as_view(), name="inventory-questions"),
    path("inventeringar/<key:key>/rader/", inventory_acts.RowAddView.as_view(), name="inventory-row-add"),
    path("inventeringar/<key:key>/rader/<int:row>/", inventory_acts.RowSaveView.as_view(), name="inventory-row"),
    path("processer/<key:key>/tacka-ja/", appoint_views.AcceptView.as_view(), name="process-accept"),
]
