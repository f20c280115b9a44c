"""The handbook is read as a glossary and by step; the model manager edits it (S0-3, 4.4)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import loading
from processlots.apps.handbook.models import Entry
from processlots.apps.handbook.reading import guided, paragraphs


def test_the_glossary_goes_by_letter_in_swedish_order(cast: Any) -> None:
    for word in ("ångra", "ändra", "öppna"):
        Entry.objects.create(identity=word[1:], kind="term", title_sv=word, title_en=word, text_sv="text", text_en="text")
    text = cast.client("maj").get("/handbok/").content.decode()
    places = [text.index(f">{letter}</h2>") for letter in ("P", "Å", "Ä", "Ö")]
    assert places == sorted(places)


def test_search_finds_words_in_title_and_text(cast: Any) -> None:
    text = cast.client("maj").get("/handbok/?q=MOTTAGARE").content.decode()
    assert ">mottagare</a>" in text
    assert ">funktion</a>" not in text
    assert "Inget heter så" in cast.client("maj").get("/handbok/?q=xyzzy").content.decode()


@pytest.mark.parametrize("step", range(1, 7))
def test_each_step_says_why_and_what_to_think_of(cast: Any, step: int) -> None:
    text = cast.client("maj").get(f"/handbok/steg-{step}/").content.decode()
    assert ">Varför?</h2>" in text
    assert ">Vad ska ni tänka på?</h2>" in text


def test_there_is_no_seventh_step(cast: Any) -> None:
    assert cast.client("maj").get("/handbok/steg-7/").status_code == 404
    assert cast.client("gro").get("/handbok/steg-1/").status_code == 403
    assert cast.client("gro").get("/handbok/").status_code == 403


def test_a_long_question_is_no_heading() -> None:
    long = "Är det verkligen så att en fråga som är så här lång blir rubrik? Nej."
    assert paragraphs(f"Varför? Därför.\n\n{long}") == [("Varför?", "Därför."), ("", long)]


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("/inventeringar/3/", 1),
        ("/processer/nytt/", 1),
        ("/processer/2-prova/agare/", 2),
        ("/processer/2-prova/ledare/", 3),
        ("/processer/2-prova/andra/", 4),
        ("/processer/2-prova/", 0),
        ("/mal/nytt/", 5),
        ("/aktiviteter/", 6),
        ("/personer/", 0),
    ],
)
def test_a_page_leads_to_the_guidance_of_its_step(path: str, step: int) -> None:
    assert guided(path) == step


def test_the_way_to_the_guidance_stands_on_the_forms(cast: Any) -> None:
    assert 'href="/handbok/steg-1/"' in cast.client("charlie").get("/processer/nytt/").content.decode()


def test_the_model_manager_edits_an_entry(cast: Any) -> None:
    entry = Entry.objects.get(identity="recipient")
    data = {"title_sv": "kund", "title_en": "customer", "text_sv": "Den vi är till för.", "text_en": "Whom we serve."}
    answer = cast.client("moa").post(f"/handbok/{entry.pk}/andra/", {**data, "version": entry.version})
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert (entry.title_sv, entry.identity, entry.kind) == ("kund", "recipient", "term")
    # What the municipality has written is not taken back by an upgrade.
    loading.load()
    entry.refresh_from_db()
    assert entry.title_sv == "kund"


def test_a_new_word_gets_an_identity_of_its_own(cast: Any) -> None:
    data = {"title_sv": "Recipient", "title_en": "x", "text_sv": "<b>farligt</b>\n\nnytt stycke", "text_en": "x"}
    moa = cast.client("moa")
    moa.post("/handbok/nytt/", data)
    made = Entry.objects.get(title_sv="Recipient")
    assert (made.identity, made.kind) == ("recipient-2", "term")
    text = moa.get(f"/handbok/{made.pk}/").content.decode()
    assert "&lt;b&gt;farligt" in text
    assert "<p>nytt stycke</p>" in text
    assert "<b>" not in text.split("</main>")[0].split("told-1")[1]


@pytest.mark.parametrize("who", ["alva", "love", "hanna", "charlie", "maj", "ali", "gro"])
def test_nobody_else_edits_it(cast: Any, who: str) -> None:
    entry = Entry.objects.get(identity="recipient")
    browser = cast.client(who)
    for address in ("/handbok/nytt/", f"/handbok/{entry.pk}/andra/", f"/handbok/{entry.pk}/avsluta/"):
        assert browser.post(address, {"title_sv": "x", "reason": "x"}).status_code in (403, 404), address
    assert Entry.objects.get(pk=entry.pk).title_sv == entry.title_sv
