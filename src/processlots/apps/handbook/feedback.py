"""Was this page of use? (W-1): which pages ask, what a page is, what looks like personal data, and what is forgotten when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from processlots.apps.handbook.models import PageFeedback
from processlots.kit import history, pages, seeds
from processlots.kit.models.history import LogEntry
from processlots.kit.periods import today

#: the pages that ask: of these models; another app adds its own by `ask_on`
_asking = {
    "processes.process",
    "handbook.entry",
    "handbook.handbook",
    "handbook.edition",
    "handbook.chapter",
    "handbook.modelentry",
}
#: pages that are no row's: the handbook's own
_PLACES = re.compile(r"/handbok/(?:steg-[1-6]/)?")
#: whether a page is open to those who have not signed in; nothing is, until an app says so
_public: list[Callable[[HttpRequest], bool]] = []

REMEMBERED = datetime.timedelta(days=365)
MOST_AN_HOUR = 20

_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{2}[01]\d[0-3]\d[-+ ]?\d{4}(?!\d)")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(r"(?<!\d)(?:\+46|0)[\d \-]{7,13}\d(?!\d)")


@dataclass(frozen=True)
class Page:
    """What feedback is about: address, title, version and process."""

    path: str
    title: str
    version: str = ""
    process: int | None = None


def ask_on(label: str) -> None:
    """Let the pages of a model ("methods.method") ask too."""
    _asking.add(label)


def public(says: Callable[[HttpRequest], bool]) -> Callable[[HttpRequest], bool]:
    """Register who knows which pages are read without signing in."""
    _public.append(says)
    return says


def is_public(request: HttpRequest) -> bool:
    """True where the page is open to all."""
    return any(says(request) for says in _public)


def asks(path: str) -> bool:
    """True for the address of a page that asks."""
    if _PLACES.fullmatch(path):
        return True
    declared, _key = _declared(path)
    return declared is not None


def _declared(path: str) -> tuple[Any, int]:
    """Page set and number of a row's own page; None for other addresses and for what does not ask."""
    try:
        found = resolve(path)
    except Resolver404:
        return None, 0
    declared = getattr(found.func, "view_initkwargs", {}).get("pages")
    if declared is None or found.url_name != f"{declared.name}-detail" or declared.model._meta.label_lower not in _asking:
        return None, 0
    return declared, found.kwargs["key"]


def page_of(user: Any, path: str) -> Page | None:
    """The page at an address, if it asks and the person may see it."""
    if _PLACES.fullmatch(path):
        return Page(path, _("The handbook") if path == "/handbok/" else _("Step %(number)s") % {"number": path[-2]})
    declared, key = _declared(path)
    row = declared.get(user, key) if declared is not None else None
    if row is None:
        return None
    return Page(pages.url_of(row), declared.title(row)[:200], str(row.version), history.trail(row)[0])


def looks_personal(text: str) -> list[str]:
    """What in the text looks like somebody's personal data, in words."""
    found = []
    if _PERSONAL_NUMBER.search(text):
        found.append(_("a personal identity number"))
    if _MAIL.search(text):
        found.append(_("an e-mail address"))
    if _PHONE.search(_PERSONAL_NUMBER.sub("", text)):
        found.append(_("a telephone number"))
    return found


def too_often(who: str) -> bool:
    """True if so much has come from one person or address within the hour that it is no longer feedback. Counts."""
    key = f"handbook.feedback.{who}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # it ran out at this moment
        return False


def forget_old() -> int:
    """Take away giver, words and answer of what was settled a year ago, in the row and in its history. Returns how many."""
    old = PageFeedback.objects.filter(state__in=PageFeedback.SETTLED, settled_on__lt=today() - REMEMBERED, forgotten_on=None)
    gone = list(old.values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(PageFeedback)
    # silent: what is erased by its rule leaves no copy behind; that it was erased stands in `forgotten_on`
    PageFeedback.objects.filter(pk__in=gone).update(given_by=None, text="", answer="", forgotten_on=today())
    for entry in LogEntry.objects.filter(content_type=kind, object_id__in=gone):
        kept = {name: change for name, change in (entry.changes or {}).items() if name not in {"text", "answer", "given_by"}}
        if kept != entry.changes:
            entry.changes = kept
            entry.save(update_fields=["changes"])
    return len(gone)


@seeds.seed(PageFeedback)
def words(row: PageFeedback) -> seeds.Seed:
    """A need that comes of it (S6-4: feedback from the web)."""
    title = (row.text.strip().splitlines() or [row.page_title])[0][:160]
    return seeds.Seed(title=title, why=f"{row.page_title}: {row.text}".strip(": "), origin="web", process=row.process)
