"""The pages of a re-organisation: what it would do, correcting it row by row, performing it, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation import hanging
from processlots.apps.organisation.actions import choosing, reorganising
from processlots.apps.organisation.models import Reorganisation
from processlots.apps.organisation.reorganising import shown
from processlots.apps.organisation.reorganising.proposal import Proposal
from processlots.kit import access, states, views
from processlots.kit import pages as kit_pages
from processlots.kit.asked import whole
from processlots.kit.files import BadFile
from processlots.kit.imports.undoing import CannotUndo
from processlots.kit.swedish import normal

PER_PAGE = 50
FAULTS = 20


class ReorganisationView(views.DetailView):
    """The page of one: a draft with what it would do, or what was done."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        return self.show(request, self.row(key))

    def show(self, request: HttpRequest, row: Reorganisation, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "obj": row, "title": row.name, "kind": self.pages.label, "crumbs": self.pages.crumbs(request, row),
            "actions": self.actions(request, row), "facts": self.pages.facts(request, row), "base": kit_pages.url_of(row),
            **(self.draft(request, row) if row.state == row.State.DRAFT else self.performed(request, row)), **more,
        }  # fmt: skip
        return render(request, self.pages.detail_template, context, status=status)

    def draft(self, request: HttpRequest, row: Reorganisation) -> dict[str, Any]:
        try:
            proposal = Proposal(row)
        except BadFile as bad:
            return {"lost": bad.message}
        base = kit_pages.url_of(row)
        return {
            "may": access.may(request.user, "perform", row),
            "read_url": f"/inlasning/reorganisation/?reorganisation={row.pk}",
            "people_url": f"/inlasning/reorganisation-people/?reorganisation={row.pk}",
            "coming": len(proposal.coming),
            "placed": len(proposal.placed),
            "tally": [(count, mark, word, f"{base}foljder/?visa={key}") for count, mark, word, key in shown.tally(proposal)],
            "heaps": _by_kind(proposal),
            "faults": [(one.text, _mend(base, one)) for one in proposal.faults[:FAULTS]],
            "more_faults": max(0, len(proposal.faults) - FAULTS),
            "differs": proposal.differs,
            "ahead": reorganising.waits_for(row.date),
            "seen": proposal.seen,
        }

    def performed(self, request: HttpRequest, row: Reorganisation) -> dict[str, Any]:
        rows = row.successions.select_related("from_unit", "to_unit").order_by("from_unit__path", "pk")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
        return {
            "successions": [
                (str(one.from_unit), kit_pages.url_of(one.from_unit), shown.MARKS[one.kind], one.get_kind_display(),
                 str(one.to_unit or ""), kit_pages.url_of(one.to_unit) if one.to_unit else "")
                for one in page.object_list
            ],
            "page": page,
            "moved": [
                (str(kind.label), count) for kind in hanging.kinds() if (count := row.directions.get("moved", {}).get(kind.key))
            ],
            "waits": row.waits,
            "may_undo": access.may(request.user, "undo", row),
        }  # fmt: skip


def _by_kind(proposal: Proposal) -> list[tuple[str, int, int]]:
    """(what, how many, how many of them with nowhere to go)."""
    found: dict[str, list[int]] = {}
    for heap in proposal.heaps:
        one = found.setdefault(str(heap.kind.label), [0, 0])
        one[0] += len(heap.items)
        one[1] += heap.unsettled
    return [(label, count, missing) for label, (count, missing) in found.items()]


def _mend(base: str, fault: Any) -> str:
    if fault.unit is None:
        return ""
    return f"{base}flytta/{fault.unit}/" if fault.kind else f"{base}foljder/{fault.unit}/"


class DraftView(views.PagesView):
    """A page where a draft is corrected."""

    def draft(self, key: int) -> tuple[Reorganisation, Proposal]:
        row: Reorganisation = self.row(key)
        access.demand(self.request.user, "change", row)
        return row, self.proposal(row)

    def proposal(self, row: Reorganisation) -> Proposal:
        try:
            return Proposal(row)
        except BadFile as bad:
            messages.error(self.request, bad.message)
            raise Http404 from bad

    def page(self, template: str, row: Reorganisation, title: Any, status: int = 200, **more: Any) -> HttpResponse:
        base = kit_pages.url_of(row)
        crumbs = [*self.pages.crumbs(self.request, row), (row.name, base)]
        context = {"title": title, "kind": row.name, "crumbs": crumbs, "obj": row, "base": base, **more}
        return render(self.request, template, context, status=status)

    def told(self, changed: int, passed: list[str]) -> None:
        if changed:
            said = ngettext("%(count)s choice is saved.", "%(count)s choices are saved.", changed)
            messages.success(self.request, said % {"count": changed})
        if passed:
            said = _("Somebody else changed these meanwhile. Look at them again: %(names)s.")
            messages.warning(self.request, said % {"names": ", ".join(passed[:10])})
        if not changed and not passed:
            messages.info(self.request, _("Nothing was changed."))

    def wanted(self, name: str) -> list[tuple[str, str, str]]:
        """(what, as it was shown, the new choice) of each row of the form."""
        post = self.request.POST
        found = [(key[len(name) :], post.get(f"was-{key}", ""), post[key]) for key in post if key.startswith(name)]
        return [(what, was.replace("\x00", ""), text.replace("\x00", "")) for what, was, text in found][: 10 * PER_PAGE]

    def back(self, url: str) -> HttpResponse:
        query = self.request.GET.urlencode()
        return HttpResponseRedirect(f"{url}?{query}" if query else url)


