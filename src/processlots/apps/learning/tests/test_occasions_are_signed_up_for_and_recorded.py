"""UT-6: course, audience, dates, places, participants, result, valid until; sign-up by one press, participants all at once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.learning import actions
from processlots.apps.learning.models import Course, Occasion, TrainingRecord
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Person, Task
from processlots.kit import states
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


@pytest.fixture
def occasion(cast: Any) -> Occasion:
    course = Course.objects.create(name="Ritverktyget", audience="Den som ska rita", valid_months=12)
    return Occasion.objects.create(course=course, date=today() + 7 * DAY, place="Rådhuset", seats=2)


def held(occasion: Occasion) -> str:
    Occasion.objects.filter(pk=occasion.pk).update(date=today() - DAY)
    occasion.refresh_from_db()
    return f"/kurstillfallen/{occasion.pk}/deltagare/"


def test_the_model_manager_plans_and_others_read(cast: Any, occasion: Occasion) -> None:
    sent = {"course": occasion.course_id, "date": "2027-02-01", "seats": "12", "place": "Rådhuset"}
    for name in ("alva", "love", "hanna", "charlie", "maj", "ali"):
        assert cast.client(name).post("/kurstillfallen/nytt/", sent).status_code == 403
    assert cast.client("moa").post("/kurstillfallen/nytt/", {**sent, "last_date": "2027-01-01"}).status_code == 422
    assert cast.client("moa").post("/kurstillfallen/nytt/", sent).status_code == 302
    assert "Rådhuset" in cast.client("maj").get("/kurstillfallen/").content.decode()


def test_one_signs_up_and_off_with_a_press_until_it_is_full(cast: Any, occasion: Occasion) -> None:
    page = f"/kurstillfallen/{occasion.pk}/"
    for name in ("maj", "love", "alva", "maj"):
        assert cast.client(name).post(f"{page}anmalan/").status_code == 302
    assert {str(one.person) for one in occasion.signups.all()} == {"Medarbetar-Maj", "Ledar-Love"}
    assert "Alla platser är tagna" in cast.client("alva").post(f"{page}anmalan/", follow=True).content.decode()
    assert cast.client("maj").post(f"{page}avanmalan/").status_code == 302
    cast.client("alva").post(f"{page}anmalan/")
    assert {str(one.person) for one in occasion.signups.all()} == {"Ägar-Alva", "Ledar-Love"}
    assert cast.client("gro").post(f"{page}anmalan/").status_code in {403, 404}


def test_nobody_signs_another_up_but_the_model_manager(cast: Any, occasion: Occasion) -> None:
    with pytest.raises(PermissionDenied):
        actions.sign_up(occasion, cast.person("love"), cast.maj)
    actions.sign_up(occasion, cast.person("love"), cast.moa)
    with pytest.raises(states.Refused):
        actions.sign_up(occasion, cast.person("love"), cast.love)
    assert occasion.signups.count() == 1


def test_it_is_too_late_when_it_has_been_or_is_cancelled(cast: Any, occasion: Occasion) -> None:
    held(occasion)
    with pytest.raises(states.Refused):
        actions.sign_up(occasion, cast.person("maj"), cast.maj)
    Occasion.objects.filter(pk=occasion.pk).update(date=today() + DAY, state="cancelled")
    with pytest.raises(states.Refused):
        actions.sign_up(occasion, cast.person("maj"), cast.maj)


def test_participants_are_recorded_in_one_act(cast: Any, occasion: Occasion) -> None:
    for name in ("maj", "love"):
        actions.sign_up(occasion, cast.person(name), cast.users[name])
    page = held(occasion)
    maj, love = cast.person("maj"), cast.person("love")
    sent = {f"result_{maj.pk}": "passed", f"result_{love.pk}": "", "names": "Ägar-Alva\n\nchef-charlie\n"}
    assert cast.client("maj").post(page, sent).status_code == 403
    assert cast.client("moa").post(page, sent).status_code == 302
    found = {str(one.person): (one.result, one.valid_until) for one in TrainingRecord.objects.filter(occasion=occasion)}
    until = (today() - DAY).replace(year=(today() - DAY).year + 1)
    assert found == dict.fromkeys(("Medarbetar-Maj", "Ägar-Alva", "Chef-Charlie"), ("passed", until))
    occasion.refresh_from_db()
    assert occasion.state == "held"
    # What was written down wrong is written once more.
    assert cast.client("moa").post(page, {f"result_{maj.pk}": "not_passed", "names": ""}).status_code == 302
    assert TrainingRecord.objects.get(person=maj).result == "not_passed"


def test_courses_recorded_in_bulk_make_facilitators(cast: Any) -> None:
    maj = cast.person("maj")
    for course in Course.objects.filter(for_facilitators=True):
        one = Occasion.objects.create(course=course, date=today() - DAY)
        actions.record(one, {maj: "passed"}, cast.moa)
    assert Appointment.objects.filter(person=maj, role="facilitator", state="decided").exists()


@pytest.mark.parametrize(
    ("names", "said"),
    [("Ingen Alls", "Ingen Alls"), ("Dubbel-Dora", "Dubbel-Dora"), ("\x00", ""), ("a\n" * 301, "")],
)
def test_a_name_that_nobody_or_several_have_is_told_and_nothing_is_saved(
    cast: Any, occasion: Occasion, names: str, said: str
) -> None:
    for _each in range(2):
        Person.objects.create(name="Dubbel-Dora", unit=cast.unit)
    page = held(occasion)
    answer = cast.client("moa").post(page, {"names": f"Ägar-Alva\n{names}"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TrainingRecord.objects.filter(occasion=occasion).exists()


def test_what_has_not_been_held_is_not_recorded(cast: Any, occasion: Occasion) -> None:
    page = f"/kurstillfallen/{occasion.pk}/deltagare/"
    assert cast.client("moa").post(page, {"names": "Ägar-Alva"}).status_code == 409
    held(occasion)
    assert cast.client("moa").post(page, {"names": ""}).status_code == 409
    assert cast.client("moa").post(page, {"names": "Ägar-Alva", "valid_until": "2020-01-01"}).status_code == 422


def test_a_cancelled_one_says_why(cast: Any, occasion: Occasion) -> None:
    page = f"/kurstillfallen/{occasion.pk}/"
    assert cast.client("maj").post(f"{page}gor/cancel/", {"reason": "Sjukdom"}).status_code == 403
    assert cast.client("moa").post(f"{page}gor/cancel/", {"reason": "Sjukdom", "version": occasion.version}).status_code == 302
    assert "Sjukdom" in cast.client("maj").get(page).content.decode()
    with pytest.raises(states.Refused):
        actions.record(occasion, {cast.person("maj"): "passed"}, cast.moa)


def test_the_model_manager_is_reminded_of_participants(cast: Any, occasion: Occasion) -> None:
    held(occasion)
    tasks.refresh(occasion)
    assert [str(one.person) for one in Task.objects.open().filter(key="participants")] == ["Modell-Moa"]
    actions.record(occasion, {cast.person("maj"): "passed"}, cast.moa)
    assert not Task.objects.open().filter(key="participants").exists()
