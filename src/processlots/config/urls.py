"""Addresses: the kit's pages are made from what the apps registered; the rest is listed here."""

from collections.abc import Iterable

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from processlots.kit import pages
from processlots.kit.api import urls as api_urls

handler400 = "processlots.kit.errors.bad_request"
handler403 = "processlots.kit.errors.forbidden"
handler404 = "processlots.kit.errors.not_found"
handler429 = "processlots.kit.errors.too_many"  # allauth's name for it, after too many wrong passwords
handler500 = "processlots.kit.errors.server_error"

_everything: list[URLPattern | URLResolver] = [
    path("", include("processlots.kit.urls")),
    # No sign-up and no e-mail: whoever has forgotten the password gets a new link from an administrator.
    path("konto/login/", account.login, name="account_login"),
    path("konto/logout/", account.logout, name="account_logout"),
    path("konto/password/change/", account.password_change, name="account_change_password"),
    path("konto/inactive/", account.account_inactive, name="account_inactive"),
    path("", include("processlots.apps.accounts.urls")),
    path("", include("processlots.apps.organisation.urls")),
    path("", include("processlots.apps.organisation.mine.urls")),
    path("", include("processlots.apps.learning.urls")),
    path("", include("processlots.apps.handbook.urls")),
    path("", include("processlots.apps.processes.release.urls")),
    path("", include("processlots.apps.processes.urls")),
    path("", include("processlots.apps.resources.urls")),
    path("", include("processlots.apps.maps.urls")),
    path("", include("processlots.apps.followup.urls")),
    path("", include("processlots.apps.improvement.urls")),
    path("api/v1/", include(api_urls)),
    path("", include(pages.urls())),
]


def _by_first_word(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses under their first word, so that a request is compared with some dozen words and then with those
    that begin so, and not with all there are. What stands under a word keeps its order."""
    words: dict[str, list[URLPattern | URLResolver]] = {}
    for one in patterns:
        flat = one.url_patterns if isinstance(one, URLResolver) and not str(one.pattern) else [one]
        for address in flat:
            word, slash, rest = str(address.pattern).partition("/")
            if isinstance(address, URLPattern) and slash and "<" not in word:
                shorter = path(rest, address.callback, address.default_args, address.name)
                words.setdefault(word + slash, []).append(shorter)
            else:
                words.setdefault("", []).append(address)
    bare = words.pop("", [])
    return [*(path(word, include(found)) for word, found in words.items()), *bare]


urlpatterns = _by_first_word(_everything)
