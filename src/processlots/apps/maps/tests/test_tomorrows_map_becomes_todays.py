"""Tomorrow's map: begun as a copy or anew (S6-11), decided by the owner, prepared (S6-13, S6-14), introduced (C-28, V-46)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied

from processlots.apps.maps import bpmn
from processlots.apps.maps.introducing import acts as introducing
from processlots.apps.maps.models import Introduction, Line, Map, MapElement, ProblemIdea
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of, save
from processlots.apps.maps.tests.mapping_makers import go, prepared, tomorrow
from processlots.apps.organisation.models import Decision
from processlots.apps.processes.models import Attachment
from processlots.kit import access, checks, states
from processlots.kit.periods import today


def said(line: Line) -> set[str]:
    return {one.id for one in checks.blocking(line, "introduce")}


def named(line: Line) -> MapElement:
    return line.elements.filter(gone_in=None).exclude(number=None).order_by("number").first()


def test_a_copy_has_every_element_under_its_id_and_today_stays(room: Any) -> None:
    made = room.map()
    line = introducing.begin_tomorrow(room.cast.hanna, made, copy=True)
    now = line_of(made)
    ids = set(now.elements.values_list("element_id", flat=True))
    assert set(line.elements.values_list("element_id", flat=True)) == ids
    assert (line.when, line.newest.number, line.newest.blob_id) == ("tomorrow", 1, now.newest.blob_id)
    assert not set(line.elements.values_list("pk", flat=True)) & set(now.elements.values_list("pk", flat=True))
    with pytest.raises(states.Refused):
        introducing.begin_tomorrow(room.cast.hanna, made, copy=True)


def test_it_is_begun_on_a_page_and_by_facilitators_alone(room: Any) -> None:
    """V-40: nobody else begins a map."""
    made = room.map()
    address = f"{made.get_absolute_url()}imorgon/"
    for name in ("alva", "love", "moa", "ali"):
        assert room.cast.client(name).post(address, {"how": "anew"}).status_code == 403, name
    assert not made.lines.filter(when="tomorrow").exists()
    hanna = room.cast.client("hanna")
    assert address in hanna.get(made.get_absolute_url()).content.decode()
    assert hanna.post(address, {"how": "sideways"}).status_code == 422
    answer = hanna.post(address, {"how": "anew"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("rita/?visar=tomorrow")
    assert line_of(made, "tomorrow").newest is None


def test_there_is_nothing_to_copy_of_a_map_that_is_not_drawn(room: Any) -> None:
    made = Map.objects.create(process=room.process, title="Tom")
    answer = room.cast.client("hanna").post(f"{made.get_absolute_url()}imorgon/", {"how": "copy"})
    assert answer.status_code == 409
    assert not made.lines.exists()


def test_the_owner_decides_and_nobody_else(room: Any) -> None:
    line = tomorrow(room, room.map())
    for verb in ("decide", "introduce"):
        names = {name for name in ("alva", "love", "hanna", "moa", "maj", "ali") if access.may(room.cast.users[name], verb, line)}
        assert names == {"alva"}, verb
    assert not access.may(room.cast.alva, "introduce", line_of(line.map)), "today's comes into force"
    line = go(room, line, "decide", "alva", text="Så här vill vi göra.", diary_number="SBN 2026/7")
    assert (line.state, line.decision.text, line.decision.diary_number) == ("decided", "Så här vill vi göra.", "SBN 2026/7")
    assert line.map in [one.map for one in Line.objects.filter(decision=line.decision)]


def test_without_preparation_nothing_is_introduced(room: Any) -> None:
    """V-46, the bad example: swapped silently; without days; without anything that makes it stick."""
    line = tomorrow(room, room.map())
    assert said(line) == {"V-46"}
    with pytest.raises(states.Refused) as refused:
        go(room, line, "introduce", "alva")
    assert {one.id for one in refused.value.findings} == {"V-46"}
    assert "?line=" in refused.value.findings[0].url
    row = prepared(line, goals_on=None, train=False)
    line = Line.objects.get(pk=line.pk)
    found = [one.message for one in checks.blocking(line, "introduce")]
    assert len(found) == 2
    row.goals_on, row.audit = today(), True
    row.save()
    assert said(Line.objects.get(pk=line.pk)) == set()
    assert not Decision.objects.filter(capacity="processägare").exists()


def test_tomorrow_becomes_today_and_the_old_map_is_archived(room: Any) -> None:
    """C-28, V-46, the good example: ticked, with days."""
    made = room.map()
    go(room, line_of(made), "review")
    go(room, line_of(made), "confirm", "maj", own=True)
    old = go(room, line_of(made), "put_in_force")
    line = tomorrow(room, made)
    prepared(line)
    line = go(room, line, "introduce", "alva", text="Det nya gäller.")
    assert (line.state, line.when, line.in_force, line.in_force_since) == ("in_force", "today", line.newest, today())
    old = Line.objects.get(pk=old.pk)
    assert (old.state, old.in_force) == ("archived", None)
    assert line_of(made) == line
    assert Introduction.objects.get(line=line).decision == line.decision
    page = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
    assert old.get_absolute_url() in page
    assert room.cast.client("ali").get(old.get_absolute_url()).status_code == 200


def test_what_pointed_at_a_step_points_at_the_same_step(room: Any) -> None:
    """DESIGN 6: documents, problems, detailed maps of both lines follow; a step that is gone stays with the old map."""
    made = room.map()
    old = line_of(made)
    introducing.begin_tomorrow(room.cast.hanna, made, copy=True)
    drawn = bpmn.read(own("bygglov.bpmn"))
    steps = [one for one in old.elements.order_by("number") if one.number]
    stays, renamed, gone = steps[0], steps[1], steps[2]
    drawn.elements[renamed.element_id].name = "Pröva på nytt sätt"
    drawn.elements[gone.element_id].name = "Ring den sökande"
    save(room, made, bpmn.save(drawn).replace(gone.element_id.encode(), b"Helt_nytt"), "tomorrow")
    assert line_of(made, "tomorrow").elements.get(element_id="Helt_nytt").name == "Ring den sökande"
    line = line_of(made, "tomorrow")
    later = line.elements.get(element_id=stays.element_id)
    ProblemIdea.objects.create(process=room.process, text="Idag", element=renamed)
    ProblemIdea.objects.create(process=room.process, text="Imorgon", element=later)
    ProblemIdea.objects.create(process=room.process, text="Borta", element=gone)
    held = {"holder_type": ContentType.objects.get_for_model(MapElement), "link": "https://modellby.example/rutin"}
    Attachment.objects.create(process=room.process, title="Av idag", holder_id=stays.pk, **held)
    Attachment.objects.create(process=room.process, title="Av imorgon", holder_id=later.pk, **held)
    go(room, line, "review")
    line = go(room, line, "confirm", "love", whole=True, manner="oral")
    assert introducing.foreseen(line)["gone"] == [gone.name]
    prepared(line)
    line = go(room, line, "introduce", "alva")
    assert {one.text: one.element.line_id for one in ProblemIdea.objects.all()} == {
        "Idag": line.pk,
        "Imorgon": line.pk,
        "Borta": old.pk,
    }
    assert ProblemIdea.objects.get(text="Idag").element.name == "Pröva på nytt sätt"
    assert {one.holder.line_id for one in Attachment.objects.all()} == {line.pk}
    assert MapElement.objects.get(pk=stays.pk).line_id == line.pk, "the row that pointed out today's step goes on"
    before = {one["id"] for one in drawn_elements(old)}
    assert set(old.elements.filter(gone_in=None).values_list("element_id", flat=True)) == before, "the old map is whole"


def drawn_elements(line: Line) -> list[dict[str, Any]]:
    from processlots.apps.maps import readings

    return readings.elements_of(line.newest)


def test_a_new_map_without_the_old_ids_keeps_steps_of_the_same_name(room: Any) -> None:
    made = room.map()
    step = named(line_of(made))
    data = own("bygglov.bpmn").decode()
    data = data.replace(f'"{step.element_id}"', '"Nytt_id"').replace(f">{step.element_id}<", ">Nytt_id<")
    introducing.begin_tomorrow(room.cast.hanna, made, copy=False)
    save(room, made, data.encode(), "tomorrow")
    pairs = introducing.same_steps(line_of(made), line_of(made, "tomorrow"))
    assert ("Nytt_id") in {other.element_id for one, other in pairs if one.pk == step.pk}


def test_the_leader_prepares_and_days_have_been(room: Any) -> None:
    line = tomorrow(room, room.map())
    love = room.cast.client("love")
    sent = {"line": str(line.pk), "goals_on": "2199-01-01", "inform_how": "Varje vecka"}
    answer = love.post("/inforanden/nytt/", sent)
    assert answer.status_code == 422, "a day that lies ahead has not been"
    assert not Introduction.objects.exists()
    assert love.post("/inforanden/nytt/", {**sent, "goals_on": "2026-01-12"}).status_code == 302
    row = Introduction.objects.get()
    assert row.inform, "who says how has chosen it"
    assert room.cast.client("maj").post("/inforanden/nytt/", sent).status_code == 403
    page = room.cast.client("alva").get(row.get_absolute_url()).content.decode()
    assert "V-46" in page
    assert "Varje vecka" in page


def test_what_is_introduced_is_no_longer_changed(room: Any) -> None:
    line = tomorrow(room, room.map())
    row = prepared(line)
    go(room, line, "introduce", "alva")
    row = Introduction.objects.get(pk=row.pk)
    assert not access.may(room.cast.alva, "change", row)
    with pytest.raises(PermissionDenied):
        go(room, line, "introduce", "love")
