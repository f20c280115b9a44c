"""The API: a version's file, picture and steps by its uid, and saving the next one on the same terms as the editor."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps import bpmn
from processlots.apps.maps.models import Map, Version
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import line_of


def post(
    room: Any,
    a_map: Map,
    data: bytes,
    match: str | None = "1",
    name: str = "hanna",
    query: str = "",
    media: str = "application/xml",
) -> Any:
    headers = {} if match is None else {"If-Match": match}
    return room.cast.client(name).post(f"/api/v1/maps/{a_map.uid}/versions{query}", data, content_type=media, headers=headers)


def test_the_faces_of_a_version_are_fetched_by_its_uid_with_an_etag(room: Any) -> None:
    version = line_of(room.map()).newest
    browser = room.cast.client("ali")
    for what in ("bpmn", "svg", "text"):
        address = f"/api/v1/map-versions/{version.uid}/{what}"
        answer = browser.get(address)
        assert answer.status_code == 200
        again = browser.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert not again.content


def test_a_new_version_is_saved_and_told_of(room: Any) -> None:
    made = room.map()
    answer = post(room, made, own("all_kinds.bpmn"), query="?comment=Ny%20lag")
    assert answer.status_code == 201
    saved = Version.objects.get(uid=answer.json()["uid"])
    assert answer.headers["Location"] == f"/api/v1/map-versions/{saved.uid}"
    assert (saved.number, saved.comment) == (2, "Ny lag")
    assert bpmn.canonical(saved.blob.read()) == bpmn.canonical(own("all_kinds.bpmn"))


def test_a_map_made_by_the_api_gets_its_first_version_by_it(room: Any) -> None:
    browser = room.cast.client("hanna")
    body = {"process": str(room.process.uid), "title": "Genom gränssnittet", "kind": "detailed"}
    made = browser.post("/api/v1/maps", body, content_type="application/json")
    assert made.status_code == 201
    a_map = Map.objects.get(uid=made.json()["uid"])
    assert post(room, a_map, own("bygglov.bpmn"), "0", query="?when=tomorrow").status_code == 201
    assert line_of(a_map, "tomorrow").newest.number == 1


def test_a_stale_or_missing_if_match_saves_nothing(room: Any) -> None:
    made = room.map()
    assert post(room, made, own("all_kinds.bpmn"), None).status_code == 428
    assert post(room, made, own("all_kinds.bpmn"), "0").status_code == 412
    assert post(room, made, own("all_kinds.bpmn"), "blå").status_code == 412
    assert Version.objects.count() == 1


def test_what_is_no_map_is_refused_with_its_place(room: Any) -> None:
    made = room.map()
    for name in ("broken_reference.bpmn", "entities.bpmn", "not_bpmn.xml"):
        answer = post(room, made, own(name))
        assert answer.status_code == 422
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert "rad" in answer.json()["detail"].lower()
    assert post(room, made, b"").status_code == 400
    assert post(room, made, b"{}", media="application/json").status_code == 415
    assert post(room, made, b"<a>" + b"x" * (6 * 1024 * 1024)).status_code == 413
    assert post(room, made, own("bygglov.bpmn"), query="?when=igår").status_code == 400
    assert Version.objects.count() == 1


def test_the_states_are_walked_by_the_api_too(room: Any) -> None:
    made = room.map()
    line = line_of(made)
    address = f"/api/v1/map-lines/{line.uid}"
    hanna, love = room.cast.client("hanna"), room.cast.client("love")

    def walk(browser: Any, verb: str, body: Any = None) -> Any:
        tag = browser.get(address).headers["ETag"]
        return browser.post(f"{address}/{verb}", body or {}, content_type="application/json", headers={"If-Match": tag})

    assert walk(love, "review").status_code == 403
    assert walk(hanna, "review").status_code == 200
    refused = walk(hanna, "put-in-force")
    assert refused.status_code == 409
    assert refused.json()["invalidParameters"][0]["rule"] == "V-25"
    assert walk(love, "confirm", {"names": "Medarbetar-Maj", "manner": "oral"}).status_code == 200
    assert walk(hanna, "put-in-force").status_code == 200
    assert line_of(made).in_force.number == 1
