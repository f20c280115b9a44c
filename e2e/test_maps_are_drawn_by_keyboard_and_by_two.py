"""A whole map drawn by keyboard alone; and two windows on one map, one of them without a line: nobody's work is overwritten."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.keyboard import Keys
from e2e.site import Site
from e2e.visitors import Visitor

Open = Callable[..., Page]
expect.set_options(timeout=20_000)  # two cores that draw, check and save at once


def new_map(site: Site, title: str) -> str:
    """The address of a new map of the demo's first process."""
    return Visitor(site.base, "hanna").post("/kartor/nytt/", {"process": "(P-1)", "title": title, "kind": "detailed"}).location


def ready(page: Page, address: str, state: str = "Inget är ändrat") -> None:
    page.goto(address)
    expect(page.locator(".ed-state")).to_have_text(state)


def pick(keys: Keys, name: str) -> None:
    """Select by the start of the name, in the list of everything."""
    keys.go_to(keys.page.locator("#ed-list"))
    keys.page.keyboard.press("Home")
    keys.page.keyboard.type(name.encode("ascii", "replace").decode().partition("?")[0])  # å is no key of this keyboard
    expect(keys.page.locator("#ed-name")).to_have_value(name)


def add(keys: Keys, name: str, what: str = "Aktivitet", actor: str = "") -> None:
    if what != "Aktivitet":
        keys.choose(keys.page.locator("#ed-add-what"), what)
    if actor:
        keys.choose(keys.page.locator("#ed-add-actor"), actor)
    keys.write(keys.page.locator("#ed-add-name"), name)
    keys.press("Enter")
    expect(keys.page.locator("#ed-name")).to_have_value(name)


def connect(keys: Keys, target: str) -> None:
    keys.choose(keys.page.locator("#ed-connect"), target)
    keys.click(keys.page.locator("#ed-connect-do"))
    expect(keys.page.locator(".map-editor > p[aria-live]")).to_contain_text("Kopplad till")


def rename(keys: Keys, old: str, new: str) -> None:
    pick(keys, old)
    keys.write(keys.page.locator("#ed-name"), new)
    keys.press("Enter")


def test_a_whole_map_is_drawn_by_keyboard(
    site: Site, open_page: Open, enter: Callable[[Page, str], None], axe: Callable[..., list[str]]
) -> None:
    page = open_page()
    enter(page, "Handledar-Hanna")
    address = new_map(site, "Pröva bistånd")
    ready(page, address)
    keys = Keys(page)
    rename(keys, "Aktör 1", "Den enskilde")
    rename(keys, "Aktör 2", "Kommunen")
    rename(keys, "Behov", "Någon behöver stöd")
    add(keys, "Skicka ansökan")
    add(keys, "Granska underlaget", actor="Kommunen")
    add(keys, "Finns allt?", "Val")
    add(keys, "Besluta om stöd")
    connect(keys, "Resultat (Slut)")
    pick(keys, "Finns allt?")
    add(keys, "Komplettera ansökan", actor="Den enskilde")
    connect(keys, "Granska underlaget (Aktivitet)")
    rename(keys, "Resultat", "Har ett beslut")
    pick(keys, "Finns allt?")
    for number, word in enumerate(("ja", "nej")):
        keys.write(page.locator(".ed-way-out input[id^=ed-way]").nth(number), word)
        keys.press("Tab")
    pick(keys, "Besluta om stöd")
    keys.click(page.locator(".ed-facts > summary").filter(has_text="Tider"))
    keys.write(page.locator("#ed-fact-work-typical"), "2")
    keys.press("Tab")  # what is written is drawn anew, and one is where one was going
    expect(page.locator("#ed-fact-work-max")).to_be_focused()
    keys.choose(page.locator("#ed-fact-work-unit"), "timmar")
    keys.go_to(page.locator(".djs-container > svg").first)
    keys.press("ArrowDown")
    assert axe(page) == []
    keys.press("Control+s")
    expect(page.locator(".ed-state")).to_contain_text("som version 1")
    assert not keys.faults, "\n".join(keys.faults)

    own = page.locator("#ed-list option", has_text="Granska underlaget (").get_attribute("value")
    keys.press("Control+a")
    keys.press("Control+c")
    copy = page.context.new_page()
    ready(copy, new_map(site, "En kopia"))
    copy.locator(".djs-container > svg").first.focus()
    copy.keyboard.press("Control+v")
    pasted = copy.locator("#ed-list option", has_text="Granska underlaget (")
    expect(pasted).to_have_count(1)
    assert pasted.get_attribute("value") != own, "what is pasted in another map is another element"
    copy.keyboard.press("Control+s")
    expect(copy.locator(".ed-state")).to_contain_text("som version 1")

    told = Visitor(site.base, "maj").get(address.removesuffix("rita/")).text
    for words in ("Skicka ansökan", "Om ja", "Om nej", "Den enskilde", "Kommunen", "2 timmar", "Har ett beslut"):
        assert words in told, words


