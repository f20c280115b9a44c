"""Addresses that are not a page set's: drawing, uploads, downloads, and versions in the API."""

from django.urls import path

from processlots.apps.maps import (
    api,
    compare_views,
    draft_views,
    editor_views,
    element_links,
    element_views,
    link_views,
    reading_views,
    upload_views,
)
from processlots.apps.maps.mappings.urls import urlpatterns as of_mappings

urlpatterns = [
    path("kartor/ladda-upp/", upload_views.UploadNew.as_view(), name="map-upload"),
    path("kartor/uppladdning/<uuid:uid>/", upload_views.UploadPage.as_view(), name="map-upload-look"),
    path("kartor/<key:key>/ladda-upp/", upload_views.UploadVersion.as_view(), name="map-upload-version"),
    path("kartor/<key:key>/skillnad/", compare_views.CompareMaps.as_view(), name="map-compare"),
    path("kartor/<key:key>/rita/", editor_views.DrawPage.as_view(), name="map-draw"),
    path("kartor/<key:key>/rita/karta.bpmn", editor_views.DrawLoad.as_view(), name="map-draw-load"),
    path("kartor/<key:key>/rita/spara/", editor_views.DrawSave.as_view(), name="map-draw-save"),
    path("kartor/<key:key>/rita/kontrollera/", editor_views.DrawCheck.as_view(), name="map-draw-check"),
    path("kartor/<key:key>/rita/penna/", draft_views.DrawPen.as_view(), name="map-draw-pen"),
    path("kartor/<key:key>/rita/utkast/", draft_views.DrawDraft.as_view(), name="map-draw-draft"),
    path("kartor/<key:key>/rita/element/", element_views.DrawElement.as_view(), name="map-draw-element"),
    path("kartor/<key:key>/rita/lankar/", link_views.DrawLinks.as_view(), name="map-draw-links"),
    path("kartelement/<key:key>/koppla/", element_links.LinkView.as_view(), name="map-element-link"),
    path("kartversioner/<key:key>/skriv-ut/", reading_views.Print.as_view(), name="version-print"),
    path("kartversioner/<key:key>/karta.bpmn", reading_views.Download.as_view(), {"what": "bpmn"}, name="version-bpmn"),
    path("kartversioner/<key:key>/karta.svg", reading_views.Download.as_view(), {"what": "svg"}, name="version-svg"),
    path("kartversioner/<key:key>/steg.txt", reading_views.Download.as_view(), {"what": "text"}, name="version-text"),
    path("api/v1/maps/<uuid:uid>/versions", api.MapVersions.as_view(), name="api-map-save"),
    path("api/v1/map-versions/<uuid:uid>/bpmn", api.VersionFile.as_view(), {"what": "bpmn"}, name="api-version-bpmn"),
    path("api/v1/map-versions/<uuid:uid>/svg", api.VersionFile.as_view(), {"what": "svg"}, name="api-version-svg"),
    path("api/v1/map-versions/<uuid:uid>/text", api.VersionFile.as_view(), {"what": "text"}, name="api-version-text"),
]

urlpatterns += of_mappings
