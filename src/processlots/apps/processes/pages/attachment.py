"""Pages of attached documents (D-4): the register over all, the form with its file, and the file itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.processes import keeping
from processlots.apps.processes.models import Attachment, Interface
from processlots.apps.processes.parts import access as parts_access
from processlots.apps.processes.parts import holders
from processlots.kit import access, files, views
from processlots.kit import pages as kit_pages
from processlots.kit.forms import VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, facts, written
from processlots.kit.templatetags.kit import state

#: ending of a file's name → what its bytes must be; what a browser or Office might run is not among them
TAKEN = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "png": "png", "jpg": "jpg", "jpeg": "jpg", "txt": "txt", "csv": "csv"}

holders.holder("granssnitt", Interface, lambda row: row.process)


class AttachmentForm(VisibleForm):
    """A file or a link. The file is kept by what its bytes are; its name is only what it is called."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput,
        help_text=gettext_lazy("PDF, Word (.docx), Excel (.xlsx), PNG, JPEG, text or CSV, at most 10 MB."),
    )  # fmt: skip
    held_by = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    #: set by the view: the request carried more than is read
    over_limit = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.blob_id:
            said = _("%(name)s is kept. Choose another file to put in its place.")
            self.fields["file"].help_text = said % {"name": self.instance.filename}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if self.over_limit:
            self.add_error("file", files.too_big(files.MAX_SIZE).message)
        elif upload is not None:
            self._take(upload)
        self._hang(data)
        return data

    def _take(self, upload: Any) -> None:
        name = "".join(one for one in str(upload.name or "") if one.isprintable())[-200:]
        kind = TAKEN.get(name.rsplit(".", 1)[-1].lower()) if "." in name else None
        if kind is None:
            said = _(
                "We take PDF, Word (.docx), Excel (.xlsx), PNG, JPEG, text and CSV. Save it as one of these, or write a link."
            )
            self.add_error("file", said)
            return
        if (upload.size or 0) > files.MAX_SIZE:
            self.add_error("file", files.too_big(files.MAX_SIZE).message)
            return
        try:
            self.instance.blob = files.store(upload, kind)
        except files.BadFile as bad:
            self.add_error("file", bad.message)
            return
        self.instance.filename = name

    def _hang(self, data: dict[str, Any]) -> None:
        """What it hangs on, for a new one; that must be of the process that was chosen."""
        text = data.get("held_by") or ""
        if not text or self.instance.pk is not None:
            return
        found = holders.found(self.user, text)
        if found is None or data.get("process") != found[1]:
            self.add_error(None, _("What the document was to hang on belongs to another process. Begin again from its page."))
            return
        self.instance.holder_type = ContentType.objects.get_for_model(found[0])
        self.instance.holder_id = found[0].pk


class _Uploading(views.FormView):
    def form(self, row: Any, data: Any = None, files: Any = None, **extra: Any) -> Any:
        made = super().form(row, data, files, **extra)
        made.over_limit = getattr(self.request, "upload_over_limit", False)
        return made


class AttachmentList(views.ListView):
    """The register of documents, with the way to how often they are reviewed and to the codes of the archive."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        ways: list[tuple[Any, str, str]] = [
            (_("Review intervals"), "/granskningstider/", "plain"),
            (_("Classification"), "/klassificering/", "plain"),
        ]
        return [*ways, *super().actions(request)]


class AttachmentAdd(_Uploading, views.AddView):
    """A new document, on the process or on what the address names (?pa=kartelement-17)."""

    def form(self, row: Any, data: Any = None, files: Any = None, **extra: Any) -> Any:
        made = super().form(row, data, files, **extra)
        made.fields["held_by"].initial = self.request.GET.get("pa", "")[:40]
        return made


class AttachmentEdit(_Uploading, views.EditView):
    """Another file, another date."""


def overdue(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Documents whose day of review has passed."""
    return rows.filter(review_on__lt=today(), ended_on=None)


