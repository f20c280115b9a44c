"""Section 2: help next to the field that a concept concerns. What lacks a word is listed, and the list is small."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import field_help, library
from processlots.apps.handbook.models import Entry
from processlots.kit import pages


def lacking() -> set[str]:
    """Fields of forms that have neither a word, nor guidance, nor a help text of their own, and do not say themselves."""
    everywhere, nowhere = library.said_by_themselves()
    found = set()
    for declared in pages.registry():
        for name in declared.all_fields:
            field: Any = declared.model._meta.get_field(name)
            label = f"{declared.model._meta.label_lower}.{name}"
            explained = label in library.terms_of_fields() or field_help.hint(declared.model, name) in library.entries()
            if not (explained or getattr(field, "help_text", "") or name in everywhere or label in nowhere):
                found.add(label)
    return found


@pytest.mark.once
def test_every_field_has_a_word_or_stands_in_the_list() -> None:
    assert lacking() == set(), "give them a word in library/handbook/fields.yaml, or list them there under `nowhere`"


@pytest.mark.once
def test_the_list_of_fields_without_a_word_is_small_and_true() -> None:
    everywhere, nowhere = library.said_by_themselves()
    fields = {f"{one.model._meta.label_lower}.{name}" for one in pages.registry() for name in one.all_fields}
    assert len(nowhere) <= 50
    assert len(everywhere) <= 60
    assert nowhere <= fields, "what is listed is a field"
    assert {name.rpartition(".")[0] for name in library.terms_of_fields()} <= {
        one.model._meta.label_lower for one in pages.registry()
    }, "what has a word is a model"
    assert set(library.terms_of_fields().values()) <= set(library.entries())


def test_the_form_shows_the_word_and_opens_it_in_place(cast: Any) -> None:
    text = cast.client("charlie").get("/mottagare/nytt/").content.decode()
    term = Entry.objects.get(identity="recipient")
    assert '<details class="glossary about"><summary>Läs mer: mottagare</summary>' in text
    assert f'<a href="/handbok/{term.pk}/">I ordlistan</a>' in text
    assert "Den som får det processen skapar." in text


def test_what_the_model_manager_writes_stands_at_the_field(cast: Any) -> None:
    """The shipped guidance of a field comes before its word, and is the model manager's to change."""
    browser = cast.client("charlie")
    assert "Ett verb och ett substantiv som säger vad mottagaren får." in browser.get("/processer/nytt/").content.decode()
    hint = Entry.objects.get(identity="processes-process-name")
    hint.text_sv = "Kort & gott: verb < substantiv."
    hint.save()
    assert "Kort &amp; gott: verb &lt; substantiv." in browser.get("/processer/nytt/").content.decode()
    hint.end("Behövs inte")
    assert "Kort &amp; gott" not in browser.get("/processer/nytt/").content.decode()


def test_a_label_among_facts_leads_to_its_word(cast: Any) -> None:
    from processlots.apps.processes.models import Recipient

    row = Recipient.objects.create(name="Boende", needs="Besked")
    need = Entry.objects.get(identity="need")
    text = cast.client("maj").get(pages.url_of(row)).content.decode()
    assert f'<a class="term" href="/handbok/{need.pk}/">Behov</a>' in text


def test_in_english_the_words_are_english(cast: Any) -> None:
    browser = cast.client("charlie")
    browser.cookies["django_language"] = "en"
    assert "Read more: recipient" in browser.get("/mottagare/nytt/").content.decode()


def test_the_guidance_of_the_step_stands_beside_the_form(cast: Any) -> None:
    """S0-3, HB-6: why, and what to think of, where one works in the step."""
    text = cast.client("charlie").get("/processer/nytt/").content.decode()
    beside = text[text.index('<aside class="guide') :]
    assert "<h3>Varför?</h3>" in beside
    assert "<h3>Vad ska ni tänka på?</h3>" in beside
    assert 'href="/handbok/steg-1/"' in beside
