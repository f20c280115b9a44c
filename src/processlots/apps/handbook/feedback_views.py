"""The question at the bottom of a page, and where its answer is sent (W-1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.handbook import feedback
from processlots.apps.handbook.models import PageFeedback
from processlots.apps.organisation import tasks
from processlots.apps.organisation.standing import standing
from processlots.kit import access, history, shell

GIVE = "/aterkoppling/lamna/"


class FeedbackForm(forms.Form):
    """Yes or no, and in words. `website` is seen by no one; what fills it in is no reader."""

    useful = forms.ChoiceField(
        label=gettext_lazy("Did you find what you needed?"), choices=[("ja", gettext_lazy("Yes")), ("nej", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Answer yes or no.")},
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What was good, or what is missing?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": False}),
        help_text=gettext_lazy("Write nothing about private persons. What you write may be read by others."),
    )  # fmt: skip
    page = forms.CharField(max_length=300, widget=forms.HiddenInput)
    version = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    website = forms.CharField(max_length=200, required=False)


def _may_ask(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        return access.of(PageFeedback).may_enter(request.user)
    return feedback.is_public(request)


@shell.part
def question(request: HttpRequest) -> dict[str, Any]:
    """Every process, handbook and glossary page asks. Nothing is asked of the database for it."""
    if request.method != "GET" or not _may_ask(request) or not feedback.asks(request.path_info):
        return {}
    return {"below_page": ["handbook/question.html"], "give_feedback": GIVE}


class GiveView(View):
    """POST from a page. What looks like personal data is asked about before it is saved."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect("/")

    def post(self, request: HttpRequest) -> HttpResponse:
        path = request.POST.get("page", "")[:300]
        if not request.user.is_authenticated and not feedback.is_public(request):
            return redirect_to_login(path if feedback.asks(path) else "/")
        found = feedback.page_of(request.user, path) if _may_ask(request) else None
        if found is None:
            said = _("There is no such page to say anything about, or it is not open to you. Nothing was saved.")
            return render(request, "kit/403.html", {"said": said}, status=403)
        form = FeedbackForm(request.POST)
        if not form.is_valid():
            return self.ask_again(request, form, found, 422)
        if form.cleaned_data["website"]:
            return self.thank(request, found)  # no reader; it is told what it wants to hear
        personal = feedback.looks_personal(form.cleaned_data["text"])
        if personal and request.POST.get("sure") != "ja":
            return self.ask_again(request, form, found, 422, personal)
        who = str(request.user.pk) if request.user.is_authenticated else request.META.get("REMOTE_ADDR", "")
        if feedback.too_often(who):
            form.add_error(None, _("So much has come from you in the last hour that nothing more is taken. Come back later."))
            return self.ask_again(request, form, found, 429)
        self.keep(request, form, found)
        return self.thank(request, found)

    def keep(self, request: HttpRequest, form: Any, found: feedback.Page) -> PageFeedback:
        """One row, with who gave it where that is known."""
        with transaction.atomic(), history.act(_("Gave feedback on %(page)s") % {"page": found.title}, user=_known(request)):
            row = PageFeedback.objects.create(
                page=found.path, page_title=found.title, page_version=form.cleaned_data["version"] or found.version,
                useful=form.cleaned_data["useful"] == "ja", text=form.cleaned_data["text"].strip(),
                given_by=standing(request.user).person, language=get_language() or "sv", process=found.process,
            )  # fmt: skip
            tasks.refresh(row)
        return row

    def thank(self, request: HttpRequest, found: feedback.Page) -> HttpResponse:
        messages.success(request, _("Thank you. What you said is kept with the page."))
        return HttpResponseRedirect(found.path)

    def ask_again(
        self, request: HttpRequest, form: Any, found: feedback.Page, status: int, personal: list[str] | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Was the page of use?"), "kind": found.title, "form": form, "page": found, "personal": personal or [],
            "crumbs": [(found.title, found.path)], "give": GIVE, "visible": [form["useful"], form["text"]],
        }  # fmt: skip
        return render(request, "handbook/give.html", context, status=status)


def _known(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None
