"""A person's own API tokens: the list, a new one whose secret is shown once, and ending one."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache

from processlots.kit import shell
from processlots.kit.models.tokens import ApiToken
from processlots.kit.periods import today
from processlots.kit.tables import written

#: days that a token may live, and how many one person may have at a time
LONGEST, MOST = 366, 20


@shell.part
def foot(request: HttpRequest) -> dict[str, Any]:
    """The way to one's tokens at the bottom of every page."""
    return {"foot_links": [(_("My tokens"), "/mina-nycklar/")] if request.user.is_authenticated else []}


class TokenForm(forms.Form):
    """What a new token is for, what it may do, and until when."""

    name = forms.CharField(
        label=gettext_lazy("What is the token for?"), max_length=80, help_text=gettext_lazy("For example: the yearly report.")
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("At most a year from now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_valid_to(self) -> datetime.date:
        """A day from today and a year on."""
        day: datetime.date = self.cleaned_data["valid_to"]
        last = today() + datetime.timedelta(days=LONGEST - 1)
        if not today() <= day <= last:
            raise ValidationError(_("Choose a day from today to %(last)s.") % {"last": written(last)})
        return day


class _OfThePerson(LoginRequiredMixin, View):
    """For those who belong to the organisation: a token gives what the person has, and a visitor has nothing."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.belongs:
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        return super().dispatch(request, *args, **kwargs)


class TokenList(_OfThePerson):
    """The person's tokens, and making one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, TokenForm(initial={"valid_to": today() + datetime.timedelta(days=90)}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TokenForm(request.POST)
        has = ApiToken.objects.filter(user=request.user.pk).count()
        if form.is_valid() and has >= MOST:
            form.add_error(None, _("You have %(count)s tokens. End one before you make another.") % {"count": has})
        if not form.is_valid():
            return self.show(request, form, status=422)
        _token, secret = ApiToken.issue(user=request.user, **form.cleaned_data)
        # Shown in the answer itself: it is kept nowhere, so it cannot wait for another page.
        return self.show(request, TokenForm(), secret=secret)

    def show(self, request: HttpRequest, form: TokenForm, status: int = 200, secret: str = "") -> HttpResponse:
        context = {
            "title": _("My tokens"),
            "lead": _(
                "A token lets a script do in your name what you may do yourself, until a day that you choose. "
                "Make one for each script, and end it when the script is no longer used."
            ),
            "crumbs": [],
            "form": form,
            "secret": secret,
            "header": f"Authorization: Bearer {secret}",
            "address": request.build_absolute_uri("/api/v1/"),
            "tokens": ApiToken.objects.filter(user=request.user.pk).order_by("valid_to", "pk"),
            "today": today(),
        }
        return render(request, "accounts/tokens.html", context, status=status)


class TokenEnd(_OfThePerson):
    """End a token of one's own."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        token = get_object_or_404(ApiToken, uid=uid, user=request.user)
        token.delete()
        messages.success(request, _("The token “%(name)s” has ended.") % {"name": token.name})
        return HttpResponseRedirect(reverse("tokens"))
