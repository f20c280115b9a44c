"""Immutable content: the bytes lie in the data folder, the row here."""

from __future__ import annotations

from typing import BinaryIO

from django.db import models

from processlots.kit.models.base import uuid7


class Blob(models.Model):
    """Some bytes, known by their SHA-256; the same bytes are stored once. `type` is a key of `kit.files.KINDS`.

    A blob has no owner and no name: whoever points at it says who may read it and what it is called.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=10)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.type}"

    def open(self) -> BinaryIO:
        """The bytes, to read. Raises FileNotFoundError where the data folder has lost them."""
        from processlots.kit.files import place

        return place(self.sha256).open("rb")

    def read(self) -> bytes:
        """All the bytes."""
        with self.open() as stream:
            return stream.read()
