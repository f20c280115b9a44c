"""The pages of an import: start, look at the rows and match the columns, read in, result, undo."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views import View

from processlots.kit import access, files
from processlots.kit.files import BadFile
from processlots.kit.import_forms import MappingForm, StartForm
from processlots.kit.imports import batches, importers, undoing
from processlots.kit.models.imports import ImportBatch
from processlots.kit.models.jobs import Job

State = ImportBatch.State
PER_PAGE = 100
# What the button of the preview sends, with the fingerprint of what was shown.
CONFIRM = "confirm"
MARKS = {"new": "ok", "change": "begun", "same": "none", "warning": "warn", "error": "error", "end": "warn", "gone": "none"}


def status_labels() -> dict[str, str]:
    """What each status of a row is called, in the language of the page."""
    return {
        "new": pgettext("import row", "new"),
        "change": pgettext("import row", "changed"),
        "same": pgettext("import row", "as before"),
        "warning": pgettext("import row", "look at it"),
        "error": pgettext("import row", "must be mended"),
        "end": pgettext("import row", "is ended"),
        "gone": pgettext("import row", "not in the file"),
    }


class ImportView(LoginRequiredMixin, View):
    """The base: finds the importer and asks Access before anything else."""

    importer: importers.Importer
    batch: ImportBatch

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        params: dict[str, str] = {}
        if "uid" in kwargs:
            self.batch = self._own_batch(request, kwargs["key"], kwargs["uid"])
            params = self.batch.params
        try:
            self.importer = importers.get(kwargs["key"], params)
        except LookupError:
            raise Http404 from None
        if "uid" not in kwargs:
            self.importer.params = importers.params_from(self.importer, request.GET)

    def _own_batch(self, request: HttpRequest, key: str, uid: uuid.UUID) -> ImportBatch:
        rows = ImportBatch.objects.select_related("source", "act", "job").filter(user_id=request.user.pk or 0)
        found = rows.filter(importer=key, uid=uid).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.importer.may(request.user):
            raise PermissionDenied(access.refusal(self.importer.verb, self.importer.model))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[tuple[str, str]]:
        return [*self.importer.crumbs(), (str(self.importer.title), self.start_url())]

    def start_url(self) -> str:
        query = f"?{urlencode(self.importer.params)}" if self.importer.params else ""
        return reverse("import-start", args=[self.importer.key]) + query

    def address(self, name: str) -> str:
        return reverse(name, args=[self.importer.key, self.batch.uid])


class ImportStart(ImportView):
    """Choose a file or paste."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(request, StartForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        form = StartForm(request.POST)
        field = "text"
        try:
            given: dict[str, Any] = {}
            if request.FILES.get("file") is not None or getattr(request, "upload_over_limit", False):
                field = "file"
                upload = files.uploaded(request, "file")
                given = {"data": upload.read(), "filename": upload.name or "fil"}
            elif request.POST.get("text", "").strip() and not self.importer.upright:
                given = {"text": request.POST["text"]}
            else:
                field = "file" if self.importer.upright else field
                raise BadFile(
                    _("Choose a file first.") if self.importer.upright else _("Choose a file or paste some rows first.")
                )
            batch = batches.begin(key, request.user, params=self.importer.params, **given)
        except BadFile as bad:
            form.is_valid()
            form.add_error(field, bad.message)
            return self.show(request, form, status=422)
        return HttpResponseRedirect(batch.get_absolute_url())

    def show(self, request: HttpRequest, form: StartForm, status: int = 200) -> HttpResponse:
        if self.importer.upright:
            form.for_word()
        elif self.importer.example:
            form.fields["text"].widget.attrs["placeholder"] = self.importer.example
        # One of the two is needed, so neither is called optional. The errors are made by now.
        for field in form.fields.values():
            field.required = True
        earlier = ImportBatch.objects.filter(user_id=request.user.pk or 0, importer=self.importer.key).order_by("-created")
        context = {
            "title": self.importer.title,
            "crumbs": self.importer.crumbs(),
            "lead": self.importer.lead() or self.importer.help,
            "form": form,
            "columns": self.importer.columns,
            "earlier": earlier.exclude(state=State.PREVIEW)[:5],
            "back_url": self.importer.url_back(),
        }
        return render(request, "kit/import_start.html", context, status=status)


