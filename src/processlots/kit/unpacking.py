"""Opening what strangers sent: zip-based office files and XML, checked before any library reads them.

Free of Django, so that the reader of workbooks can use it in a process of its own. Errors carry a code; the sentence
that a person reads is made where the code is caught.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 100 * MEGABYTE
MAX_PARTS = 2_000
# A worksheet of equal cells packs about 60 times; a bomb a thousand times. Small parts may pack as they like.
MAX_RATIO = 200
RATIO_FROM = 4 * MEGABYTE
CHUNK = 64 * 1024
#: what a process of its own may have: bytes of memory, seconds of the processor
MEMORY, SECONDS = 1024 * MEGABYTE, 20


class Refused(Exception):
    """The content may not be opened. `code` says why; `detail` names the part, the sheet or the value."""

    def __init__(self, code: str, detail: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(code, detail, line, column)
        self.code = code
        self.detail = detail
        self.line = line
        self.column = column


def open_zip(data: bytes | IO[bytes]) -> zipfile.ZipFile:
    """A zip whose directory has been read and found reasonable; nothing has been unpacked yet.

    Python's zipfile never unpacks more of a part than the directory says, so a directory that lies gives a broken
    part and not a flood. Raises Refused: `not-a-zip`, `too-many-parts`, `too-big-unpacked`, `bomb`, `encrypted`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Refused("not-a-zip") from error
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Refused("too-many-parts", str(len(parts)))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("too-big-unpacked")
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refused("encrypted", part.filename)
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Refused("bomb", part.filename)
    return archive


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """Look at the beginning of every XML part; no office program writes a DTD, and entities need one.

    Raises Refused: `dtd`, `broken`.
    """
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            try:
                with archive.open(part) as stream:
                    root_of(stream)
            except Refused as refused:
                raise Refused(refused.code, refused.detail or part.filename) from refused
            except Exception as error:  # a damaged zip raises zlib, struct, EOF and other errors
                raise Refused("broken", part.filename) from error


def root_of(stream: IO[bytes]) -> str:
    """The root element of an XML document as `namespace}name`, read no further than that.

    Raises Refused: `dtd` for a document type declaration, `broken` for what is not XML.
    """
    found: list[str] = []

    class Enough(Exception):
        pass

    def on_doctype(*_: object) -> None:
        raise Refused("dtd")

    def on_element(name: str, _attributes: object) -> None:
        found.append(name)
        raise Enough

    parser = expat.ParserCreate(namespace_separator="}")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_element
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Enough:
        return found[0]
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("broken") from error
    raise Refused("broken")


def answer_for(read: Callable[[bytes], dict[str, Any]]) -> None:
    """Be the process of its own: read standard input under the limits; write what it held, or why not, as JSON."""
    try:
        import resource
    except ImportError:  # not on Windows, where the caller's time limit is what there is
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": [refused.code, refused.detail, refused.line, refused.column]}
    except MemoryError:
        answer = {"refused": ["bomb", "", None, None]}
    except Exception as error:  # noqa: BLE001 - whatever a stranger's file makes the library stumble on
        answer = {"refused": ["broken", type(error).__name__, None, None]}
    json.dump(answer, sys.stdout)
