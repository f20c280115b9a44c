"""Pages where a BPMN file is sent, looked at and taken over."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.maps import access, actions, checks, jobs, uploading
from processlots.apps.maps.models import Map, Reading, Upload
from processlots.apps.processes.models import Process
from processlots.kit import files, pages
from processlots.kit.pages import url_of


class UploadNew(LoginRequiredMixin, View):
    """Send a file as a map of its own."""

    form_class: type[uploading.FileForm] = uploading.NewForm

    def map(self, request: HttpRequest, key: int | None) -> Map | None:
        """The map that the file is a new version of."""
        return None

    def get(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        a_map = self.map(request, key)
        access.demand_drawing(request.user, a_map or Map)
        return self.show(request, self.form_class(user=request.user, initial=self.initial(request)), a_map)

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        number = request.GET.get("process", "").split("-")[0]
        if number.isdecimal() and len(number) < 10:
            return {"process": pages.of(Process).get(request.user, int(number))}
        return {"when": request.GET.get("visar", "today")}

    def show(self, request: HttpRequest, form: Any, a_map: Map | None, status: int = 200) -> HttpResponse:
        own = pages.of(Map)
        crumbs = [(own.plural, own.url("list"))] if a_map is None else [*own.crumbs(request, a_map), (a_map.title, url_of(a_map))]
        context = {
            "title": _("New version from a file") if a_map is not None else _("New map from a file"),
            "kind": a_map.title if a_map is not None else "",
            "lead": _("We read the file first. Nothing is saved until you have seen what it holds."),
            "crumbs": crumbs,
            "form": form,
            "fieldsets": [],
            "submit_label": _("Read the file"),
            "cancel_url": url_of(a_map) if a_map is not None else own.url("list"),
        }
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        a_map = self.map(request, key)
        access.demand_drawing(request.user, a_map or Map)
        form = self.form_class(request.POST, request.FILES, user=request.user)
        try:
            sent = files.uploaded(request, "file", uploading.MAX_SIZE)
        except files.BadFile as bad:
            form.is_valid()
            form.errors.pop("file", None)
            form.add_error("file", bad.message)
            return self.show(request, form, a_map, 422)
        if not form.is_valid():
            return self.show(request, form, a_map, 422)
        data = form.cleaned_data
        try:
            job = uploading.send(
                request.user,
                sent,
                process=a_map.process if a_map is not None else data["process"],
                a_map=a_map,
                title=data.get("title", ""),
                kind=data.get("kind", ""),
                when=data["when"],
                comment=data.get("comment", ""),
            )
        except files.BadFile as bad:
            form.add_error("file", bad.message)
            return self.show(request, form, a_map, 422)
        return HttpResponseRedirect(job.get_absolute_url())


class UploadVersion(UploadNew):
    """Send a file as a new version of a map."""

    form_class = uploading.FileForm

    def map(self, request: HttpRequest, key: int | None) -> Map | None:
        found = pages.of(Map).get(request.user, key or 0)
        if found is None:
            raise Http404
        return found


class UploadPage(LoginRequiredMixin, View):
    """What the file holds, before anything of it is saved. Only its sender sees it."""

    def upload(self, uid: uuid.UUID) -> Upload:
        rows = Upload.objects.select_related("process", "map", "base", "version_made__line__map")
        found = rows.filter(uid=uid, user_id=self.request.user.pk or 0).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        return self.show(request, self.upload(uid))

    def show(self, request: HttpRequest, upload: Upload, said: str = "", status: int = 200) -> HttpResponse:
        if upload.state == Upload.State.TAKEN and upload.version_made is not None:
            return HttpResponseRedirect(url_of(upload.version_made))
        language = "en" if get_language() == "en" else "sv"
        own = pages.of(Map)
        reading = (
            Reading.objects.filter(blob=upload.blob_id).select_related("svg_sv", "svg_en").first() if upload.blob_id else None
        )
        again = (
            f"{url_of(upload.map)}ladda-upp/" if upload.map is not None else f"/kartor/ladda-upp/?process={upload.process.number}"
        )
        context: dict[str, Any] = {
            "upload": upload,
            "title": upload.title,
            "crumbs": [(str(upload.process), url_of(upload.process)), (own.plural, own.url("list"))],
            "again_url": again,
            "said": said,
        }
        if upload.state == Upload.State.REFUSED:
            context["refused"] = upload.refusal.get(language, "")
        elif reading is not None:
            told = reading.content
            context |= {
                "svg": mark_safe(reading.svg(language)),
                "elements": told["elements"],
                "steps": sum(1 for one in told["steps"]["sv"] if one["no"]),
                "lanes": told["lanes"],
                "drawings": told["drawings"],
                "receipt": [(one["kind"], one["what"][language], one["why"][language]) for one in told["receipt"]],
                "findings": [(one[language], one["id"]) for one in checks.as_set(told["findings"][upload.kind])],
                "compared": uploading.compared(upload, reading),
            }
        return render(request, "maps/upload.html", context, status=status)

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        upload = self.upload(uid)
        if "discard" in request.POST:
            back = url_of(upload.map) if upload.map is not None else url_of(upload.process)
            uploading.throw_away(upload)
            messages.success(request, _("The file is thrown away. Nothing of it was saved."))
            return HttpResponseRedirect(back)
        try:
            version = uploading.take(upload, request.user)
        except uploading.Unready as unready:
            return self.show(request, upload, str(unready), 409)
        except actions.Moved as moved:
            job = jobs.start(upload)  # compare with theirs, and show that
            said = _("%(person)s saved version %(number)s meanwhile. Nothing is overwritten. The file is compared with it now.")
            messages.warning(request, said % {"person": moved.newest.made_by, "number": moved.newest.number})
            return HttpResponseRedirect(job.get_absolute_url())
        messages.success(
            request, _("%(map)s is saved as version %(number)s.") % {"map": version.line.map, "number": version.number}
        )
        # A first map is seen where it was asked for; a new version is looked at by itself.
        return HttpResponseRedirect(url_of(version.line) if upload.map is not None else f"{url_of(upload.process)}#map")
