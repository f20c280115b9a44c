"""X-8: every reminder is a task with a responsible person, a due date and a link."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Forum, Person, Task, Unit
from processlots.apps.organisation.tasks import Wanted
from processlots.kit.checks import told
from processlots.kit.periods import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(monkeypatch: Any) -> None:
    """No rules but the test's own."""
    monkeypatch.setattr(tasks, "_rules", {})


@pytest.fixture
def a_rule(rules: None, cast: Any) -> dict[str, Any]:
    """A forum without a purpose waits for Alva, for as long as `who` says so."""
    said: dict[str, Any] = {"who": [cast.person("alva")], "due": today(), "asked_by": cast.person("maj")}

    @tasks.task("test-purpose", Forum, title=_("Forum"))
    def write_the_purpose(forum: Forum) -> Any:
        for person in said["who"]:
            if not forum.purpose:
                text = told(_("Deleted %(what)s"), what=forum.name)
                yield Wanted(person, text, due=said["due"], asked_by=said["asked_by"])

    return said


def test_x_8_a_task_has_responsible_due_date_and_link(cast: Any, a_rule: dict[str, Any]) -> None:
    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    tasks.refresh(forum)
    one = Task.objects.get()
    assert (one.person, one.due, one.url, one.asked_by) == (
        cast.person("alva"), today(), f"/forum/{forum.pk}/", cast.person("maj"),
    )  # fmt: skip
    with translation.override("en"):
        assert one.text == "Deleted Ledningsgruppen"
    with translation.override("sv"):
        assert one.text == one.text_sv != one.text_en


def test_a_task_is_done_when_its_rule_no_longer_wants_it_and_erased_later(cast: Any, a_rule: dict[str, Any]) -> None:
    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    tasks.refresh(forum)
    forum.purpose = "Att leda"
    forum.save()
    tasks.refresh(forum)
    one = Task.objects.get()
    assert one.done_on == today()
    assert tasks.forget_old() == 0
    Task.objects.update(done_on=today() - tasks.REMEMBERED - datetime.timedelta(days=1))
    assert tasks.forget_old() == 1


def test_one_open_task_for_each_rule_row_and_person(cast: Any, a_rule: dict[str, Any]) -> None:
    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    a_rule["who"] = [cast.person("alva"), cast.person("alva"), cast.person("love"), None]
    tasks.refresh(forum)
    tasks.refresh(forum)
    assert Task.objects.count() == 2
    since = Task.objects.get(person=cast.person("alva")).pk
    a_rule |= {"due": today() + datetime.timedelta(days=9), "who": [cast.person("alva")]}
    tasks.refresh(forum)
    assert Task.objects.open().get().pk == since
    assert Task.objects.open().get().due == a_rule["due"]


def test_nobody_who_has_left_is_reminded(cast: Any, a_rule: dict[str, Any]) -> None:
    alva = cast.person("alva")
    alva.left = today() - datetime.timedelta(days=1)
    a_rule["who"] = [alva]
    tasks.refresh(Forum.objects.create(name="Ledningsgruppen", unit=cast.unit))
    assert not Task.objects.exists()


def test_the_night_makes_and_closes_what_time_changed(cast: Any, a_rule: dict[str, Any]) -> None:
    gone, stays = (Forum.objects.create(name=name, unit=cast.unit) for name in ("Ett", "Två"))
    assert tasks.refresh_all() == 2
    assert Task.objects.open().count() == 2
    gone.delete()
    assert Task.objects.get().object_id == stays.pk
    Task.objects.create(
        key="a rule of last year", content_type=Task.objects.get().content_type, object_id=stays.pk,
        person=cast.person("maj"), text_sv="x", text_en="x", url="/",
    )  # fmt: skip
    tasks.refresh_all()
    assert Task.objects.open().get().key == "test-purpose"


def test_many_rows_cost_as_much_as_one(cast: Any, a_rule: dict[str, Any]) -> None:
    def cost(rows: list[Forum]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tasks.refresh_many(Forum, rows)
        return len(asked)

    rows = [Forum.objects.create(name=f"Forum {number}", unit=cast.unit) for number in range(40)]
    cost(rows[:1])
    assert cost(rows[1:2]) == cost(rows[2:])
    assert Task.objects.open().count() == 40


def test_a_task_about_a_row_that_the_person_no_longer_sees_is_not_shown(cast: Any, rules: None) -> None:
    from processlots.apps.processes.models import Inventory, Process

    inventory = Inventory.objects.create(unit=cast.unit, year=2026)
    hidden = Process.objects.create(name="Pröva bygglov", unit=cast.unit, inventory=inventory, found_by=cast.person("moa"))

    @tasks.task("test-see", Process)
    def look(process: Process) -> Any:
        yield Wanted(cast.person("maj"), "Se", about="x")
        yield Wanted(cast.person("moa"), "Se", about="x")

    tasks.refresh(hidden)
    assert Task.objects.open().count() == 2
    assert tasks.seen_by(cast.maj, Task.objects.filter(person=cast.person("maj"))) == []
    assert len(tasks.seen_by(cast.moa, Task.objects.filter(person=cast.person("moa")))) == 1


def test_two_rules_may_not_share_a_name(rules: None) -> None:
    @tasks.task("same", Unit)
    def one(row: Unit) -> Any:
        return []

    with pytest.raises(RuntimeError, match="two tasks are named same"):

        @tasks.task("same", Person)
        def other(row: Person) -> Any:
            return []


def test_a_rule_that_fails_does_not_keep_the_others_waiting(cast: Any, a_rule: dict[str, Any]) -> None:
    @tasks.task("aaa-broken", Unit)
    def broken(unit: Unit) -> Any:
        raise LookupError(unit.name)

    tasks._rules = {"aaa-broken": tasks._rules["aaa-broken"], **tasks._rules}
    Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    with pytest.raises(LookupError):
        tasks.refresh_all()
    assert Task.objects.open().get().key == "test-purpose"
