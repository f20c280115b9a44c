"""What anybody finds goes to the nearest management group, is answered, and its finder sees the answer (S1-7, S1-8, 4.4)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Forum, Task
from processlots.apps.processes.models import Find, Process
from processlots.apps.processes.tests.makers import make_decided, make_inventory
from processlots.kit import access
from processlots.kit.forms import choice_text


def find(cast: Any, name: str = "Ge råd om energi", who: str = "maj", **more: Any) -> Find:
    answer = cast.client(who).post("/processer/nytt/", {"name": name, "unit": choice_text(cast.unit), **more})
    assert answer.status_code == 302, answer.content.decode()
    return Find.objects.get(process__name=name)


def press(cast: Any, who: str, row: Find, verb: str, **data: Any) -> Any:
    return cast.client(who).post(f"/upptackter/{row.key}/gor/{verb}/", data)


@pytest.mark.parametrize("who", ["maj", "love", "alva", "moa", "ali"])
def test_s1_7_anybody_finds_with_origin_and_it_waits_in_the_inbox_above(cast: Any, who: str) -> None:
    """4.4: P = found process, for every employee."""
    row = find(cast, who=who, origin="project", found_where="Projekt Varm")
    assert (row.finder, row.unit, row.state) == (cast.person(who), cast.unit, Find.State.WAITING)
    assert (row.process.origin, row.process.inventory) == ("project", None)
    waits = Task.objects.open().get(key="found-process")
    assert (waits.person, waits.asked_by) == (cast.person("charlie"), cast.person(who))
    assert row.process.name in cast.client("charlie").get("/upptackter/?visa=inkorg").content.decode()
    assert row.process.name in cast.client(who).get("/upptackter/?visa=mina").content.decode()


def test_s1_7_only_finder_inbox_and_guides_see_it_and_only_they_answer(cast: Any) -> None:
    row = find(cast)
    assert not access.visible(cast.love, Find).exists()
    assert cast.client("love").get(row.get_absolute_url()).status_code == 404
    assert cast.client("gro").get("/upptackter/").status_code == 403
    for who in ("maj", "moa"):
        assert press(cast, who, row, "take").status_code == 403
        assert press(cast, who, row, "reject", what="tool", reason="x").status_code == 403
    # A member of the management group reads the inbox; the manager answers.
    forum = Forum.objects.create(name="Förvaltningsledningen", unit=cast.administration)
    Appointment.objects.create(role="member", person=cast.person("love"), scope=forum, state="decided")
    from processlots.apps.organisation.standing import forget

    forget(cast.love)
    assert access.visible(cast.love, Find).filter(pk=row.pk).exists()
    assert press(cast, "love", row, "take").status_code == 403


def test_s1_7_taken_in_it_becomes_a_row_and_the_finder_sees_where(cast: Any) -> None:
    row = find(cast)
    assert press(cast, "charlie", row, "take").status_code == 302  # no inventory is open: told, and nothing happens
    row.refresh_from_db()
    assert row.state == Find.State.WAITING
    inventory = make_inventory(cast.administration)
    assert press(cast, "charlie", row, "take", answer="Bra funnet").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == (Find.State.TAKEN, "Bra funnet", cast.person("charlie"))
    assert Process.objects.get(pk=row.process_id).inventory == inventory
    said = cast.client("maj").get(row.get_absolute_url()).content.decode()
    assert "Bra funnet" in said
    assert inventory.get_absolute_url() in said
    assert not Task.objects.open().filter(key="found-process").exists()
    assert press(cast, "charlie", row, "take").status_code == 302  # twice is once
    assert Process.objects.get(pk=row.process_id).inventory == inventory


def test_s1_7_merged_with_the_one_most_like_it(cast: Any) -> None:
    known = make_decided("Ge råd om energier", cast.unit, by=cast.person("charlie"))
    row = find(cast, purpose="Lägre räkningar", recipients="Hyresgäster")
    asked = cast.client("charlie").get(f"/upptackter/{row.key}/gor/merge/").content.decode()
    assert known.label in asked  # the one most like it is proposed
    assert press(cast, "charlie", row, "merge", process=choice_text(known), answer="Fanns redan").status_code == 302
    row.refresh_from_db()
    gone = Process.objects.get(pk=row.process_id)
    assert (row.state, gone.merged_into) == (Find.State.MERGED, known)
    assert "Hyresgäster" in {str(one) for one in known.recipients.all()}
    assert known.name in cast.client("maj").get(row.get_absolute_url()).content.decode()
    assert cast.client("maj").get(gone.get_absolute_url()).url == known.get_absolute_url()


def test_s1_7_sent_on_to_another_unit_it_waits_there(cast: Any) -> None:
    row = find(cast)
    assert press(cast, "charlie", row, "send_on", unit=choice_text(cast.unit)).status_code == 302  # it lies there already
    assert press(cast, "hanna", row, "send_on", unit=choice_text(cast.council), answer="Gäller hela kommunen").status_code == 302
    row.refresh_from_db()
    assert (row.unit, row.process.unit, row.state) == (cast.council, cast.council, Find.State.WAITING)
    assert "Gäller hela kommunen" in cast.client("maj").get(row.get_absolute_url()).content.decode()
    assert press(cast, "charlie", row, "take").status_code == 404  # no longer in Charlie's inbox
    assert not Task.objects.open().filter(key="found-process", person=cast.person("charlie")).exists()


def test_s1_8_not_a_process_is_kept_with_its_kind_and_reason(cast: Any) -> None:
    row = find(cast, "Ärendesystemet")
    assert press(cast, "charlie", row, "reject", what="system", reason="").status_code == 422
    assert press(cast, "charlie", row, "reject", what="work", reason="x").status_code == 422
    assert press(cast, "charlie", row, "reject", what="system", reason="Flera processer använder det.").status_code == 302
    row.refresh_from_db()
    process = Process.objects.get(pk=row.process_id)
    assert (row.state, row.what, process.status) == (Find.State.NOT_A_PROCESS, "system", Process.Status.NOT_A_PROCESS)
    assert process.ended_reason.endswith("Flera processer använder det.")
    assert "Flera processer använder det." in cast.client("maj").get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("what", ["condition", "tool", "system", "role", "once"])
def test_s1_8_the_question_is_asked_and_the_finders_own_no_is_kept(cast: Any, what: str) -> None:
    assert 'name="what"' in cast.client("maj").get("/processer/nytt/").content.decode()
    row = find(cast, "Ärendesystemet", what=what)
    assert (row.state, row.process.status) == (Find.State.NOT_A_PROCESS, Process.Status.NOT_A_PROCESS)
    assert row.process.ended_reason
    assert not Task.objects.open().filter(key="found-process").exists()


def test_who_writes_in_the_inventory_needs_no_inbox(cast: Any) -> None:
    inventory = make_inventory(cast.administration)
    cast.client("charlie").post("/processer/nytt/", {"name": "Sköta parker", "unit": choice_text(cast.unit)})
    assert Process.objects.get().inventory == inventory
    assert not Find.objects.exists()


def test_what_waits_in_an_inbox_is_not_swept_into_a_new_inventory(cast: Any) -> None:
    row = find(cast)
    cast.client("charlie").post("/inventeringar/nytt/", {"unit": choice_text(cast.unit), "year": 2026})
    assert Process.objects.get(pk=row.process_id).inventory is None


def test_not_a_process_said_on_the_process_page_answers_the_find_too(cast: Any) -> None:
    row = find(cast)
    version = Process.objects.get(pk=row.process_id).version
    cast.client("charlie").post(f"/processer/{row.process.key}/ingen-process/", {"reason": "Ett verktyg", "version": version})
    row.refresh_from_db()
    assert (row.state, row.answer) == (Find.State.NOT_A_PROCESS, "Ett verktyg")


def test_the_night_finds_the_same_tasks(cast: Any) -> None:
    find(cast)
    Task.objects.all().delete()
    tasks.refresh_all()
    assert Task.objects.open().filter(key="found-process", person=cast.person("charlie")).count() == 1
