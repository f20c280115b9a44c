"""Requirements and documents of the process, linked to the elements of its maps where they apply (C-25, D-4, D-9).

A requirement or a document stands once and may apply at many steps; the link is of the thread (kit.links).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from processlots.apps.maps.models import MapElement
from processlots.apps.processes.models import Attachment, Requirement
from processlots.kit import access, history, links, pages
from processlots.kit.forms import ChosenField
from processlots.kit.models.links import Link
from processlots.kit.pages import url_of
from processlots.kit.panels import panel

#: a requirement, or a document, applies where an element is
APPLIES = "applies_at"
links.relation(APPLIES, gettext_lazy("applies at"), gettext_lazy("is under"))
#: field of the form → the model it chooses among
KINDS: dict[str, type[models.Model]] = {"requirements": Requirement, "documents": Attachment}
SHOWN = 60


def linked(element: MapElement, model: type[models.Model]) -> models.QuerySet[Link]:
    """The links to an element from rows of one kind."""
    kind = ContentType.objects.get_for_model
    return Link.objects.filter(relation=APPLIES, target_type=kind(MapElement), target_id=element.pk, source_type=kind(model))


def keys(element: MapElement, model: type[models.Model]) -> models.QuerySet[Any]:
    """Primary keys of what is linked to an element, as a query."""
    return linked(element, model).values("source_id")


def elements_of(row: models.Model, user: Any) -> list[MapElement]:
    """Where a requirement or a document applies, among what the person may see."""
    kind = ContentType.objects.get_for_model
    found = Link.objects.filter(relation=APPLIES, source_type=kind(row), source_id=row.pk, target_type=kind(MapElement))
    rows = access.visible(user, MapElement).filter(pk__in=found.values("target_id"), gone_in=None)
    return list(rows.select_related("line__map").order_by("line_id", "number", "pk")[:SHOWN])


def _choose(request: HttpRequest, element: MapElement) -> tuple[Any, str] | None:
    if element.gone_in_id is None and access.may(request.user, "link", element):
        return _("Link requirements and documents"), f"{url_of(element)}koppla/"
    return None


@panel(
    MapElement,
    "krav",
    title=gettext_lazy("Requirements"),
    help=gettext_lazy("What is demanded of this step"),
    order=30,
    template="maps/panels/requirements.html",
    queries=1,
    action=_choose,
)
def requirements_here(request: HttpRequest, element: MapElement) -> dict[str, Any] | None:
    """The requirements of the process that apply here, the critical ones first."""
    rows = access.visible(request.user, Requirement).filter(pk__in=keys(element, Requirement))
    found = list(rows.order_by("-critical", "pk")[:SHOWN])
    return {"rows": found} if found or _choose(request, element) is not None else None


def _where(request: HttpRequest, row: models.Model) -> dict[str, Any] | None:
    found = elements_of(row, request.user)
    return {"elements": found} if found else None


for _model in KINDS.values():
    panel(
        _model,
        "steg",
        title=gettext_lazy("Where it applies"),
        help=gettext_lazy("Steps in the process's maps"),
        order=30,
        template="maps/panels/elements.html",
        queries=1,
    )(_where)


class LinkForm(forms.Form):
    """What of the process's requirements and documents applies at one element."""

    def __init__(self, *args: Any, element: MapElement, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process = element.line.map.process
        kind = ContentType.objects.get_for_model(MapElement)
        documents = access.visible(user, Attachment).filter(process=process, ended_on=None)
        # What hangs here alone is shown here anyway.
        documents = documents.exclude(holder_type=kind, holder_id=element.pk)
        rows: dict[str, Any] = {
            "requirements": access.visible(user, Requirement).filter(process=process).order_by("-critical", "pk"),
            "documents": documents.order_by("title", "pk"),
        }
        labels = {"requirements": _("Requirements"), "documents": _("Documents")}
        for name, model in KINDS.items():
            held = list(keys(element, model).values_list("source_id", flat=True))
            field = ChosenField(rows[name], required=False, label=labels[name], widget=forms.CheckboxSelectMultiple())
            field.initial = held
            self.fields[name] = field


class LinkView(LoginRequiredMixin, View):
    """Tick what applies at an element."""

    def prepare(self, request: HttpRequest, key: int) -> MapElement:
        found: Any = pages.of(MapElement).get(request.user, key)
        if found is None:
            raise Http404
        access.demand(request.user, "link", found)
        return found

    def show(self, request: HttpRequest, element: MapElement, form: LinkForm, status: int = 200) -> HttpResponse:
        own = pages.of(MapElement)
        nothing = not any(one.queryset.exists() for one in form.fields.values())  # type: ignore[attr-defined]
        context = {
            "title": _("What applies here"),
            "kind": own.title(element),
            "lead": _("The process has no requirements or documents yet. They are written on the page of the process.")
            if nothing
            else "",
            "crumbs": [*own.crumbs(request, element), (own.title(element), url_of(element))],
            "form": form,
            "fieldsets": [],
            "cancel_url": url_of(element),
        }
        return render(request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        element = self.prepare(request, key)
        return self.show(request, element, LinkForm(element=element, user=request.user))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        element = self.prepare(request, key)
        form = LinkForm(request.POST, element=element, user=request.user)
        if not form.is_valid():
            return self.show(request, element, form, 422)
        said = _("Changed what applies at %(what)s") % {"what": element}
        with transaction.atomic(), history.act(said, user=request.user):
            changed = [keep(element, model, list(form.cleaned_data[name]), form.fields[name]) for name, model in KINDS.items()]
            if any(changed):
                history.note(element)
        messages.success(request, _("It is saved what applies here."))
        return HttpResponseRedirect(url_of(element))


def keep(element: MapElement, model: type[models.Model], chosen: list[Any], field: Any) -> bool:
    """Link what is chosen, and unlink what could be chosen and is not; what the person does not see stays. True if changed."""
    held = set(keys(element, model).values_list("source_id", flat=True))
    wanted = {row.pk for row in chosen}
    gone = (held & set(field.queryset.values_list("pk", flat=True))) - wanted
    # silent: the act says that the links were changed, and stands in the element's history
    linked(element, model).filter(source_id__in=gone).delete()
    for row in chosen:
        if row.pk not in held:
            links.join(row, APPLIES, element)
    return bool(gone or wanted - held)
