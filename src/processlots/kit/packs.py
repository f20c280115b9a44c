"""Earlier contents of what changes often, kept small and each as quick to open as the newest.

The newest content of a series is a file of its own (`kit.files`). When a newer one comes, `tuck_away` moves it into the
series' pack: up to EACH contents one after another, compressed together, so that the first is there in full (the keyframe)
and each later one only as what differs from those before it. To open one is one file and one unpacking, never a chain.

A pack is written anew under a new name, flushed and renamed, before the rows that point at it change in one transaction;
only when that is done are the old pack and the content's own file removed. Whoever reads meanwhile, or after a power cut
in between, finds one or the other; `files.sweep` removes what was left. A pack is an ordinary .xz file: `xz -dc` gives its
contents in order. What a content is stays the same: hash, size and `Blob.read()` know nothing of packs.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from processlots.kit.models.files import Blob, Pack

#: contents in a pack
EACH = 20
#: a pack of larger contents is begun anew before it has EACH, so that opening one stays quick; bytes unpacked
MOST = 4 * 1024 * 1024


class Damaged(FileNotFoundError):
    """A pack does not give the bytes that were put into it: they are lost."""


def folder() -> Path:
    """Where the packs lie."""
    from processlots.kit import files

    return files.folder() / "packs"


def place(pack: Pack) -> Path:
    """The file of a pack as it is now: each time something is put into it, it has a new name."""
    return folder() / pack.uid.hex[-2:] / f"{pack.uid.hex}-{pack.count}.xz"


def tuck_away(blob: Blob, series: str) -> None:
    """Move a content that is no longer the newest of its series into the series' pack.

    `series` names what the contents are versions of, at most 64 signs; the caller holds a lock on it. Nothing happens to a
    content that lies in a pack already. Raises FileNotFoundError where the bytes are lost; then nothing has changed.
    """
    with transaction.atomic():
        blob = Blob.objects.select_for_update().get(pk=blob.pk)
        if blob.pack_id is not None:
            return
        content = blob.read()
        pack = Pack.objects.filter(series=series).order_by("-number").first()
        if pack is None or pack.count >= EACH or pack.length + len(content) > MOST:
            pack = Pack(series=series, number=pack.number + 1 if pack is not None else 1)
        old = place(pack) if pack.pk is not None else None
        before = _unpacked(pack, pack.length) if pack.pk is not None else b""
        offset, pack.length, pack.count = pack.length, pack.length + len(content), pack.count + 1
        pack.size = _write(place(pack), before + content, len(content))
        pack.save()
        # silent: where bytes lie is no change of anything that people know
        Blob.objects.filter(pk=blob.pk).update(pack=pack, offset=offset)
        transaction.on_commit(lambda: _remove(old, blob))


def _write(final: Path, contents: bytes, largest: int) -> int:
    """Compress into a new file; gives its size. A window of a few contents is enough, and asks for little memory."""
    window = max(1 << 16, min(4 * largest, 1 << 22))
    # Hash chains find as much in contents this alike as binary trees do, in a sixth of the time.
    filters: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 6, "mf": lzma.MF_HC4, "dict_size": window}]
    packed = lzma.compress(contents, lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=filters)
    waiting = folder().parent / "waiting"
    for needed in (waiting, final.parent):
        needed.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=waiting, delete=False) as written:
        written.write(packed)
        written.flush()
        os.fsync(written.fileno())
    Path(written.name).replace(final)
    if os.name == "posix":
        descriptor = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return len(packed)


def _remove(old: Path | None, blob: Blob) -> None:
    from processlots.kit import files

    for path in (old, files.place(blob.sha256)):
        if path is not None:
            path.unlink(missing_ok=True)


def read(blob: Blob) -> bytes:
    """The bytes of a content that lies in a pack. Raises FileNotFoundError, Damaged among them."""
    offset = blob.offset or 0
    for attempt in (1, 2, 3):
        pack = Pack.objects.get(pk=blob.pack_id or 0)
        try:
            content = _unpacked(pack, offset + blob.size)[offset:]
            break
        except FileNotFoundError as error:  # somebody wrote the pack anew between the row and the file
            if attempt == 3 or isinstance(error, Damaged):
                raise
    if hashlib.sha256(content).hexdigest() != blob.sha256:
        raise Damaged(f"pack {pack.uid} does not hold {blob.sha256}")
    return content


def _unpacked(pack: Pack, length: int) -> bytes:
    """The first `length` bytes of a pack's contents."""
    packed = place(pack).read_bytes()
    try:
        unpacked = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=64 << 20).decompress(packed, max_length=length)
    except lzma.LZMAError as error:
        raise Damaged(f"pack {pack.uid}: {error}") from error
    if len(unpacked) != length:
        raise Damaged(f"pack {pack.uid} is {len(unpacked)} bytes of {length}")
    return unpacked


def outdated() -> Iterator[Path]:
    """Files of packs that have been written anew since."""
    for path in folder().glob("??/*.xz"):
        uid, _, _count = path.stem.partition("-")
        pack = Pack.objects.filter(uid=uid).first()
        if pack is not None and path != place(pack):
            yield path


def size_of(series: str) -> int:
    """Bytes that the packs of a series take."""
    return sum(Pack.objects.filter(series=series).values_list("size", flat=True))
