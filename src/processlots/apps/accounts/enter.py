"""Entering the demo as one of its named people, with one click. Exists only where the demo flag is set."""

from __future__ import annotations

from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from processlots.kit.models.installation import Installation

#: what the login says of itself in the list, by username; written by the demo
ROLE_LINES: dict[str, object] = {}


def _demand_demo() -> None:
    if not Installation.current()[1]:
        raise Http404


class EnterView(View):
    """The list of people to enter as."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _demand_demo()
        users = get_user_model().objects.filter(is_active=True).exclude(last_name="").order_by("pk")
        people = [(user.get_full_name(), user.last_name, f"/byt-person/{user.username}/") for user in users]
        return render(request, "kit/enter.html", {"title": _("Enter as"), "people": people, "crumbs": []})


@require_POST
def enter_as(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as a person of the demo."""
    _demand_demo()
    user = get_object_or_404(get_user_model(), username=username, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect("/")
