"""Addresses of how we want to do it, of mappings, and of problems and good ideas."""

from django.urls import path

from processlots.apps.maps.introducing import begin_views
from processlots.apps.maps.models import MappingAssignment, MappingReport
from processlots.apps.maps.problems import wall
from processlots.apps.processes.process_acts import WordView

_ASSIGNMENT = WordView.as_view(model=MappingAssignment, report="mapping_assignment")
_REPORT = WordView.as_view(model=MappingReport, report="mapping_report")

urlpatterns = [
    path("kartor/<key:key>/imorgon/", begin_views.BeginTomorrow.as_view(), name="map-tomorrow"),
    path("processer/<key:key>/problem-och-ideer/", wall.Wall.as_view(), name="problems"),
    path("kartlaggningar/<key:key>/word/", _ASSIGNMENT, name="mapping-word"),
    path("kartlaggningsrapporter/<key:key>/word/", _REPORT, name="mapping-report-word"),
]
