"""DESIGN 5: names of roles, types, states, steps and lists are the model manager's, their keys never."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.handbook import loading, vocabulary
from processlots.apps.handbook.models import Word
from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process, Recipient
from processlots.kit import pages


def rename(cast: Any, listed: str, choice: str, sv: str, en: str) -> Word:
    word = Word.objects.get(listed=listed, choice=choice)
    answer = cast.client("moa").post(f"/ord/{word.pk}/andra/", {"sv": sv, "en": en, "version": word.version})
    assert answer.status_code == 302
    word.refresh_from_db()
    return word


@pytest.mark.once
def test_roles_types_states_and_steps_are_among_the_lists() -> None:
    found = {(listed, key) for listed, key, _sv, _en in vocabulary.shipped()}
    assert ("organisation.appointment.role", "owner") in found
    assert ("processes.process.type", "main") in found
    assert ("processes.process.step", "1") in found
    assert ("improvement.need.state", "dismissed") in found
    assert all(sv and en for _list, _key, sv, en in vocabulary.shipped())


def test_a_new_name_is_shown_in_list_detail_form_and_filter_in_both_languages(cast: Any) -> None:
    row = Recipient.objects.create(name="Boende", kind="external")
    word = rename(cast, "processes.recipient.kind", "external", "utanför huset", "outside the house")
    browser = cast.client("maj")
    for address in (pages.url_of(row), "/mottagare/"):
        assert "utanför huset" in browser.get(address).content.decode(), address
    assert "utanför huset" in cast.client("charlie").get("/mottagare/nytt/").content.decode()
    browser.cookies["django_language"] = "en"
    assert "outside the house" in browser.get(pages.url_of(row)).content.decode()
    row.refresh_from_db()
    assert (row.kind, word.choice, word.standing) == ("external", "external", "edited")


def test_names_read_off_the_code_follow_too(cast: Any) -> None:
    rename(cast, "organisation.appointment.role", "model_manager", "modellansvarige", "keeper of the model")
    text = cast.client("maj").get("/handbok/1/").content.decode()
    assert "modellansvarige" in text, "who can change this?"
    assert str(Appointment.Role.MODEL_MANAGER.label) == "modellansvarige"
    assert dict(Process.Step.choices)[1] == "Inventera"


def test_renaming_costs_no_query_a_page(cast: Any) -> None:
    Recipient.objects.create(name="Boende", kind="external")
    browser = cast.client("maj")

    def cost() -> int:
        browser.get("/mottagare/")
        with CaptureQueriesContext(connection) as caught:
            browser.get("/mottagare/")
        return len(caught)

    before = cost()
    rename(cast, "processes.recipient.kind", "external", "utanför huset", "outside the house")
    assert cost() == before


def test_the_shipped_name_is_one_press_away(cast: Any) -> None:
    word = rename(cast, "processes.recipient.kind", "external", "utanför huset", "outside the house")
    moa = cast.client("moa")
    shown = moa.get(f"/ord/{word.pk}/medfoljande/").content.decode()
    assert "<del>utanför huset</del>" in shown
    assert moa.post(f"/ord/{word.pk}/medfoljande/", {"act": "take", "version": word.version}).status_code == 302
    word.refresh_from_db()
    assert (word.sv, word.standing) == (vocabulary.shipped_word(word.listed, word.choice)["sv"], "shipped")  # type: ignore[index]
    assert "utanför huset" not in moa.get("/mottagare/nytt/").content.decode()


def test_nobody_else_renames_and_nobody_adds(cast: Any) -> None:
    word = Word.objects.order_by("pk").first()
    assert word is not None
    for who in ("hanna", "alva", "maj", "ali"):
        for address in (f"/ord/{word.pk}/andra/", f"/ord/{word.pk}/medfoljande/"):
            answer = cast.client(who).post(address, {"sv": "x", "en": "x", "act": "take", "version": word.version})
            assert answer.status_code == 403, (who, address)
    assert cast.client("moa").get("/ord/nytt/").status_code == 404


def test_an_upgrade_keeps_the_new_name(cast: Any) -> None:
    word = rename(cast, "processes.recipient.kind", "external", "utanför huset", "outside the house")
    loading.load()
    word.refresh_from_db()
    assert word.sv == "utanför huset"
