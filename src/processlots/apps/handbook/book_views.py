"""What is new in a version, told in words, and taking in the chapters that the product has come to ship."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from processlots.apps.handbook import comparing, library, loading
from processlots.apps.handbook.models import Edition, Entry
from processlots.kit import access, asked, history, locking, pages
from processlots.kit.views import PagesView


def parts_of(edition: Edition) -> list[tuple[str, str, str]]:
    """(identity, title, text) of the chapters, in the reader's language."""
    return [(one.identity, str(one), f"{one.intro}\n\n{one.text}".strip()) for one in edition.chapters.order_by("position", "pk")]


def words_of(edition: Edition) -> list[tuple[str, str, str]]:
    """The glossary of a version: as it stood where it is adopted, else as it stands."""
    if edition.fixed:
        rows = edition.frozen
    else:
        names = ("identity", "kind", "title_sv", "title_en", "text_sv", "text_en")
        rows = list(Entry.objects.filter(ended_on=None).order_by("identity").values(*names))
    code = "en" if get_language() == "en" else "sv"
    return [(row["identity"], row[f"title_{code}"], row[f"text_{code}"]) for row in rows]


class NewsView(PagesView):
    """Compared with the version before, or with another of the same handbook (`?med=`)."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Edition = self.row(key)
        others = list(Edition.objects.filter(handbook=row.handbook_id).exclude(pk=row.pk).order_by("-pk"))
        wanted = asked.whole(request.GET.get("med", ""))
        before = next((one for one in others if one.pk == wanted), None) or row.before()
        chapters = comparing.compare(parts_of(before), parts_of(row)) if before else []
        words = comparing.compare(words_of(before), words_of(row)) if before else []
        context: dict[str, Any] = {
            "title": _("What is new in %(edition)s") % {"edition": row},
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), pages.url_of(row))],
            "row": row,
            "before": before,
            "others": others,
            "chapters": chapters,
            "words": words,
        }
        return render(request, "handbook/news.html", context)


class WordsView(PagesView):
    """The glossary as it stood when the version was adopted."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Edition = self.row(key)
        steps = {f"step-{number}" for number in range(1, 7)}
        words = [one for one in words_of(row) if one[0] not in steps]
        context: dict[str, Any] = {
            "title": _("The words of %(edition)s") % {"edition": row},
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), pages.url_of(row))],
            "words": sorted(words, key=lambda one: one[1].lower()),
            "row": row,
        }
        return render(request, "handbook/words.html", context)


class TakeInView(PagesView):
    """POST: the chapters that the product ships and the draft lacks."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Edition = self.row(key)
        access.demand(request.user, "change", row)
        with (
            transaction.atomic(),
            history.act(_("Took in shipped chapters in %(edition)s") % {"edition": row}, user=request.user),
        ):
            row = locking.hold(Edition, row.pk, None)
            new = [] if row.fixed else loading.new_shipped_chapters(row)
            shipped = library.chapters(row.handbook.identity)
            for identity in new:
                loading.add_chapter(row, identity, shipped[identity])
        said = ngettext("One chapter is taken in.", "%(count)s chapters are taken in.", len(new)) % {"count": len(new)}
        messages.success(request, said)
        return HttpResponseRedirect(pages.url_of(row))


def edition_urls(declared: Any) -> list[Any]:
    """Addresses under a version's own."""
    start = f"{declared.path}/<key:key>/"
    return [
        path(f"{start}nytt-i/", NewsView.as_view(pages=declared)),
        path(f"{start}ord/", WordsView.as_view(pages=declared)),
        path(f"{start}medfoljande-kapitel/", TakeInView.as_view(pages=declared)),
    ]
