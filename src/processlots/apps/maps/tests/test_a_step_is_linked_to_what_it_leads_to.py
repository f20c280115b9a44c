"""What the editor asks about an element: what it can lead to, among what the person may see (D-9, V-40), what is said of it."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps.models import Map, MapElement
from processlots.apps.processes.models import Process
from processlots.kit import comments


def test_maps_and_processes_are_found_by_words_and_by_uid(room: Any) -> None:
    made = room.map()
    other = Map.objects.create(process=room.process, title="Granska ritningar")
    ended = Map.objects.create(process=room.process, title="Granska gamla", ended_on="2020-01-01")
    hanna = room.cast.client("hanna")
    address = f"{made.get_absolute_url()}rita/lankar/"

    def found(**asked: str) -> list[dict[str, str]]:
        return hanna.get(address, asked).json()["results"]

    assert [one["uid"] for one in found(what="map", q="gransk")] == [str(other.uid)]
    assert [one["uid"] for one in found(what="map")] == [str(other.uid)], "neither itself nor what has ended"
    (told,) = found(what="map", uid=str(other.uid))
    assert (told["value"], told["url"]) == (f"Granska ritningar ({other.label})", other.get_absolute_url())
    assert found(what="map", q=told["value"]) == [told], "what was chosen in the list is found again by what the field says"
    (told,) = found(what="process", q="bygglov")
    assert told["uid"] == str(room.process.uid)
    assert found(what="map", uid=str(ended.uid)) == found(what="map", uid="x") == found(what="process", q="zzz") == []
    assert hanna.get(address, {"what": "person"}).status_code == 400
    Process.objects.filter(pk=room.process.pk).update(status=Process.Status.DISCOVERED, owner=None, leader=None)
    assert room.cast.client("maj").get(address, {"what": "map"}).status_code in (403, 404)


def test_what_is_said_of_a_step_stands_beside_the_drawing(room: Any) -> None:
    made = room.map()
    address = f"{made.get_absolute_url()}rita/element/"
    hanna = room.cast.client("hanna")
    assert hanna.get(address).json() == {"open": {}}
    step = MapElement.objects.get(line__map=made, element_id="granska")
    comments.write(room.cast.users["maj"], step, "Vi granskar <b>två</b> gånger, @Handledar-Hanna.")
    assert hanna.get(address).json() == {"open": {"granska": 1}}
    told = hanna.get(address, {"id": "granska"}).json()
    assert told["url"] == step.get_absolute_url()
    assert "&lt;b&gt;två&lt;/b&gt;" in told["html"]
    assert f"/kommentarer/pa/kartelement/{step.pk}/" in told["html"]
    for unknown in ("nothing", "x" * 300, "\x00"):
        assert hanna.get(address, {"id": unknown}).status_code == 204
    assert hanna.get(f"{address}?visar=tomorrow").json() == {"open": {}}
    assert room.cast.client("maj").get(address).status_code == 403
