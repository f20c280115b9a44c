"""Learning groups of managers from different operations, each with a chair (OR-9)."""

from __future__ import annotations

from typing import Any

from processlots.apps.organisation.actions import learning_groups
from processlots.apps.organisation.actions.roles import of_scope
from processlots.apps.organisation.models import Appointment, Forum, Person, Unit


def managed(cast: Any, count: int) -> list[Person]:
    """So many units in two branches, each with a manager of its own."""
    made = []
    for number in range(count):
        unit = Unit.objects.create(name=f"Enhet {number}", parent=cast.administration if number % 2 else cast.council)
        person = Person.objects.create(name=f"Chef-{number}", unit=unit)
        Appointment.objects.create(role="manager", person=person, scope=unit, state="decided")
        made.append(person)
    return made


def test_or_9_managers_are_dealt_out_so_that_neighbours_part(cast: Any) -> None:
    managed(cast, 6)
    people = learning_groups.managers_of(cast.council)
    assert len(people) == 7  # Charlie too
    groups = learning_groups.mixed(people, 3)
    assert sorted(len(group) for group in groups) == [2, 2, 3]
    assert {person for group in groups for person in group} == set(people)
    homes = [[person.unit.parent_id for person in group if person.unit] for group in groups]
    assert all(len(set(home)) > 1 for home in homes)
    assert learning_groups.mixed(people, 60) == [[person] for person in people]
    assert set(learning_groups.managers_of(cast.administration)) == {
        one for one in people if one.unit and one.unit.path.startswith(cast.administration.path)
    }


def test_they_are_looked_at_before_they_are_made(cast: Any) -> None:
    managed(cast, 5)
    browser = cast.client("ali")
    assert "/forum/largrupper/" in browser.get("/forum/").content.decode()
    sent = {"unit": "Kommunfullmäktige", "count": "2", "yearly_meetings": "4"}
    looked = browser.post("/forum/largrupper/", sent)
    assert (looked.status_code, Forum.objects.count()) == (200, 0)
    assert "Chef-Charlie" in looked.content.decode().split('id="groups"')[1]
    assert browser.post("/forum/largrupper/", {**sent, "make": "1"}).status_code == 302
    first, second = Forum.objects.order_by("pk")
    assert (first.kind, first.unit, first.yearly_meetings) == ("learning", cast.council, 4)
    for forum in (first, second):
        assert [row.role for row in of_scope(forum).order_by("pk")] == ["chair", "member", "member"]
    # Once made they are not made again beside themselves.
    assert browser.post("/forum/largrupper/", {**sent, "make": "1"}).status_code == 409
    assert Forum.objects.count() == 2


def test_who_divides_and_what_is_refused(cast: Any) -> None:
    """A manager in the own units; bad words make nothing."""
    assert cast.client("maj").get("/forum/largrupper/").status_code == 403
    manager = cast.client("charlie")
    assert manager.get("/forum/largrupper/").status_code == 200
    for sent in ({"unit": "Kommunfullmäktige"}, {"unit": "Finns inte"}, {"count": "0"}, {"count": "201"}, {"count": "många"},
                 {"unit": "Bygglovsenheten"}):  # fmt: skip
        data = {"unit": "Samhällsbyggnadsförvaltningen", "count": "2", **sent}
        assert manager.post("/forum/largrupper/", data).status_code == 422, sent
    assert manager.post("/forum/largrupper/", {"unit": "Bygglovsenheten", "count": "2", "make": "1"}).status_code == 409
    assert not Forum.objects.exists()
    assert (
        manager.post("/forum/largrupper/", {"unit": "Samhällsbyggnadsförvaltningen", "count": "1", "make": "1"}).status_code
        == 302
    )
