"""The page where the model manager sees, fetches and replaces the municipality's document templates."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views import View

from processlots.kit import access, documents, files, panels, reports
from processlots.kit.files import BadFile
from processlots.kit.forms import LookupField
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.models.files import Blob


class TrialForm(forms.Form):
    """With which row a template is tried; the newest where none is chosen."""

    def __init__(self, report: reports.Report, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = access.visible(user, report.model)
        said = _("By name. Empty: the newest.")
        self.fields["row"] = LookupField(rows, required=False, label=_("Try it with"), help_text=said)


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
            elif request.POST.get("act") == "try":
                return self.attempt(request, key, language)
            else:
                upload = files.uploaded(request, "file")
                names = next((one.fields for one in reports.all_reports() if one.key == key), ())
                own = documents.replace(key, language, upload, upload.name or "", request.user, names)
                messages.success(request, _("The template is replaced. The next document is made from it."))
                self.tell_unused(request, own.blob, names)
        except documents.NoTemplate:
            raise Http404 from None
        except BadFile as bad:
            return self.show(request, bad.message, f"{key}.{language}", 422)
        return HttpResponseRedirect(reverse("template-list"))

    def attempt(self, request: HttpRequest, key: str, language: str) -> HttpResponse:
        """Fill the file with the values of a row, without putting it to use. Raises BadFile, NoTemplate."""
        try:
            report = reports.get(key)
        except LookupError as error:
            raise documents.NoTemplate(key) from error
        form = TrialForm(report, request.POST, user=request.user, prefix=f"{key}-{language}")
        if not form.is_valid():
            raise BadFile(" ".join(map(str, form.errors["row"])))
        row = form.cleaned_data["row"] or access.visible(request.user, report.model).order_by("-pk").first()
        if row is None:
            raise BadFile(_("There is nothing yet to try the template with."))
        blob = files.store(files.uploaded(request, "file"), "docx")
        names = [*report.fields, *panels.fields_of(key), "version"]
        if strangers := documents.unknown_names(blob.read(), names):
            said = _("The template asks for %(names)s, which nothing fills. There are: %(known)s.")
            messages.warning(request, said % {"names": ", ".join(strangers), "known": ", ".join(sorted(set(names)))})
        self.tell_unused(request, blob, report.fields)
        return HttpResponseRedirect(reports.attempt(key, language, blob, row, request.user).get_absolute_url())

    def tell_unused(self, request: HttpRequest, blob: Blob, names: Sequence[str]) -> None:
        """Name what the documents could say and this template leaves out."""
        if unused := documents.unused_names(blob.read(), names):
            messages.info(request, _("The template does not show: %(names)s.") % {"names": ", ".join(unused)})

    def show(self, request: HttpRequest, said: str = "", place: str = "", status: int = 200) -> HttpResponse:
        known = {one.key: one for one in reports.all_reports()}
        own = {(row.document, row.language): row for row in DocumentTemplate.objects.all()}
        may = access.may(request.user, "change", DocumentTemplate)
        rows: list[dict[str, Any]] = []
        for key in documents.shipped_keys():
            for language in documents.LANGUAGES:
                if (documents.SHIPPED / f"{key}.{language}.docx").is_file() or (key, language) in own:
                    name = f"{key}.{language}"
                    rows.append(
                        {
                            "name": name,
                            "title": known[key].title if key in known else key,
                            "trial": TrialForm(known[key], user=request.user, prefix=f"{key}-{language}")
                            if may and key in known
                            else None,
                            "fields": sorted({*known[key].fields, *panels.fields_of(key)}) if key in known else [],
                            "language": get_language_info(language)["name_local"],
                            "own": own.get((key, language)),
                            "url": reverse("template-file", args=[key, language]),
                            "said": said if name == place else "",
                        }
                    )
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
