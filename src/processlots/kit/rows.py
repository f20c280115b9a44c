"""A child table edited in place: a row saved at a time, pasted from Excel, by keyboard, and as a plain page.

class GoalPages(Pages):
    rows = [Rows(RequirementPages, "process", ["kind", "text", "critical"], path="krav")]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from processlots.kit import access, forms, history, locking
from processlots.kit import pages as kit_pages
from processlots.kit.views import PagesView

if TYPE_CHECKING:
    from processlots.kit.pages import Pages

NEW_ROWS = 3


@dataclass(frozen=True)
class Rows:
    """The declaration of one child table.

    `store` writes a valid form's row, given (request, row, form), where saving is more than saving; `chosen` narrows
    and orders the rows shown; `after` runs in the transaction with the parent.
    """

    model: type[models.Model]
    parent: str
    fields: Sequence[str]
    path: str
    title: Any
    chosen: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] | None = None
    store: Callable[[HttpRequest, Any, Any], None] | None = None
    after: Callable[[HttpRequest, Any], None] | None = None
    #: key of the importer that takes a paste (opened with ?<parent>=<key>)
    importer: str = ""

    def urlpattern(self, pages: Pages) -> URLPattern:
        """The table's address under its parent's page."""
        view = RowsView.as_view(pages=pages, declared=self)
        return path(f"{pages.path}/<key:key>/{self.path}/", view, name=f"{pages.name}-{self.model._meta.model_name}-rows")

    def url(self, row: models.Model) -> str:
        """The table's address for a parent."""
        return f"{kit_pages.url_of(row)}{self.path}/"


@dataclass
class _Line:
    key: str
    label: str
    form: Any
    state: tuple[str, str] | None = None


class RowsView(PagesView):
    """The table. Every button posts the whole table and says which row to save, or all of them."""

    declared: Rows = None  # type: ignore[assignment]  # as_view() gives it

    def parent_row(self, key: int) -> Any:
        row = self.row(key)
        if not access.may(self.request.user, "add", self._new(row)):
            access.demand(self.request.user, "change", self._new(row))
        return row

    def _new(self, parent: Any) -> Any:
        return self.declared.model(**{self.declared.parent: parent})

    def _rows(self, parent: Any) -> list[Any]:
        rows = access.visible(self.request.user, self.declared.model).filter(**{self.declared.parent: parent})
        return list((self.declared.chosen(rows) if self.declared.chosen else rows.order_by("pk"))[:500])

    def _form(self, row: Any, key: str, data: Any = None) -> Any:
        made: Any = django_forms.modelform_factory(
            self.declared.model, form=forms.VisibleForm, fields=list(self.declared.fields), formfield_callback=_compact
        )
        form: Any = made(data, instance=row, prefix=key, user=self.request.user, auto_id=f"{key}-%s")
        form.fields["version"] = django_forms.IntegerField(widget=django_forms.HiddenInput, initial=row.version, required=False)
        # A new row that nobody has written in is not a row.
        form.empty_permitted = row.pk is None
        form.use_required_attribute = False
        return form

    def _lines(self, parent: Any) -> list[_Line]:
        lines = [
            _Line(f"r{row.pk}", str(number), self._form(row, f"r{row.pk}")) for number, row in enumerate(self._rows(parent), 1)
        ]
        count = len(lines)
        return lines + [
            _Line(f"n{n}", _("New %(n)s") % {"n": count + n}, self._form(self._new(parent), f"n{n}"))
            for n in range(1, NEW_ROWS + 1)
        ]

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        parent = self.parent_row(key)
        return self.show(parent, self._lines(parent))

    def show(self, parent: Any, lines: list[_Line], status: int = 200) -> HttpResponse:
        declared = self.declared
        paste = f"/inlasning/{declared.importer}/?{declared.parent}={parent.key}" if declared.importer else ""
        context = {
            "title": declared.title,
            "kind": str(parent),
            "crumbs": [*self.pages.crumbs(self.request, parent), (self.pages.title(parent), kit_pages.url_of(parent))],
            "columns": [lines[0].form.fields[name].label for name in declared.fields],
            "rows": lines,
            "paste_url": paste,
            "done_url": kit_pages.url_of(parent),
        }
        return render(self.request, "kit/rows.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        parent = self.parent_row(key)
        wanted = request.POST.get("save", "all")
        known = {f"r{row.pk}": row for row in self._rows(parent)}
        lines, bad, saved = [], False, 0
        keys = [*known, *(f"n{n}" for n in range(1, NEW_ROWS + 1))]
        with transaction.atomic(), history.act(_("Changed %(what)s") % {"what": parent}, user=request.user):
            for number, name in enumerate(keys, 1):
                row = known.get(name) or self._new(parent)
                form = self._form(row, name, request.POST)
                line = _Line(name, str(number), form)
                lines.append(line)
                if wanted not in ("all", name) or not form.has_changed():
                    continue
                line.state = self._save(request, row, form)
                bad, saved = bad or line.state[0] != "ok", saved + (line.state[0] == "ok")
            if saved and self.declared.after is not None:
                self.declared.after(request, parent)
        if bad:
            return self.show(parent, lines, 422)
        if request.headers.get("HX-Request") and wanted != "all" and not wanted.startswith("n"):
            return self.show(parent, lines)
        return HttpResponseRedirect(request.path)

    def _save(self, request: HttpRequest, row: Any, form: Any) -> tuple[str, str]:
        """Save one row in a savepoint; what failed says why at its row and leaves the others alone."""
        if not form.is_valid():
            return "error", _("Not saved")
        access.demand(request.user, "change" if row.pk else "add", row)
        expected = form.cleaned_data.get("version")
        try:
            with transaction.atomic():
                made = form.save(commit=False)
                if self.declared.store is not None:
                    self.declared.store(request, made, form)
                elif made.pk:
                    locking.save(made, expected if expected is not None else -1)
                    form.save_m2m()
                else:
                    made.save()
                    form.save_m2m()
        except locking.Stale as stale:
            theirs = "; ".join(f"{form.fields[n].label}: {getattr(stale.theirs, n)}" for n in self.declared.fields)
            form.add_error(
                None,
                _("Somebody saved this row while you were writing. It now says: %(theirs)s. Load the page again.")
                % {"theirs": theirs},
            )
            return "error", _("Not saved")
        except (ValidationError, IntegrityError) as error:
            # What held when the form was looked at, and no longer when it was saved.
            said = error.messages if isinstance(error, ValidationError) else [_("There is already one like this.")]
            form.add_error(None, said)
            return "error", _("Not saved")
        return "ok", _("Saved")


def _compact(field: models.Field, **kwargs: Any) -> Any:
    """A form field small enough for a table."""
    made = forms.formfield(field, **kwargs)
    if isinstance(made, django_forms.TypedChoiceField) and isinstance(made.widget, django_forms.RadioSelect):
        made.widget = django_forms.Select(choices=list(made.widget.choices))
    if made is not None:
        if isinstance(made.widget, django_forms.Textarea):
            made.widget.attrs["rows"] = 1
        made.help_text = ""
    return made
