"""Reading a map in a real browser: arrow keys follow the flow, keys and fingers change the size, and a phone gets the
steps first and never scrolls sideways. One page load for all of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

PINCH = """sheet => {
  const finger = (type, pointerId, clientX) =>
    sheet.dispatchEvent(new PointerEvent(type, { pointerType: "touch", pointerId, clientX, clientY: 200, bubbles: true }));
  finger("pointerdown", 1, 100);
  finger("pointerdown", 2, 150);
  finger("pointermove", 2, 200);
  finger("pointerup", 1, 100);
  finger("pointerup", 2, 200);
}"""


def test_the_flow_is_walked_and_the_picture_made_larger(
    open_page: Callable[..., Page], enter: Callable[[Page, str], None]
) -> None:
    page = open_page(width=320)
    enter(page, "Medarbetar-Maj")
    page.goto("/kartor/1/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    steps, picture = page.locator("#stegen").bounding_box(), page.locator("#kartan").bounding_box()
    assert steps is not None
    assert picture is not None
    assert steps["y"] < picture["y"], "on a phone the steps come first"

    def number() -> str:
        return str(page.evaluate("document.activeElement.dataset.no"))

    page.locator(".sheet").focus()
    page.keyboard.press("ArrowRight")
    assert number() == "1"
    after = page.locator("#steg-3").get_attribute("data-after")
    assert after is not None
    first, second = after.split()[:2]
    page.locator('.sheet a[data-no="3"]').focus()
    page.keyboard.press("ArrowRight")
    assert number() == first
    page.keyboard.press("ArrowDown")
    assert number() == second, "the other branch of the same choice"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert number() == "3"
    page.locator("#steg-1 .no a").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('li').id") == "steg-2", "in the list as in the picture"

    def width() -> float:
        return float(page.evaluate("document.querySelector('svg.map').getBoundingClientRect().width"))

    page.get_by_role("link", name="Hela kartan").click()
    assert width() <= 320
    page.keyboard.press("0")
    whole = width()
    page.keyboard.press("+")
    assert width() > whole * 1.2
    page.get_by_role("link", name="Mindre").click()
    assert abs(width() - whole) < 2
    page.locator(".sheet").evaluate(PINCH)
    assert abs(width() - 2 * whole) < 4, "twice as far between the fingers is twice as large"
