"""Addresses of what hangs on a process: files, checks of interfaces, reviews, process information, the whole picture."""

from __future__ import annotations

from django.urls import path

from processlots.apps.processes.models import Attachment, Interface
from processlots.apps.processes.pages import attachment, interface
from processlots.apps.processes.specification import impact, information, reviewing
from processlots.kit import pages

urlpatterns = [
    path("processer/<key:key>/sedd/<slug:place>/", reviewing.ReviewDocumentView.as_view(), name="process-review-document"),
    path("processer/<key:key>/information/", information.InformationView.as_view(), name="process-information"),
    path("processer/<key:key>/paverkan/", impact.ImpactView.as_view(), name="process-impact"),
    path("dokument/<key:key>/fil/", attachment.FileView.as_view(pages=pages.of(Attachment)), name="attachment-file"),
    path("granssnitt/<key:key>/kontroll/", interface.CheckView.as_view(pages=pages.of(Interface)), name="interface-check"),
]
