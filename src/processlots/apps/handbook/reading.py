"""The handbook as one reads it: a glossary by letter, and the guidance of the six steps (S0-3)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.handbook import known
from processlots.apps.handbook.models import Chapter, CheckSetting, Edition, Entry, Handbook, PageFeedback
from processlots.apps.handbook.prose import prose
from processlots.kit import access, pages, shell
from processlots.kit.models import DocumentTemplate
from processlots.kit.swedish import normal, sort_key
from processlots.kit.views import ListView

HANDBOOK = "/handbok/"
STEPS = range(1, 7)
#: beginnings of addresses, and the step whose guidance belongs there; the first that fits counts
GUIDED = (
    ("/inventeringar/", 1),
    ("/processer/nytt/", 1),
    ("/krav/", 4),
    ("/mottagare/", 4),
    ("/kart", 4),
    ("/mal/", 5),
    ("/matt/", 5),
    ("/matvarden/", 5),
    ("/signaler/", 6),
    ("/behov/", 6),
    ("/aktiviteter/", 6),
)
#: the same by endings, for the acts on a process's page
ACTS = (("/agare/", 2), ("/agare/samtycke/", 2), ("/ledare/", 3), ("/andra/", 4), ("/krav/", 4))


def guided(path: str) -> int:
    """The step whose guidance belongs to an address; 0 for none."""
    if path.startswith("/processer/") and path != "/processer/nytt/":
        return next((step for ending, step in ACTS if path.endswith(ending)), 0)
    return next((step for start, step in GUIDED if path.startswith(start)), 0)


@shell.part
def foot(request: HttpRequest) -> dict[str, Any]:
    """The way to the handbook at the bottom of every page, and to the guidance of the step that one is working in."""
    if not request.user.is_authenticated:
        return {}
    links = [(_("Handbook"), HANDBOOK)]
    found: dict[str, Any] = {}
    if step := guided(request.path_info):
        links.insert(0, (_("Read about step %(number)s") % {"number": step}, f"{HANDBOOK}steg-{step}/"))
        text = known.now().texts.get(f"step-{step}")
        if text is not None:
            found["guide"] = {"title": text.title, "parts": paragraphs(text.text), "url": f"{HANDBOOK}steg-{step}/"}
    if access.may(request.user, "change", DocumentTemplate):
        links.append((_("Document templates"), "/dokumentmallar/"))
    return {"foot_links": links, "handbook_url": HANDBOOK, **found}


def paragraphs(text: str) -> list[tuple[str, str]]:
    """(question, answer) of each paragraph; the question is what stands before the first question mark, if it is short."""
    made = []
    for part in text.split("\n\n"):
        head, mark, rest = part.strip().partition("?")
        asked = bool(mark) and len(head) < 40
        made.append((f"{head}?", rest.strip()) if asked else ("", part.strip()))
    return [one for one in made if any(one)]


class GlossaryView(ListView):
    """/handbok/: every word, letter by letter. `?q=` searches, `?visa=lista` is the register with filter and export."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("visa") == "lista" or request.GET.get("format"):
            return super().get(request)
        asked = " ".join(request.GET.get("q", "").split())[:100]
        words = sorted(
            access.visible(request.user, Entry).filter(ended_on=None).order_by("sort", "pk"), key=lambda one: sort_key(str(one))
        )
        steps = {one.identity: one for one in words if one.kind == Entry.Kind.GUIDANCE}
        terms = [one for one in words if one.kind == Entry.Kind.TERM and (not asked or _matches(one, asked))]
        letters: dict[str, list[Entry]] = {}
        for one in terms:
            letters.setdefault(str(one)[:1].upper(), []).append(one)
        may = access.may(request.user, "change", CheckSetting)
        context: dict[str, Any] = {
            "title": _("Handbook"),
            "lead": _("How we say it and how we do it: the handbooks, the six steps, and the words."),
            "crumbs": [],
            "actions": [*self.actions(request), (_("As a list"), "?visa=lista", "plain")],
            "books": [] if asked else books(),
            "rooms": [] if asked else rooms(may),
            "q": asked,
            "steps": [] if asked else [(n, steps[f"step-{n}"]) for n in STEPS if f"step-{n}" in steps],
            "letters": list(letters.items()),
            "total": len(terms),
            "may_change": access.may(request.user, "change", Entry),
        }
        return render(request, "handbook/glossary.html", context)


def books() -> list[tuple[Handbook, Edition | None]]:
    """The handbooks with the version that one reads: the latest adopted, else the one being written."""
    found = list(Handbook.objects.filter(ended_on=None).order_by("pk"))
    editions: dict[int, Edition] = {}
    for one in Edition.objects.filter(handbook__in=found).defer("frozen").order_by("pk"):
        before = editions.get(one.handbook_id)
        if before is None or one.fixed or not before.fixed:
            editions[one.handbook_id] = one
    return [(book, editions.get(book.pk)) for book in found]


def rooms(may: bool) -> list[tuple[Any, str, Any]]:
    """What more there is: (label, address, what it is)."""
    found: list[tuple[Any, str, Any]] = [
        (_("Models, methods and tools"), "/modeller/", _("What we work with, and who helps")),
        (_("Checks"), "/kontroller/", _("What the system looks for, and which are switched off")),
        (_("Names of choices"), "/ord/", _("What roles, types and states are called")),
        (_("Proposals for the handbook"), "/handboksforslag/", _("What facilitators want written in another way")),
    ]
    if may:
        found.append((pages.of(PageFeedback).plural, "/aterkoppling/", _("Was the page of use? To read and answer")))
    return found


def _matches(entry: Entry, asked: str) -> bool:
    """Every word of the question stands somewhere in the entry, in the reader's language or among the other's words."""
    more = f"{entry.synonyms_sv} {entry.synonyms_en}"
    text = normal(f"{entry.title_sv} {entry.title_en} {more} {entry.text}")
    return all(word in text for word in normal(asked).split())


def chapters_about(step: int) -> list[Chapter]:
    """The chapters about a step in the versions that one reads."""
    editions = [edition.pk for _book, edition in books() if edition is not None]
    return list(
        Chapter.objects.filter(edition__in=editions, step=step)
        .select_related("edition__handbook")
        .order_by("edition__handbook", "position")
    )


class StepView(LoginRequiredMixin, View):
    """Why, and what to think of, in one step."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        if not access.of(Entry).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        if number not in STEPS:
            raise Http404
        rows = access.visible(request.user, Entry).filter(identity__in=[f"step-{step}" for step in STEPS], ended_on=None)
        found = {one.identity: one for one in rows}
        entry = found.get(f"step-{number}")
        if entry is None:
            raise Http404(_("The handbook has no text about this step. The model manager can write one."))
        actions = (
            [(_("Edit"), pages.of(Entry).url("edit", entry.key), "plain")] if access.may(request.user, "change", entry) else []
        )
        steps = [(step, found[f"step-{step}"]) for step in STEPS if f"step-{step}" in found]
        context: dict[str, Any] = {
            "title": str(entry),
            "kind": _("Guidance"),
            "crumbs": [(_("Handbook"), HANDBOOK)],
            "actions": actions,
            "parts": [(question, prose(answer)) for question, answer in paragraphs(entry.text)],
            "chapters": chapters_about(number),
            "steps": steps,
            "number": number,
        }
        return render(request, "handbook/step.html", context)
