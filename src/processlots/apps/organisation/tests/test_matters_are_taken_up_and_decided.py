"""Matters that point at anything, and decisions with a running § (F-15, R-28, S6-6, X-7; DESIGN 6 "Decision")."""

from __future__ import annotations

import datetime
import io
from typing import Any

import openpyxl
import pytest

from processlots.apps.improvement.models import Need
from processlots.apps.organisation import matters
from processlots.apps.organisation.actions.matters import next_paragraph
from processlots.apps.organisation.models import AgendaItem, Decision, Meeting
from processlots.apps.organisation.tests.forum_makers import DAY, Town, town
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import whole_page
from processlots.kit import states
from processlots.kit.periods import today

__all__ = ["town"]


def decided(town: Town, item: AgendaItem, who: str = "charlie", **sent: Any) -> Any:
    """Press "Besluta"."""
    words = {"text": "Vi gör det.", "capacity": "förvaltningschef", "date": today().isoformat(), **sent}
    return town.cast.client(who).post(f"/arenden/{item.pk}/gor/decide/", {"version": item.version, **words})


def test_f_15_a_process_is_taken_up_from_its_own_page(town: Town) -> None:
    """The owner presses the button, the form knows what it is about and which management group is the process's."""
    browser = town.cast.client("love")  # leads the process, sits only in a network
    url = f"/arenden/nytt/?om={town.process.label}"
    assert url in whole_page(browser, town.process)
    form = browser.get(url).content.decode()
    assert f"{town.process.label} {town.process}" in form
    assert f'<option value="{town.group.pk}" selected>' in form
    sent = {"title": "Underlaget brister", "kind": "discussion", "forum": town.group.pk, "concerns": f"{town.process.label} x"}
    answer = browser.post("/arenden/nytt/", sent)
    item = AgendaItem.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/arenden/{item.pk}/")
    assert (item.state, item.raised_as, str(item.raised_by)) == ("waiting", "leader", "Ledar-Love")
    assert matters.concerned(item) == [town.process]
    assert item.trail() == (town.process.pk, None)
    # It stands on the page of the process, and in its history.
    page = whole_page(browser, town.process)
    assert f'href="/arenden/{item.pk}/"' in page
    assert "Underlaget brister" in browser.get(f"{town.process.get_absolute_url()}historik/").content.decode()


def test_a_need_an_inventory_and_a_goal_are_written_by_their_numbers(town: Town) -> None:
    need = Need.objects.create(process=town.process, title="Svara fortare")
    item = town.matter(town.process, need)
    assert [matters.reference(row) for row in matters.concerned(item)] == [town.process.label, need.label]
    user = town.cast.alva
    assert matters.found(user, need.label.lower()) == need
    assert matters.found(user, f"{town.process.label} Pröva") == town.process
    for odd in ("", "P-", "P-99999999999999999999", "forum/1", "-", "/", "P-²", "personer/1", "mål-1", "\x00"):
        assert matters.found(user, odd) is None


BAD_MATTERS = [
    ({"concerns": "P-9999 finns inte"}, "P-9999”"),
    ({"concerns": "<script>alert(1)</script>"}, "”&lt;script&gt;alert(1)&lt;/script&gt;”"),
    ({"concerns": "\n".join(["P-1"] * 41)}, "högst 40"),
    ({"title": ""}, "#id_title"),
    ({"title": "x" * 201}, "#id_title"),
    ({"kind": "kupp"}, "#id_kind"),
    ({"forum": "999999"}, "#id_forum"),
    ({"forum": "x"}, "#id_forum"),
]


def test_bad_words_about_a_matter_change_nothing(town: Town) -> None:
    browser = town.cast.client("alva")
    for sent, said in BAD_MATTERS:
        data = {"title": "Rubrik", "kind": "decision", "forum": town.group.pk, **sent}
        answer = browser.post("/arenden/nytt/", data)
        assert answer.status_code == 422, sent
        assert said in answer.content.decode(), sent
    assert not AgendaItem.objects.exists()


def test_whoever_keeps_the_agenda_chooses_meeting_and_place(town: Town) -> None:
    meeting, other = town.meeting(), town.meeting(forum=town.network)
    first = town.matter(town.process, meeting=meeting, position=1, state="scheduled")
    item = town.matter(town.process)
    assert 'name="meeting"' not in town.cast.client("alva").get(f"/arenden/{item.pk}/andra/").content.decode()
    browser = town.cast.client("charlie")
    answer = browser.post(f"/arenden/{item.pk}/gor/schedule/", {"meeting": meeting.pk})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.state, item.meeting, item.position) == ("scheduled", meeting, 2)
    page = browser.get(f"/moten/{meeting.pk}/").content.decode()
    assert page.index(f"/arenden/{first.pk}/") < page.index(f"/arenden/{item.pk}/")
    assert browser.post(f"/arenden/{first.pk}/gor/put_back/").status_code == 302
    waiting = town.matter(town.process)
    assert browser.post(f"/arenden/{waiting.pk}/gor/schedule/", {"meeting": other.pk}).status_code == 422
    with pytest.raises(states.Refused, match="annat forums"):
        states.go(waiting, "schedule", town.cast.charlie, meeting=other)


