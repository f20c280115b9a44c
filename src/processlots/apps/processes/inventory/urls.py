"""Addresses of the inventory beside its page: guided questions, preparation, priorities, rows, changes, sources, likeness."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes.inventory import changes as inventory_changes
from processlots.apps.processes.inventory import guided as inventory_guided
from processlots.apps.processes.inventory import likeness_views, source_views
from processlots.apps.processes.inventory import more as inventory_more
from processlots.apps.processes.inventory import prepare as inventory_prepare
from processlots.apps.processes.inventory import priority as inventory_priority
from processlots.apps.processes.inventory import workbook as inventory_file
from processlots.apps.processes.overview import house_file

urlpatterns = [
    path("inventeringar/<key:key>/fraga-<int:number>/", inventory_guided.GuidedView.as_view(), name="inventory-question"),
    path("inventeringar/<key:key>/forberedelse/", inventory_prepare.PrepareView.as_view(), name="inventory-prepare"),
    path("inventeringar/<key:key>/prioritera/", inventory_priority.PriorityView.as_view(), name="inventory-priorities"),
    path("inventeringar/<key:key>/rader/<int:row>/mer/", inventory_more.MoreView.as_view(), name="inventory-row-more"),
    path("inventeringar/<key:key>/forandringar/", inventory_changes.ChangesView.as_view(), name="inventory-changes"),
    path("inventeringar/<key:key>/excel/", inventory_file.ExcelView.as_view(), name="inventory-excel"),
    path("processer/dubbletter/", likeness_views.DuplicatesView.as_view(), name="process-duplicates"),
    path("processer/<key:key>/samma/<int:other>/", likeness_views.SideBySideView.as_view(), name="process-side-by-side"),
    path("processer/<key:key>/skilj/<int:merge>/", likeness_views.UndoMergeView.as_view(), name="process-undo-merge"),
    path("processer/<key:key>/kallor/", source_views.SourcesView.as_view(), name="process-sources"),
    path("mottagare/per-mottagare/", source_views.PerRecipientView.as_view(), name="processes-per-recipient"),
    path("mottagare/<key:key>/samma/", likeness_views.MergeRecipientView.as_view(), name="recipient-merge"),
    path("mottagare/<key:key>/skilj/<int:merge>/", likeness_views.UndoRecipientView.as_view(), name="recipient-undo-merge"),
    path("reglemente/tackning/", source_views.CoverageView.as_view(), name="passage-coverage"),
    path("hus.svg", house_file.HouseFileView.as_view(), name="house-svg"),
]
