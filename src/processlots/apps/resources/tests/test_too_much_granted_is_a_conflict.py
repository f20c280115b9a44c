"""RES-4, V-41: overlap of what is granted is found, shown side by side, lifted and prioritised."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processlots.apps.organisation.models import AgendaItem, Decision, Forum, Task
from processlots.apps.resources import conflicts
from processlots.apps.resources.conflicts import Slice, over
from processlots.apps.resources.models import ResourceRequest, ResourceSupply
from processlots.apps.resources.tests.makers import granted, lender, make_owned
from processlots.kit import checks, states
from processlots.kit.models import StoredFinding
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2027, 1, 1)


def part(start: int, end: int | None, percent: int, row: Any = None) -> Slice:
    return Slice(FIRST + start * DAY, None if end is None else FIRST + end * DAY, Decimal(percent), row)


@pytest.mark.once
def test_only_the_days_with_too_much_are_named() -> None:
    found = over([part(0, 10, 80, "a"), part(5, 20, 50, "b"), part(11, None, 40, "c")])
    assert [(one.start, one.end, one.total, one.rows) for one in found] == [
        (FIRST + 5 * DAY, FIRST + 10 * DAY, Decimal(130), ("a", "b")),
    ]
    assert over([part(0, 10, 60), part(11, 20, 60)]) == [], "one begins the day after the other ends"
    assert over([part(0, None, 60), part(5, None, 41)])[0].end is None
    assert over([part(0, 10, 60), part(10, 20, 60)])[0].start == FIRST + 10 * DAY, "both days are included"


SLICES = st.lists(
    st.builds(
        lambda start, length, percent, row: part(start, None if length is None else start + length, percent, row),
        st.integers(0, 40), st.one_of(st.none(), st.integers(0, 20)), st.integers(0, 120), st.integers(),
    ),
    max_size=6,
)  # fmt: skip


@pytest.mark.once
@given(SLICES)
def test_the_sweep_says_of_each_day_what_a_sum_says(slices: list[Slice]) -> None:
    found = over(slices)
    for number in range(80):
        day = FIRST + number * DAY
        total = sum((one.percent for one in slices if one.start <= day and (one.end is None or day <= one.end)), Decimal(0))
        named = [one for one in found if one.start <= day and (one.end is None or day <= one.end)]
        assert len(named) == (1 if total > 100 else 0)
        assert not named or named[0].total == total
    assert all(one.end is None or one.start <= one.end for one in found)


@pytest.fixture
def room(cast: Any) -> Any:
    """Two processes, and Moa who lends Maj."""
    cast.first = make_owned(cast)
    cast.second = make_owned(cast, "Utöva tillsyn", owner="hanna", leader="")
    cast.lender = lender(cast)
    return cast


def grant(room: Any, first: int, second: int, **more: Any) -> tuple[ResourceRequest, ResourceRequest]:
    """Maj is granted to both processes."""
    said = {"wished": room.person("maj"), **more}
    one = granted(room, room.first, room.lender, {"extent": Decimal(first), **said})
    return one, granted(room, room.second, room.lender, {"extent": Decimal(second), **said})


@pytest.mark.django_db
def test_v_41_good_40_and_30_per_cent(room: Any) -> None:
    one, two = grant(room, 40, 30)
    assert not [said for said in checks.run(one) + checks.run(two) if said.id == "V-41"]
    assert not StoredFinding.objects.filter(check_id="V-41", severity="V").exists()


@pytest.mark.django_db
def test_v_41_bad_80_and_50_per_cent(room: Any) -> None:
    one, two = grant(room, 80, 50)
    for request in (one, two):
        said = [found for found in checks.run(request) if found.id == "V-41"]
        assert [found.severity for found in said] == ["V"]
        assert "130" in said[0].message
    # Both are told, also the one that was granted first.
    assert set(StoredFinding.objects.filter(check_id="V-41", severity="V").values_list("object_id", flat=True)) == {
        one.pk,
        two.pk,
    }
    states.go(two, "decline", room.moa, reason="Går inte")
    assert not StoredFinding.objects.filter(check_id="V-41", severity="V").exists()


@pytest.mark.django_db
def test_res_4_more_of_a_competence_than_there_is(room: Any) -> None:
    supply = ResourceSupply.objects.create(name="Drönare", unit=room.lender, kind="equipment", available=100)
    alike = {"supply": supply, "role": "equipment", "wished": None}
    one, _two = grant(room, 60, 60, **alike)
    found = conflicts.of_request(one)
    assert [(conflict.what, conflict.most, conflict.limit) for conflict in found] == [(supply, Decimal(120), Decimal(100))]
    supply.available = Decimal(200)
    supply.save()
    assert conflicts.of_request(one) == []


@pytest.mark.django_db
def test_what_is_over_is_no_conflict_any_longer(room: Any) -> None:
    grant(room, 80, 50, valid_from=today() - 60 * DAY, valid_to=today() - 30 * DAY)
    assert not StoredFinding.objects.filter(check_id="V-41", severity="V").exists()
    assert conflicts.find(conflicts.granted(), since=today()) == []


@pytest.mark.django_db
def test_the_processes_stand_side_by_side_for_those_who_take_part(room: Any) -> None:
    one, _two = grant(room, 80, 50)
    for name, seen in (("alva", 1), ("hanna", 1), ("moa", 1), ("charlie", 1), ("maj", 0), ("ali", 0)):
        answer = room.client(name).get("/resurser/konflikter/")
        assert len(answer.context["conflicts"]) == seen, name
    text = room.client("alva").get(f"/resurser/{one.key}/").content.decode()
    assert room.second.name in text
    assert "<svg" in text


@pytest.mark.django_db
def test_res_4_the_responsible_manager_prioritises_by_a_decision_about_both(room: Any) -> None:
    one, _two = grant(room, 80, 50)
    one = states.go(one, "lift", room.moa, reason="Maj räcker inte till båda")
    assert Task.objects.open().get(key="resource-priority").person == room.person("charlie")
    assert not states.open_to(one, room.alva)
    one = states.go(one, "prioritise", room.charlie, text="Bygglov går först till juni.")
    assert one.state == ResourceRequest.State.DIALOGUE
    decision = Decision.objects.get(text="Bygglov går först till juni.")
    assert one.decision == decision
    from processlots.kit.models import Link

    assert Link.objects.filter(relation="decides", source_id=decision.pk).count() == 2
    # The resource owner takes part: answers by what was decided.
    assert Task.objects.open().filter(key="resource-answer", person=room.person("moa")).exists()
    assert states.go(one, "grant", room.moa).state == ResourceRequest.State.GRANTED


@pytest.mark.django_db
def test_res_4_lifted_to_a_forum_its_decision_comes_back(room: Any) -> None:
    forum = Forum.objects.create(name="Förvaltningens ledningsgrupp", unit=room.administration)
    one, _two = grant(room, 80, 50)
    way = f"/resurser/{one.key}/gor/lift/"
    assert str(forum) in room.client("alva").get(way).content.decode()
    assert room.client("alva").post(way, {"forum": forum.pk, "reason": "Räcker inte"}).status_code == 302
    item = AgendaItem.objects.get()
    from processlots.apps.organisation import matters

    assert {row.pk for row in matters.concerned(item)} == {request.pk for request in ResourceRequest.objects.all()}
    from processlots.apps.organisation.actions import matters as acting

    acting.decide(item, room.charlie, text="Tillsyn går först.")
    one.refresh_from_db()
    assert (one.state, one.decision.text) == (ResourceRequest.State.DIALOGUE, "Tillsyn går först.")


@pytest.mark.django_db
def test_res_4_no_party_decides_the_conflict_itself(room: Any) -> None:
    """Hanna manages only the unit of one of the processes; Charlie manages them all."""
    from processlots.apps.organisation.models import Appointment, Unit
    from processlots.apps.organisation.standing import forget
    from processlots.apps.resources import lifting

    own = Unit.objects.create(name="Tillsynsenheten", parent=room.administration)
    Appointment.objects.create(role="manager", person=room.person("hanna"), scope=own, state="decided", valid_from=today())
    forget(room.hanna)
    room.second.unit = own
    room.second.save()
    _one, two = grant(room, 80, 50)
    two = states.go(two, "lift", room.moa, reason="Räcker inte")
    assert lifting.common_unit(two) == room.administration
    assert "prioritise" not in [one.verb for one in states.open_to(two, room.hanna)]
    assert "prioritise" in [one.verb for one in states.open_to(two, room.charlie)]
