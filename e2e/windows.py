"""Windows in every language, theme and width, and what is wrong with a page in one of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response

from e2e.every_page import Place
from e2e.visitors import Visitor

VARIANTS = list(itertools.product(("sv", "en"), ("light", "dark"), (1280, 320)))
HEIGHT = 900


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
                base_url=self.base, viewport={"width": width, "height": HEIGHT},
                color_scheme="dark" if theme == "dark" else "light",
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
        page.set_viewport_size({"width": variant[2], "height": HEIGHT})
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

    def each_in_turn(self, places: list[Place], half: int, axe: Callable[..., list[str]]) -> list[str]:
        """What is wrong with every second page, from number `half`: every page of the product has one variant of the eight."""
        numbered = list(enumerate(places))[half::2]
        print(f"\n{len(numbered)} of {len(places)} pages")
        return [text for number, place in numbered for text in self.faults(place, VARIANTS[(number + number // 8) % 8], axe)]

    def wrong(self, page: Page, place: Place, variant: tuple[str, str, int], axe: Callable[..., list[str]]) -> list[str]:
        """What is wrong with the page as it stands."""
        found = []
        if (language := page.locator("html").get_attribute("lang")) != variant[0]:
            found.append(f"says that it is written in {language}")
        # What is folded is on the page too.
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"must be scrolled {wide} px sideways")
        if page.locator(".dock").count():
            # What keeps to the window's lower edge covers whatever happens to lie there, until one scrolls to the end.
            page.set_viewport_size({"width": variant[2], "height": page.evaluate("document.documentElement.scrollHeight")})
        expected = f"the server responded with a status of {place.status}"
        found += [f"console: {text}" for text in self.said if place.status == 200 or expected not in text]
        found += axe(page)
        if place.name == "start":
            # The menus are the same on every page, and what lies under an open one is not to be reached.
            page.evaluate("document.querySelectorAll('header details').forEach(one => one.open = true)")
            found += axe(page, "header")
        return [f"{place.name} {place.address} {variant}: {text}" for text in found]
