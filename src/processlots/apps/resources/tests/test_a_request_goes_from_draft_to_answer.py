"""RES-1, RES-2, RES-3, R-1.3, S3-3, T-3: asking a resource owner, the answer, the dialogue, the oral agreement."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.organisation.models import Task
from processlots.apps.resources.models import ResourceMessage, ResourceNeed, ResourceRequest
from processlots.apps.resources.models.need import percent_of
from processlots.apps.resources.tests.makers import FAR, granted, lender, make_owned, make_request, sent
from processlots.kit import access, jobs, reports, states
from processlots.kit.periods import today

pytestmark = pytest.mark.django_db
State = ResourceRequest.State


@pytest.fixture
def room(cast: Any) -> Any:
    """A process of Alva's, and Moa who lends."""
    cast.process, cast.lender = make_owned(cast), lender(cast)
    return cast


def open_tasks(name: str, cast: Any) -> set[str]:
    return set(Task.objects.open().filter(person=cast.person(name)).values_list("key", flat=True))


def test_res_3_every_state_is_reached_in_its_way(room: Any) -> None:
    request = make_request(room, room.process, room.lender)
    assert request.state == State.DRAFT
    for verb, who, state in (
        ("send", "alva", State.SENT), ("discuss", "moa", State.DIALOGUE), ("grant", "moa", State.GRANTED),
        ("decline", "moa", State.DECLINED), ("grant", "moa", State.GRANTED), ("lift", "alva", State.LIFTED),
        ("prioritise", "charlie", State.DIALOGUE), ("decline", "moa", State.DECLINED), ("close", "alva", State.CLOSED),
    ):  # fmt: skip
        request = states.go(request, verb, room.users[who], text="Bygglov först.", reason="Provat")
        assert request.state == state, verb
    with pytest.raises(states.Refused):
        states.go(request, "send", room.alva)


def test_r_6_the_resource_owner_is_the_units_manager_and_the_nearest_above(room: Any) -> None:
    assert make_request(room, room.process, room.lender).resource_owner == room.person("moa")
    assert make_request(room, room.process, room.unit).resource_owner == room.person("charlie")
    answer = room.client("alva").post("/resurser/nytt/", {"process": room.process.label, "unit": str(room.council)})
    assert answer.status_code == 422
    assert "resource_owner" in answer.context["form"].errors


def test_a_request_that_asks_for_nothing_is_not_sent(room: Any) -> None:
    request = make_request(room, room.process, room.lender)
    request.needs.all().delete()
    with pytest.raises(states.Refused, match=r"asks for nothing|inget"):
        states.go(request, "send", room.alva)


def test_res_1_the_owner_sends_the_leader_drafts_and_nobody_else(room: Any) -> None:
    request = make_request(room, room.process, room.lender)
    for name in ("hanna", "charlie", "maj", "ali", "love", "moa"):
        with pytest.raises(PermissionDenied):
            states.go(request, "send", room.users[name])
    assert access.may(room.love, "change", request)
    assert not access.visible(room.maj, ResourceRequest).exists()
    request = states.go(request, "send", room.alva)
    assert access.visible(room.maj, ResourceRequest).exists()
    assert not access.may(room.alva, "change", request), "what is sent stays as it was sent"
    for name in ("alva", "love", "hanna", "maj", "ali"):
        with pytest.raises(PermissionDenied):
            states.go(request, "grant", room.users[name])
    # Whoever manages above the unit answers in the manager's place.
    assert states.go(request, "grant", room.charlie).state == State.GRANTED


def test_the_answer_of_each_need_makes_the_answer_of_the_whole(room: Any) -> None:
    request = sent(room, room.process, room.lender, {"wished": room.person("maj")}, {"competence": "Mätning"})
    first, second = request.needs.order_by("pk")
    browser, way = room.client("moa"), f"/resurser/{request.key}/svara/"
    maj = f"Medarbetar-Maj ({room.person('maj').pk})"

    def answer(one: str, two: str, granted: str = "20", **more: str) -> ResourceRequest:
        data = {
            "version": ResourceRequest.objects.get(pk=request.pk).version,
            f"n{first.pk}-answer": one, f"n{first.pk}-available": maj, f"n{first.pk}-granted": granted,
            f"n{second.pk}-answer": two, f"n{second.pk}-available": maj, f"n{second.pk}-conditions": "Ej i juli", **more,
        }  # fmt: skip
        assert browser.post(way, data).status_code == 302
        return ResourceRequest.objects.get(pk=request.pk)

    assert browser.get(way).status_code == 200
    assert answer("granted", "dialogue").state == State.DIALOGUE
    assert answer("granted", "").state == State.DIALOGUE
    assert answer("partly", "granted").state == State.PARTLY
    first.refresh_from_db()
    assert (first.granted, first.available, first.percent) == (Decimal(20), room.person("maj"), Decimal(20))
    assert answer("granted", "granted").state == State.GRANTED
    assert answer("declined", "declined").state == State.DECLINED
    first.refresh_from_db()
    assert (first.granted, first.available) == (None, None)
    second.refresh_from_db()
    assert second.conditions == "Ej i juli"


