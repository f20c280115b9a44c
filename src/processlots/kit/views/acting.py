"""End a row, or walk one of its transitions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.kit import access, asked, checks, forms, history, locking, states
from processlots.kit import pages as kit_pages
from processlots.kit.views.base import MARKS, PagesView, safe_next


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
                row = locking.hold(type(row), row.pk, asked.version(request))
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


class DoView(PagesView):
    """Walk a transition; with a form where the transition asks for more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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
            "findings": [(MARKS[one.severity], one.message, one.url, _("Mend it"), one.id) for one in stopping],
        }
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int, verb: str) -> HttpResponse:
        row = self.row(key)
        # Before the form is looked at: what is wrong in it is not said to those who may not.
        access.demand(request.user, verb, row)
        form_class = self.pages.transition_forms.get(verb)
        data: dict[str, Any] = {}
        form = None
        if form_class is not None:
            form = form_class(request.POST, request.FILES, **self.form_arguments(form_class, request, row))
            if not form.is_valid():
                return self.show(request, row, verb, form, 422)
            data = form.cleaned_data
        expected = asked.version(request) if "version" in request.POST else None
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
        return HttpResponseRedirect(safe_next(request) or kit_pages.url_of(row))
