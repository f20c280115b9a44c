"""Forums with roles, meetings in series, attendance, papers and the yearly counter (F-1, F-4, F-12, F-15, OR-9, N-1, N-5)."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from docx import Document

from processlots.apps.organisation import tasks
from processlots.apps.organisation.actions import meetings
from processlots.apps.organisation.forums import panels as forum_panels
from processlots.apps.organisation.models import AgendaItem, Appointment, Forum, Meeting, Task
from processlots.apps.organisation.tests.forum_makers import DAY, Town, sits, town
from processlots.kit import checks, jobs, states
from processlots.kit.models.jobs import Job
from processlots.kit.periods import today

__all__ = ["town"]


def test_a_months_series_keeps_its_weekday() -> None:
    """The second Tuesday stays the second Tuesday, and a fifth one becomes the last."""
    second = meetings.days_of(datetime.date(2026, 1, 13), "1m", 4)
    assert [(day.weekday(), (day.day - 1) // 7) for day in second] == [(1, 1)] * 4
    assert [day.month for day in second] == [1, 2, 3, 4]
    fifth = meetings.days_of(datetime.date(2026, 1, 30), "1m", 3)
    assert fifth == [datetime.date(2026, 1, 30), datetime.date(2026, 2, 27), datetime.date(2026, 3, 27)]
    assert meetings.days_of(datetime.date(2026, 12, 8), "2w", 3)[-1] == datetime.date(2027, 1, 5)


def test_f_15_six_meetings_are_planned_in_one_go(town: Town) -> None:
    """N-1: the network's year, by its secretary, on one page and in one act."""
    browser = town.cast.client("love")
    url = f"/forum/{town.network.pk}/motesserie/"
    assert "6 gånger om året" in browser.get(url).content.decode()
    first = today() + DAY
    answer = browser.post(
        url, {"first": first.isoformat(), "every": "2m", "count": "6", "begins": "13.00", "ends": "15:00", "place": "Lotsen"}
    )
    assert answer.status_code == 302
    made = list(Meeting.objects.filter(forum=town.network).order_by("date"))
    assert [one.date for one in made] == meetings.days_of(first, "2m", 6)
    assert {(one.begins, one.place) for one in made} == {(datetime.time(13), "Lotsen")}
    # A second press plans nothing twice.
    again = browser.post(url, {"first": first.isoformat(), "every": "2m", "count": "6"})
    assert again.status_code == 409
    assert Meeting.objects.count() == 6


BAD_SERIES = [
    ({"count": "0"}, "id_count"),
    ({"count": "100000"}, "id_count"),
    ({"first": "2026-13-40"}, "id_first"),
    ({"first": "9999-01-01"}, "1800"),
    ({"every": "dagligen"}, "id_every"),
    ({"begins": "25.99"}, "09:30"),
    ({"begins": "10:00", "ends": "09:00"}, "slutar innan"),
    ({"place": "x" * 201}, "id_place"),
]


def test_bad_words_about_a_series_plan_nothing(town: Town) -> None:
    browser = town.cast.client("charlie")
    for sent, said in BAD_SERIES:
        data = {"first": today().isoformat(), "every": "1m", "count": "2", **sent}
        answer = browser.post(f"/forum/{town.group.pk}/motesserie/", data)
        assert answer.status_code == 422, sent
        assert f"#{said}" in answer.content.decode() or said in answer.content.decode().split("data-summary")[1], sent
    assert not Meeting.objects.exists()


def test_who_plans_meetings_of_the_management_group(town: Town) -> None:
    """The responsible manager, where nobody is chair or secretary; members and the administrator do not."""
    for name in ("charlie", "hanna", "alva", "maj", "ali"):
        answer = town.cast.client(name).get(f"/forum/{town.group.pk}/motesserie/")
        assert answer.status_code == (200 if name == "charlie" else 403), name


