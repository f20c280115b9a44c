"""The newcomer's path as a relay of the demo's people, a function a leg: from pasted names to an activity for a signal.

It knows what is on the pages, not how one moves on them: `walk` is a mouse (walking.Walk) or a keyboard (keyboard.Keys).
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
from playwright.sync_api import Download, Locator, Page

from e2e.drawn import NODES, bpmn
from e2e.walking import Walk

PROCESS = "Pröva ansökan om enskilt avlopp"
PURPOSE = "Den som bor utanför ledningsnätet ska kunna ha ett avlopp som inte skadar vattnet."
# As it is copied out of a memo: numbered, two of the names written as headings of a department.
PASTED = """1. Registrera livsmedelsverksamhet
2. Livsmedelskontroll
3. Pröva ansökan om enskilt avlopp
4. Ge råd om radon
5. Utreda klagomål på buller
6. Bevaka badvattnets kvalitet
7. Prövning av strandskyddsdispens
8. Mäta luftkvaliteten
9. Ta emot anmälan om köldmedier
10. Informera om farligt avfall
"""
MENDED = {"Livsmedelskontroll": "Kontrollera livsmedel", "Prövning av strandskyddsdispens": "Pröva strandskyddsdispens"}
RECIPIENTS = {
    "Registrera livsmedelsverksamhet": "Den som serverar mat",
    "Kontrollera livsmedel": "Den som äter ute",
    PROCESS: "Fastighetsägare",
    "Ge råd om radon": "Fastighetsägare",
    "Utreda klagomål på buller": "Den som störs av buller",
    "Bevaka badvattnets kvalitet": "Badande",
    "Pröva strandskyddsdispens": "Fastighetsägare",
    "Mäta luftkvaliteten": "Invånare",
    "Ta emot anmälan om köldmedier": "Den som har en kylanläggning",
    "Informera om farligt avfall": "Hushåll",
}
GOAL = "Beslut inom åtta veckor från komplett ansökan, senast vid utgången av 2027."
MEASURE = "Handläggningstid från komplett ansökan"
VALUES = [8.1, 7.4, 8.6, 7.9, 8.3, 7.2, 8.8, 7.6, 8.4, 7.7, 8.0, 8.7, 7.3, 8.2, 7.8, 8.5, 7.5, 8.1, 7.0, 8.6, 7.9, 8.3, 7.6, 12.8]
MONTHS = [f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(10, 34)]
ACTIVITY = "Ta fram ett formulär som säger vad ansökan ska innehålla"
EFFECT = "Färre kompletteringar och kortare väntan"


def _starts(text: str) -> re.Pattern[str]:
    """A name that begins so; a hint, or a word for those who listen, may follow."""
    return re.compile("^" + re.escape(text))


class Relay:
    """One window, handed from person to person."""

    def __init__(self, page: Page, walk: Walk) -> None:
        self.page = page
        self.walk = walk
        self.main = page.locator("main")

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.main).get_by_role("button", name=name)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.main.get_by_role("link", name=name, exact=isinstance(name, str)).first

    def field(self, label: str) -> Locator:
        """A control by how its label begins."""
        return self.main.locator("input, textarea, select").and_(self.page.get_by_label(_starts(label)))

    def hand_to(self, name: str) -> None:
        """Whoever stands at the page hands it over."""
        people = self.page.locator("details.switch")
        self.walk.click(people.locator("summary"))
        self.walk.follow(people.get_by_role("button", name=_starts(name)))
        assert self.page.locator(".me .name").inner_text() == name


def whole(relay: Relay) -> list[Download]:
    """The whole path; gives the four documents in the order of `expected`."""
    inventory = charlie_writes_and_decides_the_inventory(relay)
    charlie_appoints_alva(relay)
    alva_names_love(relay)
    love_fills_the_specification(relay)
    hanna_sends_a_map(relay)
    love_sets_a_goal(relay)
    alva_approves_it(relay)
    love_pastes_values_and_answers_the_signal(relay)
    return [inventory, *fetch_the_documents(relay)]


def charlie_writes_and_decides_the_inventory(relay: Relay) -> Download:
    walk, page = relay.walk, relay.page
    walk.open("/")
    walk.follow(relay.button(_starts("Chef-Charlie")))
    walk.follow(relay.link("Miljöenheten"))
    walk.follow(relay.button("Börja inventera"))
    walk.write(page.get_by_label("Processer, en per rad"), PASTED)
    walk.follow(relay.button("Granska raderna"))
    walk.follow(relay.button("Läs in 10 rader"))
    walk.note("Chef-Charlie has pasted ten names")
    for wrong, better in MENDED.items():
        row = page.locator("#rows > li").filter(has=page.get_by_label(f"Namn: {wrong}"))
        assert better in row.inner_text(), "the hint says what the name could be"
        walk.click(relay.button(re.compile(f"^Använd.*{better}"), row))
        page.get_by_label(f"Namn: {better}").wait_for()
    walk.note("two of them are mended by the hint")
    for name, recipient in RECIPIENTS.items():
        walk.write(page.get_by_label(f"Mottagare: {name}"), recipient)
        walk.press("Enter")
        page.locator("#rows > li.saved").filter(has=page.get_by_label(f"Mottagare: {name}")).wait_for()
    row = page.locator("#rows > li").filter(has=page.get_by_label(f"Namn: {PROCESS}"))
    walk.click(row.locator("summary"))
    walk.write(page.get_by_label(f"Syfte: {PROCESS}"), PURPOSE)
    walk.click(relay.button(re.compile("^Spara"), row).last)
    row.get_by_text("Syfte saknas").wait_for(state="detached")
    walk.follow(relay.button("Besluta inventeringen"))
    assert "10 processer är beslutade" in relay.main.inner_text()
    walk.note("the recipients are written and the inventory is decided")
    return walk.fetch(relay.button("Skriv ut i Word"))


def charlie_appoints_alva(relay: Relay) -> None:
    walk = relay.walk
    walk.follow(relay.link(re.compile(f"^Utse ägare.*{PROCESS}")))
    walk.write(relay.field("Person"), "Ägar-Alva")
    walk.write(relay.field("Resursägare"), "Chef-Charlie")
    walk.write(relay.field("Förankrat"), "Chef-Charlie")
    walk.follow(relay.button(_starts("Utse")))
    walk.note("Ägar-Alva is appointed, with consents")


def alva_names_love(relay: Relay) -> None:
    walk = relay.walk
    relay.hand_to("Ägar-Alva")
    walk.follow(relay.link("Ledare"))
    walk.write(relay.field("Person"), "Ledar-Love")
    walk.write(relay.field("Resursägare"), "Chef-Charlie")
    walk.follow(relay.button(_starts("Utse")))
    walk.note("Ledar-Love is named")


def love_fills_the_specification(relay: Relay) -> None:
    walk = relay.walk
    relay.hand_to("Ledar-Love")
    walk.follow(relay.link("Redigera"))
    walk.click(relay.field("huvudprocess"))
    walk.click(relay.field("En tjänst"))
    walk.write(relay.field("Uppdragsgivare"), "Byggnadsnämnden")
    walk.write(relay.field("Värde"), "Ett beslut som går att lita på, i tid.")
    walk.choose(relay.field("Processen börjar"), "behov")
    walk.write(relay.field("Starthändelse"), "Någon vill ordna avlopp")
    walk.write(relay.field("Resultat"), "Har ett beslut att lita på")
    walk.follow(relay.button("Spara"))
    walk.note("the specification is filled")


def hanna_sends_a_map(relay: Relay) -> None:
    walk = relay.walk
    relay.hand_to("Handledar-Hanna")
    walk.send(relay.field("En BPMN-fil"), name="avlopp.bpmn", type="application/xml", content=bpmn())
    walk.follow(relay.button("Läs filen"))
    assert relay.main.locator("svg.bpmn, .sheet svg").first.is_visible()
    walk.follow(relay.button("Spara kartan"))
    strip = relay.main.locator("ol.overview").inner_text()
    for _key, kind, name, *_place in NODES:
        assert kind == "exclusiveGateway" or name in strip, strip
    walk.note("Handledar-Hanna's map is saved and read")


def love_sets_a_goal(relay: Relay) -> None:
    walk = relay.walk
    relay.hand_to("Ledar-Love")
    walk.follow(relay.link("Nytt mål"))
    walk.write(relay.field("Målet i en mening"), GOAL)
    walk.choose(relay.field("Riktning"), "högst")
    walk.write(relay.field("Målvärde"), "8")
    walk.write(relay.field("Enhet"), "veckor")
    walk.write(relay.field("Senast"), "2027-12-31")
    walk.write(relay.field("Nytt mått"), MEASURE)
    walk.write(relay.field("Nämndreglemente"), "Nämnden prövar ansökningar enligt miljöbalken")
    walk.write(relay.field("Hur mäter vi"), "Ur ärendesystemet, varje månad")
    walk.write(relay.field("Vem mäter"), "Ledar-Love")
    walk.follow(relay.button("Spara"))
    walk.note("a goal is set, with its measure")


def alva_approves_it(relay: Relay) -> None:
    relay.hand_to("Ägar-Alva")
    relay.walk.follow(relay.button("Godkänn målet"))
    relay.walk.note("Ägar-Alva has approved it")


def love_pastes_values_and_answers_the_signal(relay: Relay) -> None:
    walk, page = relay.walk, relay.page
    relay.hand_to("Ledar-Love")
    walk.follow(relay.link(_starts(MEASURE)))
    rows = "\n".join(f"{month}\t{value}".replace(".", ",") for month, value in zip(MONTHS, VALUES, strict=True))
    walk.write(page.get_by_label("Period och värde, en rad var"), rows)
    walk.follow(relay.button("Granska raderna"))
    walk.follow(relay.button("Läs in 24 rader"))
    walk.note("24 monthly values are pasted")
    assert "det är en försämring" in relay.main.locator(".sentence").inner_text(), "the signal is said in words"
    assert relay.main.locator(".chart .sig").count() >= 1, "and marked in the picture"
    walk.follow(relay.button("Gör en aktivitet av signalen"))
    walk.write(relay.field("Aktivitet"), ACTIVITY)
    walk.write(relay.field("Klart senast"), "2027-03-31")
    walk.write(relay.field("Förväntad effekt"), EFFECT)
    walk.write(relay.field("Effekten följs upp"), "2027-09-30")
    walk.follow(relay.button("Spara"))
    walk.note("the signal has become a need, and the need an activity")


def fetch_the_documents(relay: Relay) -> list[Download]:
    """Specification, follow-up plan and activity plan, from the page of the process."""
    names = ("Processpecifikation Word", "Uppföljningsplan Word", "Aktivitetsplan Word")
    fetched = [relay.walk.fetch(relay.button(_starts(name))) for name in names]
    relay.walk.note("four documents are fetched")
    return fetched


def expected() -> list[list[str]]:
    """What each document must hold, in the order in which they are fetched."""
    return [
        ["Miljöenheten", *RECIPIENTS, *set(RECIPIENTS.values()), PURPOSE, "Chef-Charlie"],
        [PROCESS, PURPOSE, "Ägar-Alva", "Ledar-Love", "Fastighetsägare", "Någon vill ordna avlopp",
         "Har ett beslut att lita på", "Byggnadsnämnden"],
        [PROCESS, GOAL, MEASURE, "veckor", "Ledar-Love", "Ur ärendesystemet, varje månad"],
        [PROCESS, ACTIVITY, EFFECT, "Ledar-Love", "31 mars 2027"],
    ]  # fmt: skip


def read(download: Download) -> str:
    """All text of a Word file: paragraphs, tables, header and footer."""
    document = docx.Document(io.BytesIO(Path(download.path()).read_bytes()))
    parts = [document, *(part for section in document.sections for part in (section.header, section.footer))]
    words = [paragraph.text for part in parts for paragraph in part.paragraphs]
    words += [cell.text for part in parts for table in part.tables for row in table.rows for cell in row.cells]
    return "\n".join(words)
