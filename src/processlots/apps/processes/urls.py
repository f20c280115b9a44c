"""Addresses that are not a page set's: the start page, the naming verdict, appointments, the inventory's rows."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes import name_views, process_acts
from processlots.apps.processes.appointing import acts as appointing_acts
from processlots.apps.processes.appointing import load, proposal_views, team_views
from processlots.apps.processes.inventory import acts as inventory_acts
from processlots.apps.processes.inventory import urls as inventory_urls
from processlots.apps.processes.models import Brief, Inventory
from processlots.apps.processes.overview import start_views
from processlots.apps.processes.parts import urls as parts_urls

urlpatterns = [
    path("", start_views.StartView.as_view(), name="start"),
    path("processer/namn/", name_views.name_verdict, name="process-name"),
    path("processer/<key:key>/agare/samtycke/", appointing_acts.ConsentView.as_view(), name="process-consent"),
    path(
        "processer/<key:key>/ledare/samtycke/", appointing_acts.ConsentView.as_view(), {"role": "ledare"}, name="leader-consent"
    ),
    path("processer/<key:key>/agare/foresla/", proposal_views.ProposeView.as_view(), {"role": "agare"}, name="propose-owner"),
    path("processer/<key:key>/ledare/foresla/", proposal_views.ProposeView.as_view(), {"role": "ledare"}, name="propose-leader"),
    path("processer/<key:key>/team-eller-inte/", proposal_views.TeamDecisionView.as_view(), name="process-team-decision"),
    path("belastning/", load.LoadView.as_view(), name="load"),
    path("team/<key:key>/medlem/", team_views.MemberView.as_view(), name="team-member"),
    path("team/<key:key>/medlem/<int:pk>/avsluta/", team_views.EndMemberView.as_view(), name="team-member-end"),
    path("team/<key:key>/fler-processer/", team_views.ServeView.as_view(), name="team-serve"),
    path("team/<key:key>/farre-processer/", team_views.StopServingView.as_view(), name="team-stop-serving"),
    path(
        "uppdragsbeskrivningar/<key:key>/word/",
        process_acts.WordView.as_view(model=Brief, report="assignment"),
        name="brief-word",
    ),
    path(
        "processer/<key:key>/<slug:role>/avsluta-uppdrag/",
        appointing_acts.EndAppointmentView.as_view(),
        name="process-end-appointment",
    ),
    path("processer/<key:key>/agare/", appointing_acts.AppointView.as_view(), {"role": "agare"}, name="process-owner"),
    path("processer/<key:key>/ledare/", appointing_acts.AppointView.as_view(), {"role": "ledare"}, name="process-leader"),
    path("processer/<key:key>/ingen-process/", process_acts.NotAProcessView.as_view(), name="process-not-a-process"),
    path("processer/<key:key>/behall-namnet/", process_acts.AcceptNameView.as_view(), name="process-accept-name"),
    path("processer/<key:key>/sedd/", process_acts.ReviewView.as_view(), name="process-review"),
    path("processer/<key:key>/word/", process_acts.WordView.as_view(), name="process-word"),
    path(
        "inventeringar/<key:key>/word/",
        process_acts.WordView.as_view(model=Inventory, report="inventory"),
        name="inventory-word",
    ),
    path("inventeringar/<key:key>/fragor/", inventory_acts.QuestionsView.as_view(), name="inventory-questions"),
    path("inventeringar/<key:key>/rader/", inventory_acts.RowAddView.as_view(), name="inventory-row-add"),
    path("inventeringar/<key:key>/rader/<int:row>/", inventory_acts.RowSaveView.as_view(), name="inventory-row"),
    path("processer/<key:key>/tacka-ja/", process_acts.AcceptView.as_view(), name="process-accept"),
    *parts_urls.urlpatterns,
    *inventory_urls.urlpatterns,
]
