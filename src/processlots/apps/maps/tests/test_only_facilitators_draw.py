"""Only trained facilitators draw, whichever way in: page, upload, API, job (V-40). The others are told whom to ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.learning.actions import keep_status
from processlots.apps.learning.models import TrainingRecord
from processlots.apps.maps import access as maps_access
from processlots.apps.maps import uploading
from processlots.apps.maps.models import Line, Map, Upload, Version
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import drawn, line_of, sent
from processlots.apps.organisation.standing import forget
from processlots.kit import access, jobs
from processlots.kit.models.jobs import Job

EVERYONE = ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro")
UNTRAINED = tuple(name for name in EVERYONE if name != "hanna")
SENTENCE = "Bara utbildade processhandledare ritar kartor. Fråga Handledar-Hanna."


def who_may(cast: Any, verb: str, row: Any) -> set[str]:
    return {name for name in EVERYONE if access.may(cast.users[name], verb, row)}


def test_drawing_adding_and_putting_in_force_is_the_facilitators(room: Any) -> None:
    made = room.map()
    for verb in ("add", "change", "draw", "end"):
        assert who_may(room.cast, verb, made) == {"hanna"}, verb
    for verb in ("review", "put_in_force", "archive"):
        assert who_may(room.cast, verb, line_of(made)) == {"hanna"}, verb


def test_confirming_is_the_teams_and_the_leaders_never_the_drawers(room: Any) -> None:
    assert who_may(room.cast, "confirm", line_of(room.map())) == {"maj", "love"}


def test_everyone_who_sees_the_process_reads_the_map(room: Any) -> None:
    assert who_may(room.cast, "view", room.map()) == set(EVERYONE) - {"gro"}


@pytest.mark.parametrize("name", UNTRAINED)
@pytest.mark.parametrize(
    "address", ["/kartor/nytt/", "/kartor/ladda-upp/", "{map}rita/", "{map}rita/karta.bpmn", "{map}ladda-upp/"]
)
def test_the_pages_that_draw_are_closed_to_the_untrained(room: Any, name: str, address: str) -> None:
    answer = room.cast.client(name).get(address.format(map=room.map().get_absolute_url()))
    assert answer.status_code in ((403, 404) if name == "gro" else (403,))
    if name != "gro":
        text = answer.json()["detail"] if "json" in answer.headers["Content-Type"] else answer.content.decode()
        assert "Handledar-Hanna" in text


def test_the_refusal_is_the_sentence_of_the_look(room: Any) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert maps_access.not_trained() == "Only trained facilitators draw maps. Ask Handledar-Hanna."


@pytest.mark.parametrize("name", UNTRAINED)
def test_nothing_is_saved_by_form_editor_upload_or_api(room: Any, name: str) -> None:
    made = room.map()
    browser = room.cast.client(name)
    before = (Map.objects.count(), Line.objects.count(), Version.objects.count(), Upload.objects.count())
    data = own("bygglov.bpmn")
    refused = {403, 404}
    assert (
        browser.post("/kartor/nytt/", {"process": f"P-{room.process.number}", "title": "Ny", "kind": "detailed"}).status_code
        in refused
    )
    assert (
        browser.post("/kartor/ladda-upp/", {"file": sent(data), "process": "x", "when": "today", "kind": "detailed"}).status_code
        in refused
    )
    assert browser.post(f"{made.get_absolute_url()}ladda-upp/", {"file": sent(data), "when": "today"}).status_code in refused
    assert drawn(browser, made, data, 1).status_code in refused
    answer = browser.post(f"/api/v1/maps/{made.uid}/versions", data, content_type="application/xml", headers={"If-Match": "1"})
    assert answer.status_code in refused
    body = {"process": str(room.process.uid), "title": "Ny", "kind": "detailed"}
    assert browser.post("/api/v1/maps", body, content_type="application/json").status_code == 403
    assert (Map.objects.count(), Line.objects.count(), Version.objects.count(), Upload.objects.count()) == before


def test_a_job_of_one_whose_training_was_taken_away_saves_nothing(room: Any) -> None:
    job = uploading.send(room.cast.hanna, sent(own("bygglov.bpmn")), process=room.process, when="today")
    TrainingRecord.objects.filter(person=room.cast.person("hanna")).first().delete()
    keep_status(room.cast.person("hanna"))
    jobs.drain()
    job = Job.objects.get(pk=job.pk)
    assert job.state == Job.State.FAILED
    assert Upload.objects.get().state == Upload.State.READING
    forget(room.cast.hanna)
    with pytest.raises(PermissionDenied):
        uploading.take(Upload.objects.get(), room.cast.hanna)
    assert Map.objects.count() == 0


def test_where_nobody_is_trained_the_sentence_still_stands(cast: Any) -> None:
    from django.utils import translation

    TrainingRecord.objects.all().delete()
    keep_status(cast.person("hanna"))
    with translation.override("en"):
        assert maps_access.not_trained() == "Only trained facilitators draw maps."


def test_a_process_that_one_does_not_see_has_no_maps(room: Any) -> None:
    from processlots.apps.processes.models import Process

    made = room.map()
    Process.objects.filter(pk=room.process.pk).update(status=Process.Status.DISCOVERED, owner=None, leader=None)
    version = line_of(made).newest
    element = version.line.elements.exclude(name="").first()
    browser = room.cast.client("ali")
    for address in (
        made.get_absolute_url(),
        version.get_absolute_url(),
        line_of(made).get_absolute_url(),
        element.get_absolute_url(),
        f"{version.get_absolute_url()}karta.bpmn",
        f"/api/v1/maps/{made.uid}",
        f"/api/v1/map-versions/{version.uid}/svg",
        f"/api/v1/map-elements/{element.uid}",
    ):
        assert browser.get(address).status_code == 404, address
    for address in ("/kartor/", "/api/v1/maps", "/kartelement/", "/api/v1/map-elements", f"/sok/?q={element.name}"):
        text = browser.get(address).content.decode()
        assert made.get_absolute_url() not in text, address
        assert element.get_absolute_url() not in text, address
        assert str(element.uid) not in text, address
    assert made.get_absolute_url() in room.cast.client("hanna").get(f"/sok/?q={element.name}").content.decode()
