"""A person at a browser, with what the way costs: page loads, and clicks and key presses beyond the words typed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Download, Locator, Page


class Walk:
    """Counts what a person does in a window.

    `loads` are documents that the main frame loaded (a redirect is part of the load it ends in), `presses` every click and
    key press apart from text that is content. Going to a field is a click; choosing in a list is two.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.loads = 0
        self.presses = 0
        self.told: list[str] = []
        page.on("domcontentloaded", self._loaded)

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    def note(self, what: str) -> None:
        """Remember how far the way has come, for the account printed at its end."""
        self.told.append(f"{self.loads:3d} loads {self.presses:4d} presses  {what}")

    def open(self, address: str) -> None:
        self.page.goto(address)

    def click(self, place: Locator) -> None:
        self.presses += 1
        place.click()

    def follow(self, place: Locator, address: str = "**") -> None:
        """Click what leads to another page, and wait for it."""
        before = self.loads
        self.click(place)
        self.page.wait_for_load_state("load")
        for _each in range(400):
            if self.loads > before and self.page.evaluate("document.readyState") == "complete":
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"nothing loaded after a click on {self.page.url}")

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def write(self, place: Locator, text: str) -> None:
        """Go to a field by a click and type; what stood there is replaced."""
        self.click(place)
        place.fill(text)

    def choose(self, place: Locator, label: str) -> None:
        """Choose in a list: open it, choose."""
        self.presses += 2
        place.select_option(label=label)

    def send(self, place: Locator, **file: Any) -> None:
        """Choose a file: press the button, and choose in the system's own dialog."""
        self.presses += 2
        place.set_input_files([{"name": file["name"], "mimeType": file["type"], "buffer": file["content"]}])

    def fetch(self, place: Locator) -> Download:
        """Click what hands over a file."""
        with self.page.expect_download() as waiting:
            self.click(place)
        return waiting.value

    def account(self) -> str:
        return "\n".join([*self.told, f"{self.loads} page loads, {self.presses} clicks and key presses"])
