"""A link that lets one choose a password, once and within a week (settings.PASSWORD_RESET_TIMEOUT).

Made by the administrator, who hands it over; so accounts work where there is no mail.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from processlots.kit.periods import today


class Invitation(PasswordResetTokenGenerator):
    """Used up by the new password; worth nothing once the login is closed."""

    key_salt = "processlots.accounts.Invitation"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"

    def check_token(self, user: Any, token: str | None) -> bool:
        return bool(user and user.is_active) and super().check_token(user, token)


tokens = Invitation()


def path(user: Any) -> str:
    """The address of the page where the login's password is chosen."""
    return reverse("choose-password", args=[urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user)])


def last_day() -> datetime.date:
    """The last whole day on which a link that is made now works."""
    return today() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class PasswordForm(SetPasswordForm):
    """The password, twice, with the house's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _("At least 12 characters. A few words in a row are easy to remember.")
        self.fields["new_password2"].label = _("The same password again")
        self.fields["new_password2"].help_text = ""


class ChoosePassword(PasswordResetConfirmView):
    """Choose a password by the link, and be signed in. Django keeps the token in the session, out of the address."""

    token_generator = tokens
    form_class = PasswordForm
    template_name = "accounts/choose_password.html"
    title = _("Choose a password")
    success_url = "/"
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"
