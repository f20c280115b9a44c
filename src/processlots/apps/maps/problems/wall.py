"""A process's problems and good ideas on one page: written a line each, grouped, voted on, and led on (M-KART-5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from processlots.apps.maps.mappings import keeping as mapping
from processlots.apps.maps.models import Line, MapElement, MappingAssignment, ProblemIdea
from processlots.apps.maps.pages.problem import MARKS, wall_url
from processlots.apps.maps.problems import lines as problem_lines
from processlots.apps.maps.problems import voting
from processlots.apps.maps.problems.outcomes import LEADS_ON, came_of
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.kit import access, asked, history, pages, states
from processlots.kit.pages import url_of
from processlots.kit.views.base import safe_next

State = ProblemIdea.State
SHOWN = 300
#: on the wall first what is not decided, then what is
ORDER = {State.OPEN: 0, State.LIFTED: 1, State.PLAN: 2, State.PARKED: 3, State.DISMISSED: 4}


def steps_of(process: Process) -> list[tuple[Line, list[MapElement]]]:
    """The process's maps with their numbered steps, for saying where something is seen."""
    rows = MapElement.objects.filter(line__map__process=process, line__map__ended_on=None, gone_in=None).exclude(number=None)
    rows = (
        rows.exclude(line__state=Line.State.ARCHIVED).select_related("line__map").order_by("line__map__number", "line", "number")
    )
    found: dict[int, tuple[Line, list[MapElement]]] = {}
    for one in rows:
        found.setdefault(one.line_id, (one.line, []))[1].append(one)
    return list(found.values())


