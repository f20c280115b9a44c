"""A row's page and its history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.kit import access, checks, history, panels, states
from processlots.kit import pages as kit_pages
from processlots.kit.views.base import MARKS, PagesView


class DetailView(PagesView):
    """A row's page: facts, panels, findings, and what the person may do. Its tabs have panels alone."""

    _row: Any = None

    def row(self, key: int) -> Any:
        """As for every view, but read once: nothing is written here."""
        if self._row is None:
            self._row = super().row(key)
        return self._row

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        row = self.row(key)
        if tab:
            return self.tab(request, row, tab)
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
            "tabs": self.tabs(row),
        }
        return render(request, self.pages.detail_template, {**context, **self.context(request, row)})

    def tabs(self, row: Any, current: str = "") -> list[tuple[Any, str, bool]]:
        """Title, address, and whether one is there; empty where the page has no tabs."""
        found = panels.tabs_of(type(row))
        address = self.pages.url("detail", row.key)
        first = [(_("Overview"), address, not current)] if found else []
        return first + [(one.title, f"{address}flik/{one.key}/", one.key == current) for one in found]

    def tab(self, request: HttpRequest, row: Any, tab: str) -> HttpResponse:
        """The panels that stand on a tab; 404 where there is no such tab."""
        if tab not in {one.key for one in panels.tabs_of(type(row))}:
            raise Http404
        context = {
            "obj": row,
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "slant": self.pages.slant,
            "crumbs": self.pages.crumbs(request, row),
            "sections": panels.sections(request, row, tab),
            "tabs": self.tabs(row, tab),
        }
        return render(request, "kit/tab.html", context)

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """More for the page's own template."""
        return self.pages.context(request, row)

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = list(self.pages.buttons(request, row))
        made += [self.button(row, transition) for transition in states.open_to(row, request.user)]
        if "edit" in self.pages.acts and access.may(request.user, "change", row):
            made.append((_("Edit"), self.pages.url("edit", row.key), "plain"))
        if "end" in self.pages.acts and not getattr(row, "ended_on", None) and access.may(request.user, "end", row):
            label = _("Delete") if row.ending == "draft" else _("End")
            made.append((label, self.pages.url("end", row.key), "plain"))
        if "history" in self.pages.acts:
            made.append((_("History"), self.pages.url("history", row.key), "plain"))
        return made

    def button(self, row: Any, transition: states.Transition) -> tuple[Any, str, str]:
        """A transition as a button: a link where it asks for more, else a form of its own."""
        how = "post-primary" if transition.kind == "primary" else "post"
        asks = transition.verb in self.pages.transition_forms
        return transition.label, f"{self.pages.url('detail', row.key)}gor/{transition.verb}/", "plain" if asks else how

    def why_not(self, request: HttpRequest, row: Any) -> list[str]:
        if "edit" not in self.pages.acts or access.may(request.user, "change", row):
            return []
        people = access.of(type(row)).who("change", row)
        return [_("It can be changed by %(people)s.") % {"people": _(" or ").join(map(str, people))}] if people else []

    def findings(self, request: HttpRequest, row: Any) -> list[tuple[str, str, str, str, str]]:
        may = access.may(request.user, "change", row)
        said = checks.run(row)
        return [(MARKS[one.severity], one.message, one.url if may else "", _("Mend it"), one.id) for one in said]


class HistoryView(PagesView):
    """Who changed what, newest first."""

    def entries(self, row: Any) -> models.QuerySet[Any]:
        """The log entries to show."""
        return history.entries_of(row)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        names: dict[int | None, str] = {None: _("The system")}
        entries = []
        reader = _Reader(request.user)
        for entry in self.entries(row):
            if entry.actor_id not in names:
                names[entry.actor_id] = entry.actor.get_full_name()
            act = entry.act.text if entry.act else entry.get_action_display()
            model = entry.content_type.model_class()
            if model is not None and not isinstance(row, model) and entry.object_repr not in act:
                act = f"{act}: {entry.object_repr}"
            changes = reader.changes(model, entry) if model is not None else []
            entries.append((entry.timestamp, names[entry.actor_id], act, entry.act.reason if entry.act else "", changes))
        context = {
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "slant": self.pages.slant,
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), kit_pages.url_of(row))],
            "entries": entries,
        }
        return render(request, "kit/history.html", context)


class _Reader:
    """Changes in the reader's words. What the reader may not see is not named here either."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.known: dict[tuple[type[models.Model], str], bool] = {}

    def changes(self, model: type[models.Model], entry: Any) -> list[tuple[str, str, str]]:
        """Field, old and new of a log entry."""
        made = []
        raw = entry.changes or {}
        many = {name: change for name, change in raw.items() if isinstance(change, dict)}
        for name, change in many.items():
            field: Any = model._meta.get_field(name)
            objects = ", ".join(self.named(field.related_model, change.get("objects", [])))
            added = change.get("operation") == "add"
            if objects:
                made.append((str(field.verbose_name), "" if added else objects, objects if added else ""))
        if len(raw) > len(many):
            unseen = {str(model._meta.get_field(name).verbose_name) for name in raw if self.unseen(model, name, raw[name])}
            # auditlog writes a many-to-many change as the keys of its description, which is no pair of values
            for label, change in entry.changes_display_dict.items():
                if len(change) == 2 and str(label) not in unseen:
                    old, new = ("" if value in (None, "None") else str(value) for value in change)
                    made.append((str(label), old, new))
        return made

    def named(self, model: type[models.Model], names: list[str]) -> list[str]:
        """Those of the names that are of rows which the reader may see; the log keeps names alone."""
        if not access.narrows(model):
            return names
        hidden = model._default_manager.exclude(pk__in=access.visible(self.user, model).values("pk"))
        unseen = {str(row) for row in (hidden.filter(name__in=names) if hasattr(model, "name") else hidden)}
        return [name for name in names if name not in unseen]

    def unseen(self, model: type[models.Model], name: str, change: Any) -> bool:
        """True for a change from or to a row that the reader may not see."""
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if not field.is_relation or field.many_to_many or not access.narrows(field.related_model):
            return False
        return not all(self.sees(field.related_model, str(key)) for key in change if str(key).isdecimal())

    def sees(self, model: type[models.Model], key: str) -> bool:
        """True if the reader sees the row, or it is there no longer; asked once for each."""
        if (model, key) not in self.known:
            hidden = model._default_manager.filter(pk=key).exclude(pk__in=access.visible(self.user, model).values("pk"))
            self.known[model, key] = not hidden.exists()
        return self.known[model, key]
