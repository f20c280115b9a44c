"""The whole picture: what lies beside a process where something is to change, and whether it is affected (C-10).

`neighbours(process)` is what there is; `asked(change, process)` is the same with the answers that were given about this
change; `unanswered(change, process)` is what nobody has said yet, to be empty before the change is introduced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import ImpactAnswer, Interface, Process
from processlots.apps.processes.overview.near import near
from processlots.kit import access, history, pages
from processlots.kit.pages import url_of
from processlots.kit.periods import today
from processlots.kit.views import PagesView

_UNSAID = (Process.Status.DISCOVERED, Process.Status.NOT_A_PROCESS, Process.Status.ENDED)
RELATIONS = {
    "parent": gettext_lazy("is a part of"),
    "part": gettext_lazy("sub-process"),
    "adjacent": gettext_lazy("adjacent process"),
    "starts": gettext_lazy("is started by it"),
    "started_by": gettext_lazy("starts it"),
    "interface": gettext_lazy("interface"),
}


@dataclass(frozen=True)
class Neighbour:
    """One that may be affected. `key` names it in forms: "process-12" or "interface-3"."""

    key: str
    relation: str
    row: Any
    note: str = ""

    @property
    def words(self) -> Any:
        """What it is to the process."""
        return RELATIONS[self.relation]

    @property
    def url(self) -> str:
        return url_of(self.row)


@dataclass(frozen=True)
class Question:
    """A neighbour and what was answered about it."""

    neighbour: Neighbour
    answer: ImpactAnswer | None


def neighbours(process: Process, user: Any = None) -> list[Neighbour]:
    """Parent, sub-processes, adjacent, started and starting processes, and interfaces. With a user, those that it may see."""
    beside = near(process, user)
    made: list[Neighbour] = []
    told: set[int] = set()
    lists = (
        ("parent", beside.parent),
        ("part", beside.parts),
        ("starts", beside.starts),
        ("adjacent", beside.adjacent),
        ("started_by", beside.started_by),
    )
    for relation, rows in lists:
        for row in rows:
            if row.pk not in told and row.status not in _UNSAID:
                told.add(row.pk)
                made.append(Neighbour(f"process-{row.pk}", relation, row))
    met = Interface.objects.all() if user is None else access.visible(user, Interface)
    found = met.filter(Q(process=process) | Q(other_process=process), ended_on=None)
    rows_met = found.select_related("process", "other_process", "unit", "external").order_by("pk")
    return [*made, *(Neighbour(f"interface-{one.pk}", "interface", one, str(one.beside(process) or "")) for one in rows_met)]


def asked(change: models.Model, process: Process, user: Any = None) -> list[Question]:
    """Every neighbour with the latest answer about this change."""
    kind = ContentType.objects.get_for_model(change)
    given: dict[str, ImpactAnswer] = {}
    for one in ImpactAnswer.objects.filter(change_type=kind, change_id=change.pk).select_related("answered_by").order_by("pk"):
        key = f"process-{one.touched_process_id}" if one.touched_process_id else f"interface-{one.touched_interface_id}"
        given[key] = one
    return [Question(one, given.get(one.key)) for one in neighbours(process, user)]


def unanswered(change: models.Model, process: Process) -> list[Neighbour]:
    """What nobody has said about yet."""
    return [one.neighbour for one in asked(change, process) if one.answer is None]


def answer(change: models.Model, process: Process, user: Any, said: dict[str, tuple[bool, str]]) -> int:
    """Keep answers: key of a neighbour → (is it affected, how). Returns how many were new or other than before.

    The caller has asked Access whether the person may change the row. Keys of what is no neighbour are passed over.
    """
    kind = ContentType.objects.get_for_model(change)
    written = 0
    with transaction.atomic(), history.act(_("Looked at what %(what)s affects") % {"what": change}, user=user, process=process):
        for question in asked(change, process, user):
            given = said.get(question.neighbour.key)
            old = question.answer
            if given is None or (old is not None and (old.affected, old.note) == given):
                continue
            row = question.neighbour.row
            target = {"touched_interface" if question.neighbour.relation == "interface" else "touched_process": row}
            one = old or ImpactAnswer(process=process, change_type=kind, change_id=change.pk, **target)
            one.affected, one.note = given[0], given[1][:300]
            one.answered_by, one.answered_on = user.person, today()
            one.save()
            written += 1
    return written


def read(request: HttpRequest) -> dict[str, tuple[bool, str]]:
    """The answers that a form sent: `impact-process-12` is yes or no, `impact-process-12-note` says how."""
    made = {}
    for name, value in request.POST.items():
        if name.startswith("impact-") and value in ("yes", "no"):
            note = " ".join(request.POST.get(f"{name}-note", "").replace("\x00", "").split())
            made[name.removeprefix("impact-")] = (value == "yes", note)
    return made


class ImpactView(PagesView):
    """What lies beside the process, to look at before something is changed."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.row(key)
        context = {
            "title": _("What is affected if the process changes?"),
            "kind": str(process),
            "crumbs": [*self.pages.crumbs(request, process), (self.pages.title(process), url_of(process))],
            "neighbours": neighbours(process, request.user),
        }
        return render(request, "processes/impact.html", context)
