"""Mapping assignments T-8: ordered (S4-10), agreed by both (M-KART-3, V-55), carried out, reported and received (M-KART-10)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from processlots.apps.learning.actions import keep_status
from processlots.apps.learning.models import TrainingRecord
from processlots.apps.maps.mappings import words as mapping_words
from processlots.apps.maps.models import Line, Map, MappingAssignment, MappingParticipant, MappingReport, ProblemIdea
from processlots.apps.maps.tests.makers import line_of
from processlots.apps.maps.tests.mapping_makers import WRITTEN, agreed, go, ordered
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Task
from processlots.apps.organisation.standing import forget
from processlots.apps.processes.models import Process
from processlots.kit import access, checks, panels, reports, states
from processlots.kit.models.jobs import Job

EVERYONE = ("alva", "love", "hanna", "charlie", "moa", "maj", "ali")


def waits(room: Any, key: str = "mapping") -> set[str]:
    return {one.person.name for one in Task.objects.open().filter(key=key).select_related("person")}


def test_the_leader_orders_on_the_process_page_and_chooses_among_the_active(room: Any) -> None:
    love = room.cast.client("love")
    address = f"/kartlaggningar/nytt/?process={room.process.number}"
    assert address in love.get(panels.place(room.process, "mappings")).content.decode()
    form = love.get(address).content.decode()
    assert "Handledar-Hanna" in form
    assert "Modell-Moa" not in form
    sent = {"process": f"P-{room.process.number}", "when": "today", "why_now": "Klagomål", "background": "Många kompletteringar"}
    assert love.post(address, {**sent, "facilitator": room.cast.person("moa").pk}).status_code == 422
    assert love.post(address, {**sent, "facilitator": room.cast.person("hanna").pk}).status_code == 302
    row = MappingAssignment.objects.get()
    assert (row.orderer, row.state, row.label[:3]) == (room.cast.person("love"), "ordered", "KU-")
    assert Process.objects.get(pk=room.process.pk).map_decision == "ordered"
    assert waits(room) == {"Handledar-Hanna"}
    assert love.post(address, {**sent, "when": "tomorrow", "facilitator": room.cast.person("hanna").pk}).status_code == 422, (
        "focus"
    )
    assert room.cast.client("maj").get(address).status_code == 403


def test_one_whose_training_is_gone_cannot_be_chosen_by_the_api_either(room: Any) -> None:
    TrainingRecord.objects.filter(person=room.cast.person("hanna")).first().delete()
    keep_status(room.cast.person("hanna"))
    body = {"process": str(room.process.uid), "facilitator": str(room.cast.person("hanna").uid), "when": "today"}
    answer = room.cast.client("love").post("/api/v1/mapping-assignments", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert "Handledar-Hanna" in answer.content.decode()
    assert not MappingAssignment.objects.exists()


def test_from_order_to_agreement(room: Any) -> None:
    row = ordered(room)
    go(room, row, "accept")
    with pytest.raises(states.Refused) as refused:
        go(room, row, "propose")
    assert "bakgrund" in refused.value.message.lower() or "background" in refused.value.message
    MappingAssignment.objects.filter(pk=row.pk).update(**WRITTEN)
    go(room, row, "propose")
    assert waits(room) == {"Ledar-Love"}
    row = go(room, row, "agree", "love")
    assert row.state == "agreed"
    assert {(one.side, one.person.name, one.manner) for one in row.consents.all()} == {
        ("facilitator", "Handledar-Hanna", "own"),
        ("orderer", "Ledar-Love", "own"),
    }


def test_the_facilitator_notes_the_orderers_word_and_it_is_marked_so(room: Any) -> None:
    row = ordered(room, **WRITTEN)
    go(room, row, "accept")
    assert not access.may(room.cast.hanna, "agree", MappingAssignment.objects.get()), "the facilitator agrees first"
    go(room, row, "propose")
    hanna = room.cast.client("hanna")
    address = f"{row.get_absolute_url()}gor/agree/"
    assert hanna.post(address, {}).status_code == 422, "how the orderer said so"
    assert hanna.post(address, {"manner": "oral"}).status_code == 302
    word = MappingAssignment.objects.get().consent_of("orderer")
    assert (word.person, word.manner, word.registered_by) == (room.cast.person("love"), "oral", room.cast.person("hanna"))
    assert "antecknat av" in hanna.get(row.get_absolute_url()).content.decode()


def test_who_agreed_agreed_to_those_words(room: Any) -> None:
    row = ordered(room, **WRITTEN)
    go(room, row, "accept")
    go(room, row, "propose")
    row = MappingAssignment.objects.get()
    sent = {"version": row.version, "when": "today", "dots": 5, "overview": "on", **WRITTEN, "scope": "Bara beslutet"}
    assert room.cast.client("love").post(f"{row.get_absolute_url()}andra/", sent).status_code == 302
    assert not MappingAssignment.objects.get().consents.exists()
    MappingAssignment.objects.get()
    go(room, row, "propose")
    go(room, row, "agree", "alva")
    assert not access.may(room.cast.love, "change", MappingAssignment.objects.get()), "what both agreed to is taken up first"
    go(room, row, "take_up", "love")
    assert access.may(room.cast.love, "change", MappingAssignment.objects.get())
    assert not MappingAssignment.objects.get().agreed


def test_each_verb_is_the_right_ones(room: Any) -> None:
    """R-7, M-KART-10: the facilitator carries it out, the owner receives it."""
    row = agreed(room)
    who = {
        verb: {name for name in EVERYONE if access.may(room.cast.users[name], verb, MappingAssignment.objects.get(pk=row.pk))}
        for verb in ("begin", "report", "close", "send_back", "withdraw", "plan")
    }
    assert who["begin"] == who["report"] == {"hanna"}
    assert who["close"] == who["send_back"] == {"alva"}
    assert who["withdraw"] == who["plan"] == {"alva", "love", "hanna"}
    with pytest.raises(PermissionDenied):
        go(room, row, "begin", "love")
    TrainingRecord.objects.filter(person=room.cast.person("hanna")).first().delete()
    keep_status(room.cast.person("hanna"))
    forget(room.cast.hanna)
    assert not access.may(room.cast.hanna, "begin", MappingAssignment.objects.get(pk=row.pk))


def test_begun_without_agreement_is_told_and_not_stopped(room: Any) -> None:
    """V-55: the bad example, and the good one."""
    row = go(room, ordered(room), "begin")
    found = checks.run(row)
    assert [(one.id, one.severity) for one in found] == [("V-55", "V")]
    other = go(room, agreed(room), "begin")
    assert not checks.run(other)


def test_a_map_that_is_drawn_asks_for_its_assignment(room: Any) -> None:
    """V-55 at the map: no assignment, one that is not agreed, one that both have agreed to."""
    made = room.map()
    said = [one for one in checks.run(line_of(made)) if one.id == "V-55"]
    assert len(said) == 1
    assert "/kartlaggningar/nytt/" in said[0].url
    row = ordered(room, **WRITTEN)
    assert [one.url for one in checks.run(line_of(made)) if one.id == "V-55"] == [row.get_absolute_url()]
    for verb, name in (("accept", "hanna"), ("propose", "hanna"), ("agree", "love")):
        go(room, row, verb, name)
    assert "V-55" not in {one.id for one in checks.run(line_of(made))}
    assert line_of(made).assignment == row, "what is drawn belongs to what is agreed"
    assert "V-55" in {one.id for one in checks.run(line_of(room.map()))} or line_of(room.map()).assignment == row


def test_everybody_in_the_group_confirms_or_the_group_as_a_whole(room: Any) -> None:
    """V-25, M-KART-9."""
    row = agreed(room)
    MappingParticipant.objects.create(assignment=row, person=room.cast.person("maj"), role="handläggare")
    MappingParticipant.objects.create(assignment=row, person=room.cast.person("ali"), role="nämndsekreterare")
    MappingParticipant.objects.create(assignment=row, name="Rita Registrator")
    MappingParticipant.objects.create(assignment=row, person=room.cast.person("moa"), watches=True)
    MappingParticipant.objects.create(assignment=row, person=room.cast.person("hanna"), watches=True)
    made = room.map()
    go(room, line_of(made), "review")
    assert waits(room, "map-word") == {"Medarbetar-Maj", "Admin-Ali", "Ledar-Love"}
    may = {name for name in EVERYONE if access.may(room.cast.users[name], "confirm", line_of(made))}
    assert may == {"maj", "ali", "love"}
    go(room, line_of(made), "confirm", "ali", own=True)
    go(room, line_of(made), "confirm", "maj", own=True)
    stopping = [one.message for one in checks.blocking(line_of(made), "put_in_force")]
    assert len(stopping) == 1
    assert "Rita Registrator" in stopping[0]
    assert "Ali" not in stopping[0]
    love = room.cast.client("love")
    address = f"{line_of(made).get_absolute_url()}gor/confirm/"
    assert "Rita Registrator" in love.get(address).content.decode()
    assert love.post(address, {"whole": "on", "manner": ""}).status_code == 422
    assert love.post(address, {"whole": "on", "manner": "minuted"}).status_code == 302
    assert not checks.blocking(line_of(made), "put_in_force")
    assert waits(room, "map-word") == {"Handledar-Hanna"}, "it can be put in force"
    assert go(room, line_of(made), "put_in_force").state == "in_force"


def test_the_report_begins_with_what_is_known_and_is_received_by_the_owner(room: Any) -> None:
    """M-KART-2 and M-KART-10."""
    Process.objects.filter(pk=room.process.pk).update(
        start_event="Ansökan kommer in", end_event="Beslut är fattat", value="Rättssäkert"
    )
    row = agreed(room)
    row = go(room, row, "begin")
    made = room.map()
    step = line_of(made).elements.exclude(number=None).order_by("number").first()
    ProblemIdea.objects.create(process=room.process, assignment=row, text="Bilagor saknas", element=step, votes=3)
    hanna = room.cast.client("hanna")
    with pytest.raises(states.Refused):
        go(room, row, "report")
    address = f"/kartlaggningsrapporter/nytt/?assignment={row.number}"
    assert address in hanna.get(row.get_absolute_url()).content.decode()
    begun = mapping_words.begun(row)
    assert begun["trigger"] == "Ansökan kommer in"
    assert begun["result"] == "Beslut är fattat\nRättssäkert"
    assert step.name in begun["way"]
    assert "Bilagor saknas" in begun["improvement"]
    assert "Bilagor saknas" in hanna.get(address).content.decode()
    assert room.cast.client("love").get(address).status_code == 403
    sent = {"assignment": row.pk, **begun, "recipients": "", "proposals": "Skicka påminnelse"}
    assert hanna.post("/kartlaggningsrapporter/nytt/", sent).status_code == 302
    with pytest.raises(states.Refused):
        go(room, row, "report")
    MappingReport.objects.update(recipients="Den som söker bygglov")
    row = go(room, row, "report")
    assert (row.state, row.phase) == ("reported", "handover")
    assert waits(room) == {"Ägar-Alva"}
    alva = room.cast.client("alva")
    assert alva.post(f"{row.get_absolute_url()}gor/send_back/", {"reason": "Analysen saknas"}).status_code == 302
    go(room, row, "report")
    row = go(room, row, "close", "alva")
    assert (row.state, row.received_by) == ("closed", room.cast.person("alva"))
    assert not access.may(room.cast.hanna, "change", MappingReport.objects.get())
    assert waits(room) == set()


@pytest.mark.once
def test_both_documents_are_made_of_real_values(room: Any) -> None:
    """T-8 and the report, as Word and as PDF, with the map as a picture."""
    import io

    from docx import Document

    row = go(room, agreed(room), "begin")
    made = room.map()
    MappingParticipant.objects.create(assignment=row, person=room.cast.person("maj"), role="handläggare & <granskare>")
    ProblemIdea.objects.create(process=room.process, assignment=row, text="Bilagor saknas", theme="Ansökan", votes=2)
    report = MappingReport.objects.create(assignment=row, **{**mapping_words.begun(row), "proposals": "Skicka påminnelse"})
    texts = {}
    for key, of in (("mapping_assignment", row), ("mapping_report", report)):
        for kind in ("docx", "pdf"):
            with translation.override("sv"):
                job = Job(user=room.cast.hanna, language="sv")
                reports.run(job, key, of.pk, kind)
            content = job.file.read()
            if kind == "docx":
                document = Document(io.BytesIO(content))
                cells = [cell.text for table in document.tables for one in table.rows for cell in one.cells]
                texts[key] = "\n".join([*(one.text for one in document.paragraphs), *cells])
                assert "⟦" not in texts[key], key
                about = [one._inline.docPr.get("descr") for one in document.inline_shapes]
                assert len(about) == (1 if key == "mapping_report" else 0)
                assert all(made.title in one for one in about), "what the picture shows is told"
            else:
                assert content.startswith(b"%PDF-1.7")
    assert "Inte tillsyn." in texts["mapping_assignment"]
    assert "handläggare & <granskare>" in texts["mapping_assignment"]
    for word in ("Bilagor saknas", made.title, "Skicka påminnelse", "Ansökan"):
        assert word in texts["mapping_report"], word


def test_the_group_and_the_workshops_are_written_in_rows(room: Any) -> None:
    row = ordered(room)
    love = room.cast.client("love")
    sent = {"save": "n1", "n1-person": "Medarbetar-Maj", "n1-role": "handläggare"}
    assert love.post(f"{row.get_absolute_url()}grupp/", sent).status_code == 302
    assert [str(one) for one in row.participants.all()] == ["Medarbetar-Maj"]
    assert love.post(f"{row.get_absolute_url()}grupp/", {"save": "n1", "n1-role": "bara en roll"}).status_code == 422
    sent = {"save": "n1", "n1-date": "2026-12-01", "n1-phase": "overview", "n1-place": "Ån"}
    assert love.post(f"{row.get_absolute_url()}workshoppar/", sent).status_code == 302
    assert "Ån" in love.get(row.get_absolute_url()).content.decode()
    assert room.cast.client("maj").get(f"{row.get_absolute_url()}grupp/").status_code == 403


def test_tasks_are_the_same_by_night(room: Any) -> None:
    ordered(room)
    go(room, line_of(room.map()), "review")
    tasks.refresh_all()
    assert waits(room) == {"Handledar-Hanna"}
    assert waits(room, "map-word") == {"Ledar-Love"}
    assert Line.objects.count() == Map.objects.count() == 1