@pytest.mark.parametrize(
    "bad", [{"answer": "granted"}, {"answer": "partly", "available": "Medarbetar-Maj"}, {"answer": "??"},
            {"answer": "partly", "granted": "-3", "available": "Medarbetar-Maj"}],
)  # fmt: skip
def test_an_answer_that_is_not_whole_changes_nothing(room: Any, bad: dict[str, str]) -> None:
    request = sent(room, room.process, room.lender)
    need = request.needs.get()
    data = {f"n{need.pk}-{name}": value for name, value in bad.items()} | {"version": request.version}
    answer = room.client("moa").post(f"/resurser/{request.key}/svara/", data)
    assert answer.status_code == 422
    need.refresh_from_db()
    assert need.answer == ""


def test_a_stale_answer_overwrites_nothing(room: Any) -> None:
    request = sent(room, room.process, room.lender)
    need = request.needs.get()
    data = {f"n{need.pk}-answer": "declined", "version": request.version - 1}
    assert room.client("moa").post(f"/resurser/{request.key}/svara/", data).status_code == 409
    need.refresh_from_db()
    assert need.answer == ""


def test_a_part_is_not_granted_by_a_press_alone(room: Any) -> None:
    request = sent(room, room.process, room.lender, {}, {})
    with pytest.raises(states.Refused):
        states.go(request, "grant_partly", room.moa)
    assert not ResourceNeed.objects.exclude(answer="").exists()


def test_res_2_an_oral_agreement_is_a_record_of_date_parties_and_content(room: Any) -> None:
    request = make_request(room, room.process, room.lender, {"wished": room.person("maj")})
    way = f"/resurser/{request.key}/gor/agree/"
    browser = room.client("alva")
    assert browser.post(way, {"oral_on": today(), "parties": "", "content": ""}).status_code == 422
    ahead = today() + datetime.timedelta(days=1)
    browser.post(way, {"oral_on": ahead, "parties": "Alva och Moa", "content": "Maj ritar"})
    request.refresh_from_db()
    assert request.state == State.DRAFT, "an agreement cannot lie ahead"
    browser.post(way, {"oral_on": today(), "parties": "Alva och Moa", "content": "Maj ritar två dagar i veckan"})
    request.refresh_from_db()
    assert (request.state, request.oral_on, request.oral_parties) == (State.GRANTED, today(), "Alva och Moa")
    assert request.needs.get().available == room.person("maj")
    assert "Maj ritar två dagar" in browser.get(f"/resurser/{request.key}/").content.decode()


def test_res_2_the_units_own_allocation_model_is_shown_to_who_asks(room: Any) -> None:
    room.lender.allocation_model = "Vi delar ut timmar i oktober."
    room.lender.save()
    request = make_request(room, room.process, room.lender)
    assert "Vi delar ut timmar i oktober." in room.client("alva").get(f"/resurser/{request.key}/").content.decode()


def test_res_5_needs_are_talked_over_in_a_dialogue(room: Any) -> None:
    request = sent(room, room.process, room.lender)
    way = f"/resurser/{request.key}/skriv/"
    assert room.client("moa").post(way, {"text": "Räcker 30 %?"}).status_code == 302
    assert room.client("alva").post(way, {"text": "Ja, i juni."}).status_code == 302
    for name in ("maj", "ali", "hanna"):
        assert room.client(name).post(way, {"text": "Hej"}).status_code == 403
    room.client("alva").post(way, {"text": ""})
    room.client("alva").post(way, {"text": "x" * 2001})
    assert list(ResourceMessage.objects.order_by("pk").values_list("text", flat=True)) == ["Räcker 30 %?", "Ja, i juni."]
    states.go(request, "close", room.alva, reason="Löst")
    assert room.client("alva").post(way, {"text": "Mer"}).status_code == 403


def test_x_8_both_are_reminded_through_tasks(room: Any) -> None:
    request = sent(room, room.process, room.lender, answer_by=today() + datetime.timedelta(days=5))
    task = Task.objects.open().get(key="resource-answer")
    assert (task.person, task.asked_by, task.due) == (room.person("moa"), room.person("alva"), request.answer_by)
    states.go(request, "discuss", room.moa)
    assert "resource-look" in open_tasks("alva", room)
    states.go(request, "grant", room.moa)
    assert not open_tasks("moa", room)
    assert not open_tasks("alva", room)
    states.go(request, "decline", room.moa, reason="Ingen ledig")
    assert open_tasks("alva", room) == {"resource-look"}


def test_s3_3_the_process_page_says_when_the_leaders_time_has_not_been_asked_for(room: Any) -> None:
    page = f"/processer/{room.process.key}/flik/samverkan/"
    assert "has not been asked for" in english(room, page)
    make_request(room, room.process, room.lender, {"role": "leader"})
    assert "has not been asked for" not in english(room, page)


