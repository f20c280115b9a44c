"""The stock views: list, detail, add, edit, end, history, transition, lookup, search.

Each is an ordinary class-based view with its page set in `pages`; a page set replaces one by `view_classes`.
"""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from processlots.kit import access, checks, filters, forms, history, locking, panels, search, states, tables
from processlots.kit import pages as kit_pages
from processlots.kit.swedish import sort_key

PER_PAGE = 50
_MARKS = {"F": "error", "V": "warn", "I": "none"}


class PagesView(LoginRequiredMixin, View):
    """A view of a page set."""

    pages: kit_pages.Pages = None  # type: ignore[assignment]

    def row(self, key: int) -> Any:
        """The row of the address; 404 if there is none that the person may see."""
        found = self.pages.get(self.request.user, key)
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not access.of(self.pages.model).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]


class ListView(PagesView):
    """The register of a model: views, filters, sorting, pages, export."""

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        """What the person may see of what the address asks for."""
        rows = self.pages.visible(request.user)
        self.view_key = request.GET.get("visa", "")
        chosen = next((one for one in self.pages.views if one[0] == self.view_key), None)
        rows = chosen[2](rows, request.user) if chosen else self.pages.listed(rows)
        self.filter = filters.FilterForm(self.pages, request.GET, user=request.user)
        rows = self.filter.apply(rows)
        self.sort = request.GET.get("sort", "")
        return rows.order_by(*(self.pages.table.order(self.sort) or self.pages.order))

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = self.rows(request)
        asked = request.GET.get("format")
        if asked == "csv":
            return self.csv(rows)
        paginator = Paginator(rows, PER_PAGE)
        try:
            page = paginator.page(request.GET.get("sida", 1) or 1)
        except InvalidPage:
            page = paginator.page(1)
        keep = {name: value for name, value in request.GET.items() if name not in {"sort", "sida", "format"} and value}
        query = f"{urlencode(keep)}&" if keep else ""
        sorted_query = query + (f"{urlencode({'sort': self.sort})}&" if self.sort else "")
        table = self.pages.table
        total = paginator.count
        context = {
            "title": self.pages.plural,
            "lead": self.pages.lead(request, total),
            "crumbs": [],
            "actions": self.actions(request),
            "views": self.views(request),
            "filter_form": self.filter if self.filter.fields else None,
            "chips": self.filter.chips(query),
            "clear_url": self.pages.url("list"),
            "table": table.html(
                self.pages.prepare(table.rows(page.object_list), request.user),
                sort=self.sort,
                query=query,
                caption=self.pages.plural,
            ),
            "total": total,
            "first": page.start_index(),
            "last": page.end_index(),
            "pages": _page_links(paginator, page.number, sorted_query),
            "next_url": f"?{sorted_query}sida={page.next_page_number()}" if page.has_next() else "",
            "exports": [("CSV", f"?{sorted_query}format=csv")],
            "empty": self.empty(request),
            "slant": False,
        }
        return render(request, self.pages.list_template, {**context, **self.extra(request, rows)})

    def extra(self, request: HttpRequest, rows: models.QuerySet[Any]) -> dict[str, Any]:
        """More context, for a list of its own kind."""
        return {}

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        if "add" in self.pages.acts and access.may(request.user, "add", self.pages.model):
            return [(_("Add"), self.pages.url("add"), "primary")]
        return []

    def views(self, request: HttpRequest) -> list[tuple[Any, str, int | None, bool]]:
        if not self.pages.views:
            return []
        made: list[tuple[Any, str, int | None, bool]] = [(_("All"), self.pages.url("list"), None, not self.view_key)]
        return made + [(label, f"?visa={key}", None, key == self.view_key) for key, label, _rows in self.pages.views]

    def empty(self, request: HttpRequest) -> Any:
        if self.filter.active:
            return _("Nothing matches. Take away a filter, or try a shorter word.")
        if self.actions(request):
            return (self.pages.empty(), self.pages.url("add"), _("Add the first"))
        return self.pages.empty()

    def csv(self, rows: models.QuerySet[Any]) -> HttpResponse:
        """The list as CSV that Excel in Swedish opens right: semicolons, a byte order mark, no formulas."""
        table = self.pages.table
        header, lines = table.plain(self.pages.prepare(table.rows(rows)[:10_000], self.request.user))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.pages.path}.csv"'
        response.write("\ufeff")
        writer = csv.writer(response, delimiter=";")
        writer.writerow(header)
        writer.writerows([[_harmless(cell) for cell in line] for line in lines])
        return response


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet will not run."""
    return (
        f"'{cell}"
        if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not cell[1:2].isdigit() and len(cell) > 1)
        else cell
    )


def _page_links(paginator: Paginator, here: int, query: str) -> list[tuple[int | None, str, bool]]:
    if paginator.num_pages < 2:
        return []
    made: list[tuple[int | None, str, bool]] = []
    for number in paginator.get_elided_page_range(here, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            made.append((number, f"?{query}sida={number}", number == here))
        else:
            made.append((None, "", False))
    return made


class DetailView(PagesView):
    """A row's page: facts, panels, findings, and what the person may do."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        context = {
            "obj": row,
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "slant": self.pages.slant,
            "crumbs": self.pages.crumbs(request, row),
            "actions": self.actions(request, row),
            "why_not": self.why_not(request, row),
            "facts": self.pages.facts(request, row),
            "sections": panels.sections(request, row),
            "findings": self.findings(request, row),
        }
        return render(request, self.pages.detail_template, {**context, **self.context(request, row)})

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """More for the page's own template."""
        return self.pages.context(request, row)

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = list(self.pages.buttons(request, row))
        for transition in states.open_to(row, request.user):
            made.append((transition.label, self.pages.url("detail", row.key) + f"gor/{transition.verb}/",
                         "plain" if transition.verb in self.pages.transition_forms else
                         ("post-primary" if transition.kind == "primary" else "post")))  # fmt: skip
        if "edit" in self.pages.acts and access.may(request.user, "change", row):
            made.append((_("Edit"), self.pages.url("edit", row.key), "plain"))
        if "end" in self.pages.acts and not getattr(row, "ended_on", None) and access.may(request.user, "end", row):
            label = _("Delete") if row.ending == "draft" else _("End")
            made.append((label, self.pages.url("end", row.key), "plain"))
        if "history" in self.pages.acts:
            made.append((_("History"), self.pages.url("history", row.key), "plain"))
        return made

    def why_not(self, request: HttpRequest, row: Any) -> list[str]:
        if "edit" not in self.pages.acts or access.may(request.user, "change", row):
            return []
        people = access.of(type(row)).who("change", row)
        return [_("It can be changed by %(people)s.") % {"people": _(" or ").join(map(str, people))}] if people else []

    def findings(self, request: HttpRequest, row: Any) -> list[tuple[str, str, str, str, str]]:
        may = access.may(request.user, "change", row)
        said = checks.run(row)
        return [(_MARKS[one.severity], one.message, one.url if may else "", _("Mend it"), one.id) for one in said]