def test_or_9_chair_and_secretary_are_members_with_a_word_more(town: Town) -> None:
    """F-15: one role each, one chair at a time; the role in the forum is an appointment like any other."""
    browser = town.cast.client("ali")
    url = f"/forum/{town.group.pk}/utse/"
    given = {"person": "Ägar-Alva", "role": "chair", "valid_from": today().isoformat()}
    assert browser.post(url, given).status_code == 302
    roles = Appointment.objects.filter(scope_type__model="forum", scope_id=town.group.pk, person=town.cast.person("alva")).at()
    assert [one.role for one in roles] == ["chair"]
    refused = browser.post(url, {**given, "person": "Medarbetar-Maj"})
    assert refused.status_code == 409
    assert "Ägar-Alva är redan ordförande" in refused.content.decode()
    page = town.cast.client("maj").get(f"/forum/{town.group.pk}/").content.decode()
    assert page.index("Ordförande, Processägare") < page.rindex("Medarbetar-Maj</a>")


@pytest.mark.parametrize(("kind", "fewest"), [(Forum.Kind.FACILITATORS, 6), (Forum.Kind.MANAGERS, 2)])
def test_v_54_networks_meet_often_enough(town: Town, kind: str, fewest: int) -> None:
    """Good: six (two) in the year. Bad: two fewer (one fewer). Cancelled ones do not count, other kinds are not asked."""
    forum = Forum.objects.create(name="Nätverket", unit=town.cast.unit, kind=kind)
    for number in range(fewest):
        Meeting.objects.create(forum=forum, date=datetime.date(today().year, 2 * number + 1, 3))
    assert checks.run(forum) == []
    last = Meeting.objects.filter(forum=forum).last()
    assert last is not None
    Meeting.objects.filter(pk=last.pk).update(state=Meeting.State.CANCELLED)
    (said,) = checks.run(forum)
    assert (said.id, said.severity) == ("V-54", "I")
    assert said.message.startswith(f"{fewest - 1} ")
    assert said.url == f"/forum/{forum.pk}/motesserie/"
    forum.kind = Forum.Kind.LEARNING
    assert checks.run(forum) == []


def test_n_1_the_counter_says_how_the_year_stands(town: Town) -> None:
    year = today().year
    town.meeting(days=0, state=Meeting.State.HELD)
    Meeting.objects.create(forum=town.group, date=datetime.date(year - 1, 5, 5), state=Meeting.State.HELD)
    Meeting.objects.create(forum=town.group, date=today(), state=Meeting.State.CANCELLED)
    town.group.yearly_meetings = 2
    assert forum_panels.counted(town.group, year) == (1, 0, 0)
    assert forum_panels.counter(town.group, year)[0] == "warn"
    town.group.yearly_meetings = 1
    mark, text = forum_panels.counter(town.group, year)
    assert mark == "ok"
    assert "1 möte är hållet" in text


def test_attendance_and_notes_are_written_afterwards(town: Town) -> None:
    """F-15: members are ticked beforehand; a meeting that lies ahead has not been held."""
    meeting = town.meeting(days=0)
    browser = town.cast.client("charlie")
    url = f"/moten/{meeting.pk}/gor/hold/"
    assert browser.get(url).content.decode().count("checked") == 2
    there = str(town.cast.person("alva").pk)
    sent = {"version": meeting.version, "present": [there], "others": "Gästen", "notes": "Vi sågs."}
    assert browser.post(url, sent).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.others, meeting.notes) == ("held", "Gästen", "Vi sågs.")
    assert [str(one) for one in meeting.present.all()] == ["Ägar-Alva"]
    stranger = town.cast.person("ali").pk
    later = town.meeting(days=3)
    assert browser.post(f"/moten/{later.pk}/gor/hold/", {"present": [stranger]}).status_code == 422
    with pytest.raises(states.Refused, match="samma dag eller senare"):
        states.go(later, "hold", town.cast.charlie, present=[], others="", notes="")
    later.refresh_from_db()
    assert later.state == "planned"


