"""The measure of every page: a bare Django project with its default middleware, one view and a 50-row template.

Run as `python -m bench.bare REQUESTS`; prints the CPU seconds per request of this process.
"""

from __future__ import annotations

import sys
import time

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = [[f"Rad {row} kolumn {column}" for column in range(6)] for row in range(50)]
TEMPLATE = """<!doctype html><html lang="sv"><head><title>Lista</title></head><body><h1>Lista</h1><table>
<thead><tr>{% for n in head %}<th>{{ n }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody>
</table></body></html>"""
IN_MEMORY = "django.template.loaders.locmem.Loader"


def page(request: HttpRequest) -> HttpResponse:
    """Draw the static rows for whoever has signed in."""
    return render(request, "list.html", {"head": range(6), "rows": ROWS, "who": request.user.is_authenticated})


urlpatterns = [path("", page)]


def main(requests: int) -> None:
    """Measure."""
    settings.configure(
        SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", [(IN_MEMORY, {"list.html": TEMPLATE})])],
                "context_processors": [
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }],
    )  # fmt: skip
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", run_syncdb=True, verbosity=0)
    browser = Client()
    browser.force_login(get_user_model().objects.create(username="bench"))
    print(measure(browser, "/", requests))


def measure(browser: object, address: str, requests: int) -> float:
    """CPU seconds per request, after ten to warm up."""
    for _each in range(10):
        answer = browser.get(address)  # type: ignore[attr-defined]
        assert answer.status_code == 200, (address, answer.status_code)
    begun = time.process_time()
    for _each in range(requests):
        browser.get(address)  # type: ignore[attr-defined]
    return (time.process_time() - begun) / requests


if __name__ == "__main__":
    main(int(sys.argv[1]))