def test_r_28_the_responsible_manager_decides_with_the_next_paragraph(town: Town) -> None:
    """X-7: diary number, capacity, §, forum, what it is about and the day of follow-up are kept with the decision."""
    meeting = town.meeting(days=-2)
    item = town.matter(town.process, meeting=meeting, position=1, state="scheduled")
    assert "§ 1 som" not in town.cast.client("charlie").get(f"/arenden/{item.pk}/gor/decide/").content.decode()
    day = (today() + 30 * DAY).isoformat()
    assert decided(town, item, diary_number="SBF 2026-12", follow_up=day, date=meeting.date.isoformat()).status_code == 302
    item.refresh_from_db()
    made = item.decision
    assert made is not None
    assert (made.section, made.diary_number, made.capacity) == ("§ 1", "SBF 2026-12", "förvaltningschef")
    assert (made.forum, str(made.by), made.date) == (town.group, "Chef-Charlie", meeting.date)
    assert (item.state, item.outcome, item.follow_up) == ("decided", "Vi gör det.", today() + 30 * DAY)
    assert next_paragraph(town.group, meeting.date.year) == 2
    page = whole_page(town.cast.client("maj"), town.process)
    assert "Vi gör det." in page
    assert "§ 1" in page


def test_paragraphs_run_per_forum_and_year(town: Town) -> None:
    by, year = town.cast.person("charlie"), today().year
    for forum, paragraph, ago in ((town.group, "7", 0), (town.group, "§ 9", 0), (town.group, "40", 1), (town.top, "3", 0)):
        Decision.take(text="x", by=by, forum=forum, paragraph=paragraph, date=datetime.date(year - ago, 1, 1))
    assert (next_paragraph(town.group, year), next_paragraph(town.top, year), next_paragraph(town.network, year)) == (10, 4, 1)
    taken = town.matter(town.process)
    refused = decided(town, taken, paragraph="§ 9")
    assert refused.status_code == 422
    assert "§ 9 för" in refused.content.decode()
    assert "Vi gör det." in refused.content.decode(), "what was written is kept"
    taken.refresh_from_db()
    assert (taken.state, taken.decision) == ("waiting", None)
    decided(town, taken, paragraph="12")
    taken.refresh_from_db()
    assert taken.decision is not None
    assert taken.decision.section == "§ 12"


def test_bad_words_decide_nothing(town: Town) -> None:
    item = town.matter(town.process)
    before = Decision.objects.count()
    odd = [("paragraph", "tolv"), ("paragraph", "0"), ("paragraph", "1234567"), ("text", ""), ("capacity", ""), ("date", "i går")]
    for name, value in odd:
        answer = decided(town, item, **{name: value})
        assert answer.status_code == 422, name
        assert f"#id_{name}" in answer.content.decode(), name
    assert Decision.objects.count() == before


def test_a_decision_is_not_dated_ahead_nor_taken_twice(town: Town) -> None:
    item = town.matter(town.process)
    before = Decision.objects.count()
    decided(town, item, date=(today() + DAY).isoformat())
    decided(town, item, version=item.version - 1)
    assert Decision.objects.count() == before
    decided(town, item)
    decided(town, item)
    assert Decision.objects.count() == before + 1


def test_nobody_else_decides_in_the_group(town: Town) -> None:
    item = town.matter(town.process)
    before = Decision.objects.count()
    for name in ("alva", "love", "maj", "ali", "hanna", "moa"):
        assert decided(town, item, name).status_code == 403, name
    assert Decision.objects.count() == before


def test_the_chair_decides_and_the_secretary_keeps_the_agenda(town: Town) -> None:
    item = town.matter(forum=town.network, by="hanna")
    assert decided(town, item, "love").status_code == 403
    sent = {"outcome": "Vi provar.", "version": item.version}
    assert town.cast.client("love").get(f"/arenden/{item.pk}/gor/conclude/").status_code == 200
    assert decided(town, item, "hanna").status_code == 302
    again = town.matter(forum=town.network, by="hanna")
    assert (
        town.cast.client("love").post(f"/arenden/{again.pk}/gor/conclude/", {**sent, "version": again.version}).status_code == 302
    )
    again.refresh_from_db()
    assert (again.state, again.outcome) == ("done", "Vi provar.")


