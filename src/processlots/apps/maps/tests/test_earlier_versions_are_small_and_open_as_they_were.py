"""Versions: content-addressed, the newest file in full, earlier ones in packs of twenty, pictures only where looked at."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from processlots.apps.maps import content, keeping, reader, readings
from processlots.apps.maps.models import Reading, Upload, Version
from processlots.apps.maps.tests.growing import grown
from processlots.apps.maps.tests.makers import line_of, save
from processlots.kit import files, packs
from processlots.kit.models.files import Blob, Pack


def on_disk() -> int:
    """Bytes of all files in the data folder."""
    return sum(path.stat().st_size for path in files.folder().rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read aside is read in this process, and what waits for the commit does not wait for the test's end."""
    monkeypatch.setattr(reader, "read_aside", content.answer)
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_more: call())


def test_every_version_opens_with_one_pack_and_the_newest_is_a_file(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packs.EACH == 20
    monkeypatch.setattr(packs, "EACH", 4)
    made = room.map()
    sent = [line_of(made).newest.blob.read(), *itertools.islice(grown(seed=3, steps=8), 6)]
    for data in sent[1:]:
        save(room, made, data)
    line = line_of(made)
    versions = list(line.versions.order_by("number"))
    written = [version.blob.read() for version in versions]
    assert written == sent
    newest = versions[-1].blob
    assert newest.pack_id is None
    assert files.place(newest.sha256).exists()
    assert [(pack.count, pack.number) for pack in Pack.objects.order_by("number")] == [(4, 1), (2, 2)]
    # Everything in the folder: two packs, the newest file, its two pictures; nothing is left of what was before.
    kept = {path for path in files.folder().rglob("*") if path.is_file()}
    reading = Reading.objects.get()
    pictures = {files.place(one.sha256) for one in (reading.svg_sv, reading.svg_en)}
    assert kept == {*map(packs.place, Pack.objects.all()), files.place(newest.sha256), *pictures}
    costs = set()
    for version in Version.objects.filter(line=line).select_related("blob").exclude(pk=versions[-1].pk):
        with CaptureQueriesContext(connection) as asked:
            version.blob.read()
        costs.add(len(asked))
    assert costs == {1}, "one row of its pack, however old"


def test_sixty_elements_and_five_changes_take_some_three_hundred_bytes(room: Any) -> None:
    """The small twin of bench/map_versions.py: 25 MB for 50 maps of 1,000 versions is 524 bytes a version."""
    versions = list(itertools.islice(grown(seed=1, steps=60, changes=5), 21))
    blobs = [files.store(data, "bpmn") for data in versions]
    for blob in blobs[:-1]:
        packs.tuck_away(blob, "maps.line/1")
    newest = len(versions[-1])
    assert on_disk() == newest + packs.size_of("maps.line/1")
    assert packs.size_of("maps.line/1") / 20 < 400
    assert [blob.read() for blob in blobs] == versions


def test_an_earlier_version_is_drawn_when_it_is_opened_and_forgotten_again(room: Any) -> None:
    made = room.map()
    first = line_of(made).newest
    save(room, made, next(grown(seed=2, steps=6)))
    assert not Reading.objects.filter(blob=first.blob).exists()
    page = room.cast.client("ali").get(first.get_absolute_url())
    assert '<svg class="map' in page.content.decode()
    assert Reading.objects.filter(blob=first.blob).exists()
    assert keeping.drop(Reading.objects.all()) == 1
    assert [one.blob for one in Reading.objects.all()] == [line_of(made).newest.blob]


def test_what_is_in_force_keeps_its_picture(room: Any) -> None:
    made = room.map()
    line = line_of(made)
    line.in_force = line.newest
    line.save()
    save(room, made, next(grown(seed=2, steps=6)))
    assert Reading.objects.filter(blob=line.in_force.blob).exists()
    assert Blob.objects.get(pk=line.in_force.blob_id).pack is not None


def test_a_map_taken_back_to_an_earlier_version_is_kept_once(room: Any) -> None:
    made = room.map()
    first = line_of(made).newest
    before = first.blob.read()
    save(room, made, next(grown(seed=2, steps=6)))
    save(room, made, before)
    newest = line_of(made).newest
    assert (newest.number, newest.blob_id) == (3, first.blob_id)
    assert newest.blob.read() == before
    assert not files.place(first.blob.sha256).exists()
    assert Reading.objects.filter(blob=first.blob).exists()
    save(room, made, next(grown(seed=4, steps=6)))
    assert Version.objects.get(pk=newest.pk).blob.read() == before


def test_a_file_that_waits_to_be_saved_keeps_what_was_read(room: Any) -> None:
    made = room.map()
    first = line_of(made).newest
    Upload.objects.create(
        user=room.cast.hanna, process=room.process, title="x", filename="x", state=Upload.State.READY, blob=first.blob
    )
    save(room, made, next(grown(seed=2, steps=6)))
    assert Reading.objects.filter(blob=first.blob).exists()


def test_lost_bytes_stop_nobody_from_saving(room: Any) -> None:
    made = room.map()
    first = line_of(made).newest
    place: Path = files.place(first.blob.sha256)
    place.unlink()
    save(room, made, next(grown(seed=2, steps=6)))
    assert line_of(made).newest.number == 2
    Reading.objects.filter(blob=first.blob).delete()
    assert readings.of(first) is None
    assert room.cast.client("ali").get(first.get_absolute_url()).status_code == 200
