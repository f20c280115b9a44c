"""Every page by axe, WCAG 2.0 to 2.2 A and AA: its language, theme and width taken in turn; the newcomer's path in all eight.

On every page also: no script error, nothing blocked by the content policy, and nothing to scroll sideways for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page, Response

from e2e.every_page import LINKED, OWN, PATH, Place, declared_pages, everywhere
from e2e.site import Site
from e2e.visitors import Visitor

VARIANTS = list(itertools.product(("sv", "en"), ("light", "dark"), (1280, 320)))
#: addresses that are no pages: what is posted to, fetched as a file, or asked for by the page itself
NO_PAGES = {
    "set-language", "set-theme", "job-cancel", "job-file", "import-undo", "import-file", "template-file", "health", "token-end",
    "enter-as", "process-name", "process-review", "process-word", "inventory-word", "inventory-questions", "inventory-row-add",
    "inventory-row", "process-accept", "map-draw-load", "map-draw-save", "version-bpmn", "version-svg", "version-text",
    "follow-up-word", "goal-hints", "measure-value", "measure-csv", "measure-xlsx", "need-from-signal", "activity-plan-word",
    "person-login-open",
}  # fmt: skip
MADE = {"person-login-link", "job-detail", "import-preview", "import-done", "map-upload-look"}


@dataclass
class Windows:
    """A window for each variant, in which anybody may sit down."""

    browser: Browser
    base: str
    opened: dict[tuple[str, str, int], Page] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def window(self, variant: tuple[str, str, int]) -> Page:
        if variant not in self.opened:
            language, theme, width = variant
            context = self.browser.new_context(
                base_url=self.base, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light",
                locale={"sv": "sv-SE", "en": "en-GB"}[language], timezone_id="Europe/Stockholm", reduced_motion="reduce",
            )  # fmt: skip
            context.set_default_timeout(30_000)
            page = self.opened[variant] = context.new_page()
            page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: self.said.append(str(error)))
        return self.opened[variant]

    def go(self, place: Place, variant: tuple[str, str, int]) -> tuple[Page, Response]:
        page = self.window(variant)
        if place.person not in self.visitors:
            self.visitors[place.person] = Visitor(self.base, place.person)
        visitor = self.visitors[place.person]
        if place.before:
            visitor.post(place.before)
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {"name": "django_language", "value": variant[0], "url": self.base},
                *([{"name": "sessionid", "value": visitor.session(), "url": self.base}] if place.person else []),
            ]
        )
        self.said.clear()
        answer = page.goto(place.address)
        assert answer is not None
        return page, answer

    def faults(self, place: Place, variant: tuple[str, str, int], axe: Callable[..., list[str]]) -> list[str]:
        """Everything that is wrong with the page in the variant, a line each."""
        page, answer = self.go(place, variant)
        said = (
            [] if answer.status == place.status else [f"{place.name} {place.address} answers {answer.status}, not {place.status}"]
        )
        return said + self.wrong(page, place, variant, axe)

    def wrong(self, page: Page, place: Place, variant: tuple[str, str, int], axe: Callable[..., list[str]]) -> list[str]:
        """What is wrong with the page as it stands."""
        found = []
        if (language := page.locator("html").get_attribute("lang")) != variant[0]:
            found.append(f"says that it is written in {language}")
        # What is folded is on the page too, and the menu of people and of pages.
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"must be scrolled {wide} px sideways")
        expected = f"the server responded with a status of {place.status}"
        found += [f"console: {text}" for text in self.said if place.status == 200 or expected not in text]
        return [f"{place.name} {place.address} {variant}: {text}" for text in [*found, *axe(page)]]


@pytest.fixture(scope="module")
def places(site: Site) -> list[Place]:
    found, missing = everywhere(site)
    assert not missing, f"nobody of the demo opens these pages: {missing}"
    return found


@pytest.fixture(scope="module")
def windows(browser: Browser, site: Site) -> Iterator[Windows]:
    made = Windows(browser, site.base)
    yield made
    for page in made.opened.values():
        page.context.close()


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
    faults = [text for number, place in enumerate(places) for text in windows.faults(place, VARIANTS[number % 8], axe)]
    print(f"\n{len(places)} pages")
    assert not faults, "\n".join(faults)


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: "-".join(map(str, one)))
def test_the_path_in_every_variant(
    places: list[Place], windows: Windows, axe: Callable[..., list[str]], variant: tuple[str, str, int]
) -> None:
    walked = [place for place in places if place.name in PATH]
    assert {place.name for place in walked} == set(PATH)
    faults = [text for place in walked for text in windows.faults(place, variant, axe)]
    assert not faults, "\n".join(faults)


#: page → who (empty: who opens it) presses its button with nothing, or nonsense, written; and the answer
REFUSALS = {
    "goal-add": ("love", {}, 422),
    "need-add": ("maj", {}, 422),
    "process-edit": ("", {"name": ""}, 422),
    "process-edit, stale": ("", {"version": "0"}, 409),
    "import-start": ("charlie", {}, 422),
    "process-owner": ("charlie", {"person": "Ingen Alls"}, 422),
    "map-upload": ("hanna", {"process": "Ingen sådan"}, 422),
    "login": ("", {"login": "alva", "password": "fel"}, 200),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSALS)
def test_what_says_no_is_accessible_too(places: list[Place], windows: Windows, axe: Callable[..., list[str]], name: str) -> None:
    person, written, status = REFUSALS[name]
    known = next(one for one in places if one.name == name.partition(",")[0])
    number = list(REFUSALS).index(name)
    for variant in (VARIANTS[number % 8], VARIANTS[(number + 5) % 8]):
        place = Place(name, known.address, person or known.person, status)
        page, answer = windows.go(place, variant)
        assert answer.status == 200
        for control, text in written.items():
            page.locator(f"main [name={control}]").evaluate("(one, text) => (one.value = text)", text)
        with page.expect_navigation() as waiting:
            page.locator("main form:has(.btn-primary) .btn-primary").first.click()
        assert waiting.value.status == status, (name, page.url)
        assert page.locator("[role=alert], .conflict, table").first.is_visible()
        faults = windows.wrong(page, place, variant, axe)
        assert not faults, "\n".join(faults)


@pytest.mark.full
@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: "-".join(map(str, one)))
def test_every_page_in_every_variant(
    places: list[Place], windows: Windows, axe: Callable[..., list[str]], variant: tuple[str, str, int]
) -> None:
    faults = [text for place in places for text in windows.faults(place, variant, axe)]
    assert not faults, "\n".join(faults)
