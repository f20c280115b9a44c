"""What differs, in sentences that a manager reads (point 5: "compared with the living state in words")."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from processlots.apps.followup.models import Goal
from processlots.apps.maps.bpmn import Map as BpmnMap
from processlots.apps.maps.bpmn import read, save
from processlots.apps.maps.models import MapElement
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import Room, line_of
from processlots.apps.maps.tests.makers import save as save_version
from processlots.apps.processes.models import Process, Recipient
from processlots.apps.processes.release import comparing, content, standing
from processlots.apps.processes.tests.makers import give_role
from processlots.apps.processes.tests.release.makers import in_force, make_full, release

pytestmark = pytest.mark.once  # what is compared are two files


@pytest.fixture
def process(cast: Any, request: pytest.FixtureRequest) -> Process:
    return make_full(cast, maps=int("a_map" in request.node.name), goals=1, documents=1)


def sentences(process: Process, language: str = "sv") -> list[str]:
    """What has changed since the newest version."""
    row = Process.objects.get(pk=process.pk)
    made = standing.newest(row)
    assert made is not None
    with translation.override(language):
        found = comparing.compare(standing.read(made), standing.now(row))
        return [change.sentence for one in found if not one.context for change in one.changes]


def test_nothing_has_changed_at_once(process: Process, cast: Any) -> None:
    release(process, cast)
    assert sentences(process) == []


def test_a_purpose_that_is_written_anew(process: Process, cast: Any) -> None:
    release(process, cast)
    process.purpose = "Bygga rätt."
    process.save()
    assert sentences(process) == [
        "Syftet är ändrat: Den som äger mark ska kunna förändra den utan att skada platsen. → Bygga rätt."
    ]
    assert sentences(process, "en")[0].startswith("The purpose is changed: ")


def test_an_owner_who_is_another(process: Process, cast: Any) -> None:
    release(process, cast)
    process.appointments.filter(role="owner").update(
        valid_to=datetime.date(2026, 1, 1), valid_from=datetime.date(2026, 1, 1), state="ended"
    )
    give_role(Process.objects.get(pk=process.pk), cast.person("charlie"))
    said = sentences(process)
    assert "Processägare: Ägar-Alva → Chef-Charlie" in said


def test_goals_that_are_new_gone_and_changed(process: Process, cast: Any) -> None:
    release(process, cast)
    Goal.objects.create(process=process, statement="Färre överklaganden", state="approved")
    goal = process.goals.order_by("pk").first()
    assert goal is not None
    goal.target, goal.due = Decimal(35), datetime.date(2027, 6, 30)
    goal.save()
    said = sentences(process)
    assert "Målet ”Färre överklaganden” är nytt" in said
    assert "”Väntan 1 är högst 42 dagar”, målvärdet är ändrat: högst 42 dagar → högst 35 dagar" in said
    assert "”Väntan 1 är högst 42 dagar”, datumet är ändrat: 31 december 2026 → 30 juni 2027" in said
    release(process, cast)
    goal.end("Nått")
    assert "Målet ”Väntan 1 är högst 42 dagar” är borta" in sentences(process)


def test_recipients_documents_and_team_members_by_name(process: Process, cast: Any) -> None:
    release(process, cast)
    process.recipients.add(Recipient.objects.create(name="Grannar"))
    process.attachments.get().end("Ersatt")
    give_role(process, cast.person("hanna"), "team")
    said = sentences(process)
    assert "Mottagaren Grannar är ny" in said
    assert "Dokumentet Rutin 01 är borta" in said
    assert "Team: Handledar-Hanna är nytt" in said


def _without(a_map: BpmnMap, name: str) -> tuple[BpmnMap, str]:
    from processlots.apps.maps.bpmn import remove

    found = next(one for one in a_map.elements.values() if one.name == name)
    remove(a_map, found.id)
    return a_map, found.id


def test_a_map_by_what_is_added_removed_and_renamed_in_it(process: Process, cast: Any) -> None:
    release(process, cast)
    room = Room(cast, process)
    drawn = process.maps.get()
    text = own("bygglov.bpmn").decode().replace("Registrera ärendet", "Diarieföra ärendet")
    version = save_version(room, drawn, text.encode())
    assert version.number == 2
    assert sentences(process) == [], "a version that is not in force changes nothing that was decided"
    in_force(line_of(drawn))
    assert sentences(process) == [
        "Pröva ansökan 1: ”Registrera ärendet” har fått ett nytt namn: Registrera ärendet → Diarieföra ärendet",
        "Pröva ansökan 1: det som skiljer i kartan, med ord och i bilden",
    ]
    a_map, _gone = _without(read(text.encode()), "Meddela beslutet")
    save_version(room, drawn, save(a_map))
    in_force(line_of(drawn))
    assert "Pröva ansökan 1: ”Meddela beslutet” är borta ur kartan" in sentences(process)
    assert MapElement.objects.filter(line__map=drawn, name="Meddela beslutet").exists()


def test_between_two_versions_and_as_json(process: Process, cast: Any) -> None:
    first = release(process, cast)
    process.effects = "Färre överklaganden"
    process.save()
    second = release(process, cast, valid_from=datetime.date(2026, 4, 1))
    process.effects = "Något som ingen har beslutat"
    process.save()
    found = cast.client("maj").get(f"/api/v1/releases/{first.uid}/comparison", {"with": str(second.uid)}).json()
    assert found["changed"] is True
    assert [one["section"] for one in found["sections"] if not one["context"]] == ["specification"]
    change = found["sections"][0]["changes"][0]
    assert change["sentence"] == "De långsiktiga effekterna är ändrade: inget → Färre överklaganden"
    assert (change["kind"], change["old"], change["new"]) == ("changed", "", "Färre överklaganden")
    now = cast.client("maj").get(f"/api/v1/releases/{second.uid}/comparison").json()
    assert now["sections"][0]["changes"][0]["new"] == "Något som ingen har beslutat"
    bad = cast.client("maj").get(f"/api/v1/releases/{first.uid}/comparison", {"with": "hej"})
    assert bad.status_code == 400


def test_the_page_lets_one_choose_and_reads_them_in_order(process: Process, cast: Any) -> None:
    release(process, cast)
    process.effects = "Färre överklaganden"
    process.save()
    release(process, cast, valid_from=datetime.date(2026, 4, 1))
    base = f"{process.get_absolute_url()}versioner/skillnad/"
    for query in ("?fran=1&till=2", "?fran=2&till=1"):
        text = cast.client("maj").get(base + query).content.decode()
        assert "Vad som skiljer version 1 och 2" in text
        assert "inget → Färre överklaganden" in text
    assert "Inget skiljer" in cast.client("maj").get(f"{base}?fran=2&till=nu").content.decode()
    for query in ("?fran=99&till=hej", "?fran=" + "9" * 30):
        assert cast.client("maj").get(base + query).status_code == 200


def test_long_texts_stand_beside_each_other(process: Process, cast: Any) -> None:
    release(process, cast)
    process.purpose = "Ett syfte som är så långt att ingen vill läsa det i en mening. " * 4
    process.save()
    assert sentences(process) == ["Syftet är ändrat"]
    text = cast.client("maj").get(f"{process.get_absolute_url()}versioner/skillnad/").content.decode()
    assert "<del>" in text
    assert "<ins>" in text


def test_a_section_that_the_product_did_not_have_then_is_said_to_be_so() -> None:
    """A newer product freezes more; that is no change of the process told row by row."""
    title = {"sv": "Tjänster", "en": "Services"}
    thing = {"kind": "service", "id": "1", "name": "Bygglov", "facts": []}
    new = {"sections": [{"key": "services", "version": 1, "title": title, "facts": [], "things": [thing]}]}
    with translation.override("sv"):
        found = comparing.compare({"sections": []}, new)
        assert [change.sentence for change in found[0].changes] == ["Den tidigare versionen har inte det här avsnittet."]
        found = comparing.compare(new, {"sections": []})
        assert [change.sentence for change in found[0].changes] == ["Den senare har inte det här avsnittet."]


def test_a_kind_that_nobody_knows_any_more_is_still_told() -> None:
    title = {"sv": "Annat", "en": "Other"}

    def one(things: list[Any]) -> dict[str, Any]:
        return {"sections": [{"key": "other", "version": 1, "title": title, "facts": [], "things": things}]}

    gone = {"kind": "forgotten", "id": "1", "name": "Något", "facts": []}
    with translation.override("sv"):
        found = comparing.compare(one([gone]), one([]))
        assert found[0].changes[0].sentence == "”Något” är borta"


def test_templates_are_context_and_no_change_of_the_process(process: Process, cast: Any) -> None:
    release(process, cast)
    parts = content.sections(process)
    made_with = next(one for one in parts if one["key"] == "made_with")
    before = content.fingerprint(parts)
    made_with["facts"][0]["value"] = "9.9.9"
    assert content.fingerprint(parts) == before
