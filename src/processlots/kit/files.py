"""Content-addressed files: bytes in the data folder, a row in the database, served as attachments.

A file is written under a temporary name, flushed to the disk and renamed, before its row is made: a row always has
its bytes; bytes without a row are harmless. What a file is, its first bytes say, never its name.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import IntegrityError, models, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from processlots.kit import unpacking
from processlots.kit.models.files import Blob

MEGABYTE = unpacking.MEGABYTE
MAX_SIZE = 10 * MEGABYTE
# No request carries more file content than this; see CappedUpload.
MAX_REQUEST = 25 * MEGABYTE
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL}definitions"


class BadFile(Exception):
    """A file that cannot be taken in: a sentence for people, and where it applies the line and column in the file."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Kind:
    """A kind of file: how it is served, and how its bytes are known."""

    media: str
    name: str
    holds: Callable[[BinaryIO], bool]


def _begins(*marks: bytes) -> Callable[[BinaryIO], bool]:
    return lambda stream: stream.read(16).startswith(marks)


def _office(part: str) -> Callable[[BinaryIO], bool]:
    def holds(stream: BinaryIO) -> bool:
        with unpacking.open_zip(stream) as archive:
            if part not in archive.namelist():
                return False
            unpacking.refuse_entities(archive)
            return True

    return holds


def _xml(*roots: str) -> Callable[[BinaryIO], bool]:
    return lambda stream: unpacking.root_of(stream) in roots


def _text(stream: BinaryIO) -> bool:
    # Zip, PDF, old Office, PNG, JPEG and GIF are not text, whatever bytes they hold.
    return not stream.read(8).startswith((b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))


_WORD = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "docx": Kind(f"{_WORD}wordprocessingml.document", "Word (.docx)", _office("word/document.xml")),
    "xlsx": Kind(f"{_WORD}spreadsheetml.sheet", "Excel (.xlsx)", _office("xl/workbook.xml")),
    "pdf": Kind("application/pdf", "PDF", _begins(b"%PDF-")),
    "bpmn": Kind("application/xml", "BPMN 2.0", _xml(BPMN)),
    "png": Kind("image/png", "PNG", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", "JPEG", _begins(b"\xff\xd8\xff")),
    "svg": Kind("image/svg+xml", "SVG", _xml("http://www.w3.org/2000/svg}svg", "svg")),
    "csv": Kind("text/csv; charset=utf-8", "CSV", _text),
    "json": Kind("application/json", "JSON", _begins(b"{", b"[")),
    "txt": Kind("text/plain; charset=utf-8", "text", _text),
}


def folder() -> Path:
    """Where the bytes lie."""
    return Path(settings.PROCESSLOTS_HOME) / "blobs"


def place(sha256: str) -> Path:
    """The file of a hash."""
    return folder() / sha256[:2] / sha256[2:4] / sha256


def store(content: bytes | BinaryIO, type: str, max_size: int | None = None) -> Blob:
    """Keep some bytes and give their row. The same bytes are kept once, under the type they first came with.

    `content`: bytes or a file open for reading, read in pieces. `type`: a key of KINDS, which the bytes must bear out.
    Raises BadFile: empty, over `max_size` bytes (10 MB), another type than said, a zip bomb, XML with entities.
    """
    limit = MAX_SIZE if max_size is None else max_size
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    waiting = folder() / "waiting"
    waiting.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=waiting, delete=False) as written:
        temporary = Path(written.name)
        try:
            digest, size = _copy(stream, written, limit)
            _demand_kind(written.file, type)
            written.flush()
            os.fsync(written.fileno())
            _settle(temporary, place(digest))
        finally:
            temporary.unlink(missing_ok=True)
    row = _row(digest, size, type)
    if row.pack_id is not None:  # known, and kept elsewhere (kit.packs)
        place(digest).unlink(missing_ok=True)
    return row


