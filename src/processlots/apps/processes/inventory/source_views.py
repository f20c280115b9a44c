"""What a process rests on, and how far regulation and recipients are covered (OR-8, C-2, X-10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory.more import services_named
from processlots.apps.processes.models import Process, Recipient, RegulationPassage, Strategy
from processlots.apps.processes.specification.written import NamesField
from processlots.kit import access, asked, history, locking, pages
from processlots.kit.forms import ChosenField
from processlots.kit.periods import covers, today
from processlots.kit.views import PagesView

#: so many recipients on a page of the report
PER_PAGE = 200
SHOWN = 80


class SourcesForm(forms.Form):
    """Passages of the process's board, initiatives, and the services that it delivers."""

    passages = ChosenField(
        RegulationPassage.objects.all(), label=gettext_lazy("Passages of the regulation"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    strategies = ChosenField(
        Strategy.objects.all(), label=gettext_lazy("Initiatives and strategic areas"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    services = NamesField(
        label=gettext_lazy("Services"), required=False,
        help_text=gettext_lazy("One a line. Those that nobody has written before are made."),
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = process.accountable_board or (process.unit.board() if process.unit else None)
        in_force = RegulationPassage.objects.filter(covers(today()), board=board).values("pk")[:SHOWN]
        newest = Strategy.objects.filter(ended_on=None).order_by("-year", "sort", "pk").values("pk")[:SHOWN]
        for name, offered in (("passages", in_force), ("strategies", newest)):
            held = list(getattr(process, name).values_list("pk", flat=True))
            rows: Any = self.fields[name]
            rows.queryset = rows.queryset.model._default_manager.filter(pk__in=[*(one["pk"] for one in offered), *held])
            rows.widget.choices = rows.choices
            self.initial[name] = held
            if not rows.queryset:
                del self.fields[name]
        self.initial["services"] = "\n".join(
            process.services.filter(ended_on=None).order_by("sort").values_list("name", flat=True)
        )


class SourcesView(PagesView):
    """Link a process with its sources and services."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Process)

    def demanded(self, key: int) -> Process:
        process: Process = self.row(key)
        access.demand(self.request.user, "change", process)
        return process

    def show(self, process: Process, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Sources and services"),
            "kind": str(process),
            "crumbs": [*self.pages.crumbs(self.request, process), (str(process), process.get_absolute_url())],
            "form": form,
            "version": process.version,
            "cancel_url": process.get_absolute_url(),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(key)
        return self.show(process, SourcesForm(process=process))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        process = self.demanded(key)
        form = SourcesForm(request.POST, process=process)
        if not form.is_valid():
            return self.show(process, form, 422)
        try:
            with transaction.atomic(), history.act(_("Changed the sources of %(what)s") % {"what": process}, user=request.user):
                process = locking.hold(Process, process.pk, asked.version(request))
                for name in ("passages", "strategies"):
                    if name in form.fields:
                        getattr(process, name).set(form.cleaned_data[name])
                ended = process.services.exclude(ended_on=None)
                process.services.set([*services_named(form.cleaned_data["services"], process), *ended])
                process.save()
                settle(process)
        except locking.Stale:
            form.add_error(None, _("Somebody saved this while you were writing. Look at it again, then try once more."))
            return self.show(self.row(key), form, 409)
        messages.success(request, _("The sources are saved."))
        return HttpResponseRedirect(process.get_absolute_url())


@dataclass
class Covered:
    """A board's passages in force: how many a process carries out, and those that none does."""

    board: Unit
    total: int = 0
    missing: list[RegulationPassage] = field(default_factory=list)

    @property
    def said(self) -> str:
        """In words."""
        return _("%(covered)s of %(total)s passages have a process") % {
            "covered": self.total - len(self.missing), "total": self.total,
        }  # fmt: skip


class CoverageView(PagesView):
    """Passages with no process, board by board (X-10)."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(RegulationPassage)

    def get(self, request: HttpRequest) -> HttpResponse:
        through = RegulationPassage.processes.through.objects
        carried = through.filter(regulationpassage=OuterRef("pk"), process__ended_on=None)
        rows = RegulationPassage.objects.filter(covers(today())).annotate(covered=Exists(carried))
        found: dict[int, Covered] = {}
        for row in rows.select_related("board").order_by("board__sort", "board", "sort", "pk"):
            one = found.setdefault(row.board_id, Covered(row.board))
            one.total += 1
            if not row.covered:
                one.missing.append(row)
        missing = sum(len(one.missing) for one in found.values())
        said = ngettext("One passage has no process.", "%(count)s passages have no process.", missing) % {"count": missing}
        context = {
            "title": _("How far the regulations are covered"),
            "lead": said if missing else _("Every passage has a process.") if found else "",
            "crumbs": [(self.pages.plural, self.pages.url("list"))],
            "boards": list(found.values()),
        }
        return render(request, "processes/coverage.html", context)


class PerRecipientView(PagesView):
    """Processes per recipient (C-2): the list that must exist. `?visa=flera` leaves those with several."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Recipient)

    def get(self, request: HttpRequest) -> HttpResponse:
        from django.core.paginator import Paginator

        seen = access.visible(request.user, Process).filter(ended_on=None).select_related("unit").order_by("sort", "pk")
        rows = Recipient.objects.filter(ended_on=None).order_by("sort", "pk")
        kind = request.GET.get("slag", "")
        if kind in Recipient.Kind.values:
            rows = rows.filter(kind=kind)
        several = request.GET.get("visa") == "flera"
        if several:
            from django.db.models import Count, Q

            rows = rows.annotate(many=Count("processes", filter=Q(processes__in=seen.order_by()), distinct=True)).filter(
                many__gt=1
            )
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
        chosen = list(page.object_list)
        prefetch_related_objects(chosen, Prefetch("processes", seen, "shown"))
        context = {
            "title": _("Processes per recipient"),
            "lead": _("What each recipient gets. Where one gets much from several, they may gain from working together."),
            "crumbs": [(self.pages.plural, self.pages.url("list"))],
            "recipients": chosen,
            "page": page,
            "kind": kind,
            "several": several,
            "kinds": Recipient.Kind.choices,
        }
        return render(request, "processes/per_recipient.html", context)
