"""Pages of re-organisations, successions and support resources, and what a unit's page shows of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import frame, hanging
from processlots.apps.organisation.access import OrganisationAccess
from processlots.apps.organisation.models import Reorganisation, Succession, SupportContact, Unit
from processlots.apps.organisation.reorganising import carrying_out
from processlots.apps.organisation.reorganising import moves as reorganise_moves
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages, tables
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import written

frame.room(33, gettext_lazy("Support resources"), "/stodresurser/")
frame.room(80, gettext_lazy("Re-organisations"), "/omorganisationer/")
SHOWN = 30


class ReorganisationAccess(OrganisationAccess):
    """The administrator's (4.4 "organisation"); a draft is nobody else's, what is performed is read by everyone."""

    def __init__(self) -> None:
        super().__init__(perform="D", undo="D")

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        rows = super().visible(user, rows)
        return rows if standing(user).administrator else rows.filter(state=Reorganisation.State.PERFORMED)

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        if not super().may(user, verb, row):
            return False
        draft = row is None or row.state == Reorganisation.State.DRAFT  # type: ignore[attr-defined]
        return {"undo": not draft, "view": draft is False or standing(user).administrator or row is None}.get(verb, draft)


class SuccessionAccess(access.Access):
    """Read by everyone; comes about by re-organisations."""


@register
class ReorganisationPages(Pages):
    model = Reorganisation
    path = "omorganisationer"
    api = "reorganisations"
    fields = ["name", "date", "reason"]
    read_only = ["state"]
    columns = ["name", "date", "state"]
    filters = ["state"]
    ordering = ["-date", "-pk"]
    acts = ("list", "add", "detail", "edit", "end", "history")
    access = ReorganisationAccess()
    list_template = "organisation/list.html"
    detail_template = "organisation/reorganisation.html"
    view_classes = {"list": frame.RoomList, "detail": carrying_out.ReorganisationView}
    search = SearchFields("name", ["reason"])

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, ["date", "state", "reason"])

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A new organisation from a day: units that end or begin, what came after which, and what moved along.")

    def empty(self) -> str:
        return _("No re-organisation yet. The administrator adds one when units are renamed, moved, merged, split or closed.")

    def urlpatterns(self) -> list[Any]:
        own = f"{self.path}/<key:key>/"
        after, moves = carrying_out, reorganise_moves
        return [
            *super().urlpatterns(),
            path(f"{own}foljder/", after.AfterView.as_view(pages=self), name="reorganisation-after"),
            path(f"{own}foljder/<int:unit>/", after.AfterOneView.as_view(pages=self), name="reorganisation-after-one"),
            path(f"{own}flytta/", moves.MovesView.as_view(pages=self), name="reorganisation-moves"),
            path(f"{own}flytta/<int:unit>/", moves.MovesOneView.as_view(pages=self), name="reorganisation-moves-one"),
            path(f"{own}genomfor/", after.PerformView.as_view(pages=self), name="reorganisation-perform"),
            path(f"{own}angra/", after.UndoView.as_view(pages=self), name="reorganisation-undo"),
        ]


@register
class SuccessionPages(Pages):
    model = Succession
    path = "enhetsfoljder"
    api = "unit-successions"
    read_only = ["from_unit", "to_unit", "kind", "date", "reorganisation"]
    columns = ["from_unit", "kind", "to_unit", "date", "reorganisation"]
    filters = ["kind"]
    ordering = ["-date", "from_unit__path", "pk"]
    acts = ("list", "detail")
    access = SuccessionAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}


@register
class SupportContactPages(Pages):
    model = SupportContact
    path = "stodresurser"
    api = "support-resources"
    fields = ["name", "unit", "role", "serves", "reached"]
    columns = ["name", "unit", "role", "serves", "reached"]
    access = OrganisationAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}
    search = SearchFields("name", ["role"])

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("Whom to turn to, for which matter.")

    def empty(self) -> str:
        return _("No support resources yet. Write which unit helps with what, and which role one turns to.")


def _add_support(request: HttpRequest, unit: Any) -> tuple[Any, str] | None:
    label, url = _("Add a support resource"), f"{pages.of(SupportContact).url('add')}?unit={unit.key}"
    return (label, url) if access.may(request.user, "add", SupportContact) else None


@panel(
    Unit, "support", title=gettext_lazy("Support resources"), help=gettext_lazy("What others may turn to the unit for"), order=55,
    template="organisation/panels/support.html", queries=1, action=_add_support,
)  # fmt: skip
def support(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """OR-10, N-7: what the unit helps others with."""
    rows = access.visible(request.user, SupportContact).filter(unit=unit).select_related("serves").order_by("sort", "pk")
    shown = [(str(row), pages.url_of(row), row.role, row.reached, str(row.serves or "")) for row in rows[:SHOWN]]
    return {"rows": shown} if shown or access.may(request.user, "add", SupportContact) else None


@panel(
    Unit, "succession", title=gettext_lazy("Before and after"), help=gettext_lazy("What the unit comes from and has become"),
    order=70, template="organisation/panels/succession.html", queries=2,
)  # fmt: skip
def succession(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """Predecessors and successors; nothing where there are none."""
    rows = access.visible(request.user, Succession).select_related("from_unit", "to_unit", "reorganisation")
    before = [_one(row, row.from_unit) for row in rows.filter(to_unit=unit).order_by("date", "pk")[:SHOWN]]
    after = [_one(row, row.to_unit) for row in rows.filter(from_unit=unit).order_by("date", "pk")[:SHOWN]]
    return {"before": before, "after": after} if before or after else None


def _one(row: Succession, other: Unit | None) -> tuple[str, str, str, str, str]:
    """The other unit, its page, what happened, when, and the re-organisation's page."""
    name = str(other) if other is not None else _("nothing")
    url = pages.url_of(other) if other is not None else ""
    return name, url, str(row.get_kind_display()), written(row.date), pages.url_of(row.reorganisation)


@panel(
    Unit, "left", title=gettext_lazy("Left on the unit"), help=gettext_lazy("The unit has ended, and this still points at it"),
    order=5, template="organisation/panels/left.html", queries=40,
)  # fmt: skip
def left(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """What still hangs on a unit that is no longer there: nothing is left unseen."""
    if unit.valid_to is None or unit.valid_to >= today():
        return None
    kinds = []
    for kind, items in hanging.left_on(unit):
        seen = [item for item in items[:SHOWN] if access.may(request.user, "view", kind.shown(item))]
        kinds.append((str(kind.label), [(kind.text(item), kind.url(item)) for item in seen], len(items)))
    return {"kinds": kinds} if kinds else None