def english(room: Any, address: str) -> str:
    browser = room.client("alva")
    browser.cookies["django_language"] = "en"
    return browser.get(address).content.decode()


def test_t_3_the_request_as_word_has_every_field(room: Any) -> None:
    import io

    from docx import Document

    room.lender.allocation_model = "Oktobermodellen"
    room.lender.save()
    request = granted(room, room.process, room.lender, {"task": "Rita kartor", "wished": room.person("maj")}, background="Ny lag")
    job = reports.start("resource_request", request, room.alva)
    jobs.drain()
    job.refresh_from_db()
    assert job.state == "done", job.error
    assert job.file is not None
    document = Document(io.BytesIO(job.file.read()))
    text = "\n".join(p.text for p in document.paragraphs)
    text += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for said in (
        "Ny lag",
        "Rita kartor",
        "Medarbetar-Maj",
        "Modell-Moa",
        "40 %",
        "Oktobermodellen",
        room.process.name,
        "Kartkunskap",
    ):
        assert said in text, said
    assert "⟦" not in text
    assert "pdf" in reports.kinds("resource_request")
    answer = room.client("alva").post(f"/resurser/{request.key}/word/", {"as": "pdf"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("extent", "unit", "days", "percent"),
    [("40", "percent", 100, "40"), ("40", "hours", 7, "100"), ("80", "hours", 28, "50"), ("1", "hours", 1, "17.5")],
)
def test_hours_and_per_cent_are_compared_by_a_week_of_forty_hours(extent: str, unit: str, days: int, percent: str) -> None:
    start = datetime.date(2026, 1, 5)
    end = start + datetime.timedelta(days=days - 1)
    assert percent_of(Decimal(extent), unit, start, end) == Decimal(percent)
    assert percent_of(Decimal(2080), "hours", start, None) == Decimal("99.7"), "without an end, over a year"


def test_needs_are_written_in_a_table_and_only_while_it_is_a_draft(room: Any) -> None:
    request = make_request(room, room.process, room.lender)
    browser, way = room.client("love"), f"/resurser/{request.key}/behov/"
    assert browser.get(way).status_code == 200
    data = {
        "n1-role": "team", "n1-competence": "Juridik", "n1-extent": "20", "n1-extent_unit": "percent",
        "n1-valid_from": today(), "n1-valid_to": FAR, "save": "n1",
    }  # fmt: skip
    assert browser.post(way, data).status_code in (200, 302)
    assert request.needs.filter(competence="Juridik").exists()
    bad = data | {"n1-extent": "0", "n1-competence": "Noll"}
    assert browser.post(way, bad).status_code == 422
    states.go(request, "send", room.alva)
    assert browser.post(way, data).status_code == 403


@pytest.mark.parametrize("odd", ["\x00", "9" * 5000, "<script>", "-1", "1e400", "NaN", "²", "\ud800"])
def test_odd_answers_and_messages_are_refused_and_change_nothing(room: Any, odd: str) -> None:
    odd = odd.encode("utf-8", "replace").decode()
    request = sent(room, room.process, room.lender)
    need = request.needs.get()
    fields = ("answer", "granted", "available", "conditions")
    data = {f"n{need.pk}-{name}": odd for name in fields} | {"version": request.version}
    assert room.client("moa").post(f"/resurser/{request.key}/svara/", data).status_code == 422
    assert room.client("moa").post(f"/resurser/{request.key}/svara/", {**data, "version": odd}).status_code in (409, 422)
    assert room.client("moa").post(f"/resurser/{request.key}/skriv/", {"text": odd}).status_code == 302
    for name in ("sida", "enhet", "utan"):
        assert room.client("moa").get("/resurser/medarbetare/", {name: odd[:30]}).status_code in (200, 404)
    need.refresh_from_db()
    assert need.answer == ""


def test_when_the_resource_owner_has_left_the_units_manager_is_reminded(room: Any) -> None:
    from processlots.apps.organisation import tasks
    from processlots.apps.organisation.models import Appointment, Person

    sent(room, room.process, room.lender)
    Person.objects.filter(name="Modell-Moa").update(left=today() - datetime.timedelta(days=1))
    Appointment.objects.filter(role="manager", person=room.person("moa")).delete()
    tasks.refresh_all()
    assert Task.objects.open().get(key="resource-answer").person == room.person("charlie")


def test_the_api_asks_the_units_manager_where_nobody_is_named(room: Any) -> None:
    import json

    body = {"process": str(room.process.uid), "unit": str(room.lender.uid)}
    answer = room.client("alva").post("/api/v1/resource-requests", json.dumps(body), "application/json")
    assert answer.status_code == 201, answer.content
    made = ResourceRequest.objects.get()
    assert (made.resource_owner, made.requested_by) == (room.person("moa"), room.person("alva"))
    body["unit"] = str(room.council.uid)
    assert room.client("alva").post("/api/v1/resource-requests", json.dumps(body), "application/json").status_code in (400, 422)
