"""A content keeps its hash, size and bytes wherever it lies; breaking off at any point loses nothing (kit.packs)."""

from __future__ import annotations

import hashlib
import lzma
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import RequestFactory

from processlots.kit import files, packs
from processlots.kit.models.files import Blob, Pack
from processlots.kit.models.jobs import Job

pytestmark = pytest.mark.django_db
SERIES = "test/1"


@pytest.fixture(autouse=True)
def _own_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here writes files; what waits for the commit does not wait for the test's end."""
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_more: call())


def stored(number: int) -> Blob:
    return files.store(f"rad;nummer\n{'samma;0' * 500}\n{number};{number}\n".encode(), "csv")


def series(count: int, name: str = SERIES) -> list[Blob]:
    blobs = [stored(number) for number in range(count)]
    for blob in blobs[:-1]:
        packs.tuck_away(blob, name)
    return [Blob.objects.get(pk=blob.pk) for blob in blobs]


def test_twenty_lie_together_and_the_next_begins_anew() -> None:
    blobs = series(23)
    assert [blob.pack.number if blob.pack else None for blob in blobs] == [1] * 20 + [2] * 2 + [None]
    assert [(pack.count, place.exists()) for pack in Pack.objects.all() for place in [packs.place(pack)]] == [
        (20, True),
        (2, True),
    ]
    for number, blob in enumerate(blobs):
        assert hashlib.sha256(blob.read()).hexdigest() == blob.sha256
        assert blob.read().endswith(f"{number};{number}\n".encode())
        assert len(blob.read()) == blob.size
    whole = sum(blob.size for blob in blobs[:20])
    assert packs.place(Pack.objects.get(number=1)).stat().st_size < whole / 100


def test_a_pack_is_an_ordinary_xz_file_with_the_contents_in_order() -> None:
    blobs = series(4)
    with lzma.open(packs.place(Pack.objects.get())) as opened:
        assert opened.read() == b"".join(blob.read() for blob in blobs[:3])


def test_large_contents_begin_a_new_pack_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "MOST", 10_000)
    assert [pack.count for pack in (series(6), Pack.objects.order_by("number"))[1]] == [2, 2, 1]


def test_a_row_that_was_fetched_before_finds_the_bytes_afterwards() -> None:
    first, second = stored(1), stored(2)
    seen_before, bytes_before = Blob.objects.get(pk=first.pk), first.read()
    packs.tuck_away(first, SERIES)
    assert seen_before.pack_id is None
    assert seen_before.read() == bytes_before
    seen_in_pack = Blob.objects.get(pk=first.pk)
    packs.tuck_away(second, SERIES)  # the pack has another name now
    assert seen_in_pack.read() == bytes_before


def test_breaking_off_before_the_commit_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = series(3)
    before = {blob.pk: blob.read() for blob in blobs}

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(Pack, "save", broken)
        with pytest.raises(RuntimeError):
            packs.tuck_away(blobs[2], SERIES)
    assert {blob.pk: Blob.objects.get(pk=blob.pk).read() for blob in blobs} == before
    packs.tuck_away(blobs[2], SERIES)
    assert {blob.pk: Blob.objects.get(pk=blob.pk).read() for blob in blobs} == before


def test_breaking_off_after_the_commit_leaves_files_that_are_swept_up_later(monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = series(2)
    old = packs.place(Pack.objects.get())
    own = files.place(blobs[1].sha256)
    with monkeypatch.context() as patched:
        patched.setattr(packs, "_remove", lambda *_: None)
        packs.tuck_away(blobs[1], SERIES)
    unknown = files.place("ab" * 32)
    unknown.parent.mkdir(parents=True, exist_ok=True)
    unknown.write_bytes(b"of another database")
    assert old.exists()
    assert own.exists()
    assert files.sweep() == 0, "not before a day has gone"
    for path in (old, own, unknown):
        os.utime(path, (0, 0))
    assert files.sweep() == 2
    assert not old.exists()
    assert not own.exists()
    assert unknown.exists()
    assert [Blob.objects.get(pk=blob.pk).read() for blob in blobs] == [stored(0).read(), stored(1).read()]


def test_the_same_bytes_again_are_found_in_the_pack() -> None:
    blobs = series(3)
    again = stored(0)
    assert again.pk == blobs[0].pk
    assert not files.place(again.sha256).exists()
    packs.tuck_away(again, "test/2")
    assert Pack.objects.count() == 1


def test_lost_and_damaged_packs_are_told_as_lost_bytes() -> None:
    blobs = series(3)
    pack = packs.place(Pack.objects.get())
    whole = pack.read_bytes()
    for bad in (whole[:-40], whole[:60] + b"\0\0\0\0" + whole[64:], b""):
        pack.write_bytes(bad)
        with pytest.raises(FileNotFoundError):
            blobs[1].read()
        assert files.serve(RequestFactory().get("/"), blobs[1], "a").status_code == 404
    pack.unlink()
    assert files.serve(RequestFactory().get("/"), blobs[1], "a").status_code == 404


def test_what_can_be_made_again_is_forgotten_with_its_file_unless_needed() -> None:
    blob, needed = stored(1), stored(2)
    place = files.place(blob.sha256)
    Job.objects.create(name="kit.clean", file=needed)
    assert files.forget(blob) is True
    assert not place.exists()
    assert files.forget(needed) is False
    assert needed.read()
