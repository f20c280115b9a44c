"""The other parts of the organisation's pages: what lies under a unit, its people and forums, what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation.models import Decision, Forum, Person, Unit
from processlots.kit import access, pages
from processlots.kit.models.links import Link
from processlots.kit.panels import panel
from processlots.kit.periods import today

SHOWN = 30
TEMPLATE = "organisation/panels/rows.html"


def _add(model: Any, label: Any, field: str) -> Any:
    """The button that adds a row with this one chosen."""

    def action(request: HttpRequest, row: Any) -> tuple[Any, str] | None:
        return (label, f"{pages.of(model).url('add')}?{field}={row.key}") if access.may(request.user, "add", model) else None

    return action


def _rows(rows: Any, note: Any, more_url: str, empty: str) -> dict[str, Any]:
    """The first of the rows with a note each, and the way to the rest."""
    found = list(rows[: SHOWN + 1])
    shown = [(str(row), pages.url_of(row), note(row)) for row in found[:SHOWN]]
    return {"rows": shown, "more_url": more_url if len(found) > SHOWN else "", "empty": empty}


@panel(
    Unit, "parts", title=gettext_lazy("Units below"), order=20, template=TEMPLATE, queries=1,
    action=_add(Unit, gettext_lazy("Add a unit below"), "parent"),
)  # fmt: skip
def parts(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """The units right under it today."""
    rows: Any = access.visible(request.user, Unit).filter(parent=unit)
    return _rows(
        rows.at(today()).order_by("sort", "pk"),
        lambda row: row.get_kind_display(), f"/enheter/?parent={unit.pk}", _("No units below."),
    )  # fmt: skip


@panel(
    Unit, "people", title=gettext_lazy("People"), help=gettext_lazy("Who work right here"), order=50, template=TEMPLATE,
    queries=1, action=_add(Person, gettext_lazy("Add a person"), "unit"),
)  # fmt: skip
def people(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """Those who belong to the unit and have not left."""
    rows = pages.of(Person).listed(access.visible(request.user, Person).filter(unit=unit)).order_by("sort", "pk")
    return _rows(rows, lambda row: row.title, f"/personer/?unit={unit.pk}", _("Nobody is written here yet."))


@panel(
    Unit, "forums", title=gettext_lazy("Forums"), order=60, template=TEMPLATE, queries=1,
    action=_add(Forum, gettext_lazy("Add a forum"), "unit"),
)  # fmt: skip
def forums(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """F-1: where its matters are discussed and decided."""
    rows = access.visible(request.user, Forum).filter(unit=unit, ended_on=None).order_by("sort", "pk")
    return _rows(rows, lambda row: row.get_kind_display(), "/forum/", _("No forum yet. A management group is one."))


@panel(Decision, "decides", title=gettext_lazy("What it decides"), order=10, template="organisation/panels/decides.html",
       queries=4)  # fmt: skip
def decides(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    """The rows that the decision is about, by kind; what one may not see is only counted."""
    kind = ContentType.objects.get_for_model(Decision)
    wanted: dict[int, set[int]] = {}
    links = Link.objects.filter(source_type=kind, source_id=decision.pk, relation="decides")
    for target, pk in links.values_list("target_type", "target_id"):
        wanted.setdefault(target, set()).add(pk)
    groups, hidden = [], 0
    for target, ids in wanted.items():
        model = ContentType.objects.get_for_id(target).model_class()
        if model is None or not pages.known(model):
            hidden += len(ids)
            continue
        declared = pages.of(model)
        rows = list(access.visible(request.user, model).filter(pk__in=ids).order_by(*declared.order))
        hidden += len(ids) - len(rows)
        if rows:
            shown = [(str(row), pages.url_of(row), declared.slant) for row in rows]
            groups.append((declared.label if len(rows) == 1 else declared.plural, shown))
    said = ""
    if hidden:
        said = ngettext("One more that you may not see.", "%(count)s more that you may not see.", hidden) % {"count": hidden}
    return {"groups": groups, "hidden": said}
