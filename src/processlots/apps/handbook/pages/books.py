"""The handbooks, their versions and chapters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.handbook import book_views, loading, shipped_views
from processlots.apps.handbook.access import BookAccess, ChapterAccess, EditionAccess
from processlots.apps.handbook.models import Chapter, Edition, Handbook, Proposal
from processlots.apps.handbook.prose import prose
from processlots.apps.organisation import tasks
from processlots.kit import access as kit_access
from processlots.kit import locking, tables
from processlots.kit.forms import DayField, VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.swedish import slug


@register
class HandbookPages(Pages):
    model = Handbook
    path = "handbocker"
    api = "handbooks"
    fields = ["title_sv", "title_en", "about_sv", "about_en", "audience", "responsible", "network_sv", "looked_over_on"]
    read_only = ["identity"]
    columns = ["title_sv", "audience", "responsible", "looked_over_on"]
    ordering = ["pk"]
    access = BookAccess()
    search = SearchFields("title_sv", ["about_sv", "title_en"])
    detail_template = "handbook/book.html"

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def create(self, row: Any, user: Any) -> Any:
        wanted = slug(row.title_sv, 30) or "handbok"
        taken = set(Handbook.objects.filter(identity__startswith=wanted).values_list("identity", flat=True))
        row.identity = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        row.save()
        return row

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        tasks.refresh(row)

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, ["audience", "responsible", "network_sv", "looked_over_on"])

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = []
        current = row.current()
        if current is not None:
            made.append((_("Read it"), url_of(current), "primary"))
        if row.ended_on is None and row.draft() is None and kit_access.may(request.user, "add", Edition):
            made.append((_("Begin a new version"), f"/handboksversioner/nytt/?handbook={row.pk}", "plain"))
        return made

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        told = [(_("What it is for"), prose(row.about))]
        return {"editions": list(row.editions.order_by("-pk")), "current": row.current(), "told": told}


class EditionForm(VisibleForm):
    """A new version begins with the chapters of the one before."""

    def clean(self) -> Any:
        data = super().clean() or {}
        book = data.get("handbook") or getattr(self.instance, "handbook", None)
        if self.instance.pk is None and book is not None and book.draft() is not None:
            raise ValidationError(_("There is already a version that is being written: %(draft)s.") % {"draft": book.draft()})
        return data


class AdoptForm(forms.Form):
    """Who adopted it, and when (HB-2)."""

    adopted_by = forms.CharField(
        label=gettext_lazy("Adopted by"), max_length=160,
        help_text=gettext_lazy("For example the municipal director's steering group."),
    )  # fmt: skip
    adopted_on = DayField(label=gettext_lazy("Day"), initial=today)
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), max_length=60, required=False)


@register
class EditionPages(Pages):
    """A version is read here from the first chapter to the last; so it is printed too."""

    model = Edition
    path = "handboksversioner"
    api = "handbook-editions"
    fields = ["handbook", "number", "news_sv", "news_en", "answers_by"]
    read_only = ["state", "sent_on", "adopted_by", "adopted_on", "decision"]
    columns = [
        tables.Column("edition", gettext_lazy("Version"), str, "pk", related=("handbook",)),
        "state", "adopted_by", "adopted_on",
    ]  # fmt: skip
    filters = ["handbook", "state"]
    only = ["handbook", "number", "state", "adopted_by", "adopted_on", "handbook__title_sv", "handbook__title_en"]
    ordering = ["-pk"]
    acts = ("list", "add", "detail", "edit", "history")
    parent = "handbook"
    access = EditionAccess()
    form_base = EditionForm
    transition_forms = {"adopt": AdoptForm}
    detail_template = "handbook/edition.html"

    def create(self, row: Any, user: Any) -> Any:
        """The chapters of the version before, to go on writing in."""
        book = locking.hold(Handbook, row.handbook_id, None)
        if book.draft() is not None:
            raise ValidationError(_("There is already a version that is being written: %(draft)s.") % {"draft": book.draft()})
        before = book.editions.order_by("-pk").first()
        row.save()
        for one in before.chapters.order_by("position", "pk").prefetch_related("terms", "methods") if before else ():
            terms, methods = list(one.terms.all()), list(one.methods.all())
            copy = Chapter(
                edition=row, identity=one.identity, position=one.position, step=one.step, shipped=one.shipped,
                standing=one.standing, **one.wording(),
            )  # fmt: skip
            copy.save()
            copy.terms.set(terms)
            copy.methods.set(methods)
        return row

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        if verb == "adopt" and row.handbook.looked_over_on != row.adopted_on:
            row.handbook.looked_over_on = row.adopted_on
            row.handbook.save(update_fields=["looked_over_on"])
        tasks.refresh(row.handbook)

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = [(_("What is new"), f"{url_of(row)}nytt-i/", "plain")]
        made.append((_("Print as PDF"), f"{url_of(row)}pdf/", "post"))
        if not row.fixed and kit_access.may(request.user, "add", Chapter(edition=row)):
            made.append((_("Add a chapter"), f"/kapitel/nytt/?edition={row.pk}", "plain"))
        return made

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown = tables.facts(row, ["state", "sent_on", "answers_by", "adopted_by", "adopted_on", "decision"])
        current = row.handbook.current()
        if row.fixed and current is not None and current.pk != row.pk:
            link = format_html('<a href="{}">{}</a>', url_of(current), current)
            shown.insert(0, (_("Not the version that applies"), link))
        return shown

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        chapters = list(row.chapters.order_by("position", "pk"))
        missing = loading.new_shipped_chapters(row) if not row.fixed and kit_access.may(request.user, "change", row) else []
        return {"chapters": [(one, prose(one.text)) for one in chapters], "missing": missing}

    def urlpatterns(self) -> list[Any]:
        return [*super().urlpatterns(), *book_views.edition_urls(self)]


class ChapterShipped(shipped_views.ShippedView):
    ask = staticmethod(loading.chapter_texts)


def _in_drafts(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.exclude(edition__state=Edition.State.ADOPTED)


@register
class ChapterPages(Pages):
    model = Chapter
    path = "kapitel"
    api = "handbook-chapters"
    fieldsets = [
        ("", "", ["edition", "position", "title_sv", "intro_sv", "text_sv"]),
        (gettext_lazy("In English"), gettext_lazy("May wait"), ["title_en", "intro_en", "text_en"]),
        (gettext_lazy("What it is about"), gettext_lazy("The chapter is shown there"), ["step", "terms", "methods"]),
    ]
    read_only = ["identity", "standing"]
    columns = [
        tables.Column("title", gettext_lazy("Title"), str, "title_sv"),
        tables.Column(
            "edition", gettext_lazy("Version"), lambda row: str(row.edition), "edition",
            related=("edition__handbook",),
        ),
        "step", "standing",
    ]  # fmt: skip
    filters = ["edition", "step", "standing"]
    views = [("utkast", pgettext_lazy("handbook", "In drafts"), _in_drafts)]
    only = [
        "title_sv", "title_en", "step", "standing", "edition__number", "edition__handbook__title_sv",
        "edition__handbook__title_en",
    ]  # fmt: skip
    ordering = ["-edition", "position", "pk"]
    parent = "edition"
    access = ChapterAccess()
    search = SearchFields("title_sv", ["intro_sv", "text_sv", "title_en", "text_en"])
    detail_template = "handbook/chapter.html"

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("edition__handbook")

    def create(self, row: Any, user: Any) -> Any:
        wanted = slug(row.title_sv, 70) or "kapitel"
        taken = set(row.edition.chapters.values_list("identity", flat=True))
        row.identity = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        row.save()
        return row

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = [] if row.edition.fixed else shipped_views.buttons(request, row)
        may_propose = kit_access.may(request.user, "add", Proposal) and not kit_access.may(request.user, "change", row)
        if may_propose and not row.edition.fixed:
            made.append((_("Propose another text"), f"/handboksforslag/nytt/?chapter={row.pk}", "plain"))
        return made

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown: list[tuple[str, Any]] = []
        if row.step:
            shown.append((_("About step"), format_html('<a href="/handbok/steg-{}/">{}</a>', row.step, row.step)))
        for name, label in (("terms", _("Words it explains")), ("methods", _("Models and methods it is about"))):
            others = list(getattr(row, name).order_by("sort"))
            if others:
                shown.append((label, format_html_join(", ", '<a href="{}">{}</a>', ((url_of(one), str(one)) for one in others))))
        return shown

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        order = list(Chapter.objects.filter(edition=row.edition_id).order_by("position", "pk"))
        here = next((n for n, one in enumerate(order) if one.pk == row.pk), 0)
        return {
            "text": prose(row.text, "h2"),
            "previous": order[here - 1] if here else None,
            "following": order[here + 1] if here + 1 < len(order) else None,
        }

    def urlpatterns(self) -> list[Any]:
        return [*super().urlpatterns(), path(f"{self.path}/{shipped_views.END}", ChapterShipped.as_view(pages=self))]
