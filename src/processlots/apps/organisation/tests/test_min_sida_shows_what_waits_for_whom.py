"""X-8: "Min sida" has mine, waiting for me, waiting for others, put off; snoozing, reminding, filters, calendar and mail."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine import digest
from processlots.apps.organisation.models import Forum, Subscription, Task, Unit
from processlots.apps.organisation.standing import forget
from processlots.kit import files
from processlots.kit.periods import today

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def wait(cast: Any, name: str, text: str, **more: Any) -> Task:
    """A task as a rule would have made it."""
    forum = more.pop("forum", None) or Forum.objects.create(name=f"Forum {text}", unit=cast.unit)
    task = Task(
        key=more.pop("key", "prov"), object_id=forum.pk, person=cast.person(name), text_sv=text, text_en=f"{text} (en)",
        url=f"/forum/{forum.pk}/", about=forum.name, **more,
    )  # fmt: skip
    from django.contrib.contenttypes.models import ContentType

    task.content_type = ContentType.objects.get_for_model(Forum)
    task.save()
    return task


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_each_task_stands_where_it_belongs(cast: Any) -> None:
    wait(cast, "alva", "Granska ettan", due=today() - DAY)
    wait(cast, "alva", "Svara på tvåan", asked_by=cast.person("love"))
    wait(cast, "love", "Svara på trean", asked_by=cast.person("alva"))
    wait(cast, "alva", "Skjuten fyra", snoozed_to=today() + DAY)
    wait(cast, "maj", "Majs egen")
    wait(cast, "alva", "Redan klar", done_on=today())
    answer = cast.client("alva").get("/min-sida/")
    groups = {key: [one.text_sv for one in found] for key, _h, _t, found in answer.context["groups"]}
    assert groups == {
        "mine": ["Granska ettan"], "answer": ["Svara på tvåan"], "others": ["Svara på trean"], "later": ["Skjuten fyra"],
    }  # fmt: skip
    assert "Majs egen" not in text_of(answer)
    assert "Redan klar" not in text_of(answer)


def test_what_is_late_comes_first_and_the_lead_says_how_much(cast: Any) -> None:
    wait(cast, "alva", "Sedan", due=today() + 9 * DAY)
    wait(cast, "alva", "Utan dag")
    wait(cast, "alva", "Nu", due=today() - 3 * DAY)
    browser = cast.client("alva")
    browser.cookies["django_language"] = "en"
    answer = browser.get("/min-sida/")
    assert [one.text_sv for one in answer.context["groups"][0][3]] == ["Nu", "Sedan", "Utan dag"]
    assert "3 things wait for you, 1 late." in text_of(answer)
    assert "Nu (en)" in text_of(answer)


def test_the_page_is_narrowed_by_kind_and_process(cast: Any) -> None:
    wait(cast, "alva", "Ett", key="a", process=7)
    wait(cast, "alva", "Två", key="b", process=8)
    browser = cast.client("alva")

    def shown(query: str) -> list[str]:
        return [one.text_sv for *_rest, found in browser.get(f"/min-sida/?{query}").context["groups"] for one in found]

    assert shown("slag=a") == ["Ett"]
    assert shown("process=8") == ["Två"]
    assert shown("slag=a&process=8") == []
    assert shown("slag=%00&process=x'") == []


def test_a_task_is_put_off_by_its_person_until_a_day(cast: Any) -> None:
    task = wait(cast, "alva", "Granska")
    way = f"/min-sida/skjut-upp/{task.uid}/"
    assert cast.client("love").post(way, {"until": today() + DAY}).status_code == 404
    browser = cast.client("alva")
    for bad in (today().isoformat(), (today() + 400 * DAY).isoformat(), "igår", ""):
        browser.post(way, {"until": bad})
        task.refresh_from_db()
        assert task.snoozed_to is None, bad
    browser.post(way, {"until": (today() + DAY).isoformat()})
    task.refresh_from_db()
    assert task.snoozed_to == today() + DAY
    assert task not in Task.objects.now()
    browser.post(way, {"again": "1"})
    assert task in Task.objects.now()


def test_whoever_asked_reminds_once_a_day(cast: Any) -> None:
    task = wait(cast, "love", "Svara", asked_by=cast.person("alva"), snoozed_to=today() + 5 * DAY)
    way = f"/min-sida/paminn/{task.uid}/"
    assert cast.client("maj").post(way).status_code == 404
    first = text_of(cast.client("alva").post(way, follow=True))
    task.refresh_from_db()
    assert (task.reminded_on, task.snoozed_to) == (today(), None)
    assert "Ledar-Love" in first
    again = cast.client("alva").post(way, follow=True)
    assert "i morgon" in text_of(again) or "tomorrow" in text_of(again)
    # The button is gone until tomorrow.
    assert way not in text_of(cast.client("alva").get("/min-sida/"))


def test_nobody_without_a_place_has_a_page(cast: Any) -> None:
    assert cast.client("gro").get("/min-sida/").status_code == 403
    assert Client().get("/min-sida/").status_code == 302
    empty = cast.client("maj").get("/min-sida/")
    assert empty.context["nothing"]


def test_the_roles_of_the_person_stand_with_their_periods(cast: Any) -> None:
    answer = cast.client("charlie").get("/min-sida/")
    lines = {part.key: lines for part, lines in answer.context["parts"]}
    assert any("Samhällsbyggnadsförvaltningen" in str(one.text) for one in lines["roles"])


def test_a_calendar_address_is_shown_once_renewed_and_ended(cast: Any) -> None:
    wait(cast, "alva", "Granska", due=today() + DAY)
    browser, stranger = cast.client("alva"), Client()

    def make() -> str:
        answer = browser.post("/min-sida/kalender/")
        return "/" + answer.context["feed_address"].split("/", 3)[3]

    first = make()
    assert first.rsplit("/", 1)[1].removesuffix(".ics") not in str(Subscription.objects.values().get())
    answer = stranger.get(first)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert b"SUMMARY:Granska" in answer.content
    assert f"DTSTART;VALUE=DATE:{today() + DAY:%Y%m%d}".encode() in answer.content
    second = make()
    assert stranger.get(first).status_code == 404
    assert stranger.get(second).status_code == 200
    assert stranger.post(second).status_code == 405
    browser.post("/min-sida/kalender/", {"end": "1"})
    assert stranger.get(second).status_code == 404
    assert stranger.get("/kalender/.ics").status_code == 404
    assert stranger.get("/kalender/None.ics").status_code == 404


@pytest.mark.parametrize("how", ["left", "closed"])
def test_the_calendar_is_nobodys_once_the_person_is_gone(cast: Any, how: str) -> None:
    secret = Subscription.of(cast.person("alva")).renew_feed()
    assert Client().get(f"/kalender/{secret}.ics").status_code == 200
    if how == "left":
        type(cast.person("alva")).objects.filter(pk=cast.person("alva").pk).update(left=today() - DAY)
    else:
        type(cast.alva).objects.filter(pk=cast.alva.pk).update(is_active=False)
    assert Client().get(f"/kalender/{secret}.ics").status_code == 404


def test_the_calendar_holds_nothing_that_the_person_may_not_see(cast: Any) -> None:
    from django.contrib.contenttypes.models import ContentType

    from processlots.apps.processes.models import Inventory, Process

    inventory = Inventory.objects.create(unit=cast.unit, year=2026)
    hidden = Process.objects.create(name="Pröva bygglov", unit=cast.unit, inventory=inventory, found_by=cast.person("moa"))
    for name in ("maj", "moa"):
        Task.objects.create(
            key="prov", content_type=ContentType.objects.get_for_model(Process), object_id=hidden.pk, url="/", due=today(),
            person=cast.person(name), text_sv="Hemligt", text_en="Secret",
        )  # fmt: skip
        Subscription.of(cast.person(name))
    for name, seen in (("maj", False), ("moa", True)):
        secret = Subscription.of(cast.person(name)).renew_feed()
        assert (b"Hemligt" in Client().get(f"/kalender/{secret}.ics").content) == seen


# --- mail -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def mailed(cast: Any, settings: Any) -> Subscription:
    """Alva gets mail every day, and something waits."""
    settings.EMAIL_HOST, settings.BASE_URL = "mail.example", "https://processer.modellby.example"
    person = cast.person("alva")
    person.email = "alva@modellby.example"
    person.save()
    wait(cast, "alva", "Granska", due=today() - DAY)
    return Subscription.objects.create(person=person, mail="daily", language="en")


def test_a_digest_is_sent_once_in_the_persons_language(mailed: Subscription) -> None:
    digest.send_digests(_Running())
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.to == ["alva@modellby.example"]
    assert sent.subject == "1 thing waits for you, 1 late"
    assert "Granska (en)" in sent.body
    assert "https://processer.modellby.example/forum/" in sent.body
    assert sent.alternatives[0][1] == "text/html"
    digest.send_digests(_Running())
    assert not digest.send(Subscription.objects.get())
    assert len(mail.outbox) == 1


def test_no_mail_without_a_server_and_the_page_says_so(mailed: Subscription, settings: Any, cast: Any) -> None:
    settings.EMAIL_HOST = ""
    digest.send_digests(_Running())
    assert mail.outbox == []
    browser = cast.client("alva")
    browser.cookies["django_language"] = "en"
    assert "no mail server is set" in text_of(browser.get("/min-sida/"))


def test_what_the_server_refuses_is_tried_again_with_a_word(mailed: Subscription, monkeypatch: Any, cast: Any) -> None:
    def refuse(*_given: Any, **_more: Any) -> None:
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        digest.send_digests(_Running())
    mailed.refresh_from_db()
    assert (mailed.mailed_on, mailed.failed_on) == (None, today())
    assert "try again" in mailed.failure
    assert mailed.failure in text_of(cast.client("alva").get("/min-sida/"))
    digest.send_digests(_Running())
    mailed.refresh_from_db()
    assert len(mail.outbox) == 1
    assert mailed.failure == ""


HOW_OFTEN = [
    ("off", None, False), ("daily", 1, True), ("daily", 0, False), ("weekly", 6, False), ("weekly", 7, True),
    ("weekly", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("choice", "last", "due"), HOW_OFTEN)
def test_mail_comes_as_often_as_was_chosen(mailed: Subscription, choice: str, last: int | None, due: bool) -> None:
    mailed.mail, mailed.mailed_on = choice, None if last is None else today() - last * DAY
    mailed.save()
    assert (mailed in digest.due_for_mail(today())) == due


def test_nothing_is_mailed_to_who_has_left_or_when_nothing_waits(mailed: Subscription, cast: Any) -> None:
    Task.objects.update(snoozed_to=today() + DAY)
    digest.send_digests(_Running())
    Task.objects.update(snoozed_to=None)
    type(mailed.person).objects.filter(pk=mailed.person_id).update(left=today() - DAY)
    digest.send_digests(_Running())
    assert mail.outbox == []


def test_the_choice_of_mail_is_saved(cast: Any, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    browser = cast.client("maj")
    assert browser.post("/min-sida/e-post/", {"mail": "hourly", "language": "sv"}).status_code == 422
    assert browser.post("/min-sida/e-post/", {"mail": "weekly", "language": "en"}).status_code == 302
    found = Subscription.objects.get()
    assert (found.person, found.mail, found.language) == (cast.person("maj"), "weekly", "en")


class _Running:
    """A job's progress, which nobody looks at."""

    def progress(self, done: int, total: int = 0) -> None:
        assert done <= total