def test_a_decision_is_never_edited(town: Town) -> None:
    """Not by save, delete, a bulk write, a page or the API."""
    made = Decision.take(town.process, text="Så här.", by=town.cast.person("charlie"), forum=town.group)
    made.text = "Annorlunda."
    rows = Decision.objects.filter(pk=made.pk)
    for write in (
        made.save, made.delete, rows.delete, lambda: rows.update(text="Annorlunda."),
        lambda: Decision.objects.bulk_update([made], ["text"]),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            write()
    browser = town.cast.client("charlie")
    assert browser.get(f"{made.get_absolute_url()}andra/").status_code == 404
    for method in ("patch", "put", "delete"):
        answer = getattr(browser, method)(
            f"/api/v1/decisions/{made.uid}", '{"text": "x"}', content_type="application/json", headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 405
    made.refresh_from_db()
    assert made.text == "Så här."


def test_a_decision_is_corrected_by_a_new_one_that_points_at_it(town: Town) -> None:
    old = Decision.take(town.process, text="Så hör.", by=town.cast.person("charlie"), forum=town.group, paragraph="4")
    url = f"{old.get_absolute_url()}ratta/"
    sent = {"text": "Så här.", "capacity": "förvaltningschef", "date": today().isoformat(), "diary_number": "SBF 1"}
    assert town.cast.client("maj").post(url, sent).status_code == 403
    browser = town.cast.client("charlie")
    assert browser.post(url, {**sent, "text": ""}).status_code == 422
    assert browser.post(url, {**sent, "date": "2199-01-01"}).status_code == 422
    assert browser.post(url, sent).status_code == 302
    new = old.corrected_by.get()
    assert (new.text, new.section, new.forum) == ("Så här.", "§ 5", town.group)
    assert [str(row) for row in _about(new)] == [str(town.process)]
    assert browser.post(url, sent).status_code == 409
    assert old.corrected_by.count() == 1
    page = browser.get(old.get_absolute_url()).content.decode()
    assert new.label in page
    assert f"{old.get_absolute_url()}ratta/" not in page
    assert Decision.objects.get(pk=old.pk).text == "Så hör."


def _about(decision: Decision) -> list[Any]:
    from processlots.apps.organisation.actions.matters import decided_about

    return decided_about(decision)


def test_s6_6_the_forums_decision_is_what_the_need_waited_for(town: Town) -> None:
    need = Need.objects.create(process=town.process, title="Fler handläggare", route=Need.Route.LIFTED, state=Need.State.ASSESSED)
    simple = Need.objects.create(process=town.process, title="Skylt", route=Need.Route.SIMPLE, state=Need.State.ASSESSED)
    item = town.matter(need, simple)
    decided(town, item)
    need.refresh_from_db()
    simple.refresh_from_db()
    item.refresh_from_db()
    assert (need.state, need.decision) == ("decided", item.decision)
    assert (simple.state, simple.decision) == ("assessed", None)


def test_the_register_is_filtered_and_taken_out_as_a_workbook(town: Town) -> None:
    """X-7: by forum, person, year and diary number; the workbook holds what the filter leaves."""
    charlie, moa = town.cast.person("charlie"), town.cast.person("moa")
    year = today().year
    rows = [
        ("Första", charlie, town.group, datetime.date(year, 1, 1), "A 1"),
        ("Andra", charlie, town.group, datetime.date(year - 1, 1, 1), "A 2"),
        ("Tredje", moa, town.top, datetime.date(year, 1, 1), "A 3"),
    ]
    for text, by, forum, date, diary in rows:
        Decision.take(text=text, by=by, forum=forum, date=date, diary_number=diary)
    browser = town.cast.client("maj")

    def listed(query: str) -> set[str]:
        page = browser.get(f"/beslut/?{query}").content.decode()
        return {text for text, *_rest in rows if text in page}

    assert listed(f"forum=F%C3%B6rvaltningsledningen+({town.group.pk})") == {"Första", "Andra"}
    assert listed(f"ar={year}") == {"Första", "Tredje"}
    assert listed(f"ar={year}&by=Modell-Moa") == {"Tredje"}
    assert listed("diarienummer=A+2") == {"Andra"}
    for odd in ("ar=x", "ar=-1", "forum=nej", "diarienummer=%00", "by=9999999999999999999999"):
        assert browser.get(f"/beslut/?{odd}").status_code == 200
    book = browser.get(f"/beslut/?ar={year}&by=Modell-Moa&format=xlsx").content
    sheet = list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [line[2] for line in sheet[1:]] == ["Tredje"]
    assert sheet[1][7] == "A 3"


def test_what_was_decided_is_followed_up_once(town: Town) -> None:
    item = town.matter(town.process, state="decided", follow_up=today())
    browser = town.cast.client("charlie")
    assert browser.post(f"/arenden/{item.pk}/gor/follow_up/", {"followed_up": "Det fungerar."}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.followed_up, item.followed_up_on) == ("decided", "Det fungerar.", today())
    assert browser.post(f"/arenden/{item.pk}/gor/follow_up/", {"followed_up": "Igen."}).status_code == 403


def test_every_page_of_a_process_with_nothing_taken_up_says_so_to_those_who_may(town: Town) -> None:
    assert "Det har inte tagits upp någonstans än." in whole_page(town.cast.client("alva"), town.process)
    assert "Ta upp i forum" not in whole_page(town.cast.client("ali"), town.process)
    town.process.end("Slut.")
    assert "Ta upp i forum" not in whole_page(town.cast.client("alva"), town.process)
    assert Process.objects.get(pk=town.process.pk).ended_on is not None
    assert not Meeting.objects.exists()
