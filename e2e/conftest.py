"""A browser, a served demo municipality, windows onto it, and axe."""

from __future__ import annotations

import dataclasses
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response, sync_playwright

from e2e import site as sites
from e2e.every_page import Place, everywhere
from e2e.site import Site
from e2e.windows import Windows
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A headless Chromium that talks to nobody but the site under test.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser of each file's own: one in which files have been chosen by script shows no chooser to the keyboard."""
    path = chromium.find()
    if not path:
        pytest.fail("No Chromium here: `python3 dev.py test` installs one, or name one in PROCESSLOTS_CHROMIUM")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    running = playwright.chromium.launch(executable_path=path, headless=True, args=[*QUIET, *root])
    yield running
    running.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`prepared(name, make)` is a folder that `make` has filled: once for all workers of the run, who wait for the first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        finished = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not finished.exists():
                begun = tmp_path_factory.mktemp(name)
                make(begun)
                begun.rename(finished)
        return finished

    return folder


@pytest.fixture(scope="session")
def demo_home(prepared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A data folder with the demo municipality, made once; never served, only copied."""

    def make(folder: Path) -> None:
        Site(folder / "home").run("demo")

    return prepared("demo", make) / "home"


@pytest.fixture(scope="module")
def site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo municipality served from a copy of its own, for the tests of one file."""
    served = sites.copy(demo_home, tmp_path_factory.mktemp("site") / "home")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`open_page(language="sv", theme="light", width=1280, javascript=True, faults=())` opens a window of its own.

    `faults` are texts of console errors that the test expects; any other script error, blocked resource or answer with
    500 or above fails the test when it ends.
    """
    contexts = []
    seen: list[tuple[str, tuple[str, ...]]] = []

    def opened(
        language: str = "sv",
        theme: str = "light",
        width: int = 1280,
        *,
        javascript: bool = True,
        faults: tuple[str, ...] = (),
    ) -> Page:
        context = browser.new_context(
            base_url=site.base,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            locale={"sv": "sv-SE", "en": "en-GB"}[language],
            timezone_id="Europe/Stockholm",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": site.base}])
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()

        def note(text: str) -> None:
            seen.append((text, faults))

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                note(f"console: {message.text} ({message.location.get('url', '')})")

        def on_response(response: Response) -> None:
            if response.status >= 500:
                note(f"{response.status}: {response.request.method} {response.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: note(f"script: {error}"))
        page.on("response", on_response)
        return page

    yield opened
    for context in contexts:
        context.close()
    unexpected = [text for text, expected in seen if not any(part in text for part in expected)]
    assert not unexpected, "the browser complained:\n" + "\n".join(unexpected)


@pytest.fixture(scope="session")
def enter() -> Callable[[Page, str], None]:
    """`enter(page, "Ledar-Love")` signs in as that person of the demo."""

    def entered(page: Page, name: str) -> None:
        page.goto("/byt-person/")
        page.locator(".people button").filter(has_text=name).click()
        page.wait_for_url("**/")

    return entered


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)` lists what breaks WCAG 2.0–2.2 A and AA on the page, one line per element; empty is good."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")

    def violations(page: Page, within: str | None = None) -> list[str]:
        # evaluate, not a script tag: the page's own content security policy stays in force and is part of the test.
        page.evaluate(source)
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found: dict[str, Any] = page.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])
        return [
            f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:120]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def places_home(demo_home: Path, prepared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The demo with something on every page, and `places.json` beside it; found once, never served, only copied."""

    def make(folder: Path) -> None:
        looked_through = sites.copy(demo_home, folder / "home")
        looked_through.start()
        try:
            found, missing = everywhere(looked_through)
        finally:
            looked_through.stop()
        told = {"found": [dataclasses.asdict(place) for place in found], "missing": missing}
        (folder / "places.json").write_text(json.dumps(told), "utf-8")

    return prepared("places", make) / "home"


@pytest.fixture(scope="session")
def places(places_home: Path) -> list[Place]:
    told = json.loads((places_home.parent / "places.json").read_text("utf-8"))
    assert not told["missing"], f"nobody of the demo opens these pages: {told['missing']}"
    return [Place(**place) for place in told["found"]]


@pytest.fixture(scope="module")
def windows(browser: Browser, places_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows onto a site of the file's own, where every page of `places` is."""
    served = sites.copy(places_home, tmp_path_factory.mktemp("site") / "home")
    served.start()
    made = Windows(browser, served.base)
    yield made
    for page in made.opened.values():
        page.context.close()
    served.stop()
