"""From a requirement or a problem in an interface to a need in one click, and back (X-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.improvement import keeping
from processlots.apps.improvement.models import Need
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import InterfaceIssue, Process, Requirement
from processlots.apps.processes.yields import RELATION, Way, yields
from processlots.kit import access, history, links, locking, pages, views
from processlots.kit.models import Link
from processlots.kit.panels import panel


@dataclass(frozen=True)
class _Source:
    """A kind of row that a need may come from."""

    model: type[models.Model]
    origin: str
    why: Any


SOURCES = {
    "krav": _Source(Requirement, Need.Origin.OTHER, lambda row: _("The requirement is not met: %(text)s") % {"text": row.text}),
    "granssnittsproblem": _Source(
        InterfaceIssue,
        Need.Origin.DEVIATION,
        lambda row: _("In the interface “%(what)s”: %(text)s") % {"what": row.interface, "text": row.text},
    ),
}


def need_of(row: models.Model) -> Need | None:
    """The need that the row has led to, unless it was dismissed."""
    kinds = ContentType.objects.get_for_models(type(row), Need)
    made = Link.objects.filter(relation=RELATION, source_type=kinds[type(row)], source_id=row.pk, target_type=kinds[Need]).values(
        "target_id"
    )
    return Need.objects.filter(pk__in=made).exclude(state=Need.State.DISMISSED).first()


def _ways(kind: str) -> None:
    @yields(SOURCES[kind].model)
    def a_need(user: Any, row: Any) -> list[Way]:
        known = need_of(row)
        if known is not None:
            return [Way(_("To the need that answers it"), pages.url_of(known))]
        if not access.may(user, "add", Need(process=row.process)):
            return []
        return [Way(_("Make a need of it"), f"/behov/ur/{kind}/{row.pk}/", post=True)]


for _kind in SOURCES:
    _ways(_kind)


class NeedFromRow(views.PagesView):
    """POST: a need is registered that cites the row; where there is one already, the way to it."""

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        source = SOURCES.get(kind)
        row: Any = access.visible(request.user, source.model).filter(pk=pk).first() if source is not None else None
        if source is None or row is None:
            raise Http404
        process: Process = row.process
        access.demand(request.user, "add", Need(process=process))
        with transaction.atomic(), history.act(_("Made a need of %(what)s") % {"what": row}, user=request.user):
            locking.hold(source.model, row.pk, None)  # two presses at the same moment make one need
            known = need_of(row)
            if known is not None:
                messages.info(request, _("There is already a need that answers this."))
                return HttpResponseRedirect(pages.url_of(known))
            need = Need.objects.create(
                process=process, title=str(row)[:200], why=source.why(row), origin=source.origin,
                registered_by=standing(request.user).person,
            )  # fmt: skip
            links.join(row, RELATION, need)
            keeping.need_changed(need)
            settle(process)
        messages.success(request, _("The need is registered. Say who decides about it."))
        return HttpResponseRedirect(pages.url_of(need))


@panel(
    Need,
    "source",
    title=gettext_lazy("Comes from"),
    order=15,
    template="improvement/panels/source.html",
    queries=3,
)
def where_it_comes_from(request: HttpRequest, need: Need) -> dict[str, Any] | None:
    """The requirement or the problem that the need was made of."""
    kind = ContentType.objects.get_for_model(Need)
    found = []
    for link in Link.objects.filter(relation=RELATION, target_type=kind, target_id=need.pk)[:20]:
        model = ContentType.objects.get_for_id(link.source_type_id).model_class()
        row = access.visible(request.user, model).filter(pk=link.source_id).first() if model is not None else None
        if row is not None:
            found.append((row, pages.url_of(row), pages.of(type(row)).label))
    return {"found": found} if found else None
