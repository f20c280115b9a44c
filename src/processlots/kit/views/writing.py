"""Add and change a row in a form; where two have written at once, both are shown."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.kit import access, asked, forms, history, locking, tables
from processlots.kit import pages as kit_pages
from processlots.kit.views.base import PagesView

logger = logging.getLogger(__name__)


class FormView(PagesView):
    """Add and edit: the same form, with locking on edit."""

    form_class: Any = None

    def form(self, row: Any, data: Any = None, files: Any = None, **extra: Any) -> Any:
        made: Any = self.form_class or forms.form_of(self.pages)
        return made(data, files, instance=row, user=self.request.user, **extra)

    def show(
        self, request: HttpRequest, form: Any, row: Any, created: bool, status: int = 200, version: int | None = None
    ) -> HttpResponse:
        fieldsets = [
            (heading, said, [form[name] for name in names if name in form.fields])
            for heading, said, names in self.pages.fieldsets
        ]
        title = _("New: %(kind)s") % {"kind": self.pages.label.lower()} if created else self.pages.title(row)
        under = self.pages.parent
        parent = getattr(row, under, None) if under and getattr(row, f"{under}_id", None) else None
        if created:
            cancel = kit_pages.url_of(parent) if parent is not None else self.pages.url("list")
        else:
            cancel = kit_pages.url_of(row)
        context = {
            "title": title,
            "kind": "" if created else self.pages.kind(row),
            "slant": self.pages.slant and not created,
            "crumbs": self.pages.crumbs(request, row) + ([] if created else [(self.pages.title(row), kit_pages.url_of(row))]),
            "form": form,
            "fieldsets": fieldsets,
            "version": version if version is not None else (None if created else row.version),
            "cancel_url": cancel,
        }
        return render(request, self.pages.form_template, context, status=status)

    def done(self, request: HttpRequest, row: Any, created: bool) -> HttpResponse:
        messages.success(request, self.pages.saved(row, created))
        return HttpResponseRedirect(self.pages.next_url(request, row, created))


class AddView(FormView):
    """A new row."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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
        try:
            with transaction.atomic(), history.act(_("Added %(what)s") % {"what": row}, user=request.user):
                row = form.instance = self.pages.create(row, request.user)
                form.save_m2m()
                self.pages.after_form(request, form, True)
                self.pages.after_save(request, row, True)
        except (ValidationError, IntegrityError) as error:
            _overtaken(form, error)
            return self.show(request, form, self.pages.model(), created=True, status=409)
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
        expected = asked.version(request)
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
        except (ValidationError, IntegrityError) as error:
            _overtaken(form, error)
            return self.show(request, form, self.row(key), created=False, status=409, version=expected)
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


def _overtaken(form: Any, error: Exception) -> None:
    """What held when the form was looked at, and no longer when it was saved: somebody else was a moment before."""
    if isinstance(error, ValidationError):
        form.add_error(None, error.messages)
        return
    logger.info("overtaken: %s", type(error).__name__)
    said = _("Somebody saved something at the same moment that this cannot stand beside. Nothing of yours was saved. Try again.")
    form.add_error(None, said)


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
