"""S0-3, "Data before code": an upgrade overwrites no text that was changed here, and says that the shipped one is new."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import library, loading
from processlots.apps.handbook.models import Chapter, Entry, ModelEntry
from processlots.kit.models.installation import Installation


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The next version of the product says something else of the recipient."""

    def changed(text: str) -> None:
        now = dict(library.entries())
        now["recipient"] = {**now["recipient"], "text_sv": text}
        monkeypatch.setattr(library, "entries", lambda: now)

    return changed


def recipient() -> Entry:
    return Entry.objects.get(identity="recipient")


def test_what_nobody_changed_follows_the_product(cast: Any, ship: Any) -> None:
    ship("Ny medföljande text.")
    loading.load()
    assert (recipient().text_sv, recipient().standing) == ("Ny medföljande text.", "shipped")
    version = recipient().version
    loading.load()
    assert recipient().version == version, "a second upgrade writes nothing"


def test_what_was_changed_here_stays_and_the_new_text_is_told(cast: Any, ship: Any) -> None:
    row = recipient()
    row.text_sv = "Vår egen text."
    row.save()
    assert row.standing == "edited"
    ship("Ny medföljande text.")
    loading.load()
    row.refresh_from_db()
    assert (row.text_sv, row.standing) == ("Vår egen text.", "newer")
    moa = cast.client("moa")
    assert "Den medföljande texten är ny" in moa.get(f"/handbok/{row.pk}/").content.decode()
    shown = moa.get(f"/handbok/{row.pk}/medfoljande/").content.decode()
    assert "<ins>Ny medföljande</ins>" in shown
    assert "recipient" in moa.get("/handbok/?visa=nyare&format=csv").content.decode()
    # Kept: seen, and not told again until the product says something else once more.
    assert moa.post(f"/handbok/{row.pk}/medfoljande/", {"act": "keep", "version": row.version}).status_code == 302
    loading.load()
    row.refresh_from_db()
    assert (row.text_sv, row.standing) == ("Vår egen text.", "edited")
    ship("En tredje text.")
    loading.load()
    assert recipient().standing == "newer"


def test_the_original_text_is_one_press_away(cast: Any) -> None:
    row = recipient()
    original = row.text_sv
    row.text_sv = "Vår egen text."
    row.save()
    moa = cast.client("moa")
    assert "Gå tillbaka till originaltexten" in moa.get(f"/handbok/{row.pk}/medfoljande/").content.decode()
    stale = moa.post(f"/handbok/{row.pk}/medfoljande/", {"act": "take", "version": row.version - 1}, follow=True)
    assert "Någon sparade medan du läste" in stale.content.decode()
    moa.post(f"/handbok/{row.pk}/medfoljande/", {"act": "take", "version": row.version})
    assert (recipient().text_sv, recipient().standing) == (original, "shipped")


def test_writing_the_shipped_text_by_hand_is_going_back_to_it(cast: Any) -> None:
    row = recipient()
    original = row.text_sv
    for text, standing in (("Vår egen text.", "edited"), (original, "shipped")):
        row.text_sv = text
        row.save()
        assert row.standing == standing


def test_what_the_municipality_wrote_itself_has_no_original(cast: Any) -> None:
    row = Entry.objects.create(identity="eget", kind="term", title_sv="eget", title_en="own", text_sv="x", text_en="y")
    assert row.standing == "own"
    assert cast.client("moa").get(f"/handbok/{row.pk}/medfoljande/").status_code == 404
    loading.load()
    row.refresh_from_db()
    assert row.standing == "own"


def test_the_same_holds_for_models_and_for_chapters_of_a_draft(cast: Any) -> None:
    for row, address in ((ModelEntry.objects.get(identity="miba"), "modeller"), (Chapter.objects.get(identity="why"), "kapitel")):
        original, name = row.wording(), row.texts[0]
        setattr(row, name, "Annan rubrik")
        row.save()
        loading.load()
        row.refresh_from_db()
        assert (getattr(row, name), row.standing) == ("Annan rubrik", "edited")
        cast.client("moa").post(f"/{address}/{row.pk}/medfoljande/", {"act": "take", "version": row.version})
        row.refresh_from_db()
        assert row.wording() == original


def test_migrating_an_installation_brings_new_texts_along(cast: Any) -> None:
    from processlots.apps.handbook.apps import upgrade

    Entry.objects.filter(identity="recipient").update(identity="gammal")
    upgrade()
    assert not Entry.objects.filter(identity="recipient").exists(), "there is no installation yet"
    Installation.objects.create(name="Modellby kommun")
    upgrade()
    assert recipient().title_sv == "mottagare"