# --- the manager's units ----------------------------------------------------------------------------------------------


def test_a_manager_sees_late_tasks_per_unit_and_below(cast: Any) -> None:
    below = Unit.objects.create(name="Tillsyn", parent=cast.unit)
    other = Unit.objects.create(name="Skolan", parent=cast.council)
    wait(cast, "maj", "Sent", due=today() - DAY)
    wait(cast, "maj", "I tid", due=today())
    wait(cast, "love", "Också sent", due=today() - DAY)
    type(cast.person("love")).objects.filter(pk=cast.person("love").pk).update(unit=below)
    browser = cast.client("charlie")
    answer = browser.get("/min-sida/enheter/")
    counts = {str(row["unit"]): row["cells"][0][0] for row in answer.context["rows"]}
    assert counts == {"Samhällsbyggnadsförvaltningen": 0, "Bygglovsenheten": 2}
    down = browser.get(f"/min-sida/enheter/?enhet={cast.unit.pk}")
    assert {str(row["unit"]): row["cells"][0][0] for row in down.context["rows"]} == {"Bygglovsenheten": 1, "Tillsyn": 1}
    assert "Sent" in text_of(down)
    assert "Också sent" not in text_of(down)
    excel = browser.get(f"/min-sida/enheter/?enhet={cast.unit.pk}&format=xlsx")
    assert excel["Content-Type"] == files.KINDS["xlsx"].media
    assert excel["Content-Disposition"] == f'attachment; filename="Bygglovsenheten_{today():%Y-%m-%d}.xlsx"'
    assert browser.get(f"/min-sida/enheter/?enhet={other.pk}").status_code == 404
    assert browser.get("/min-sida/enheter/?enhet=x").status_code == 404
    assert cast.client("maj").get("/min-sida/enheter/").status_code == 403
    forget(cast.charlie)


