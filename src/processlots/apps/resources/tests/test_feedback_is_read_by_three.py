"""RES-6, KS-9, R-1.8, X-6: feedback is for the owner, the resource owner and the person; nobody else in any way."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.organisation.models import Task
from processlots.apps.organisation.tests.cast import NAMES
from processlots.apps.resources.models import PerformanceFeedback
from processlots.apps.resources.tests.makers import granted, lender, make_owned
from processlots.kit import access, search
from processlots.kit.models import LogEntry, SearchEntry
from processlots.kit.periods import today

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
WORD = "Zebrafinkhemlighet"


@pytest.fixture
def room(cast: Any) -> Any:
    """Alva has borrowed Maj of Moa, and it is over."""
    cast.process, cast.lender = make_owned(cast), lender(cast)
    past = {"wished": cast.person("maj"), "valid_from": today() - 90 * DAY, "valid_to": today() - DAY, "task": "Rita kartor"}
    cast.request = granted(cast, cast.process, cast.lender, past)
    return cast


def write(room: Any, **more: Any) -> Any:
    data = {
        "process": room.process.label, "person": f"Medarbetar-Maj ({room.person('maj').pk})",
        "resource_owner": f"Modell-Moa ({room.person('moa').pk})", "period_from": today() - 90 * DAY, "period_to": today() - DAY,
        "assignment": "Rita", "feedback": WORD, "competence_need": "Juridik", **more,
    }  # fmt: skip
    return room.client("alva").post("/prestationsaterkoppling/nytt/", data)


def test_res_6_the_owner_writes_it_from_what_was_lent(room: Any) -> None:
    from processlots.apps.organisation import tasks

    tasks.refresh_all()
    task = Task.objects.open().get(key="resource-feedback")
    assert task.person == room.person("alva")
    form = room.client("alva").get(task.url).context["form"]
    assert form.initial["person"] == room.person("maj")
    assert form.initial["assignment"] == "Rita kartor"
    assert write(room).status_code == 302
    found = PerformanceFeedback.objects.get()
    assert (found.given_by, found.resource_owner, found.competence_need) == (room.person("alva"), room.person("moa"), "Juridik")
    assert not Task.objects.open().filter(key="resource-feedback").exists()


def test_ks_9_three_read_it_and_nobody_else_by_any_way(room: Any) -> None:
    assert write(room).status_code == 302
    row = PerformanceFeedback.objects.get()
    addresses = [f"/prestationsaterkoppling/{row.pk}/", f"/prestationsaterkoppling/{row.pk}/historik/",
                 f"/api/v1/performance-feedback/{row.uid}"]  # fmt: skip
    lists = ["/prestationsaterkoppling/", "/prestationsaterkoppling/?format=csv", "/api/v1/performance-feedback",
             f"/sok/?q={WORD}", f"/processer/{room.process.key}/", f"/processer/{room.process.key}/historik/",
             f"/personer/{room.person('maj').pk}/", f"/resurser/{room.request.key}/", "/min-sida/"]  # fmt: skip
    for name in NAMES:
        reads = name in {"alva", "moa", "maj"}
        browser = room.client(name)
        assert access.visible(room.users[name], PerformanceFeedback).exists() == reads, name
        for address in addresses:
            answer = browser.get(address)
            assert (answer.status_code == 200) == reads, (name, address)
        for address in lists:
            # What was searched for is shown again, so only hits are looked at there.
            text = browser.get(address).content.decode()
            if address.startswith("/sok"):
                assert "/prestationsaterkoppling/" not in text.split('id="main"', 1)[1], name
            elif not (reads and address.startswith(("/prestation", "/api"))):
                assert WORD not in text, (name, address)
    assert not SearchEntry.objects.filter(content_type__model="performancefeedback").exists()
    assert search.find(room.alva, WORD) == []


def test_the_history_says_that_it_was_written_and_never_what(room: Any) -> None:
    write(room)
    row = PerformanceFeedback.objects.get()
    row.feedback = f"{WORD} igen"
    row.save()
    entries = LogEntry.objects.filter(content_type__model="performancefeedback")
    assert entries.count() == 2
    for entry in entries:
        assert WORD not in str(entry.changes)
        assert "Maj" not in str(entry.changes) + entry.object_repr
        assert entry.process is None


def test_only_who_wrote_it_changes_it_and_erasing_takes_its_history_along(room: Any) -> None:
    write(room)
    row = PerformanceFeedback.objects.get()
    for name in ("maj", "moa"):
        assert room.client(name).get(f"/prestationsaterkoppling/{row.pk}/andra/").status_code == 403
    answer = room.client("alva").post(
        f"/prestationsaterkoppling/{row.pk}/avsluta/", {"version": row.version, "reason": "Fel person"}
    )
    assert answer.status_code == 302
    assert not PerformanceFeedback.objects.exists()
    assert not LogEntry.objects.filter(content_type__model="performancefeedback").exists()


def test_x_6_feedback_is_erased_by_rule(room: Any) -> None:
    common = {"process": room.process, "given_by": room.person("alva"), "resource_owner": room.person("moa"), "feedback": "x"}
    old, edge = today() - datetime.timedelta(days=731), today() - datetime.timedelta(days=729)
    PerformanceFeedback.objects.create(person=room.person("maj"), period_from=old, period_to=old, **common)
    kept = PerformanceFeedback.objects.create(person=room.person("maj"), period_from=old, period_to=edge, **common)
    assert PerformanceFeedback.erase_old() == 1
    assert list(PerformanceFeedback.objects.all()) == [kept]
    type(kept.person).objects.filter(pk=kept.person_id).update(left=today() - 91 * DAY)
    assert PerformanceFeedback.erase_old() == 1


@pytest.mark.parametrize("bad", [{"resource_owner": "Handledar-Hanna"}, {"feedback": ""}, {"period_to": "2001-01-01"}])
def test_it_goes_to_nobody_but_a_resource_owner_of_the_person(room: Any, bad: dict[str, str]) -> None:
    assert write(room, **bad).status_code == 422
    assert not PerformanceFeedback.objects.exists()


def test_only_the_owner_of_the_process_writes_feedback(room: Any) -> None:
    for name in ("love", "moa", "maj", "ali", "charlie", "hanna"):
        assert room.client(name).get("/prestationsaterkoppling/nytt/").status_code == 403, name
    other = make_owned(room, "Utöva tillsyn", owner="hanna", leader="")
    assert write(room, process=other.label, resource_owner="").status_code == 403