class FormView(PagesView):
    """Add and edit: the same form, with locking on edit."""

    form_class: Any = None

    def form(self, row: Any, data: Any = None, files: Any = None, **extra: Any) -> Any:
        return (self.form_class or forms.form_of(self.pages))(data, files, instance=row, user=self.request.user, **extra)

    def show(
        self, request: HttpRequest, form: Any, row: Any, created: bool, status: int = 200, version: int | None = None
    ) -> HttpResponse:
        fieldsets = [
            (title, help, [form[name] for name in names if name in form.fields]) for title, help, names in self.pages.fieldsets
        ]
        title = _("New: %(kind)s") % {"kind": self.pages.label.lower()} if created else self.pages.title(row)
        parent = (
            getattr(row, self.pages.parent, None) if self.pages.parent and getattr(row, f"{self.pages.parent}_id", None) else None
        )
        context = {
            "title": title,
            "kind": "" if created else self.pages.kind(row),
            "slant": self.pages.slant and not created,
            "crumbs": self.pages.crumbs(request, row) + ([] if created else [(self.pages.title(row), kit_pages.url_of(row))]),
            "form": form,
            "fieldsets": fieldsets,
            "version": version if version is not None else (None if created else row.version),
            "cancel_url": kit_pages.url_of(parent) if created and parent is not None else
                          (self.pages.url("list") if created else kit_pages.url_of(row)),
        }  # fmt: skip
        return render(request, self.pages.form_template, context, status=status)

    def done(self, request: HttpRequest, row: Any, created: bool) -> HttpResponse:
        messages.success(request, self.pages.saved(row, created))
        return HttpResponseRedirect(self.pages.next_url(request, row, created))


