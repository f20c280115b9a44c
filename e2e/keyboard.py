"""The same person without a mouse: Tab, Enter, Space, arrows and words. Every stop on the way must be seen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import ElementHandle, FileChooser, Locator, Page

from e2e.walking import Walk

MOST_STOPS = 400
# Where focus is: whether it is what one looks for, and what is wrong with how it shows.
LOOK = """wanted => {
  const at = document.activeElement;
  const same = at === wanted;
  const group = wanted.type === "radio" && at?.type === "radio" && at.name === wanted.name && at.form === wanted.form;
  if (!at || at === document.body) return { same, group, fault: "" };
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const name = at.outerHTML.slice(0, 160);
  const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
  // Inside a date the browser's own calendar button may have it, with the browser's own ring.
  const inside = at.type === "date" && !at.matches(":focus-visible");
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!inside && !ring) return { same, group, fault: "no outline: " + name };
  if (seen < Math.min(box.height, 20) - 1 || across < Math.min(box.width, 20) - 1 || box.width < 1) {
    return { same, group, fault: `not on the screen (${Math.round(box.top)}, ${Math.round(box.left)}): ` + name };
  }
  const x = Math.max(0, box.left) + across / 2, y = Math.max(0, box.top) + seen / 2;
  const over = document.elementFromPoint(x, y);
  const covered = over && !at.contains(over) && !over.contains(at) && !at.labels?.[0]?.contains(over);
  return { same, group, fault: covered ? `behind ${over.outerHTML.slice(0, 80)}: ` + name : "" };
}"""


class Keys(Walk):
    """A walk by keyboard alone. `faults` are stops where focus could not be seen; each is noted once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.faults: dict[str, None] = {}

    def go_to(self, place: Locator) -> ElementHandle:
        """Tab until focus is there; arrows within a group of choices."""
        place.wait_for(state="attached")
        wanted = place.element_handle()
        looked = self._look(wanted)
        for _each in range(MOST_STOPS):
            if looked["same"] or looked["group"]:
                break
            self.press("Tab")
            looked = self._look(wanted)
        for _each in range(12):
            if looked["same"]:
                return wanted
            self.press("ArrowDown")
            looked = self._look(wanted)
        raise AssertionError(f"no number of Tab leads to {wanted.evaluate('e => e.outerHTML.slice(0, 200)')} on {self.page.url}")

    def _look(self, wanted: ElementHandle) -> Any:
        looked = self.page.evaluate(LOOK, wanted)
        if looked["fault"]:
            self.faults.setdefault(f"{self.page.url.partition('?')[0]}: {looked['fault']}")
        return looked

    def click(self, place: Locator) -> None:
        kind = self.go_to(place).evaluate("e => e.type || e.localName")
        if kind == "radio":
            return  # the arrows have chosen it
        self.press("Space" if kind == "checkbox" else "Enter")

    def write(self, place: Locator, text: str) -> None:
        field = self.go_to(place)
        if field.evaluate("e => e.type") == "date":
            self._write_date(field, text)
            return
        self.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _write_date(self, field: ElementHandle, text: str) -> None:
        """Digits in the order in which this browser asks for them."""
        year, month, day = text.split("-")
        for order in ((month, day, year), (day, month, year), (year, "ArrowRight", month, day)):
            for part in order:
                self.page.keyboard.press(part) if part == "ArrowRight" else self.page.keyboard.type(part)
            if field.evaluate("e => e.value") == text:
                return
            self.press("Shift+Tab")
            self.press("Tab")
        raise AssertionError(f"{text} cannot be written in {field.evaluate('e => e.outerHTML')}")

    def choose(self, place: Locator, label: str) -> None:
        field = self.go_to(place)
        self.page.keyboard.type(label)
        assert field.evaluate("e => e.selectedOptions[0].label") == label

    def send(self, place: Locator, **file: Any) -> None:
        # Listened for from before the way there: the browser may be slow to hand its dialog over, and shows it in vain.
        shown: list[FileChooser] = []

        def keep(dialog: FileChooser) -> None:
            shown.append(dialog)

        self.page.on("filechooser", keep)
        self.go_to(place)
        for _attempt in range(3):
            self.press("Enter")
            for _moment in range(50):
                if shown:
                    shown[0].set_files([{"name": file["name"], "mimeType": file["type"], "buffer": file["content"]}])
                    return
                self.page.wait_for_timeout(100)
        raise AssertionError("no dialog for a file is shown")
