"""HB-1 … HB-6: three handbooks, in versions that are sent out, adopted, compared, and looked over every autumn."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.handbook import duties, library, loading
from processlots.apps.handbook.models import Chapter, Edition, Entry, Handbook, Word
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Decision, Task
from processlots.kit import jobs, search
from processlots.kit.models.jobs import Job


def book() -> Handbook:
    return Handbook.objects.get(identity="process")


def walk(cast: Any, edition: Edition, *verbs: str, who: str = "moa") -> Edition:
    for verb in verbs:
        data = {"adopted_by": "Kommundirektörens styrgrupp", "adopted_on": "2026-02-24", "diary_number": "KS 2026/7"}
        answer = cast.client(who).post(f"/handboksversioner/{edition.pk}/gor/{verb}/", data)
        assert answer.status_code == 302, (verb, answer.status_code)
    edition.refresh_from_db()
    return edition


def adopted(cast: Any) -> Edition:
    return walk(cast, book().editions.get(), "send", "adopt")


def begun(cast: Any) -> Edition:
    answer = cast.client("moa").post("/handboksversioner/nytt/", {"handbook": book().pk, "number": "2.0"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return Edition.objects.get(number="2.0")


def test_hb_1_three_handbooks_for_their_readers(cast: Any) -> None:
    assert set(Handbook.objects.values_list("identity", "audience")) == {
        ("process", "all"), ("facilitators", "facilitators"), ("quality", "all"),
    }  # fmt: skip
    text = cast.client("maj").get("/handbok/").content.decode()
    for name in ("Handbok i processledning", "Metodhandbok för processhandledare", "Kvalitetshandbok"):
        assert name in text


def test_the_shipped_process_handbook_is_complete_for_the_steps_and_the_roles(cast: Any) -> None:
    """HB-6: why, throughout."""
    chapters = {one.identity: one for one in book().editions.get().chapters.all()}
    steps = [one for one in chapters.values() if one.step]
    assert sorted(one.step for one in steps) == [1, 2, 3, 4, 5, 6]
    assert all("## Varför?" in one.text_sv and one.terms.exists() for one in steps)
    assert all(one.title_sv and one.title_en and one.intro_sv and one.intro_en for one in chapters.values())
    for role in ("Processägaren", "Processledaren", "Processteamet", "Resursägaren", "Processhandledaren", "Modellansvarig"):
        assert f"## {role}" in chapters["roles"].text_sv


def test_hb_2_a_version_is_sent_out_and_adopted_by_somebody_on_a_day(cast: Any) -> None:
    edition = book().editions.get()
    moa = cast.client("moa")
    assert moa.post(f"/handboksversioner/{edition.pk}/gor/adopt/", {}).status_code == 422, "who, and when"
    walk(cast, edition, "send")
    assert edition.state == "consultation"
    walk(cast, edition, "take_back", "send", "adopt")
    assert (edition.adopted_by, edition.adopted_on) == ("Kommundirektörens styrgrupp", datetime.date(2026, 2, 24))
    decision = Decision.objects.get(pk=edition.decision_id)
    assert (decision.diary_number, decision.capacity) == ("KS 2026/7", "Kommundirektörens styrgrupp")
    text = cast.client("maj").get(f"/handboksversioner/{edition.pk}/").content.decode()
    assert "Kommundirektörens styrgrupp" in text
    assert "Handbok i processledning, version 1.0, fastställs." in text


@pytest.mark.parametrize("who", ["hanna", "alva", "maj", "ali"])
def test_only_the_model_manager_writes_and_adopts(cast: Any, who: str) -> None:
    edition = book().editions.get()
    chapter = edition.chapters.first()
    assert chapter is not None
    browser = cast.client(who)
    for address in (
        f"/handboksversioner/{edition.pk}/gor/send/", f"/handboksversioner/{edition.pk}/andra/", f"/kapitel/{chapter.pk}/andra/",
        "/kapitel/nytt/", "/handboksversioner/nytt/", f"/handboksversioner/{edition.pk}/medfoljande-kapitel/",
    ):  # fmt: skip
        assert browser.post(address, {}).status_code == 403, address


def test_what_is_adopted_is_never_changed(cast: Any) -> None:
    edition = adopted(cast)
    chapter = edition.chapters.get(identity="why")
    moa = cast.client("moa")
    assert moa.post(f"/kapitel/{chapter.pk}/andra/", {"title_sv": "x", "version": chapter.version}).status_code == 403
    assert moa.post(f"/kapitel/{chapter.pk}/avsluta/", {"reason": "x", "version": chapter.version}).status_code == 403
    assert moa.post(f"/kapitel/{chapter.pk}/medfoljande/", {"act": "take", "version": chapter.version}).status_code == 403
    assert moa.post(f"/handboksversioner/{edition.pk}/andra/", {"number": "9", "version": edition.version}).status_code == 403
    answer = moa.post("/kapitel/nytt/", {"edition": edition.pk, "position": 1, "title_sv": "Nytt"})
    assert answer.status_code in (403, 422)
    loading.load()
    chapter.refresh_from_db()
    assert chapter.title_sv == library.chapters("process")["why"]["texts"]["title_sv"]


def test_hb_4_the_next_version_begins_with_the_one_before_and_tells_what_is_new_in_words(cast: Any) -> None:
    first = adopted(cast)
    second = begun(cast)
    assert second.chapters.count() == first.chapters.count()
    assert set(second.chapters.get(identity="why").terms.all()) == set(first.chapters.get(identity="why").terms.all())
    why = second.chapters.get(identity="why")
    why.text_sv = why.text_sv.replace("Linjen finns kvar", "Linjen består")
    why.save()
    second.chapters.filter(identity="decisions").delete()
    Chapter.objects.create(edition=second, identity="ny", position=20, title_sv="Något nytt")
    team = Entry.objects.get(identity="team")
    team.text_sv = "En grupp."
    team.save()
    text = cast.client("maj").get(f"/handboksversioner/{second.pk}/nytt-i/").content.decode()
    assert "<b>Varför vi arbetar med processer</b> har en annan text." in text
    assert "<del>finns kvar</del><ins>består</ins>" in text
    assert "<b>Vem beslutar vad</b> är borttaget." in text
    assert "<b>Något nytt</b> är nytt." in text
    assert "<b>processteam</b> har en annan text." in text
    # and backwards, from the version before
    back = cast.client("maj").get(f"/handboksversioner/{first.pk}/nytt-i/?med={second.pk}").content.decode()
    assert "<b>Något nytt</b> är borttaget." in back


def test_hb_4_old_versions_are_read_with_their_words(cast: Any) -> None:
    first = adopted(cast)
    team = Entry.objects.get(identity="team")
    before, team.text_sv = team.text_sv, "En grupp."
    team.save()
    walk(cast, begun(cast), "send", "adopt")
    maj = cast.client("maj")
    old = maj.get(f"/handboksversioner/{first.pk}/").content.decode()
    assert "Varför vi arbetar med processer" in old
    assert "Gäller inte längre" in old
    words = maj.get(f"/handboksversioner/{first.pk}/ord/").content.decode()
    assert before in words
    assert "En grupp." not in words
    assert "En grupp." in maj.get(f"/handboksversioner/{Edition.objects.get(number='2.0').pk}/ord/").content.decode()


def test_one_version_is_written_at_a_time(cast: Any) -> None:
    answer = cast.client("moa").post("/handboksversioner/nytt/", {"handbook": book().pk, "number": "1.1"})
    assert answer.status_code == 422
    assert "Det finns redan en version som skrivs" in answer.content.decode()


def test_chapters_are_led_to_from_step_and_word_and_found_by_search(cast: Any) -> None:
    chapter = book().editions.get().chapters.get(step=4)
    maj = cast.client("maj")
    assert f'href="/kapitel/{chapter.pk}/"' in maj.get("/handbok/steg-4/").content.decode()
    term = Entry.objects.get(identity="document-level")
    assert f'href="/kapitel/{chapter.pk}/"' in maj.get(f"/handbok/{term.pk}/").content.decode()
    assert chapter in [hit.row for hit in search.find(cast.maj, "nuläget beskrivet")]
    assert Entry.objects.get(identity="step-4") in [hit.row for hit in search.find(cast.maj, "beskriva nuläget")]


def test_english_readers_get_english_titles_and_are_told_where_the_text_is_swedish(cast: Any) -> None:
    chapter = book().editions.get().chapters.get(identity="why")
    browser = cast.client("maj")
    browser.cookies["django_language"] = "en"
    text = browser.get(f"/kapitel/{chapter.pk}/").content.decode()
    assert "Why we work with processes" in text
    assert "The text is only in Swedish." in text
    assert '<div lang="sv">' in text


def test_chapters_that_the_product_has_come_to_ship_are_taken_in_by_a_press(cast: Any) -> None:
    edition = book().editions.get()
    edition.chapters.filter(identity__in=["why", "words"]).delete()
    moa = cast.client("moa")
    assert "2 nya medföljande kapitel" in moa.get(f"/handboksversioner/{edition.pk}/").content.decode()
    moa.post(f"/handboksversioner/{edition.pk}/medfoljande-kapitel/")
    assert edition.chapters.filter(identity__in=["why", "words"]).count() == 2


def test_hb_5_every_autumn_the_responsible_is_reminded_until_it_is_looked_over(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = book()

    def on(year: int, month: int) -> set[str]:
        monkeypatch.setattr(duties, "today", lambda: datetime.date(year, month, 15))
        tasks.refresh(row)
        return {one.person.name for one in Task.objects.open().filter(key="handbook-revision", object_id=row.pk)}

    assert on(2026, 5) == set()
    assert on(2026, 9) == {"Modell-Moa"}, "the model manager where nobody is responsible"
    row.responsible = cast.person("charlie")
    assert on(2026, 10) == {"Chef-Charlie"}
    row.looked_over_on = datetime.date(2026, 10, 20)
    assert on(2026, 11) == set()
    assert on(2027, 9) == {"Chef-Charlie"}, "and again the next autumn"
    due = Task.objects.open().get(key="handbook-revision", object_id=row.pk)
    assert due.due == datetime.date(2027, 11, 30)


def test_adopting_a_version_is_looking_the_handbook_over(cast: Any) -> None:
    assert adopted(cast).handbook.looked_over_on == datetime.date(2026, 2, 24)


def test_a_version_is_printed_as_pdf_that_keeps(cast: Any) -> None:
    """HB-4: chapters and words, by the worker; twice the same bytes."""
    edition = adopted(cast)
    made = []
    for _each in range(2):
        answer = cast.client("maj").post(f"/handboksversioner/{edition.pk}/pdf/")
        assert answer.status_code == 302
        jobs.drain()
        job = Job.objects.get(name="handbook.pdf", file__isnull=False, pk__gt=made[-1][0] if made else 0)
        assert job.file is not None
        made.append((job.pk, job.file.read()))
    assert made[0][1] == made[1][1]
    assert made[0][1].startswith(b"%PDF-")
    assert cast.client("gro").post(f"/handboksversioner/{edition.pk}/pdf/").status_code == 403


def test_names_of_states_of_versions_are_words_too(cast: Any) -> None:
    assert Word.objects.filter(listed="handbook.edition.state", choice="consultation", sv="på remiss i nätverket").exists()
