"""W-1: "Hade du nytta av innehållet?" on every process, handbook and glossary page."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from processlots.apps.handbook import feedback
from processlots.apps.handbook.models import Entry, Handbook, ModelEntry, PageFeedback
from processlots.apps.improvement.models import Need
from processlots.apps.organisation.models import Task
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit import pages
from processlots.kit.models.history import LogEntry
from processlots.kit.models.links import Link
from processlots.kit.periods import today

GIVE = "/aterkoppling/lamna/"
ASKED = "Hade du nytta av innehållet?"


@pytest.fixture
def process(cast: Any) -> Process:
    row = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(row, cast.person("alva"))
    give_role(row, cast.person("love"), "leader")
    row.refresh_from_db()
    return row


def give(cast: Any, page: str, who: str = "maj", **data: str) -> Any:
    return cast.client(who).post(GIVE, {"page": page, "useful": "nej", **data})


def test_every_process_handbook_and_glossary_page_asks(cast: Any, process: Process) -> None:
    book = Handbook.objects.get(identity="process")
    edition = book.editions.get()
    rows: list[Any] = [process, Entry.objects.first(), book, edition, edition.chapters.first(), ModelEntry.objects.first()]
    maj = cast.client("maj")
    for address in ["/handbok/", "/handbok/steg-3/", *map(pages.url_of, rows)]:
        assert ASKED in maj.get(address).content.decode(), address
    for address in ("/", "/processer/", f"{pages.url_of(process)}historik/", "/handbok/999999/"):
        assert ASKED not in maj.get(address).content.decode(), address


def test_yes_or_no_and_words_are_kept_with_page_and_version(cast: Any, process: Process) -> None:
    answer = give(cast, pages.url_of(process), useful="ja", text="Bra.", version="7")
    assert (answer.status_code, answer["Location"]) == (302, pages.url_of(process))
    row = PageFeedback.objects.get()
    assert (row.page, row.page_title, row.page_version) == (pages.url_of(process), process.name, "7")
    assert (row.useful, row.text, row.given_by, row.process) == (True, "Bra.", cast.person("maj"), process.pk)
    give(cast, "/handbok/steg-2/", useful="nej")
    assert PageFeedback.objects.filter(page="/handbok/steg-2/", useful=False, text="").exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring Anna, 19850312-1234, om det", "ett personnummer"),
        ("Skriv till någon@exempel.invalid", "en e-postadress"),
        ("Jag nås på 070-123 45 67", "ett telefonnummer"),
    ],
)
def test_personal_data_is_asked_about_before_anything_is_saved(cast: Any, text: str, found: str) -> None:
    answer = give(cast, "/handbok/", text=text)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert found in shown
    assert "Inget är sparat än" in shown
    assert not PageFeedback.objects.exists()
    assert give(cast, "/handbok/", text=text, sure="ja").status_code == 302
    assert PageFeedback.objects.get().text == text


@pytest.mark.once
@pytest.mark.parametrize(
    "text", ["Se V-15 och 2026-11-23", "Diarienummer KS 2026/118", "Tar 10 000 000 kr per år 2025-2026", "P-214"]
)
def test_numbers_that_are_nobodys_are_not_asked_about(text: str) -> None:
    assert feedback.looks_personal(text) == []


def test_bad_input_changes_nothing_and_says_what_is_wrong(cast: Any, process: Process) -> None:
    process.inventory_decision = None
    hidden = Process.objects.create(name="Pröva hemlighet", unit=cast.unit, found_by=cast.person("moa"))
    for page in ("/finns/inte/", "/", "javascript:alert(1)", "//evil.invalid/handbok/", pages.url_of(hidden), "x" * 400, ""):
        assert give(cast, page).status_code == 403, page
    assert give(cast, "/handbok/", useful="").status_code == 422
    assert give(cast, "/handbok/", text="å" * 3000).status_code == 422
    assert give(cast, "/handbok/", text="a\x00b").status_code == 422
    assert cast.client("gro").post(GIVE, {"page": "/handbok/", "useful": "ja"}).status_code == 403
    assert cast.client("maj").get(GIVE).status_code == 302
    assert not PageFeedback.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(cast: Any) -> None:
    assert give(cast, "/handbok/", website="http://kop.invalid", text="Köp").status_code == 302
    assert not PageFeedback.objects.exists()


def test_nobody_gives_more_than_a_person_can_mean(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_AN_HOUR", 2)
    assert [give(cast, "/handbok/").status_code for _each in range(3)] == [302, 302, 429]
    assert PageFeedback.objects.count() == 2
    assert give(cast, "/handbok/", who="love").status_code == 302, "others are not held back"


def test_without_login_only_where_the_page_is_public(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Client()
    answer = stranger.post(GIVE, {"page": "/handbok/", "useful": "ja"})
    assert (answer.status_code, PageFeedback.objects.count()) == (302, 0)
    assert "/konto/login/" in answer["Location"]
    monkeypatch.setattr(feedback, "_public", [lambda request: True])
    assert stranger.post(GIVE, {"page": "/handbok/", "useful": "ja"}).status_code == 302
    assert PageFeedback.objects.get().given_by is None


def test_the_inbox_is_triaged_and_whoever_gave_it_gets_an_answer(cast: Any) -> None:
    """ny → åtgärdas → besvarad, or avförd."""
    give(cast, "/handbok/steg-4/", text="Vad gör man i juli?")
    row = PageFeedback.objects.get()
    assert Task.objects.open().filter(key="page-feedback", person=cast.person("moa")).exists()
    moa = cast.client("moa")
    assert "Vad gör man i juli?" in moa.get("/aterkoppling/?visa=att-lasa").content.decode()
    moa.post(f"/aterkoppling/{row.pk}/gor/take/")
    assert not Task.objects.open().filter(key="page-feedback").exists()
    moa.post(f"/aterkoppling/{row.pk}/gor/answer/", {"answer": "Vila."})
    row.refresh_from_db()
    assert (row.state, row.answer, row.settled_on) == ("answered", "Vila.", today())
    maj = cast.client("maj")
    assert "Vila." in maj.get(f"/aterkoppling/{row.pk}/").content.decode()
    moa.post(f"/aterkoppling/{row.pk}/gor/reopen/")
    moa.post(f"/aterkoppling/{row.pk}/gor/dismiss/", {"reason": "Redan löst."})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("dismissed", "Redan löst.")


def test_who_reads_what(cast: Any, process: Process) -> None:
    give(cast, pages.url_of(process), text="Om processen")
    give(cast, "/handbok/", text="Om handboken", who="charlie")
    seen = {
        who: {
            text for text in ("Om processen", "Om handboken") if text in cast.client(who).get("/aterkoppling/").content.decode()
        }
        for who in ("moa", "alva", "love", "maj", "charlie", "hanna", "ali")
    }
    assert seen == {
        "moa": {"Om processen", "Om handboken"}, "alva": {"Om processen"}, "love": {"Om processen"}, "maj": {"Om processen"},
        "charlie": {"Om handboken"}, "hanna": set(), "ali": set(),
    }  # fmt: skip
    row = PageFeedback.objects.get(text="Om processen")
    assert cast.client("maj").post(f"/aterkoppling/{row.pk}/gor/take/").status_code == 403
    assert cast.client("alva").post(f"/aterkoppling/{row.pk}/gor/take/").status_code == 302


def test_feedback_without_a_giver_is_nobodys_own(cast: Any) -> None:
    PageFeedback.objects.create(page="/handbok/", page_title="Handboken", text="Utan avsändare")
    assert "Utan avsändare" not in cast.client("maj").get("/aterkoppling/").content.decode()


def test_figures_page_by_page(cast: Any) -> None:
    for useful, text in (("ja", ""), ("ja", "Bra"), ("nej", ""), ("ja", "")):
        give(cast, "/handbok/steg-1/", useful=useful, text=text)
    shown = cast.client("moa").get("/aterkoppling/sidor/").content.decode()
    row = shown[shown.index('href="/handbok/steg-1/"') :]
    assert "75 %" in row
    assert ">4</td>" in row
    assert cast.client("gro").get("/aterkoppling/sidor/").status_code == 403


def test_a_need_is_made_of_it_with_words_and_origin_and_leads_back(cast: Any, process: Process) -> None:
    """X-1: origin webbåterkoppling (S6-4)."""
    give(cast, pages.url_of(process), text="Det står inget om avslag.")
    row = PageFeedback.objects.get()
    way = f"/behov/av/handbook.pagefeedback/{row.pk}/"
    love = cast.client("love")
    assert f'href="{way}"' in love.get(f"/aterkoppling/{row.pk}/").content.decode()
    begun = love.get(way).content.decode()
    assert "Det står inget om avslag." in begun
    assert process.label in begun
    data = {"process": f"{process.name} ({process.label})", "title": "Beskriv avslag", "why": "Det står inget om avslag."}
    assert love.post(way, data).status_code == 302
    need = Need.objects.get()
    assert (need.origin, need.process, need.registered_by) == ("web", process, cast.person("love"))
    assert Link.objects.filter(target_id=need.pk, source_id=row.pk, process=process.pk).exists()
    assert f'href="/aterkoppling/{row.pk}/"' in love.get(pages.url_of(need)).content.decode()
    # pressed twice it is still one need, and those who may not read the feedback make none of it
    assert love.post(way, data)["Location"] == pages.url_of(need)
    assert cast.client("hanna").post(way, data).status_code == 404
    assert Need.objects.count() == 1


def test_x_6_words_and_giver_are_forgotten_a_year_after_it_was_settled(cast: Any) -> None:
    give(cast, "/handbok/", text="Minns mig inte")
    row = PageFeedback.objects.get()
    cast.client("moa").post(f"/aterkoppling/{row.pk}/gor/answer/", {"answer": "Svar till Maj"})
    assert feedback.forget_old() == 0
    PageFeedback.objects.update(settled_on=today() - datetime.timedelta(days=366))
    assert feedback.forget_old() == 1
    row.refresh_from_db()
    assert (row.text, row.answer, row.given_by, row.useful, row.page) == ("", "", None, False, "/handbok/")
    assert row.forgotten_on == today()
    kept = " ".join(str(entry.changes) for entry in LogEntry.objects.filter(object_id=row.pk))
    assert "Minns mig inte" not in kept
    assert "Svar till Maj" not in kept
    assert feedback.forget_old() == 0