class NoteForm(forms.Form):
    """What was said in the room, quickly: a line each, all in one place."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ProblemIdea.Kind.choices, widget=forms.RadioSelect, initial="problem"
    )
    text = forms.CharField(
        label=gettext_lazy("What was said?"), max_length=30_000, widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
        help_text=gettext_lazy(
            "One to a line; a line that begins with + is a good idea. Rows pasted from Excel: text, theme, role."
        ),
    )  # fmt: skip
    line = forms.ChoiceField(label=gettext_lazy("Map"), required=False)
    step = forms.IntegerField(
        label=gettext_lazy("Step number"), required=False, min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    raised_by = forms.CharField(label=gettext_lazy("Raised by (role)"), required=False, max_length=120)
    theme = forms.CharField(label=gettext_lazy("Theme"), required=False, max_length=120)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "note")
        super().__init__(*args, **kwargs)
        self.maps = steps_of(process)
        if self.maps:
            line: Any = self.fields["line"]
            line.choices = [(str(one.pk), str(one)) for one, _steps in self.maps]
        else:
            del self.fields["line"], self.fields["step"]

    def clean_text(self) -> list[problem_lines.Note]:
        notes = problem_lines.read(self.cleaned_data["text"])
        if not notes:
            raise forms.ValidationError(_("Write at least one line."))
        if len(notes) > problem_lines.MOST:
            said = _("Write at most %(most)s lines at a time.")
            raise forms.ValidationError(said % {"most": problem_lines.MOST})
        for number, one in enumerate(notes, 1):
            if len(one.text) > problem_lines.LONGEST:
                said = _("Line %(number)s is longer than %(most)s characters. Say it shorter, or in two lines.")
                raise forms.ValidationError(said % {"number": number, "most": problem_lines.LONGEST})
        return notes

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["element"] = None
        if data.get("step"):
            chosen = str(data.get("line") or "")
            steps = next(
                (steps for one, steps in self.maps if str(one.pk) == chosen), self.maps[0][1] if len(self.maps) == 1 else []
            )
            data["element"] = next((one for one in steps if one.number == data["step"]), None)
            if data["element"] is None:
                said = _("There is no step %(number)s in the map; it has the steps %(first)s to %(last)s.")
                known = [one.number for one in steps] or [0]
                self.add_error("step", said % {"number": data["step"], "first": known[0], "last": known[-1]})
        return data


class Wall(LoginRequiredMixin, View):
    """The page, and what is done on it: `do` says which."""

    def found(self, request: HttpRequest, key: int) -> Process:
        row: Any = pages.of(Process).get(request.user, key)
        if row is None:
            raise Http404
        return row

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.found(request, key)
        initial = {"line": request.GET.get("karta", ""), "step": request.GET.get("steg", "")[:6]}
        return self.show(request, process, NoteForm(process=process, initial=initial))

    def show(self, request: HttpRequest, process: Process, form: NoteForm, status: int = 200) -> HttpResponse:
        rows = list(ProblemIdea.objects.filter(process=process).select_related("element__line__map", "assignment").order_by("pk"))
        everything = request.GET.get("visa") == "alla"
        shown = [one for one in rows if everything or one.state in (State.OPEN, State.LIFTED)]
        shown.sort(key=lambda one: (one.theme.lower(), ORDER[State(one.state)], -one.votes, one.priority or 9, one.pk))
        dots = voting.allowed(process.pk)
        may = {verb: access.may(request.user, verb, ProblemIdea(process=process)) for verb in ("add", "vote", "arrange")}
        context = {
            "title": _("Problems and good ideas"), "kind": str(process), "process": process,
            "crumbs": [*pages.of(Process).crumbs(request, process), (str(process), url_of(process))],
            "lead": _("What was seen in the mapping and in the work. What is led on is seen in the activity plan."),
            "form": form if may["add"] and process.ended_on is None else None,
            "themes": grouped(request.user, shown[:SHOWN]), "hidden": len(rows) - len(shown), "everything": everything,
            "may": may, "mine": voting.mine(request.user, shown), "left": _left(request.user, rows, dots),
            "dots": dots, "known_themes": sorted({one.theme for one in rows if one.theme}),
            "priorities": ProblemIdea.Priority.choices, "count": len(rows),
            "export": f"{pages.of(ProblemIdea).url('list')}?process={process.pk}&format=xlsx",
            "paste": f"/inlasning/problems/?process={process.number}" if may["arrange"] else "",
        }  # fmt: skip
        return render(request, "maps/problems.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.found(request, key)
        acts = {"add": self.add, "vote": self.vote, "arrange": self.arrange}
        act = acts.get(request.POST.get("do", "add"))
        if act is None:
            raise Http404
        return act(request, process)

    def add(self, request: HttpRequest, process: Process) -> HttpResponse:
        access.demand(request.user, "add", ProblemIdea(process=process))
        form = NoteForm(request.POST, process=process)
        if process.ended_on is not None:
            raise PermissionDenied(_("The process has ended. Nothing more is written about it."))
        if not form.is_valid():
            return self.show(request, process, form, 422)
        made = write(request.user, process, form.cleaned_data)
        said = ngettext("One is written down.", "%(count)s are written down.", len(made))
        messages.success(request, said % {"count": len(made)} if "%" in said else said)
        return HttpResponseRedirect(safe_next(request) or wall_url(process))

    def vote(self, request: HttpRequest, process: Process) -> HttpResponse:
        row = self.row(request, process, request.POST.get("problem", ""))
        try:
            voting.vote(request.user, row, 1 if request.POST.get("step") != "-1" else -1)
        except states.Refused as refused:
            messages.error(request, refused.message)
        return HttpResponseRedirect(f"{safe_next(request) or wall_url(process)}#pi-{row.number}")

    def row(self, request: HttpRequest, process: Process, key: str) -> ProblemIdea:
        number = asked.whole(key)
        rows = access.visible(request.user, ProblemIdea).filter(process=process)
        row = rows.filter(pk=number).first() if number is not None else None
        if row is None:
            raise Http404
        return row

    def arrange(self, request: HttpRequest, process: Process) -> HttpResponse:
        """Put those that are ticked under a theme, or give them a priority."""
        access.demand(request.user, "arrange", ProblemIdea(process=process))
        keys = {number for one in request.POST.getlist("chosen")[:SHOWN] if (number := asked.whole(one)) is not None}
        theme = " ".join(request.POST.get("theme", "").split())[:120].replace("\x00", "")
        priority = asked.whole(request.POST.get("priority", ""))
        with transaction.atomic(), history.act(_("Grouped problems and ideas"), user=request.user, process=process):
            rows = list(ProblemIdea.objects.select_for_update(no_key=True).filter(process=process, pk__in=keys).order_by("pk"))
            for one in rows:
                one.theme = theme or one.theme
                one.priority = priority if priority in ProblemIdea.Priority.values else one.priority
            history.bulk_update(rows, ["theme", "priority"])
        if not rows:
            messages.error(request, _("Tick those that are to be moved first."))
        elif not theme and priority not in ProblemIdea.Priority.values:
            messages.error(request, _("Write a theme, or choose a priority."))
        else:
            messages.success(request, ngettext("One is moved.", "%(count)s are moved.", len(rows)) % {"count": len(rows)})
        return HttpResponseRedirect(wall_url(process))


def write(user: Any, process: Process, data: dict[str, Any]) -> list[ProblemIdea]:
    """Write the notes down as one act."""
    person, assignment = standing(user).person, under_way(process)
    with transaction.atomic(), history.act(_("Wrote down problems and ideas"), user=user, process=process):
        return [
            ProblemIdea.objects.create(
                process=process, kind=note.kind or data["kind"], text=note.text, element=data["element"],
                assignment=assignment, raised_by=note.raised_by or data["raised_by"], theme=note.theme or data["theme"],
                registered_by=person,
            )
            for note in data["text"]
        ]  # fmt: skip


def under_way(process: Process) -> MappingAssignment | None:
    """The mapping that is under way; what is written meanwhile belongs to it."""
    found = mapping.under(process, Line.When.TOMORROW), mapping.under(process, Line.When.TODAY)
    return next((one for one in found if one is not None and one.state == MappingAssignment.State.UNDER_WAY), None)


def _left(user: Any, rows: list[ProblemIdea], dots: int) -> int:
    """Votes that the person has left on what is open."""
    given = voting.mine(user, [one for one in rows if one.state == State.OPEN])
    return max(dots - sum(given.values()), 0)


def grouped(user: Any, rows: list[ProblemIdea]) -> list[tuple[str, list[dict[str, Any]]]]:
    """(theme, what is written of each) in order; what has no theme last."""
    led, given = came_of(rows), voting.mine(user, rows)
    seen = {kind: set(access.visible(user, kind).filter(pk__in=[one.pk for one in led.values() if type(one) is kind])
                      .values_list("pk", flat=True)) for kind in {type(one) for one in led.values()}}  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {}
    for one in rows:
        to = led.get(one.pk)
        sees = to is not None and to.pk in seen[type(to)]
        found.setdefault(one.theme, []).append(
            {
                "row": one, "url": url_of(one), "mark": MARKS[one.state], "mine": given.get(one.pk, 0),
                "open": one.state == State.OPEN, "leads": one.state in LEADS_ON,
                "place": str(one.element) if one.element_id else "", "place_url": place_url(one.element) if one.element else "",
                "led": (str(to), url_of(to)) if sees else None,
            }
        )  # fmt: skip
    return sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0].lower()))


def place_url(element: MapElement) -> str:
    """Where the step is read in its map; its own page where it has no number any longer."""
    return f"{url_of(element.line)}#steg-{element.number}" if element.number else url_of(element)
