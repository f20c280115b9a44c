"""A planned re-organisation is corrected row by row with the keyboard, in a browser without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.keyboard import Keys

UNIT = "Kart- och mätenheten"
AFTER = "Geodataenheten (Samhällsbyggnadsförvaltningen)"


def test_what_comes_after_a_unit_is_corrected_by_keyboard(
    open_page: Callable[..., Page], enter: Callable[[Page, str], None]
) -> None:
    page = open_page(width=320, javascript=False)
    enter(page, "Admin-Ali")
    page.goto("/omorganisationer/2/foljder/?visa=closed")
    keys = Keys(page)
    keys.choose(page.locator("tbody tr").filter(has_text=UNIT).locator("select"), AFTER)
    with page.expect_navigation():
        keys.click(page.get_by_role("button", name="Spara raderna"))
    assert "1 val är sparat" in page.content()
    page.goto("/omorganisationer/2/flytta/")
    chosen = page.locator("tbody tr").filter(has_text=UNIT).first.locator("select option:checked")
    assert "Geodataenheten" in (chosen.text_content() or "")
    assert not keys.faults
