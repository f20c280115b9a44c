"""What happens around every request: language, who acts, and the content security policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from processlots.kit import errors, history

CSP = (
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_LANGUAGES = {code for code, _name in settings.LANGUAGES}


class Language:
    """The language from the person's own choice, else Swedish. The API also reads Accept-Language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in _LANGUAGES and request.path_info.startswith("/api/"):
            asked = (tag[:2] for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
            chosen = next((language for language in asked if language in _LANGUAGES), "")
        language = chosen if chosen in _LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if request.path_info.startswith("/api/"):
            patch_vary_headers(response, ("Accept-Language",))
        return response


class Kit:
    """Tells the history who acts, and sets the content security policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with history.by(request.user):
            # Nothing has a NUL in its name, and PostgreSQL cannot even be asked for it.
            response = errors.not_found(request) if "\x00" in request.path_info else self.get_response(request)
            if response.status_code == 405 and not response.content and not request.path_info.startswith("/api/"):
                response = errors.not_a_page(request, response)
        response.headers.setdefault("Content-Security-Policy", CSP)
        return response
