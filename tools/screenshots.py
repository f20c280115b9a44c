"""The pictures of README.md, taken of a fresh demo municipality: `python -m tools.screenshots [NAME …]`, by hand.

Each is a page as one of the demo's people sees it, taken at double size, made 800 pixels wide (the phone 390) and given a
palette of its own, so that it stays small in the repository. Ends with 1 where one is over 120 kB.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from e2e.site import Site
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/screenshots"
TOKENS = ROOT / "web/css/tokens.css"
LARGEST = 120_000
#: palettes to try, the largest first
COLOURS = (192, 96, 48)


@dataclass(frozen=True)
class Picture:
    """Whose page, how one comes there, where the picture begins (a selector), and the window's size."""

    name: str
    person: str
    go: Callable[[Page], None]
    top: str = ""
    width: int = 1280
    height: int = 900
    wide: int = 800


def follow(address: str, text: str) -> Callable[[Page], None]:
    """A way to a page: the first link with that text on a list."""

    def go(page: Page) -> None:
        page.goto(address)
        page.locator("main a").filter(has_text=text).first.click()
        page.wait_for_load_state("load")

    return go


def straight(address: str) -> Callable[[Page], None]:
    """A way to a page by its address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


def plan_of(text: str) -> Callable[[Page], None]:
    """A way to the activity plan of a process."""

    def go(page: Page) -> None:
        follow("/processer/", text)(page)
        page.goto(page.url + "aktivitetsplan/")

    return go


def drawing(text: str) -> Callable[[Page], None]:
    """A way to the map editor, with a step chosen."""

    def go(page: Page) -> None:
        follow("/kartor/", text)(page)
        page.locator("main").get_by_role("link", name="Rita", exact=True).click()
        page.get_by_label("Allt i kartan").wait_for()
        page.get_by_label("Allt i kartan").focus()
        page.keyboard.type("Granska")
        page.wait_for_timeout(500)

    return go


PROCESS = "Pröva ansökan om bygglov"
PICTURES = [
    Picture("house", "Chef-Charlie", straight("/")),
    Picture("inventory", "Chef-Charlie", follow("/inventeringar/", "Planenheten"), top="#rows"),
    Picture("process", "Ledar-Love", follow("/processer/", PROCESS)),
    Picture("map", "Medarbetar-Maj", follow("/kartor/", PROCESS), height=1000),
    Picture("editor", "Handledar-Hanna", drawing(PROCESS), height=820),
    Picture("measure", "Ledar-Love", follow("/matt/", "Ansökningar som är kompletta"), height=1000),
    Picture("plan", "Ägar-Alva", plan_of(PROCESS)),
    Picture("phone", "Ledar-Love", follow("/matt/", "Ansökningar som är kompletta"), width=390, height=844, wide=390),
]


def main(names: list[str]) -> int:
    unknown = set(names) - {one.name for one in PICTURES}
    if unknown:
        print(f"no picture is called {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    path = chromium.find()
    if not path:
        print("no Chromium here: name one in PROCESSLOTS_CHROMIUM", file=sys.stderr)
        return 2
    too_large = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder) / "home")
        site.run("demo")
        site.start()
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        try:
            browser = playwright.chromium.launch(executable_path=path, headless=True, args=["--disable-gpu", *root])
            for one in PICTURES:
                if not names or one.name in names:
                    size = take(browser, site, one)
                    print(f"{one.name:<10} {size / 1000:6.0f} kB")
                    too_large += [one.name] if size > LARGEST else []
            browser.close()
        finally:
            site.stop()
    if too_large:
        print(f"over {LARGEST // 1000} kB: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


def take(browser: Browser, site: Site, one: Picture) -> int:
    """Take and store the picture; returns its size in bytes."""
    context = browser.new_context(
        base_url=site.base,
        viewport={"width": one.width, "height": one.height},
        device_scale_factor=2,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/byt-person/")
    page.locator(".people button").filter(has_text=one.person).click()
    page.wait_for_url(site.base + "/")
    one.go(page)
    if one.top:
        page.locator(one.top).first.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top - 120)")
    page.wait_for_timeout(300)  # fonts and lazy parts
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return store(taken, one)


def store(taken: Image.Image, one: Picture) -> int:
    """Write it with the most colours that keep it small enough. Returns the size in bytes."""
    small = taken.resize((one.wide, round(taken.height * one.wide / taken.width)), Image.Resampling.LANCZOS)
    content = b""
    for colours in COLOURS:
        written = io.BytesIO()
        small.quantize(palette=palette(small, colours), dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        content = written.getvalue()
        if len(content) <= LARGEST:
            break
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{one.name}.png").write_bytes(content)
    return len(content)


def palette(picture: Image.Image, colours: int) -> Image.Image:
    """The look's own colours, and the most common of the picture: a state's mark is a few pixels, and would be lost."""
    named = re.findall(r"light-dark\(#([0-9a-f]{6})", TOKENS.read_text("utf-8"))
    own = [bytes.fromhex(colour) for colour in dict.fromkeys(named)]
    flat = picture.quantize(colours - len(own), dither=Image.Dither.NONE).getpalette() or []
    common = [bytes(flat[at : at + 3]) for at in range(0, len(flat), 3)]
    # One that is nearly the look's own would be taken in its place: white would turn grey.
    others = [one for one in common if all(sum(abs(a - b) for a, b in zip(one, known, strict=True)) > 30 for known in own)]
    made = Image.new("P", (1, 1))
    made.putpalette(b"".join([*own, *others][:colours]))
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
