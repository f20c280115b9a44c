"""The addresses of jobs, imports, document templates and comments."""

from django.urls import path

from processlots.kit import comment_views, import_views, job_views, template_views

urlpatterns = [
    path("kommentarer/pa/<slug:path>/<int:pk>/", comment_views.WriteComment.as_view(), name="comment-write"),
    path("arbete/<uuid:uid>/", job_views.JobDetail.as_view(), name="job-detail"),
    path("arbete/<uuid:uid>/avbryt/", job_views.JobCancel.as_view(), name="job-cancel"),
    path("arbete/<uuid:uid>/fil/", job_views.JobFile.as_view(), name="job-file"),
    path("inlasning/<slug:key>/", import_views.ImportStart.as_view(), name="import-start"),
    path("inlasning/<slug:key>/<uuid:uid>/", import_views.ImportPreview.as_view(), name="import-preview"),
    path("inlasning/<slug:key>/<uuid:uid>/klar/", import_views.ImportDone.as_view(), name="import-done"),
    path("inlasning/<slug:key>/<uuid:uid>/angra/", import_views.ImportUndo.as_view(), name="import-undo"),
    path("inlasning/<slug:key>/<uuid:uid>/fil/", import_views.ImportFile.as_view(), name="import-file"),
    path("dokumentmallar/", template_views.TemplateList.as_view(), name="template-list"),
    path("dokumentmallar/<slug:key>/<slug:language>/", template_views.TemplateFile.as_view(), name="template-file"),
]
