"""The editor finds a map or a process to link to, among what the person may see (D-9, V-40)."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps.models import Map
from processlots.apps.processes.models import Process


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
    (told,) = found(what="process", q="bygglov")
    assert told["uid"] == str(room.process.uid)
    assert found(what="map", uid=str(ended.uid)) == found(what="map", uid="x") == found(what="process", q="zzz") == []
    assert hanna.get(address, {"what": "person"}).status_code == 400
    Process.objects.filter(pk=room.process.pk).update(status=Process.Status.DISCOVERED, owner=None, leader=None)
    assert room.cast.client("maj").get(address, {"what": "map"}).status_code in (403, 404)
