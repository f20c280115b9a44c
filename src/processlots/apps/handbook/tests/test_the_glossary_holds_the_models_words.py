"""Section 2 and Appendix A as data, bilingual, with synonyms (C-1 … C-35, X-9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from processlots.apps.handbook import library
from processlots.apps.handbook.models import Entry
from processlots.apps.handbook.models.entries import listed
from processlots.apps.processes.models import Recipient
from processlots.kit import search

#: concepts of section 2 by their ids, as the glossary calls them
CONCEPTS = {
    "C-1": "process", "C-2": "mottagare", "C-3": "värde", "C-4": "effekt", "C-5": "tjänst", "C-6": "funktion",
    "C-7": "processorientering", "C-8": "processledning", "C-9": "processutveckling", "C-10": "helhetsperspektiv",
    "C-11": "huvudprocess", "C-12": "styrprocess", "C-13": "stödprocess", "C-14": "externa utförare", "C-15": "processtyp",
    "C-16": "delprocess", "C-17": "processteg", "C-18": "nivå", "C-19": "angränsande process", "C-20": "gränssnitt",
    "C-21": "processer som hör ihop", "C-22": "processöversikt", "C-23": "översiktlig processkarta",
    "C-24": "detaljerad processkarta", "C-25": "dokumentnivå", "C-26": "aktivitet (i kartan)", "C-27": "händelse",
    "C-28": "imorgon-process", "C-29": "processkartläggning", "C-30": "resultatmål", "C-31": "indikator", "C-32": "modell",
    "C-33": "målgrupp", "C-34": "avvikelse", "C-35": "styrdokument",
}  # fmt: skip


def words() -> set[str]:
    """Every word that the glossary explains, by title or as another word for it."""
    terms = [one for one in library.entries().values() if one["kind"] == "term"]
    found = {one["title_sv"].lower() for one in terms}
    return found | {word.lower() for one in terms for word in listed(one["synonyms_sv"])}


@pytest.mark.once
def test_every_concept_of_section_2_is_explained() -> None:
    assert set(CONCEPTS) == {f"C-{number}" for number in range(1, 36)}
    assert not set(CONCEPTS.values()) - words()
    # C-33: kept apart, and led between
    assert {"kund", "brukare", "medborgare", "användare", "målgrupp"} <= words()


@pytest.mark.once
def test_every_term_of_appendix_a_is_explained(shared: Callable[[str], Path]) -> None:
    text = shared("model.md").read_text("utf-8")
    table = text[text.index("## Appendix A. Glossary") :].split("\n\nNote:")[0]
    missing = []
    for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[1:]:
        # "HME (hållbart …)", "mått, mätetal", "servicetjänst / stödtjänst", "uppdrag (Projektil)": one of them is enough
        whole = row.strip().lower()
        parts = [whole, *re.split(r"[,/(]", whole)]
        if not {part.strip() for one in parts for part in (one, one.strip(" )"))} & words():
            missing.append(row)
    assert missing == []


@pytest.mark.once
def test_every_text_is_in_both_languages_and_in_our_words() -> None:
    for identity, one in library.entries().items():
        assert all(one[name] for name in ("title_sv", "title_en", "text_sv", "text_en")), identity
        assert one["text_sv"] != one["text_en"], identity
    titles = {one["title_sv"] for one in library.entries().values()}
    wrong = {
        (identity, word) for identity, one in library.entries().items() for word in listed(one["see_also"]) if word not in titles
    }
    assert wrong == set()


def test_a_term_leads_to_others_and_says_what_else_it_is_called(cast: Any) -> None:
    entry = Entry.objects.get(identity="recipient")
    text = cast.client("maj").get(f"/handbok/{entry.pk}/").content.decode()
    assert "kund, brukare" in text
    assert f'href="/handbok/{Entry.objects.get(identity="commissioning-party").pk}/"' in text
    assert "Process: mottagare" in text, "the fields that it explains"


@pytest.mark.parametrize("asked", ["mottagare", "kund", "brukare"])
def test_search_knows_other_words_for_the_same(cast: Any, asked: str) -> None:
    """X-9: synonyms, in the whole product's search."""
    recipient = Recipient.objects.create(name="Mottagare av hemtjänst")
    hits = search.find(cast.maj, asked)
    assert Entry.objects.get(identity="recipient") in [hit.row for hit in hits]
    assert recipient in [hit.row for hit in hits]
    assert search.find(cast.maj, f"{asked} zebra") == []


def test_see_also_names_words_that_are_there(cast: Any) -> None:
    entry = Entry.objects.get(identity="recipient")
    data = {name: getattr(entry, name) for name in Entry.texts}
    answer = cast.client("moa").post(
        f"/handbok/{entry.pk}/andra/", {**data, "see_also": "värde, zebra", "version": entry.version}
    )
    assert answer.status_code == 422
    assert "Ordlistan har inget ord ”zebra”" in answer.content.decode()
