"""The drawing page asks what the checks say of a drawing that is not saved (V-22, V-24, D-7); V-40 holds there too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from processlots.apps.maps.models import Version
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.kit import checks
from processlots.kit.checks import Setting
from processlots.kit.models.files import Blob


def asked(browser: Any, a_map: Any, body: Any, **more: Any) -> Any:
    sent = body if isinstance(body, str) else json.dumps(body)
    return browser.post(f"{a_map.get_absolute_url()}rita/kontrollera/", sent, content_type="application/json", **more)


def test_findings_have_rule_severity_element_and_sentence_and_nothing_is_saved(room: Any) -> None:
    made = room.map()
    room.process.start_event, room.process.end_event = "Behov av lokal", "Har ett beslut att lita på"
    room.process.save()
    kept = Version.objects.count(), Blob.objects.count()
    xml = own("bygglov.bpmn").decode()
    drawn = xml.replace('name="Granska att den är komplett"', 'name="Granskning"').replace('name="nej"', 'name=""')
    answer = asked(room.cast.client("hanna"), made, {"xml": drawn})
    assert answer.status_code == 200, answer.content
    found = answer.json()["findings"]
    assert {(one["id"], one["code"], one["severity"], one["element"]) for one in found} == {
        ("V-24", "few_exits", "F", "komplett"),
        ("V-24", "no_verb", "V", "granska"),
        ("V-24", "start_differs", "V", ""),
    }
    assert "”Behov av lokal”" in next(one["message"] for one in found if one["code"] == "start_differs")
    english_page = room.cast.client("hanna")
    english_page.cookies["django_language"] = "en"
    english = asked(english_page, made, {"xml": drawn}).json()["findings"]
    assert {one["code"] for one in english} == {one["code"] for one in found}
    assert "Write what decides at each exit" in " ".join(one["message"] for one in english)
    assert (Version.objects.count(), Blob.objects.count()) == kept


def test_a_map_without_faults_has_none(room: Any) -> None:
    made = room.map()
    assert asked(room.cast.client("hanna"), made, {"xml": own("bygglov.bpmn").decode()}).json() == {"findings": []}


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"xml": "<a/>"}, 422, "BPMN"),
        ({"xml": own("duplicate_id.bpmn").decode()}, 422, "rad 7 och rad 8"),
        ({"xml": own("entities.bpmn").decode()}, 422, "DOCTYPE"),
        ({"xml": ""}, 400, "ritsidan"),
        ("[]", 400, "ritsidan"),
        ("{", 400, "ritsidan"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(room: Any, body: Any, status: int, says: str) -> None:
    made = room.map()
    answer = asked(room.cast.client("hanna"), made, body)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_only_facilitators_ask(room: Any) -> None:
    """V-40: a drawing is not checked for one who may not draw."""
    made = room.map()
    answer = asked(room.cast.client("love"), made, {"xml": own("bygglov.bpmn").decode()})
    assert answer.status_code == 403
    assert "Handledar-Hanna" in answer.json()["detail"]
    assert asked(room.cast.client("gro"), made, {"xml": "<a/>"}).status_code in (403, 404)


def test_a_check_that_is_off_or_milder_is_so_for_those_who_draw_and_read(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = room.map("loose_arrow.bpmn")
    body = {"xml": own("loose_arrow.bpmn").decode()}
    for setting, severities in ((Setting(most="V"), ["V"]), (Setting(off=True), [])):
        monkeypatch.setattr(checks, "_settings", [lambda rule, setting=setting: setting if rule == "V-24" else None])
        found = asked(room.cast.client("hanna"), made, body).json()["findings"]
        assert [one["severity"] for one in found if one["id"] == "V-24"] == severities
        page = room.cast.client("ali").get(made.get_absolute_url()).content.decode()
        assert ("(V-24)" in page) == bool(severities)