def test_two_windows_and_a_lost_line_lose_nothing(site: Site, open_page: Open, enter: Callable[[Page, str], None]) -> None:
    one = open_page(faults=("ERR_INTERNET_DISCONNECTED",))
    other = open_page(faults=("409",))
    for page in (one, other):
        enter(page, "Handledar-Hanna")
    address = new_map(site, "Två ritar")
    ready(one, address)
    add(Keys(one), "Ta emot")
    add(Keys(one), "Granska")
    one.keyboard.press("Control+s")
    expect(one.locator(".ed-state")).to_contain_text("som version 1")

    ready(other, address)
    expect(other.locator(".ed-pen")).to_contain_text("ritar i ett annat fönster")
    expect(other.locator("#ed-add-name")).to_have_count(0)  # nothing to draw with
    one.context.set_offline(True)
    expect(one.locator(".ed-pen")).to_contain_text("Vi når inte servern")
    other.get_by_role("button", name="Ta över").click()
    expect(other.locator(".ed-pen")).to_be_empty()
    rename(Keys(other), "Granska", "Granska noga")
    other.keyboard.press("Control+s")
    expect(other.locator(".ed-state")).to_contain_text("som version 2")

    rename(Keys(one), "Ta emot", "Ta emot ansökan")
    one.keyboard.press("Control+s")
    expect(one.locator(".ed-state")).to_contain_text("Väntar på kontakt")
    one.context.set_offline(False)
    expect(one.locator(".ed-state")).to_contain_text("som version 3")
    expect(one.locator(".ed-notice")).to_contain_text("Bådas ändringar finns i version 3")
    expect(one.locator("#ed-list")).to_contain_text("Granska noga (Aktivitet)")
    expect(one.locator(".ed-pen")).to_contain_text("ritar i ett annat fönster")

    one.get_by_role("button", name="Ta över").click()
    expect(one.locator(".ed-pen")).to_be_empty()
    rename(Keys(one), "Granska noga", "Granska två gånger")
    one.keyboard.press("Control+s")
    expect(one.locator(".ed-state")).to_contain_text("som version 4")
    rename(Keys(other), "Granska noga", "Granska en gång")
    other.keyboard.press("Control+s")
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Granska två gånger")
    expect(dialog.locator(".ed-clashing")).to_have_count(2)  # the step, in both pictures
    dialog.get_by_label("Din ritning").check()
    dialog.get_by_role("button", name="Spara så här").click()
    expect(other.locator(".ed-state")).to_contain_text("som version 5")
    expect(other.locator("#ed-list")).to_contain_text("Granska en gång (Aktivitet)")
    expect(other.locator("#ed-list")).to_contain_text("Ta emot ansökan (Aktivitet)")

    # What is not saved is found in another browser.
    rename(Keys(one), "Ta emot ansökan", "Ta emot och bekräfta")
    expect(one.locator(".ed-state")).to_contain_text("Utkast kvar")
    with one.expect_response("**/rita/utkast/**"):
        one.evaluate("window.dispatchEvent(new Event('online'))")  # the next sign of life, at once
    ready(other, address)
    other.get_by_role("button", name="Fortsätt på den").click()
    expect(other.locator("#ed-list")).to_contain_text("Ta emot och bekräfta (Aktivitet)")
