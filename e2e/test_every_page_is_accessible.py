"""Every page by axe, WCAG 2.0 to 2.2 A and AA: its language, theme and width taken in turn.

On every page also: no script error, nothing blocked by the content policy, and nothing to scroll sideways for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from e2e.every_page import LINKED, OWN, Place, declared_pages
from e2e.windows import VARIANTS, Windows

#: addresses that are no pages: what is posted to, fetched as a file, or asked for by the page itself
NO_PAGES = {
    "set-language", "set-theme", "job-cancel", "job-file", "import-undo", "import-file", "template-file", "health", "token-end",
    "enter-as", "process-name", "process-review", "process-word", "inventory-word", "inventory-questions", "inventory-row-add",
    "inventory-row", "process-accept", "map-draw-load", "map-draw-save", "map-draw-check",
    "map-draw-pen", "map-draw-draft", "map-draw-links", "map-draw-element", "version-bpmn", "version-svg", "version-text",
    "follow-up-word", "goal-hints", "measure-value", "measure-csv", "measure-xlsx", "need-from-signal", "activity-plan-word",
    "process-review-document", "attachment-file", "need-from-row", "action-impact",
    "person-login-open", "my-mail", "my-calendar", "my-snooze", "my-remind", "calendar-feed", "resource-talk", "resource-word",
    "reorganisation-perform", "reorganisation-undo", "meeting-agenda-word", "meeting-minutes-word", "occasion-sign-up",
    "occasion-sign-off", "release-pdf", "release-file", "release-json", "brief-word", "inventory-excel", "process-undo-merge",
    "recipient-undo-merge", "house-svg", "comment-write", "communication-plan-word", "training-plan-word", "mapping-word",
    "mapping-report-word", "release-copy", "version-print", "handboksversioner/<key:key>/pdf/",
    "handboksversioner/<key:key>/medfoljande-kapitel/",
}  # fmt: skip
#: pages that answer what somebody has done; "give-feedback" is shown again only for what it refuses, and is not looked at yet
MADE = {"give-feedback", "person-login-link", "job-detail", "import-preview", "import-done", "map-upload-look"}


def test_every_address_is_looked_at_or_known_to_be_no_page() -> None:
    looked_at = {name for name, _address in declared_pages()} | set(OWN) | set(LINKED) | MADE
    assert {
        one for one in named(get_resolver()) if one not in looked_at | NO_PAGES and not one.endswith(("-lookup", "-do", "-rows"))
    } == set()


def named(resolver: URLResolver, under: str = "") -> Iterator[str]:
    """Names of the product's own addresses; the API has tests of its own, and signing in is another's."""
    for one in resolver.url_patterns:
        route = under + str(one.pattern)
        if route.startswith(("api/", "konto/")):
            continue
        if isinstance(one, URLPattern):
            yield one.name or route
        else:
            yield from named(one, route)


@pytest.mark.slow
def test_every_page_in_one_variant(places: list[Place], windows: Windows, axe: Callable[..., list[str]]) -> None:
    """Those with an even number; test_every_other_page_is_accessible.py has the others, for another worker."""
    faults = windows.each_in_turn(places, 0, axe)
    assert not faults, "\n".join(faults)


@pytest.mark.full
@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS[::2], ids=lambda one: "-".join(map(str, one)))
def test_every_page_in_every_variant(
    places: list[Place], windows: Windows, axe: Callable[..., list[str]], variant: tuple[str, str, int]
) -> None:
    """The wide ones."""
    faults = [text for place in places for text in windows.faults(place, variant, axe)]
    assert not faults, "\n".join(faults)
