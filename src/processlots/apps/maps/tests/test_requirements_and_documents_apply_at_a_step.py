"""A requirement, or a document, of the process applies at steps of its maps, and is read at both ends (C-25, D-4, D-9)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.maps.models import MapElement
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import save
from processlots.apps.processes.models import Attachment, Process, Requirement
from processlots.kit import access, history
from processlots.kit.models.links import Link

LAW = "Beslut inom tio veckor"
ROUTINE = "Rutin för granskning"


@pytest.fixture
def step(room: Any) -> MapElement:
    made = MapElement.objects.get(line__map=room.map(), element_id="granska")
    Requirement.objects.create(process=room.process, text=LAW, kind="legal", critical=True)
    Attachment.objects.create(process=room.process, title=ROUTINE, link="https://modellby.example/rutin")
    return made


def chosen() -> dict[str, Any]:
    return {"requirements": [Requirement.objects.get().pk], "documents": [Attachment.objects.get().pk]}


def test_d_4_what_is_linked_is_read_at_both_ends(room: Any, step: MapElement) -> None:
    hanna, maj = room.cast.client("hanna"), room.cast.client("maj")
    address = f"{step.get_absolute_url()}koppla/"
    assert LAW not in maj.get(step.get_absolute_url()).content.decode()
    assert LAW in hanna.get(address).content.decode()
    assert hanna.post(address, chosen()).status_code == 302
    page = maj.get(step.get_absolute_url()).content.decode()
    assert LAW in page
    assert ROUTINE in page
    for row in (Requirement.objects.get(), Attachment.objects.get()):
        assert step.get_absolute_url() in maj.get(row.get_absolute_url()).content.decode()
    assert "Ändrade vad som gäller vid" in str(history.entries_of(step)[0].act)
    beside = hanna.get(f"{step.line.map.get_absolute_url()}rita/element/", {"id": "granska", "parts": "1"}).json()["html"]
    assert LAW in beside
    assert ROUTINE in beside
    assert hanna.post(address, {}).status_code == 302
    assert not Link.objects.exists()


def test_links_stay_with_the_step_in_the_next_version(room: Any, step: MapElement) -> None:
    room.cast.client("love").post(f"{step.get_absolute_url()}koppla/", chosen())
    save(room, step.line.map, own("bygglov.bpmn").replace(b"Granska att den", b"Granska noga att den"))
    assert LAW in room.cast.client("maj").get(step.get_absolute_url()).content.decode()


def test_those_who_draw_or_write_the_specification_link(room: Any, step: MapElement) -> None:
    may = {name for name in room.cast.users if access.may(room.cast.users[name], "link", step)}
    assert {"hanna", "love"} <= may
    assert not {"maj", "gro", "ali"} & may
    for name in ("maj", "gro"):
        answer = room.cast.client(name).post(f"{step.get_absolute_url()}koppla/", chosen())
        assert answer.status_code in (403, 404)
    assert not Link.objects.exists()


@pytest.mark.parametrize("sent", [{"requirements": ["x"]}, {"documents": ["999999999999999999999"]}, {"requirements": ["0"]}])
def test_what_is_not_the_process_is_refused(room: Any, step: MapElement, sent: dict[str, Any]) -> None:
    assert room.cast.client("hanna").post(f"{step.get_absolute_url()}koppla/", sent).status_code == 422
    other = Process.objects.create(name="Pröva annat", unit=room.cast.unit)
    foreign = Requirement.objects.create(process=other, text="Främmande")
    answer = room.cast.client("hanna").post(f"{step.get_absolute_url()}koppla/", {"requirements": [foreign.pk]})
    assert answer.status_code == 422
    assert not Link.objects.exists()