def _copy(stream: BinaryIO, target: Any, limit: int) -> tuple[str, int]:
    hashed, size = hashlib.sha256(), 0
    while chunk := stream.read(unpacking.CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_big(limit)
        hashed.update(chunk)
        target.write(chunk)
    if not size:
        raise BadFile(_("The file is empty. Choose another file."))
    return hashed.hexdigest(), size


def _demand_kind(stream: Any, type: str) -> None:
    kind = KINDS[type]
    stream.seek(0)
    try:
        if kind.holds(stream):
            return
    except unpacking.Refused as refused:
        if refused.code not in {"not-a-zip", "broken"}:
            raise BadFile(reason(refused)) from refused
    raise BadFile(_("The file is not %(kind)s, whatever its name says. Choose another file.") % {"kind": kind.name})


def _settle(temporary: Path, final: Path) -> None:
    """Give the file its name; the rename is what makes it be there."""
    final.parent.mkdir(parents=True, exist_ok=True)
    if not final.exists():
        temporary.replace(final)
        if os.name == "posix":
            descriptor = os.open(final.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def sweep(older_than: float = 24 * 3600) -> int:
    """Remove what was left when something broke off, `older_than` seconds old; gives how many files.

    Uploads that never got their name, files of contents that lie in a pack, and packs that have been written anew. A file
    that no row knows of is left alone: it may belong to another database.
    """
    from processlots.kit import packs

    moved = Blob.objects.exclude(pack=None).values_list("sha256", flat=True)
    left = [*(folder() / "waiting").glob("*"), *map(place, moved.iterator()), *packs.outdated()]
    old = [path for path in left if path.exists() and time.time() - path.stat().st_mtime > older_than]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget(blob: Blob) -> bool:
    """Take away a content that can be made again, unless something points at it; gives whether it is gone.

    Not for what people have sent or written: the same bytes may be stored anew at this very moment.
    """
    try:
        with transaction.atomic():
            blob.delete()
    except models.ProtectedError:
        return False
    transaction.on_commit(lambda: _unlink(blob.sha256))
    return True


def _unlink(sha256: str) -> None:
    if not Blob.objects.filter(sha256=sha256).exists():
        place(sha256).unlink(missing_ok=True)


def _row(digest: str, size: int, type: str) -> Blob:
    known = Blob.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return Blob.objects.create(sha256=digest, size=size, type=type)
    except IntegrityError:  # somebody stored the same bytes at the same time
        return Blob.objects.get(sha256=digest)


def reason(refused: unpacking.Refused) -> str:
    """The sentence for a refusal while unpacking."""
    if refused.code in {"bomb", "too-big-unpacked", "too-many-parts"}:
        said = _(
            "The file becomes too big when it is unpacked: over %(limit)d MB, or hundreds of times its size. Nothing was read."
        )
        return said % {"limit": unpacking.MAX_UNPACKED // MEGABYTE}
    if refused.code == "dtd":
        return _(
            "The file has a document type declaration (DTD), which we do not read. Save it anew from the program it came from."
        )
    if refused.code == "encrypted":
        return _("The file is locked with a password. Remove the password and try again.")
    return _("The file is damaged and cannot be read. Save it again and try once more.")


def too_big(limit: int) -> BadFile:
    """The refusal of a file over `limit` bytes."""
    said = _("The file is bigger than %(limit)d MB. Divide it, or remove what is not needed.")
    return BadFile(said % {"limit": max(1, limit // MEGABYTE)})


def uploaded(request: HttpRequest, field: str, max_size: int = MAX_SIZE) -> Any:
    """The uploaded file of a form field. Raises BadFile where there is none, or it is too big or empty."""
    found = request.FILES.get(field)
    if getattr(request, "upload_over_limit", False):
        raise too_big(min(max_size, MAX_REQUEST))
    if found is None:
        raise BadFile(_("No file is chosen. Choose a file first."))
    if (found.size or 0) > max_size:
        raise too_big(max_size)
    if not found.size:
        raise BadFile(_("The file is empty. Choose another file."))
    return found


class CappedUpload(FileUploadHandler):
    """Comes first among FILE_UPLOAD_HANDLERS: a request with too much in it is read past, and none of it is kept."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        self.over = content_length > MAX_REQUEST
        if self.over and self.request is not None:
            self.request.upload_over_limit = True  # type: ignore[attr-defined]  # what the views ask for

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.over:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def serve(request: HttpRequest, blob: Blob, filename: str) -> HttpResponseBase:
    """The bytes as an attachment that no browser runs. The caller has asked Access about what points at the blob."""
    try:
        stream = blob.open()
    except FileNotFoundError:
        said = _("The file is missing in the data folder. Tell your administrator.")
        return HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    name = safe_name(filename, blob.type)
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=KINDS[blob.type].media)
    response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private"
    return response


def safe_name(filename: str, type: str) -> str:
    """A name to save under: no path, no control characters, and the ending of what the bytes are."""
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = re.sub(r"[^\w.()-]+", "_", stem).strip("._")
    return f"{stem[:100] or 'file'}.{type}"
