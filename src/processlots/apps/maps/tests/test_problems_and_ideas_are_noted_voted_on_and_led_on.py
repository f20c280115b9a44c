"""Problems and good ideas (M-KART-5): noted a line each at their place, grouped, voted on, and led on."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from processlots.apps.improvement.models import Need
from processlots.apps.maps.models import MappingAssignment, ProblemIdea, ProblemVote
from processlots.apps.maps.problems import lines, voting
from processlots.apps.maps.tests.makers import line_of
from processlots.apps.maps.tests.mapping_makers import agreed, go
from processlots.apps.organisation.models import AgendaItem, Forum
from processlots.apps.processes.models import Process
from processlots.kit import access, panels, seeds, states


def wall(room: Any) -> str:
    return f"{room.process.get_absolute_url()}problem-och-ideer/"


def noted(room: Any, text: str = "Bilagor saknas", **more: Any) -> ProblemIdea:
    return ProblemIdea.objects.create(process=room.process, text=text, **more)


@pytest.mark.once
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Bilagor saknas", ("Bilagor saknas", "", "", "")),
        ("- Bilagor saknas", ("Bilagor saknas", "problem", "", "")),
        ("+ Ring den sökande", ("Ring den sökande", "idea", "", "")),
        ("God idé: Ring den sökande", ("Ring den sökande", "idea", "", "")),
        ("Idé Ring", ("Ring", "idea", "", "")),
        ("Idéer saknas", ("Idéer saknas", "", "", "")),
        ("Problemet är tiden", ("Problemet är tiden", "", "", "")),
        ("Bilagor  saknas\tAnsökan\thandläggare", ("Bilagor saknas", "", "Ansökan", "handläggare")),
    ],
)
def test_a_line_is_read_as_it_was_meant(line: str, expected: tuple[str, ...]) -> None:
    (note,) = lines.read(f"\n{line}\n\n")
    assert (note.text, note.kind, note.theme, note.raised_by) == expected


@pytest.mark.once
def test_a_heading_and_empty_rows_of_a_table_are_no_notes() -> None:
    assert [one.text for one in lines.read("Text\tTema\n\t\nEtt\tA\n+\n")] == ["Ett"]


def test_several_lines_are_noted_at_a_step_by_anybody_who_sees_the_process(room: Any) -> None:
    made = room.map()
    line = line_of(made)
    step = line.elements.exclude(number=None).order_by("number").first()
    maj = room.cast.client("maj")
    sent = {"do": "add", "note-kind": "problem", "note-line": line.pk, "note-step": step.number, "note-raised_by": "handläggare"}
    answer = maj.post(wall(room), {**sent, "note-text": "Bilagor saknas\n+ Ring den sökande\n"})
    assert answer.status_code == 302
    found = {one.text: one for one in ProblemIdea.objects.all()}
    assert {text: one.kind for text, one in found.items()} == {"Bilagor saknas": "problem", "Ring den sökande": "idea"}
    assert {one.element for one in found.values()} == {step}
    assert {one.raised_by for one in found.values()} == {"handläggare"}
    assert found["Bilagor saknas"].registered_by == room.cast.person("maj")
    for address in (wall(room), made.get_absolute_url(), step.get_absolute_url(), panels.place(room.process, "problems")):
        assert "Bilagor saknas" in maj.get(address).content.decode(), address
    assert room.cast.client("gro").get(wall(room)).status_code in (403, 404)


def test_what_cannot_be_noted_is_told_at_its_field_and_nothing_is_kept(room: Any) -> None:
    line = line_of(room.map())
    maj = room.cast.client("maj")
    sent = {"do": "add", "note-kind": "problem", "note-line": line.pk, "note-text": "Ett"}
    for more in (
        {"note-text": " \n "},
        {"note-text": "x" * 501},
        {"note-text": "x\n" * 61},
        {"note-step": 9999},
        {"note-step": "två"},
        {"note-kind": "åsikt"},
        {"note-line": "0"},
    ):
        assert maj.post(wall(room), {**sent, **more}).status_code == 422, more
    assert maj.post(wall(room), {"do": "explode"}).status_code == 404
    assert not ProblemIdea.objects.exists()


def test_each_has_some_votes_and_takes_them_back(room: Any) -> None:
    first, second = noted(room), noted(room, "Två system")
    maj = room.cast.client("maj")
    for _each in range(3):
        maj.post(wall(room), {"do": "vote", "problem": first.pk, "step": "1"})
    for _each in range(3):
        maj.post(wall(room), {"do": "vote", "problem": second.pk, "step": "1"})
    assert list(ProblemIdea.objects.order_by("pk").values_list("votes", flat=True)) == [3, 2], "five to each"
    with pytest.raises(states.Refused):
        voting.vote(room.cast.maj, second, 1)
    maj.post(wall(room), {"do": "vote", "problem": first.pk, "step": "-1"})
    assert voting.vote(room.cast.maj, second, 1) == 0
    assert voting.vote(room.cast.love, second, 1) == 4
    assert voting.vote(room.cast.alva, first, -1) == 5, "nothing to take back"
    assert dict(ProblemIdea.objects.values_list("text", "votes")) == {"Bilagor saknas": 2, "Två system": 4}
    assert set(access.visible(room.cast.love, ProblemVote).values_list("person__name", flat=True)) == {"Ledar-Love"}


def test_one_vote_each_where_the_assignment_says_so_and_none_on_what_is_decided(room: Any) -> None:
    row = go(room, agreed(room), "begin")
    MappingAssignment.objects.update(dots=1)
    maj = room.cast.client("maj")
    maj.post(wall(room), {"do": "add", "note-kind": "problem", "note-text": "Ett\nTvå"})
    one, two = ProblemIdea.objects.order_by("pk")
    assert one.assignment == row, "what is noted during a mapping belongs to it"
    voting.vote(room.cast.maj, one, 1)
    with pytest.raises(states.Refused):
        voting.vote(room.cast.maj, two, 1)
    go(room, one, "park", "love", reason="Efter bytet av system")
    assert voting.vote(room.cast.maj, two, 1) == 0, "the vote on what is parked is free again"
    with pytest.raises(states.Refused):
        voting.vote(room.cast.maj, one, 1)


def test_leader_owner_and_facilitator_group_and_give_priority(room: Any) -> None:
    one, two, three = noted(room), noted(room, "Två"), noted(room, "Tre", theme="Kvar")
    sent = {"do": "arrange", "chosen": [one.pk, two.pk], "theme": "Ansökan", "priority": "1"}
    assert room.cast.client("maj").post(wall(room), sent).status_code == 403
    assert room.cast.client("hanna").post(wall(room), sent).status_code == 302
    found = {one.pk: (one.theme, one.priority) for one in ProblemIdea.objects.all()}
    assert found == {one.pk: ("Ansökan", 1), two.pk: ("Ansökan", 1), three.pk: ("Kvar", None)}
    other = Process.objects.create(name="Annan", unit=room.cast.unit)
    stray = ProblemIdea.objects.create(process=other, text="Någon annans")
    room.cast.client("hanna").post(wall(room), {**sent, "chosen": [stray.pk], "theme": "Fel"})
    assert ProblemIdea.objects.get(pk=stray.pk).theme == "", "only the process's own are moved"


def test_it_becomes_a_need_of_the_mapping_and_both_know(room: Any) -> None:
    """X-1: from the problem to the need and on to the activity plan."""
    row = noted(room, raised_by="handläggare")
    love = room.cast.client("love")
    address = f"/behov/av/maps.problemidea/{row.pk}/"
    assert address in love.get(row.get_absolute_url()).content.decode()
    assert "handläggare" in love.get(address).content.decode()
    assert address not in room.cast.client("maj").get(row.get_absolute_url()).content.decode()
    sent = {"process": f"P-{room.process.number}", "title": "Bilagor ska med från början", "why": "Många kompletteringar"}
    assert love.post(address, sent).status_code == 302
    need = Need.objects.get()
    assert (need.origin, need.process) == ("mapping", room.process)
    row = ProblemIdea.objects.get()
    assert row.state == "plan"
    assert need.get_absolute_url() in love.get(row.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in love.get(need.get_absolute_url()).content.decode()
    assert need.get_absolute_url() in love.get(f"{wall(room)}?visa=alla").content.decode()
    assert seeds.ways(room.cast.love, row) == []
    assert love.get(address).status_code == 404, "it has become something already"


def test_it_is_lifted_parked_or_dismissed_with_a_reason(room: Any) -> None:
    forum = Forum.objects.filter(unit=room.cast.unit, ended_on=None).first() or Forum.objects.create(
        name="Ledningsgruppen", unit=room.cast.unit
    )
    row = noted(room)
    love = room.cast.client("love")
    for verb in ("park", "dismiss", "lift"):
        assert love.post(f"{row.get_absolute_url()}gor/{verb}/", {"reason": ""}).status_code == 422, verb
        assert room.cast.client("maj").post(f"{row.get_absolute_url()}gor/{verb}/", {"reason": "x"}).status_code == 403, verb
    assert love.post(f"{row.get_absolute_url()}gor/park/", {"reason": "Nästa år"}).status_code == 302
    assert love.post(f"{row.get_absolute_url()}gor/lift/", {"reason": "Kostar", "forum": forum.pk}).status_code == 302
    item = AgendaItem.objects.get()
    assert (item.title, item.why, item.forum) == ("Bilagor saknas", "Kostar", forum)
    assert item.get_absolute_url() in love.get(row.get_absolute_url()).content.decode()
    assert love.post(f"{row.get_absolute_url()}gor/dismiss/", {"reason": "Löst"}).status_code == 302
    row = ProblemIdea.objects.get()
    assert (row.state, row.reason) == ("dismissed", "Löst")
    assert "Löst" in love.get(f"{wall(room)}?visa=alla").content.decode()
    assert "Bilagor saknas" not in love.get(wall(room)).content.decode()
    go(room, row, "reopen", "love")
    assert ProblemIdea.objects.get().reason == ""


def test_who_wrote_it_mends_it_while_it_is_open(room: Any) -> None:
    row = noted(room, registered_by=room.cast.person("maj"))
    assert access.may(room.cast.maj, "change", row)
    assert not access.may(room.cast.maj, "change", noted(room, "Annat", registered_by=room.cast.person("ali")))
    row.state = "parked"
    assert not access.may(room.cast.maj, "change", row)
    assert access.may(room.cast.love, "change", row)


def test_all_of_them_are_fetched_as_a_workbook(room: Any) -> None:
    noted(room, "=1+1", theme="Ansökan", raised_by="handläggare")
    other = Process.objects.create(name="Dold", unit=room.cast.unit)
    ProblemIdea.objects.create(process=other, text="Hemligt")
    page = room.cast.client("maj").get(wall(room)).content.decode()
    address = f"/problem-och-ideer/?process={room.process.pk}&amp;format=xlsx"
    assert address in page
    answer = room.cast.client("maj").get(address.replace("&amp;", "&"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert {"=1+1", "Ansökan", "handläggare"} <= set(rows[1])


def test_a_problem_that_many_have_noted_costs_no_more(room: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        noted(room, f"Problem {number}", theme=f"Tema {number % 3}")
    maj = room.cast.client("maj")
    maj.get(wall(room))
    with django_assert_max_num_queries(40) as few:
        maj.get(wall(room))
    count = len(few)
    for number in range(20):
        noted(room, f"Fler {number}", theme=f"Tema {number}")
    with django_assert_max_num_queries(count):
        maj.get(wall(room))


def test_a_table_of_notes_is_read_in_as_one_act_and_taken_back(room: Any) -> None:
    from processlots.kit.imports import batches

    step = line_of(room.map()).elements.exclude(number=None).order_by("number").first()
    noted(room, "Finns redan")
    address = f"/inlasning/problems/?process={room.process.number}"
    assert address in room.cast.client("hanna").get(wall(room)).content.decode().replace("&amp;", "&")
    assert room.cast.client("maj").get(address).status_code == 403
    text = f"Text\tSlag\tSteg\tTema\nBilagor saknas\tproblem\t{step.number}\tAnsökan\nRing\tgod idé\t999\t\nfinns redan\t\t\t\n"
    batch = batches.begin("problems", room.cast.hanna, text=text, params={"process": str(room.process.number)})
    looked = batches.preview(batch, room.cast.hanna)
    assert [one.status for one in looked.results] == ["new", "warning", "same"]
    batch = batches.apply(batch, room.cast.hanna, looked.seen)
    found = {one.text: (one.kind, one.element, one.theme) for one in ProblemIdea.objects.exclude(text="Finns redan")}
    assert found == {"Bilagor saknas": ("problem", step, "Ansökan"), "Ring": ("idea", None, "")}
    batches.undo(batch, room.cast.hanna)
    assert [one.text for one in ProblemIdea.objects.all()] == ["Finns redan"]
