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

from processlots.apps.handbook import comparing, library, loading, prose
from processlots.apps.handbook.models import Edition, Entry
from processlots.kit import access, asked, history, jobs, locking, pages, tables
from processlots.kit.models.installation import Installation
from processlots.kit.periods import today
from processlots.kit.swedish import sort_key
from processlots.kit.views import PagesView

STEPS = {f"step-{number}" for number in range(1, 7)}


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
        words = [one for one in words_of(row) if one[0] not in STEPS]
        context: dict[str, Any] = {
            "title": _("The words of %(edition)s") % {"edition": row},
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), pages.url_of(row))],
            "words": sorted(words, key=lambda one: sort_key(one[1])),
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


class PdfView(PagesView):
    """POST: the version as a PDF that keeps, made by the worker."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Edition = self.row(key)
        job = jobs.start("handbook.pdf", user=request.user, title=str(row), edition=row.pk)
        return HttpResponseRedirect(job.get_absolute_url())


def printed(row: Edition) -> dict[str, Any]:
    """What the PDF of a version says, in the language of the job."""
    facts = tables.facts(row, ["state", "adopted_by", "adopted_on"])
    diary = row.decision.diary_number if row.decision is not None else ""
    parts = [
        {
            "title": str(one), "intro": one.intro,
            "blocks": [{"kind": kind, "lines": lines} for kind, lines in prose.blocks(one.text)],
        }
        for one in row.chapters.order_by("position", "pk")
    ]  # fmt: skip
    words = [(title, text) for identity, title, text in words_of(row) if identity not in STEPS]
    return {
        "title": str(row.handbook), "kicker": _("Version %(number)s") % {"number": row.number}, "lead": row.news,
        "subject": str(row), "version": row.number, "organisation": Installation.current()[0], "date": row.adopted_on or today(),
        "head": [[str(label), str(value)] for label, value in [*facts, (_("Diary number"), diary)] if value],
        "chapters": parts, "words": sorted(words, key=lambda one: sort_key(one[0])),
    }  # fmt: skip


def edition_urls(declared: Any) -> list[Any]:
    """Addresses under a version's own."""
    start = f"{declared.path}/<key:key>/"
    return [
        path(f"{start}nytt-i/", NewsView.as_view(pages=declared)),
        path(f"{start}pdf/", PdfView.as_view(pages=declared)),
        path(f"{start}ord/", WordsView.as_view(pages=declared)),
        path(f"{start}medfoljande-kapitel/", TakeInView.as_view(pages=declared)),
    ]
