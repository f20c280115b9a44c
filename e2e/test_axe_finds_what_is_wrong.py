"""The measure itself is measured: a page with known faults gives exactly these, a sound one gives none."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

SOUND = "<!doctype html><html lang=sv><title>Sida</title><main><h1>Sida</h1><p>Text</p></main></html>"


def rules_broken(axe: Callable[..., list[str]], browser: Browser, html: str) -> set[str]:
    page = browser.new_page()
    try:
        page.set_content(html)
        return {line.split(" ")[0] for line in axe(page)}
    finally:
        page.close()


def test_a_sound_page_has_no_fault(axe: Callable[..., list[str]], browser: Browser) -> None:
    assert rules_broken(axe, browser, SOUND) == set()


def test_a_missing_language_label_contrast_and_a_small_target_are_found(axe: Callable[..., list[str]], browser: Browser) -> None:
    small = '<button style="width:9px;height:9px;padding:0;border:0">x</button>'
    faults = f'<p style="color:#bbb;background:#fff">ljust</p><input>{small}{small}'
    broken = rules_broken(axe, browser, SOUND.replace(" lang=sv", "").replace("<p>Text</p>", faults))
    assert {"html-has-lang", "label", "color-contrast", "target-size"} <= broken