class AfterView(DraftView):
    """What comes after each unit; corrected row by row."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row, proposal = self.draft(key)
        base, words = kit_pages.url_of(row), shown.kind_words()
        chosen = request.GET.get("visa", "")
        kinds = {kind for _count, _mark, _word, kind in shown.tally(proposal)}
        new = [(proposal.rows[one].name, shown.coming_name(proposal, one), shown.kind_of(proposal.rows[one].kind))
               for one in proposal.plan.wholly_new]  # fmt: skip
        fates = [one for one in proposal.plan.fates.values() if (one.kind == chosen if chosen in kinds else one.kind != "same")]
        found: list[Any] = new if chosen == "new" else fates
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
        here = request.GET.copy()
        here.pop("sida", None)
        return self.page(
            "organisation/reorganisation_after.html", row, _("What comes after each unit"),
            filters=[(word, f"?visa={kind}", count, kind == chosen) for count, _mark, word, kind in shown.tally(proposal)],
            chosen=chosen in kinds, chosen_word=words.get(chosen, ""), query=f"{here.urlencode()}&" if here else "", page=page,
            rows=[] if chosen == "new" else [shown.fate_shown(proposal, one, base) for one in page.object_list],
            new=page.object_list if chosen == "new" else [],
        )  # fmt: skip

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Reorganisation = self.row(key)
        wanted = {pk: (was, text) for what, was, text in self.wanted("after-") if (pk := whole(what)) is not None}
        try:
            self.told(*choosing.choose_after(row, request.user, wanted))
        except states.Refused as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(kit_pages.url_of(row))
        return self.back(f"{kit_pages.url_of(row)}foljder/")


class AfterOneView(DraftView):
    """What comes after one unit, which may be several, written by name."""

    def get(self, request: HttpRequest, key: int, unit: int) -> HttpResponse:
        row, proposal = self.draft(key)
        return self.form(row, proposal, unit)

    def form(self, row: Reorganisation, proposal: Proposal, unit: int, said: str = "", text: str | None = None) -> HttpResponse:
        fate = proposal.plan.fates.get(unit)
        if fate is None:
            raise Http404
        names = "\n".join(proposal.rows[one].name for one in fate.targets) if text is None else text
        return self.page(
            "organisation/reorganisation_one.html", row, proposal.units[unit].name, 422 if said else 200, said=said, names=names,
            one=shown.fate_shown(proposal, fate, kit_pages.url_of(row)), closed=not fate.targets and fate.kind != "kept",
            kept=fate.kind == "kept", known=sorted({one.name for one in proposal.rows.values()}),
        )  # fmt: skip

    def post(self, request: HttpRequest, key: int, unit: int) -> HttpResponse:
        row, proposal = self.draft(key)
        fate = proposal.plan.fates.get(unit)
        if fate is None:
            raise Http404
        how, text = request.POST.get("how", ""), request.POST.get("names", "").replace("\x00", "")[:10_000]
        if how == "closed":
            keys: list[str] = []
        elif how == "keep":
            keys = [shown.KEEP]
        else:
            keys, wrong = named(proposal, text)
            if wrong:
                return self.form(row, proposal, unit, wrong, text)
        was = request.POST.get("was", "")
        try:
            self.told(*choosing.choose_after(row, request.user, {unit: (was, shown.chosen_text(keys))}))
        except states.Refused as refused:
            messages.error(request, refused.message)
        return HttpResponseRedirect(f"{kit_pages.url_of(row)}foljder/")


def named(proposal: Proposal, text: str) -> tuple[list[str], str]:
    """(keys of the coming units written one a line, "") or ([], what is wrong)."""
    keys: list[str] = []
    for line in filter(None, (" ".join(one.split()) for one in text.splitlines())):
        found = [
            one.key for one in proposal.rows.values()
            if normal(line) in {normal(one.name), normal(one.external_id), normal(shown.coming_name(proposal, one.key))}
        ]  # fmt: skip
        if not found:
            return [], _("“%(text)s” is no unit of the new organisation.") % {"text": line[:60]}
        if len(found) > 1:
            ways = ", ".join(shown.coming_name(proposal, key) for key in found[:4])
            said = _("%(count)s units are named “%(text)s”. Write which: %(names)s.")
            return [], said % {"count": len(found), "text": line[:60], "names": ways}
        keys += found
    return (keys, "") if keys else ([], _("Write at least one unit, or choose that it is closed."))


class PerformView(ReorganisationView):
    """Do it."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Reorganisation = self.row(key)
        try:
            job = reorganising.start(row, request.user, request.POST.get("seen", ""))
        except reorganising.Changed:
            return self.show(request, self.row(key), 409, said=reorganising.changed_sentence())
        except states.Refused as refused:
            return self.show(request, self.row(key), 409, said=refused.message)
        if job is not None:
            return HttpResponseRedirect(job.get_absolute_url())
        messages.success(request, _("%(name)s is performed.") % {"name": row})
        return HttpResponseRedirect(kit_pages.url_of(row))

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        return HttpResponseRedirect(kit_pages.url_of(self.row(key)))


class UndoView(PerformView):
    """Take it back."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Reorganisation = self.row(key)
        try:
            job = reorganising.start_undo(row, request.user)
        except CannotUndo as stopped:
            return self.show(request, self.row(key), 409, reasons=stopped.reasons)
        except states.Refused as refused:
            return self.show(request, self.row(key), 409, said=refused.message)
        if job is not None:
            return HttpResponseRedirect(job.get_absolute_url())
        messages.success(request, _("The re-organisation is undone. Everything is as it was before."))
        return HttpResponseRedirect(kit_pages.url_of(row))
