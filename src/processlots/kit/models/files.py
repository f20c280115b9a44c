"""Immutable content: the bytes lie in the data folder, the rows here."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.db import models

from processlots.kit.models.base import uuid7


class Pack(models.Model):
    """Earlier contents of one series, compressed together (`kit.packs`). `size` bytes on the disk, `length` unpacked."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    series = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="kit_pack_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class Blob(models.Model):
    """Some bytes, known by their SHA-256; the same bytes are stored once. `type` is a key of `kit.files.KINDS`.

    A blob has no owner and no name: whoever points at it says who may read it and what it is called. Its bytes are a file
    of their own, or lie in a `pack` at `offset`; nobody but `kit.files` and `kit.packs` need know which.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=10)
    created = models.DateTimeField(auto_now_add=True)
    pack = models.ForeignKey(Pack, models.PROTECT, null=True, related_name="blobs")
    offset = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.type}"

    def open(self) -> BinaryIO:
        """The bytes, to read. Raises FileNotFoundError where the data folder has lost them."""
        from processlots.kit import packs
        from processlots.kit.files import place

        if self.pack_id is None:
            try:
                return place(self.sha256).open("rb")
            except FileNotFoundError:  # moved into a pack since this row was fetched, or lost
                self.refresh_from_db(fields=["pack", "offset"])
                if self.pack_id is None:
                    raise
        return io.BytesIO(packs.read(self))

    def read(self) -> bytes:
        """All the bytes."""
        with self.open() as stream:
            return stream.read()