def without_date(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Documents that nobody has said when to review."""
    return rows.filter(review_on=None, ended_on=None)


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Documents that the person is responsible for."""
    return rows.filter(owner=getattr(user, "person", None), ended_on=None)


def review_text(row: Attachment) -> Any:
    """The day of review, with a mark where it has passed."""
    if row.review_on is None:
        return ""
    day = written(row.review_on)
    return state("warn", _("%(day)s, review overdue") % {"day": day}) if row.is_overdue else day


@register
class AttachmentPages(Pages):
    model = Attachment
    path = "dokument"
    api = "attachments"
    fieldsets = (
        (
            gettext_lazy("The document"),
            gettext_lazy("A file, or where it lies"),
            ("process", "title", "kind", "file", "link", "edition"),
        ),
        (gettext_lazy("Who looks after it"), "", ("owner", "valid_from", "review_on")),
    )
    read_only = ["filename", "ended_on", "ended_reason"]
    columns = [
        Column("title", gettext_lazy("Document"), lambda row: row.title, sort="title"),
        Column("process", gettext_lazy("Process"), lambda row: str(row.process), sort="process__sort", related=("process",)),
        "kind",
        "owner",
        "edition",
        Column(
            "review_on", gettext_lazy("To be reviewed"), review_text, sort="review_on", plain=lambda row: written(row.review_on)
        ),
    ]
    filters = ["kind", "process", "owner"]
    ordering = ["title", "pk"]
    views = [
        ("mina", pgettext_lazy("documents", "Mine"), mine),
        ("forfallna", gettext_lazy("Review overdue"), overdue),
        ("utan-datum", gettext_lazy("Without a day of review"), without_date),
    ]
    parent = "process"
    access = parts_access.AttachmentAccess()
    search = SearchFields("title", ["filename"])
    form_base = AttachmentForm
    view_classes = {"list": AttachmentList, "add": AttachmentAdd, "edit": AttachmentEdit}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__unit", "process__owner", "process__leader", "owner", "blob", "holder_type")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        made = super().initial(request)
        person = getattr(request.user, "person", None)
        made.setdefault("owner", person)
        made.setdefault("valid_from", today())
        found = holders.found(request.user, request.GET.get("pa", "")[:40])
        if found is not None:
            made |= {"process": found[1]}
        return made

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        made: list[tuple[str, Any]] = []
        if row.blob is not None:
            size = max(1, round(row.blob.size / 1000))
            words = _("%(kind)s, %(size)s kB") % {"kind": files.KINDS[row.blob.type].name, "size": size}
            made.append((_("File"), format_html('<a href="{}">{}</a>, {}', row.url, row.filename or row.title, words)))
        if row.link:
            made.append((_("Link"), format_html('<a href="{0}" rel="noreferrer">{0}</a>', row.link)))
        made += facts(row, ["kind", "process"])
        held = seen_holder(request.user, row)
        if held is not None:
            made.append((_("Hangs on"), format_html('<a href="{}">{}</a>', url_of(held), held)))
        made += facts(row, ["edition", "owner", "valid_from"])
        made += [(_("To be reviewed"), review_text(row))] if row.review_on else []
        return made + facts(row, ["ended_on", "ended_reason"])

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return [(_("Open the document"), row.url, "primary")] if row.url else []

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        tasks.refresh(row)
        held = row.holder
        if isinstance(held, Interface):
            # What is agreed stands in its documents too.
            held.break_confirmations("document")
            held.save()
            keeping.interface_changed(held)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        held = seen_holder(request.user, row) if created else None
        return f"{url_of(held)}#dokument" if held is not None else super().next_url(request, row, created)

    def empty(self) -> str:
        return _("No documents yet. Attach routine descriptions, templates and checklists where they are used.")


def seen_holder(user: Any, row: Attachment) -> Any:
    """What the document hangs on, if it has a page and the person may see it."""
    held = row.holder if row.holder_id else None
    if held is None or not kit_pages.known(type(held)):
        return None
    return held if access.visible(user, type(held)).filter(pk=held.pk).exists() else None


class FileView(views.PagesView):
    """The file, for those who see the document; as an attachment that no browser runs."""

    def get(self, request: HttpRequest, key: int) -> HttpResponseBase:
        row = self.row(key)
        if row.blob is None:
            raise Http404
        return files.serve(request, row.blob, row.filename or row.title)
