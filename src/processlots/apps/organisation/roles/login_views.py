"""The pages where the administrator makes, closes and opens a person's login."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.accounts import invitations
from processlots.apps.organisation.actions import logins
from processlots.apps.organisation.models import Person
from processlots.apps.organisation.roles.role_views import OrganisationAct
from processlots.kit import pages, states
from processlots.kit.forms import ReasonForm
from processlots.kit.swedish import slug

LINK = "login-link"


class LoginForm(forms.Form):
    """The user name."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        validators=get_user_model()._meta.get_field("username").validators[:1],
        help_text=gettext_lazy("Letters, digits and . _ - + @. The person signs in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class LoginAct(OrganisationAct):
    """An act on a person's login."""

    model = Person
    verb = "login"

    def hand_over(self, person: Person, path: str) -> HttpResponse:
        """Go to the page that shows the link once; the browser's session carries it there."""
        self.request.session[LINK] = [person.pk, path]
        return HttpResponseRedirect(f"{pages.url_of(person)}inloggning/lank/")

    def refused(self, person: Person, refused: states.Refused) -> HttpResponse:
        messages.error(self.request, refused.message)
        return HttpResponseRedirect(f"{pages.url_of(person)}#login")


class MakeLogin(LoginAct):
    """Make a login."""

    def page(self, person: Person, form: LoginForm, status: int = 200) -> HttpResponse:
        lead = _("You get a link to hand over. By it the person chooses a password; it works once, for seven days.")
        return self.show(person, _("Make a login"), form, status, submit_label=_("Make the login"), lead=lead)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        return self.page(person, LoginForm(initial={"username": proposal(person)}))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        form = LoginForm(request.POST)
        if not form.is_valid():
            return self.page(person, form, 422)
        try:
            return self.hand_over(person, logins.make(person, form.cleaned_data["username"], request.user))
        except states.Refused as refused:
            form.add_error("username", refused.message)
            return self.page(person, form, 409)


def proposal(person: Person) -> str:
    """A free user name made of the person's ("anna.ek")."""
    wanted = slug(person.name, 40).replace("-", ".") or "login"
    taken = set(get_user_model().objects.filter(username__startswith=wanted).values_list("username", flat=True))
    return next(name for name in (wanted, *(f"{wanted}{n}" for n in range(2, len(taken) + 3))) if name not in taken)


class LoginLink(LoginAct):
    """The link, shown once after it was made; posting makes a new one."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        whose, path = request.session.pop(LINK, None) or (None, "")
        if whose != person.pk:
            messages.warning(request, _("The link has been shown already. Make a new one if it was lost."))
            return HttpResponseRedirect(f"{pages.url_of(person)}#login")
        link: dict[str, Any] = {
            "link": request.build_absolute_uri(path),
            "last_day": invitations.last_day(),
            "login": person.user,
        }
        answer = self.show(person, _("Hand over the link"), None, template="organisation/login_link.html", **link)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        try:
            return self.hand_over(person, logins.invite(person, request.user))
        except states.Refused as refused:
            return self.refused(person, refused)


class CloseLogin(LoginAct):
    """Close the login, with a reason."""

    def page(self, person: Person, form: Any, status: int = 200) -> HttpResponse:
        lead = _("Nobody signs in by it any longer. Roles, records and what the person has written stay.")
        return self.show(person, _("Close the login"), form, status, submit_label=_("Close the login"), lead=lead)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        return self.page(self.demanded(request, key), ReasonForm())

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(person, form, 422)
        try:
            logins.close(person, request.user, form.cleaned_data["reason"])
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(person, form, 409)
        messages.success(request, _("The login of %(person)s is closed.") % {"person": person})
        return HttpResponseRedirect(f"{pages.url_of(person)}#login")


class OpenLogin(LoginAct):
    """Open a closed login again."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        person = self.demanded(request, key)
        try:
            logins.reopen(person, request.user)
        except states.Refused as refused:
            return self.refused(person, refused)
        messages.success(request, _("The login of %(person)s is open.") % {"person": person})
        return HttpResponseRedirect(f"{pages.url_of(person)}#login")
