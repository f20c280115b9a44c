"""Entering the demo as one of its named people, with one click. Exists only where the demo flag is set."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from processlots.kit import shell
from processlots.kit.models.installation import Installation


def people() -> list[tuple[str, str, str]]:
    """Those whom one can be: (name, role line, address)."""
    user_model = get_user_model()
    named = ["person"] if hasattr(user_model, "person") else []
    users = user_model.objects.filter(is_active=True).exclude(last_name="").select_related(*named).order_by("pk")
    # A visitor's login carries name and role line; a person's name stands with the person.
    return [
        (user.get_full_name().removesuffix(f" {user.last_name}"), user.last_name, f"/byt-person/{user.username}/")
        for user in users
    ]


@shell.part
def switch(request: HttpRequest) -> dict[str, Any]:
    """The list on every page, read only where the page shows it."""
    return {"people": SimpleLazyObject(people)} if Installation.current()[1] else {}


def _demand_demo() -> None:
    if not Installation.current()[1]:
        raise Http404


class EnterView(View):
    """The list of people to enter as."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _demand_demo()
        return render(request, "kit/enter.html", {"title": _("Enter as"), "crumbs": []})


@require_POST
def enter_as(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as a person of the demo, and stay on the page where one was (`next`)."""
    _demand_demo()
    user = get_object_or_404(get_user_model(), username=username, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    onward = request.POST.get("next", "")
    return HttpResponseRedirect(onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else "/")