class ImportPreview(ImportView):
    """What would become of each row; match the columns; read in."""

    def get(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponse:
        if self.batch.state not in batches.OPEN:
            return HttpResponseRedirect(self.address("import-done"))
        return self.show(request)

    def post(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponse:
        if self.batch.state not in batches.OPEN:
            return HttpResponseRedirect(self.address("import-done"))
        act, _space, seen = request.POST.get("act", "").partition(" ")
        if act != CONFIRM:
            options = {option.key: f"option-{option.key}" in request.POST for option in self.importer.options}
            batches.remap(self.batch, self._mapping(request), headed="headed" in request.POST, options=options)
            return HttpResponseRedirect(self.address("import-preview"))
        try:
            batch = batches.apply(self.batch, request.user, seen)
        except batches.Changed:
            batches.looks.forget(self.batch)
            return self.show(request, said=batches.changed_sentence(), status=409)
        except BadFile as bad:
            return self.show(request, said=bad.message, status=422)
        if batch.state == State.RUNNING and batch.job is not None:
            return HttpResponseRedirect(batch.job.get_absolute_url())
        if not self.importer.params:
            return HttpResponseRedirect(self.address("import-done"))
        # Rows that went into something are looked at there.
        read = sum(batch.counts.get(status, 0) for status in importers.ACTS)
        said = ngettext("%(count)d row is read in.", "%(count)d rows are read in.", read) % {"count": read}
        messages.success(
            request, format_html('{} <a href="{}">{}</a>', said, self.address("import-done"), _("See which, or undo it"))
        )
        return HttpResponseRedirect(self.importer.url_back())

    def _mapping(self, request: HttpRequest) -> dict[str, int]:
        """The chosen columns; what is no number, or is chosen twice, is left out."""
        mapping: dict[str, int] = {}
        for column in self.importer.columns:
            place = request.POST.get(f"column-{column.key}", "")
            if place.isascii() and place.isdigit() and len(place) < 4 and int(place) not in mapping.values():
                mapping[column.key] = int(place)
        return mapping

    def show(self, request: HttpRequest, said: str = "", status: int = 200) -> HttpResponse:
        try:
            looked = batches.look(self.batch, request.user)
        except BadFile as bad:
            messages.error(request, bad.message)
            return HttpResponseRedirect(self.start_url())
        if isinstance(looked, Job):
            if said:
                messages.warning(request, said)
            return HttpResponseRedirect(looked.get_absolute_url())
        labels = status_labels()
        chosen = request.GET.get("visa", "")
        # What stands and is not in the file is told of by a count, and shown when asked for.
        whole = [one for one in looked.results if one.status != "gone"]
        results = [one for one in looked.results if one.status == chosen] if chosen in MARKS else whole
        page = Paginator(results, PER_PAGE).get_page(request.GET.get("sida"))
        used = [column for column in self.importer.columns if column.key in self.batch.mapping]
        coming = sum(looked.counts.get(status, 0) for status in importers.ACTS)
        context = {
            "title": _("Look at the rows before they are imported"),
            "kind": self.importer.title,
            "crumbs": self.crumbs(),
            "filename": self.batch.filename,
            "said": said,
            "notes": looked.rows.notes,
            "form": self.mapping_form(looked),
            "tally": [(count, MARKS[status], labels[status]) for status, count in looked.counts.items()],
            "filters": [(labels[status], f"?visa={status}", count, status == chosen) for status, count in looked.counts.items()],
            "all_count": len(whole),
            "chosen": chosen in MARKS,
            "header": [column.label for column in used],
            "rows": [
                (
                    one.line or "–",
                    MARKS[one.status],
                    labels[one.status],
                    [(one.values.get(column.key, ""), one.was.get(column.key)) for column in used],
                    one.messages,
                )
                for one in page.object_list
            ],
            **(self.as_it_stands(looked) if looked.missing else self.upright(looked, used) if self.importer.upright else {}),
            "page": page,
            "page_query": f"visa={chosen}&" if chosen in MARKS else "",
            "can_confirm": looked.may_apply,
            "why_not": self.why_not(looked),
            "nothing_to_do": bool(looked.results) and not coming and not looked.counts.get("error"),
            "confirm_name": f"{CONFIRM} {looked.seen}",
            "confirm_label": ngettext("Import %(count)d row", "Import %(count)d rows", coming) % {"count": coming},
            "cancel_url": self.start_url(),
        }
        return render(request, "kit/import_look.html", context, status=status)

    def as_it_stands(self, looked: batches.Preview) -> dict[str, Any]:
        """The first rows of the file, to choose the columns by."""
        label = _("not read yet")
        return {
            "header": [name or _("Column %(number)d") % {"number": number} for number, name in enumerate(looked.rows.header, 1)],
            "rows": [(row.line, "none", label, [(text, None) for text in row.values], []) for row in looked.rows.rows[:8]],
        }

    def upright(self, looked: batches.Preview, used: list[importers.Column]) -> dict[str, Any]:
        """A form's one row with a line for each column, what stands now beside what would come."""
        labels = status_labels()
        lines: list[Any] = []
        for one in looked.results:
            for column in used:
                status = "change" if column.key in one.was else "same"
                cell = (one.values.get(column.key, ""), one.was.get(column.key))
                lines.append((column.label, MARKS[status], labels[status], [cell], []))
            lines += [("–", MARKS[one.status], labels[one.status], [("", None)], one.messages)] if one.messages else []
        return {"header": [_("Text")], "rows": lines, "upright": True}

    def why_not(self, looked: batches.Preview) -> str:
        """What stands in the way of reading it in, where no row is wrong."""
        if looked.may_apply or looked.counts.get("error"):
            return ""
        return _("Choose the columns first.") if looked.missing else _("There is nothing to import.")

    def mapping_form(self, looked: batches.Preview) -> MappingForm:
        """The columns as they are read now; what is missing says so."""
        data = {f"column-{column}": str(place) for column, place in self.batch.mapping.items()}
        data |= {f"option-{option.key}": "on" for option in self.importer.options if self.importer.wants(option.key)}
        data |= {"headed": "on"} if self.batch.headed else {}
        return MappingForm(self.importer.columns, looked.rows.header, data, options=self.importer.options)


class ImportDone(ImportView):
    """What became of it, and the way to undo it."""

    def get(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponse:
        job = self.batch.job
        if job is not None and not job.over:
            return HttpResponseRedirect(job.get_absolute_url())
        if self.batch.state == State.PREVIEW:
            return HttpResponseRedirect(self.address("import-preview"))
        labels = status_labels()
        context = {
            "title": self.batch.get_state_display(),
            "crumbs": self.crumbs(),
            "batch": self.batch,
            "importer": self.importer,
            "counts": [(MARKS[status], labels[status], count) for status, count in self.batch.counts.items()],
            "notes": self.batch.report.get("notes", []),
            "job_error": job.error.splitlines() if job is not None and job.state == Job.State.FAILED else [],
            "reasons": [],
            "undo_url": self.address("import-undo") if self.batch.state == State.DONE else "",
            "preview_url": self.address("import-preview") if self.batch.state == State.FAILED else "",
            "file_url": self.address("import-file"),
            "back_url": self.importer.url_back(),
        }
        return self.render(request, context)

    def render(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "kit/import_done.html", context)


class ImportUndo(ImportDone):
    """Take it back, all of it or nothing."""

    def get(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponse:
        return HttpResponseRedirect(self.address("import-done"))

    def post(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponse:
        try:
            batch = batches.undo(self.batch, request.user)
        except undoing.CannotUndo as stopped:
            self.reasons = stopped.reasons
            return super().get(request, key, uid)
        if batch.job is not None and not batch.job.over:
            return HttpResponseRedirect(batch.job.get_absolute_url())
        messages.success(request, _("The import is undone. Everything is as it was before."))
        return HttpResponseRedirect(self.address("import-done"))

    def render(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "kit/import_done.html", {**context, "reasons": self.reasons}, status=409)


class ImportFile(ImportView):
    """The file or paste as it came."""

    def get(self, request: HttpRequest, key: str, uid: uuid.UUID) -> HttpResponseBase:
        return files.serve(request, self.batch.source, self.batch.filename or f"{self.importer.key}.txt")