class AddView(FormView):
    """A new row."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            access.demand(request.user, "add", self.pages.model)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = self.pages.initial(request)
        row = self.pages.model(**{name: value for name, value in initial.items() if not self._many(name)})
        return self.show(request, self.form(row, initial=initial), row, created=True)

    def _many(self, name: str) -> bool:
        return bool(self.pages.model._meta.get_field(name).many_to_many)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(self.pages.model(), request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, form, form.instance, created=True, status=422)
        row = form.save(commit=False)
        access.demand(request.user, "add", row)
        with transaction.atomic(), history.act(_("Added %(what)s") % {"what": row}, user=request.user):
            row = form.instance = self.pages.create(row, request.user)
            form.save_m2m()
            self.pages.after_form(request, form, True)
            self.pages.after_save(request, row, True)
        return self.done(request, row, True)


class EditView(FormView):
    """Change a row, unless somebody else has saved it meanwhile."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "change", row)
        return self.show(request, self.form(row), row, created=False)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "change", row)
        expected = _version(request)
        form = self.form(row, request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, form, self.row(key), created=False, status=422, version=expected)
        changed = form.save(commit=False)
        # The form may have moved the row to where the person may not write.
        access.demand(request.user, "change", changed)
        try:
            with transaction.atomic(), history.act(_("Changed %(what)s") % {"what": row}, user=request.user):
                locking.save(changed, expected)
                form.save_m2m()
                self.pages.after_form(request, form, False)
                self.pages.after_save(request, changed, False)
        except locking.Stale as stale:
            return self.conflict(request, form, stale.theirs)
        return self.done(request, changed, False)

    def conflict(self, request: HttpRequest, form: Any, theirs: Any) -> HttpResponse:
        """Both values, field by field; nothing is overwritten."""
        theirs_form = self.form(theirs)
        compared = []
        for name in form.fields:
            mine, stored = form[name], theirs_form[name]
            mine_text, stored_text = _shown(mine), _shown(stored)
            compared.append((mine.label, mine_text, stored_text, mine_text != stored_text))
        last = history.entries_of(theirs, 1).first()
        context = {
            "title": self.pages.title(theirs),
            "kind": self.pages.kind(theirs),
            "crumbs": [*self.pages.crumbs(request, theirs), (self.pages.title(theirs), kit_pages.url_of(theirs))],
            "form": form,
            "fields": compared,
            "who": (last.actor and last.actor.get_full_name()) if last else "",
            "when": last.timestamp if last else None,
            "version": theirs.version,
            "their_url": kit_pages.url_of(theirs),
        }
        return render(request, "kit/conflict.html", context, status=409)


def _version(request: HttpRequest) -> int:
    """The version that the form was read at; a missing or odd one counts as stale."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def _shown(bound: Any) -> str:
    """A form value as a reader sees it."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if (choices is not None and not hasattr(bound.field.widget, "input_type")) or isinstance(value, (list, tuple)):
        wanted = {
            str(one.pk if isinstance(one, models.Model) else one)
            for one in (value if isinstance(value, (list, tuple)) else [value])
        }
        return ", ".join(str(text) for key, text in (choices or []) if str(key) in wanted)
    return tables.written(value)


class EndView(PagesView):
    """End a row with a reason, or delete a draft that nothing points at."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "end", row)
        return self.show(request, row, forms.ReasonForm())

    def show(self, request: HttpRequest, row: Any, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "obj": row,
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "slant": self.pages.slant,
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), kit_pages.url_of(row))],
            "form": form,
            "deletes": row.ending == "draft",
            "version": row.version,
            "cancel_url": kit_pages.url_of(row),
        }
        return render(request, "kit/end.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "end", row)
        form = forms.ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(request, row, form, 422)
        text = _("Deleted %(what)s") if row.ending == "draft" else _("Ended %(what)s")
        back = self.pages.crumbs(request, row)[-1][1]
        try:
            with transaction.atomic(), history.act(text % {"what": row}, user=request.user, reason=form.cleaned_data["reason"]):
                row = locking.hold(type(row), row.pk, _version(request))
                if row.ending == "draft":
                    row.delete()
                else:
                    row.end(form.cleaned_data["reason"])
                self.pages.after_transition(row, "end", request.user)
        except locking.Stale:
            form.add_error(None, _("Somebody saved this while you were writing. Look at it again before you end it."))
            return self.show(request, self.row(key), form, 409)
        except models.ProtectedError as error:
            said = _("%(count)s other things point here, so it cannot be deleted. Take them away first.")
            form.add_error(None, said % {"count": len(error.protected_objects)})
            return self.show(request, row, form, 409)
        messages.success(request, text % {"what": row})
        return HttpResponseRedirect(back)


class HistoryView(PagesView):
    """Who changed what, newest first."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        entries = []
        for entry in history.entries_of(row):
            who = entry.actor.get_full_name() if entry.actor else _("The system")
            act = entry.act.text if entry.act else entry.get_action_display()
            entries.append((entry.timestamp, who, act, entry.act.reason if entry.act else "", _changes(type(row), entry)))
        context = {
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "slant": self.pages.slant,
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), kit_pages.url_of(row))],
            "entries": entries,
        }
        return render(request, "kit/history.html", context)


def _changes(model: type[models.Model], entry: Any) -> list[tuple[str, str, str]]:
    """Field, old and new of a log entry, in the reader's words."""
    made = []
    raw = entry.changes or {}
    many = {name: change for name, change in raw.items() if isinstance(change, dict)}
    for name, change in many.items():
        objects = ", ".join(change.get("objects", []))
        added = change.get("operation") == "add"
        made.append((str(model._meta.get_field(name).verbose_name), "" if added else objects, objects if added else ""))
    if len(raw) > len(many):
        # auditlog writes a many-to-many change as the keys of its description, which is no pair of values
        for name, change in entry.changes_display_dict.items():
            if len(change) == 2:
                old, new = ("" if value in (None, "None") else str(value) for value in change)
                made.append((str(name), old, new))
    return made


