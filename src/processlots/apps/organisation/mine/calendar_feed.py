"""A person's calendar, by a secret address (X-8): due dates, and what other apps add.

    @occasions
    def meetings(user, person):
        return [Event(f"meeting-{one.uid}", one.starts, one.title, url=url_of(one), busy=True) for one in …]

Without sign-in, since calendars cannot; so the address is the secret, and shows only what its person may see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine.ics import Event, calendar
from processlots.apps.organisation.models import Person, Subscription, Task
from processlots.kit.models import ApiToken
from processlots.kit.periods import today

__all__ = ["Event", "feed", "occasions"]

_sources: list[Callable[[Any, Person], list[Event]]] = []


def occasions(made: Callable[[Any, Person], list[Event]]) -> Callable[[Any, Person], list[Event]]:
    """Register more for the calendar: a function from login and person to events. `url` begins with "/"."""
    _sources.append(made)
    return made


def subscriber(secret: str) -> Subscription | None:
    """Whose address it is; nobody's once the person has left or the login is closed."""
    rows = Subscription.objects.select_related("person__user")
    found = rows.filter(feed_digest=ApiToken.hashed(secret), person__user__is_active=True).first()
    if found is None or (found.person.left is not None and found.person.left < today()):
        return None
    return found


def due_dates(user: Any, person: Person) -> list[Event]:
    """The person's tasks that have a day."""
    found = Task.objects.open().filter(person=person, due__isnull=False).order_by("due", "pk")[:500]
    return [
        Event(f"task-{one.uid}", one.due, one.text, one.url, one.about)
        for one in tasks.seen_by(user, found)
        if one.due is not None
    ]


def events_of(user: Any, person: Person) -> list[Event]:
    """Everything in the person's calendar, in the language that is active."""
    return [event for source in (due_dates, *_sources) for event in source(user, person)]


@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of a secret address, as a calendar program fetches it."""
    found = subscriber(secret)
    if found is None:
        raise Http404
    with translation.override(found.language):
        base = settings.BASE_URL.rstrip("/")
        events = [
            Event(one.uid, one.start, one.title, f"{base}{one.url}" if one.url.startswith("/") else one.url, one.text,
                  one.place, one.end, one.busy)
            for one in events_of(found.person.user, found.person)
        ]  # fmt: skip
        content = calendar(_("Processlots: my tasks"), events, timezone.now(), urlsplit(base).hostname or "processlots")
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="processlots.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
