"""Pages of an introduction: check-list with days, what makes the change stick, what happens to the steps (S6-13, S6-14)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.introducing import acts as introducing
from processlots.apps.maps.mappings.access import IntroductionAccess
from processlots.apps.maps.models import Introduction, Line, Map
from processlots.apps.maps.models.introduction import CHECKLIST, STICKS
from processlots.kit import access, asked, checks, pages, panels, states, tables
from processlots.kit.forms import VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today

OPEN = (Line.State.DRAFT, Line.State.REVIEWED, Line.State.CONFIRMED, Line.State.DECIDED)


class IntroductionForm(VisibleForm):
    """Days that have been, and how where something is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "line" in self.fields:
            line: Any = self.fields["line"]
            if self.instance.pk is not None:
                del self.fields["line"]
            else:
                line.queryset = line.queryset.filter(when=Line.When.TOMORROW, introduction=None).exclude(
                    state=Line.State.ARCHIVED
                ).select_related("map")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in CHECKLIST:
            if data.get(name) is not None and data[name] > today():
                self.add_error(name, _("The day lies ahead. Write the day when it was gone through."))
        for name, how in STICKS:
            if data.get(how, "").strip() and not data.get(name):
                data[name] = True
        return data


@register
class IntroductionPages(Pages):
    model = Introduction
    path = "inforanden"
    api = "map-introductions"
    fieldsets = [
        ("", "", ["line"]),
        (gettext_lazy("Before the new way applies"), gettext_lazy("The day when each was gone through"), CHECKLIST),
        (
            gettext_lazy("So that the change sticks"), gettext_lazy("At least one, and how it is done"),
            [name for pair in STICKS for name in pair],
        ),
    ]  # fmt: skip
    read_only = ["introduced_on", "decision"]
    columns = [
        tables.Column("map", gettext_lazy("Map"), lambda row: str(row.line.map), sort="line__map__title", related=("line__map",)),
        *CHECKLIST,
        "introduced_on",
    ]
    ordering = ["-pk"]
    acts = ("list", "add", "detail", "edit", "history")
    access = IntroductionAccess()
    form_base = IntroductionForm

    def empty(self) -> str:
        return _("Nothing is being introduced. The introduction is prepared on the page of a map of how we want to do it.")

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("decision", "line__map__process__owner", "line__map__process__leader")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        number = asked.whole(request.GET.get("line", ""))
        found = pages.of(Line).get(request.user, number) if number is not None else None
        return {"line": found} if found is not None else {}

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or not row.line_id:
            return pages.of(Map).crumbs(request)
        return [*pages.of(Map).crumbs(request, row.line.map), (str(row.line.map), url_of(row.line))]

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, ["introduced_on", "decision"])

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        verbs = {one.verb for one in states.open_to(row.line, request.user)}
        if "introduce" not in verbs:
            return []
        return [(_("Introduce the new way"), f"{url_of(row.line)}gor/introduce/", "primary")]


@panels.panel(
    Introduction, "list", title=gettext_lazy("Check-list"), help=gettext_lazy("What is gone through before the new way applies"),
    order=10, template="maps/panels/introduction.html", queries=8,
)  # fmt: skip
def the_list(request: HttpRequest, row: Introduction) -> dict[str, Any]:
    """Each point with its day, what makes it stick, and what holds the introduction back."""
    fields = {name: row._meta.get_field(name) for name in CHECKLIST}
    stopping = [] if row.introduced_on else checks.blocking(row.line, "introduce")
    may = access.may(request.user, "change", row)
    return {
        "points": [(str(getattr(field, "verbose_name", "")), getattr(row, name)) for name, field in fields.items()],
        "sticks": row.sticks(),
        "stopping": [(one.message, one.url if may else "", one.id) for one in stopping],
        "not_yet": row.introduced_on is None and row.line.state not in (Line.State.CONFIRMED, Line.State.DECIDED),
        "standing": row.line.get_state_display(),
    }


@panels.panel(
    Introduction, "steps", title=gettext_lazy("What happens to the steps"),
    help=gettext_lazy("Documents, problems and comments follow the steps that stay"),
    order=20, template="maps/panels/foreseen.html", queries=6,
)  # fmt: skip
def the_steps(request: HttpRequest, row: Introduction) -> dict[str, Any] | None:
    """Which steps stay, go and come; nothing once it is introduced."""
    found = introducing.foreseen(row.line) if row.introduced_on is None else {}
    return {"foreseen": found} if found else None


class DecisionForm(forms.Form):
    """The owner's decision in words, and its diary number."""

    text = forms.CharField(
        label=gettext_lazy("The decision"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "cols": False})
    )
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), max_length=60, required=False)

    for_row = True
    said: Any = gettext_lazy("This is how we want to do it: %(map)s.")

    def __init__(self, *args: Any, row: Line, user: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"text": self.said % {"map": row.map}})
        super().__init__(*args, **kwargs)


class IntroduceForm(DecisionForm):
    """From today the new way applies."""

    said = gettext_lazy("The new way is introduced: %(map)s.")