def test_a_stale_form_holds_no_meeting(town: Town) -> None:
    meeting = town.meeting(days=0)
    meeting.place = "Rum 2"
    meeting.save()
    town.cast.client("charlie").post(f"/moten/{meeting.pk}/gor/hold/", {"version": meeting.version - 1, "notes": "gammalt"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.notes) == ("planned", "")


def test_what_stood_on_a_cancelled_agenda_waits_for_the_next(town: Town) -> None:
    meeting = town.meeting()
    item = town.matter(town.process, meeting=meeting, position=1, state="scheduled")
    states.go(meeting, "cancel", town.cast.charlie, reason="Flera är sjuka.")
    item.refresh_from_db()
    assert (item.state, item.meeting, item.position) == ("waiting", None, None)
    assert town.cast.client("charlie").get(f"/moten/{meeting.pk}/andra/").status_code == 403


def test_tasks_ask_for_agenda_minutes_inbox_and_follow_up(town: Town) -> None:
    """X-8: seven days before a meeting without agenda, after one without minutes, for what waits, for the day of follow-up."""
    near, far, past = town.meeting(days=7), town.meeting(days=8), town.meeting(days=-1)
    waiting = town.matter(town.process)
    done = town.matter(town.process, state="done", follow_up=today() + 14 * DAY)
    later = town.matter(town.process, state="done", follow_up=today() + 15 * DAY)
    for row in (near, far, past, waiting, done, later):
        tasks.refresh(row)
    charlie = town.cast.person("charlie")

    def asked(row: Any) -> list[str]:
        found = Task.objects.open().filter(object_id=row.pk, content_type__model=row._meta.model_name, person=charlie)
        return sorted(found.values_list("key", flat=True))

    assert (asked(near), asked(far), asked(past)) == (["meeting-agenda"], [], ["meeting-minutes"])
    assert (asked(waiting), asked(done), asked(later)) == (["matter-inbox"], ["matter-follow-up"], [])
    # A secretary is asked instead of the manager, and an agenda asks no longer.
    sits(town.group, town.cast.person("hanna"), "secretary")
    AgendaItem.objects.filter(pk=later.pk).update(meeting=near)
    tasks.refresh(near)
    tasks.refresh(waiting)
    assert (asked(near), asked(waiting)) == ([], [])
    assert Task.objects.open().filter(key="matter-inbox", person=town.cast.person("hanna")).count() == 1
    tasks.refresh_all()
    assert asked(past) == []


@pytest.mark.parametrize(("name", "sees"), [("maj", True), ("moa", False)])
def test_the_papers_hold_what_their_reader_may_read(town: Town, name: str, sees: bool, settings: Any, tmp_path: Any) -> None:
    """F-15: agenda and minutes as page and Word; a personal matter is there by its number alone for those outside."""
    settings.PROCESSLOTS_HOME = tmp_path
    meeting = town.meeting(days=-1, state=Meeting.State.HELD, notes="Nästa gång hos oss.")
    town.matter(town.process, meeting=meeting, position=1, title="Kartunderlag", state="done", outcome="Vi väntar till våren.")
    town.matter(meeting=meeting, position=2, title="Bemanningen", restricted=True, state="done", outcome="Chefen återkommer.")
    browser = town.cast.client(name)
    page = browser.get(f"/moten/{meeting.pk}/protokoll/").content.decode()
    answer = browser.post(f"/moten/{meeting.pk}/protokoll/word/")
    job = Job.objects.get()
    assert answer.headers["Location"] == job.get_absolute_url()
    jobs.drain()
    job.refresh_from_db()
    assert job.file is not None, job.error
    document = Document(io.BytesIO(job.file.read()))
    text = "\n".join(
        [one.text for one in document.paragraphs] + [cell.text for table in document.tables for cell in table._cells]
    )
    for written in (page, text):
        assert "Kartunderlag" in written
        assert "Vi väntar till våren." in written
        assert "Nästa gång hos oss." in written
        assert ("Bemanningen" in written) == sees
        assert ("Chefen återkommer." in written) == sees
        assert ("Ett ärende som bara medlemmarna får läsa" in written) != sees
    assert "{{" not in text