class DoView(PagesView):
    """Walk a transition; with a form where the transition asks for more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = {one.verb for one in getattr(self.pages.model, "transitions", [])}
        if kwargs.get("verb") not in known:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: int, verb: str) -> HttpResponse:
        row = self.row(key)
        form_class = self.pages.transition_forms.get(verb)
        if form_class is None:
            return HttpResponseRedirect(kit_pages.url_of(row))
        access.demand(request.user, verb, row)
        form = form_class(**self.form_arguments(form_class, request, row))
        return self.show(request, row, verb, form, stopping=checks.blocking(row, verb))

    def form_arguments(self, form_class: Any, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Forms that want to know whose they are say so with `for_row`."""
        return {"row": row, "user": request.user} if getattr(form_class, "for_row", False) else {}

    def show(self, request: HttpRequest, row: Any, verb: str, form: Any, status: int = 200, stopping: Any = ()) -> HttpResponse:
        transition = states.find(row, verb)
        context = {
            "title": transition.label if transition else self.pages.title(row),
            "kind": self.pages.title(row),
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), kit_pages.url_of(row))],
            "form": form,
            "fieldsets": [],
            "version": row.version,
            "submit_label": transition.label if transition else None,
            "cancel_url": kit_pages.url_of(row),
            "findings": [(_MARKS[one.severity], one.message, one.url, _("Mend it"), one.id) for one in stopping],
        }
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int, verb: str) -> HttpResponse:
        row = self.row(key)
        form_class = self.pages.transition_forms.get(verb)
        data: dict[str, Any] = {}
        form = None
        if form_class is not None:
            form = form_class(request.POST, request.FILES, **self.form_arguments(form_class, request, row))
            if not form.is_valid():
                return self.show(request, row, verb, form, 422)
            data = form.cleaned_data
        expected = _version(request) if "version" in request.POST else None
        try:
            row = states.go(row, verb, request.user, expected, **data)
        except states.Refused as refused:
            if form is not None and refused.findings:
                return self.show(request, row, verb, form, 409, refused.findings)
            for one in refused.findings:
                messages.error(request, f"{one.message} ({one.id})")
            if not refused.findings:
                messages.error(request, refused.message)
            return HttpResponseRedirect(kit_pages.url_of(row))
        except locking.Stale:
            messages.error(request, _("Somebody saved this while you were reading. Look at it again, then try once more."))
            return HttpResponseRedirect(kit_pages.url_of(row))
        transition = next(one for one in states.table(row) if one.verb == verb)
        messages.success(request, str(transition.done))
        return HttpResponseRedirect(_safe_next(request) or kit_pages.url_of(row))


def _safe_next(request: HttpRequest) -> str:
    """An address on this site that the form asked to return to."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""


class LookupView(PagesView):
    """Suggestions for a choice that is made by typing: [{"value", "label"}]."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "")[:100]
        rows = self.pages.listed(self.pages.visible(request.user))
        key = sort_key(text) if text.strip() else ""
        starts = rows.filter(sort__gte=key, sort__lt=key + "99").order_by("sort")[:12] if key else rows.order_by("sort")[:12]
        found = list(starts)
        if len(found) < 12 and key and self.pages.search is not None:
            more = rows.filter(pk__in=search.ids(self.pages.model, text)).exclude(pk__in=[row.pk for row in found])
            found += list(more.order_by("sort")[: 12 - len(found)])
        return JsonResponse({"results": [{"value": forms.choice_text(row), "label": str(row)} for row in found]})


class SearchView(LoginRequiredMixin, View):
    """Search over everything the person may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:200]
        hits = search.find(request.user, text) if text else []
        groups: dict[str, list[search.Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.kind, []).append(hit)
        return render(
            request,
            "kit/search.html",
            {"title": _("Search"), "q": text, "groups": list(groups.items()), "total": len(hits), "crumbs": []},
        )


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year."""
    response = HttpResponseRedirect(_safe_next(request) or "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark for a year; "auto" follows the system."""
    response = HttpResponseRedirect(_safe_next(request) or "/")
    theme = request.POST.get("theme", "")
    if theme in {"light", "dark"}:
        response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS, httponly=True)
    else:
        response.delete_cookie("theme")
    return response


STOCK: dict[str, Any] = {
    "list": ListView,
    "detail": DetailView,
    "add": AddView,
    "edit": EditView,
    "end": EndView,
    "history": HistoryView,
    "do": DoView,
}
