"""The page where the model manager sees, fetches and replaces the municipality's document templates."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views import View

from processlots.kit import access, documents, files, reports
from processlots.kit.files import BadFile
from processlots.kit.models.documents import DocumentTemplate


class TemplateList(LoginRequiredMixin, View):
    """Every template in every language: whose it is, fetching it, and for who may: replacing it and going back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        access.demand(request.user, "change", DocumentTemplate)
        key, _dot, language = request.POST.get("template", "").partition(".")
        try:
            if request.POST.get("act") == "restore":
                documents.restore(key, language, request.user)
                messages.success(request, _("The shipped template is used again."))
            else:
                upload = files.uploaded(request, "file")
                names = next((one.fields for one in reports.all_reports() if one.key == key), ())
                documents.replace(key, language, upload, upload.name or "", request.user, names)
                messages.success(request, _("The template is replaced. The next document is made from it."))
        except documents.NoTemplate:
            raise Http404 from None
        except BadFile as bad:
            return self.show(request, bad.message, f"{key}.{language}", 422)
        return HttpResponseRedirect(reverse("template-list"))

    def show(self, request: HttpRequest, said: str = "", place: str = "", status: int = 200) -> HttpResponse:
        titles = {one.key: one.title for one in reports.all_reports()}
        own = {(row.document, row.language): row for row in DocumentTemplate.objects.all()}
        rows: list[dict[str, Any]] = []
        for key in documents.shipped_keys():
            for language in documents.LANGUAGES:
                if (documents.SHIPPED / f"{key}.{language}.docx").is_file() or (key, language) in own:
                    name = f"{key}.{language}"
                    rows.append(
                        {
                            "name": name,
                            "title": titles.get(key, key),
                            "language": get_language_info(language)["name_local"],
                            "own": own.get((key, language)),
                            "url": reverse("template-file", args=[key, language]),
                            "said": said if name == place else "",
                        }
                    )
        may = access.may(request.user, "change", DocumentTemplate)
        context = {
            "title": _("Document templates"),
            "lead": _("What the Word documents are made from. A template of your own takes the place of the shipped one."),
            "rows": rows,
            "may": may,
            "why_not": "" if may else access.refusal("change", DocumentTemplate),
        }
        return render(request, "kit/templates.html", context, status=status)


class TemplateFile(LoginRequiredMixin, View):
    """The template in use, to begin one's own from."""

    def get(self, request: HttpRequest, key: str, language: str) -> HttpResponseBase:
        if key not in documents.shipped_keys() or language not in documents.LANGUAGES:
            raise Http404
        content = io.BytesIO(documents.template(key, language))
        media = files.KINDS["docx"].media
        response = FileResponse(content, as_attachment=True, filename=f"{key}.{language}.docx", content_type=media)
        response["X-Content-Type-Options"] = "nosniff"
        return response