def test_the_page_costs_the_same_however_much_waits(cast: Any, django_assert_max_num_queries: Any) -> None:
    forum = Forum.objects.create(name="Ett forum", unit=cast.unit)
    for number in range(30):
        wait(cast, "alva", f"Uppgift {number}", key=f"prov-{number}", forum=forum)
    browser = cast.client("alva")
    browser.get("/min-sida/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as many:
        browser.get("/min-sida/")
    Task.objects.exclude(key="prov-1").delete()
    with CaptureQueriesContext(connection) as one:
        browser.get("/min-sida/")
    assert len(many) == len(one)
    assert tasks.registered() is not None


# --- meetings and courses ---------------------------------------------------------------------------------------------


def test_f_15_meetings_of_my_forums_stand_on_the_page_and_in_the_calendar(cast: Any) -> None:
    from processlots.apps.organisation.models import Appointment, Meeting

    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    Appointment.objects.create(role="member", person=cast.person("alva"), scope=forum, state="decided", valid_from=today())
    forget(cast.alva)
    at = {"begins": datetime.time(9, 0), "ends": datetime.time(10, 30), "place": "Rum 1"}
    Meeting.objects.create(forum=forum, date=today() + 3 * DAY, **at)
    Meeting.objects.create(forum=forum, date=today() + 4 * DAY, state=Meeting.State.CANCELLED)
    parts = {part.key: lines for part, lines in cast.client("alva").get("/min-sida/").context["parts"]}
    assert len(parts["meetings"]) == 1
    assert "9.00" in str(parts["meetings"][0].note).replace("09.00", "9.00")
    secrets = {name: Subscription.of(cast.person(name)).renew_feed() for name in ("alva", "maj")}
    mine = Client().get(f"/kalender/{secrets['alva']}.ics").content
    assert mine.count(b"BEGIN:VEVENT") == 1
    assert b"LOCATION:Rum 1" in mine
    assert b"VEVENT" not in Client().get(f"/kalender/{secrets['maj']}.ics").content


def test_my_courses_stand_on_the_page_and_those_to_come_in_the_calendar(cast: Any) -> None:
    from processlots.apps.learning.models import Course, Occasion, SignUp

    occasion = Occasion.objects.create(course=Course.objects.create(name="Riskanalys"), date=today() + DAY)
    SignUp.objects.create(occasion=occasion, person=cast.person("hanna"))
    parts = {part.key: lines for part, lines in cast.client("hanna").get("/min-sida/").context["parts"]}
    taken = cast.person("hanna").training.count()
    assert parts["courses"][0].text == "Riskanalys"
    assert len(parts["courses"]) == 1 + taken > 3
    secret = Subscription.of(cast.person("hanna")).renew_feed()
    assert b"SUMMARY:Riskanalys" in Client().get(f"/kalender/{secret}.ics").content
