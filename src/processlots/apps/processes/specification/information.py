"""Process information: the five questions of those who work in a process, on one page to read and print (S4-1, S6-10).

    @tells("results", order=20)
    def how_it_goes(request, process):
        return [Part(_("Goals"), [Item("…", url, note)])]

Apps that know more than this one answer through `tells`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Attachment, Process, Requirement
from processlots.apps.processes.reports import team_of
from processlots.apps.processes.specification import impact
from processlots.apps.processes.steps import appointed
from processlots.kit import access, pages
from processlots.kit.pages import url_of
from processlots.kit.tables import written
from processlots.kit.views import PagesView

#: key → the question (S6-10a … e)
QUESTIONS = {
    "recipients": gettext_lazy("Who is the recipient, and what are the needs and requirements?"),
    "flow": gettext_lazy("How shall the process work, and how does it hang together?"),
    "means": gettext_lazy("What has to be in place: information, systems and resources?"),
    "roles": gettext_lazy("Which roles carry out the activities, and what do they answer for?"),
    "results": gettext_lazy("How does it go, what happens to problems and deviations, and how does it improve?"),
}


@dataclass(frozen=True)
class Item:
    """A line of an answer."""

    text: Any
    url: str = ""
    note: Any = ""
    slant: bool = False


@dataclass(frozen=True)
class Part:
    """A part of an answer: items under a heading, or a text. `numbered` where the order is the point."""

    title: Any
    items: list[Item] = field(default_factory=list)
    text: Any = ""
    numbered: bool = False


_tellers: list[tuple[str, int, Callable[[HttpRequest, Process], list[Part]]]] = []


def tells(question: str, *, order: int) -> Callable[..., Any]:
    """Register a function that answers one of the questions."""
    if question not in QUESTIONS:
        raise KeyError(f"no question is called {question!r}; there are {', '.join(QUESTIONS)}")

    def keep(made: Callable[[HttpRequest, Process], list[Part]]) -> Any:
        _tellers.append((question, order, made))
        _tellers.sort(key=lambda one: one[1])
        return made

    return keep


def answers(request: HttpRequest, process: Process) -> list[tuple[str, Any, list[Part]]]:
    """Key, question and the parts of its answer, in order; empty parts are left out."""
    made = []
    for key, question in QUESTIONS.items():
        parts = [part for asked, _order, tell in _tellers if asked == key for part in tell(request, process)]
        made.append((key, question, [part for part in parts if part.items or part.text]))
    return made


def in_words(process: Process, user: Any) -> list[tuple[str, str]]:
    """Each question and its answer as plain text for a document, as the person may read it; "" where nothing answers it yet."""
    request = HttpRequest()
    request.user = user
    request.LANGUAGE_CODE = get_language() or "sv"  # as the middleware does
    return [(str(question), "\n".join(map(_part_in_words, parts))) for _key, question, parts in answers(request, process)]


def _part_in_words(part: Part) -> str:
    if part.text:
        return f"{part.title}: {part.text}"
    marks = [f"{place}." for place in range(1, len(part.items) + 1)] if part.numbered else ["–"] * len(part.items)
    lines = [
        f"{mark} {one.text} ({str(one.note).rstrip('.')})" if one.note else f"{mark} {one.text}"
        for mark, one in zip(marks, part.items, strict=True)
    ]
    return "\n".join([f"{part.title}:", *lines])


@tells("recipients", order=10)
def who_receives(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10a."""
    rows = [
        Item(one, url_of(one), ". ".join(part.rstrip(".") for part in (one.needs, one.life_situation) if part))
        for one in process.recipients.all()
    ]
    demands = [one for one in process.requirements.order_by("-critical", "pk") if one.is_demand]
    asked = [Item(one.text, "", _requirement_note(one)) for one in demands]
    return [
        Part(_("Recipients"), rows),
        Part(_("What they get"), text=process.value or process.end_event),
        Part(_("Requirements"), asked),
    ]


def _requirement_note(one: Requirement) -> str:
    words = [str(one.get_kind_display()), one.required_by, one.source, str(_("critical")) if one.critical else ""]
    return ", ".join(word for word in words if word)


@tells("flow", order=10)
def how_it_works(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10b: from need to result."""
    start = process.start_event
    return [
        Part(_("Purpose"), text=process.purpose),
        Part(_("It starts with"), text=start),
        Part(_("It results in"), text=process.end_event),
    ]


@tells("flow", order=30)
def how_it_hangs_together(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10b: neighbours and interfaces."""
    found = impact.neighbours(process, request.user)
    near = [Item(one.row, one.url, one.words, slant=True) for one in found if one.relation != "interface"]
    met = [Item(one.row, one.url, one.note) for one in found if one.relation == "interface"]
    return [Part(_("Processes beside it"), near), Part(_("Interfaces"), met)]


@tells("means", order=30)
def what_is_used(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10c: the documents that the work leans on, and the units whose work it needs."""
    rows = access.visible(request.user, Attachment).filter(process=process, ended_on=None).order_by("kind", "title")
    made = [Item(one.title, one.url, one.get_kind_display()) for one in rows if one.url]
    return [Part(_("Documents"), made), Part(_("Units"), [Item(one) for one in process.units.order_by("sort")])]


@tells("roles", order=10)
def who_leads(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10d: owner, leader and team."""
    held = appointed(process)
    made = []
    for role, words in (
        (Appointment.Role.OWNER, _("answers for the process as a whole")),
        (Appointment.Role.LEADER, _("leads the work in it")),
    ):
        one = held.get(role)
        if one is not None:
            made.append(Item(one.person, "", f"{one.get_role_display()}, {words}"))
    team = team_of(process)
    return [Part(_("Owner and leader"), made), Part(_("Team"), [Item(one) for one in team])]


@tells("results", order=30)
def where_it_is_followed(request: HttpRequest, process: Process) -> list[Part]:
    """S6-10e: the rest is told by those who hold goals and activities."""
    return [Part(_("Where follow-up is found"), text=process.follow_up_place)]


class InformationView(PagesView):
    """The five questions on one page (S6-10), also the introduction for somebody new (S4-1)."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.row(key)
        made = (_("last reviewed %(day)s") % {"day": written(process.reviewed_on)}) if process.reviewed_on else ""
        context = {
            "title": str(process),
            "kind": ", ".join(part for part in (str(_("Process information")), process.label, made) if part),
            "slant": True,
            "lead": _("For those who work in the process, are new in it, or meet it from the one beside."),
            "crumbs": [*self.pages.crumbs(request, process), (self.pages.title(process), url_of(process))],
            "answers": answers(request, process),
        }
        return render(request, "processes/information.html", context)
