"""Bytes → XML tree, with hostile files in mind: no entities, no network, bounded size, depth and count.

The tree is built while the file is fed in pieces, so that a file past a limit is dropped before it fills the memory.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .errors import BpmnError


@dataclass(frozen=True)
class Limits:
    """What a file may be. Sizes in bytes; `nodes` and `attributes` count XML elements and attributes."""

    size: int = 20 * 1024 * 1024
    depth: int = 100
    nodes: int = 200_000
    attributes: int = 500_000


CHUNK = 64 * 1024
ENCODINGS = re.compile(
    r"utf-?8|utf-?16([bl]e)?|us-ascii|ascii|iso-8859-\d+|latin-?\d+|windows-125\d|cp125\d|macintosh", re.IGNORECASE
)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
# Everything that may stand before the root: declaration, comments, instructions, white space.
PROLOG = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def parse(data: bytes, limits: Limits | None = None) -> Any:
    """The file's ElementTree. BpmnError for what is too large, too deep, has a DTD, or is not XML."""
    limits = limits or Limits()
    if len(data) > limits.size:
        raise too_big(len(data), limits)
    data, encoding = _as_utf8(data)
    if not data.strip():
        raise BpmnError("empty")
    prolog = PROLOG.match(data)
    if prolog and data[prolog.end() : prolog.end() + 9].upper() == b"<!DOCTYPE":
        raise BpmnError("doctype", line=data.count(b"\n", 0, prolog.end()) + 1)
    if data.count(b"=") > limits.attributes:
        raise BpmnError("too_many_attributes", limit=limits.attributes)
    return _feed(data, encoding, limits)


def too_big(size: int, limits: Limits) -> BpmnError:
    """The refusal of a file of `size` bytes; for callers that can ask for the size before reading."""
    return BpmnError("too_big", size=_megabytes(size), limit=_megabytes(limits.size))


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}" if size >= 1024 * 1024 else f"{size / 1024 / 1024:.2f}"


def _as_utf8(data: bytes) -> tuple[bytes, str | None]:
    """UTF-16 becomes UTF-8, so that one look at the prolog is enough; other encodings libxml2 reads by itself."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name), "utf-8"
    if data[:4] in (b"<\0?\0", b"\0<\0?"):
        return _decoded(data, "utf-16-le" if data[0] else "utf-16-be"), "utf-8"
    declared = DECLARED.match(data[:200])
    if declared and not ENCODINGS.fullmatch(declared.group(1).decode("ascii", "replace")):
        raise BpmnError("encoding", encoding=declared.group(1).decode("ascii", "replace")[:40], line=1)
    return data, None


def _decoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        raise BpmnError("encoding", encoding=encoding) from error


def _feed(data: bytes, encoding: str | None, limits: Limits) -> Any:
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding=encoding,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        strip_cdata=False,
        remove_comments=False,
        remove_pis=False,
    )
    depth = nodes = 0
    last = None
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
            for event, node in parser.read_events():
                if event == "end":
                    depth -= 1
                    continue
                depth, nodes, last = depth + 1, nodes + 1, node
                if depth > limits.depth:
                    raise at("too_deep", node, limit=limits.depth)
                if nodes > limits.nodes:
                    raise at("too_many", node, limit=limits.nodes)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        # libxml2 has a depth of its own, which a file may reach within one piece.
        if "Excessive depth" in str(error):
            deep = _deepest(parser, limits.depth) if last is None else last
            if deep is not None:
                raise at("too_deep", deep, limit=limits.depth) from None
            raise BpmnError("too_deep", limit=limits.depth, line=error.lineno) from None
        raise BpmnError("not_xml", line=error.lineno, reason=_reason(error)) from None
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None:
        raise BpmnError("doctype", line=1)
    return tree


def _deepest(parser: Any, depth: int) -> Any:
    """The element at `depth` in what a stopped parser has read so far, for the message; None where it kept nothing."""
    node = None
    try:
        for event, candidate in parser.read_events():
            if event == "start":
                node, depth = candidate, depth - 1
                if depth <= 0:
                    break
    except etree.XMLSyntaxError:
        pass
    return node


def _reason(error: etree.XMLSyntaxError) -> str:
    # The parser's own words, without the place, which stands in the message already.
    return re.sub(r",? ?\(?(<string>, )?line \d+.*$", "", str(error.msg or "")).strip()[:120] or "XML"


def at(code: str, node: Any, **params: Any) -> BpmnError:
    """The error with the place of an XML element: its name, id, name attribute and line."""
    kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
    name = " ".join((node.get("name") or "").split())[:80]
    return BpmnError(code, element_id=node.get("id") or "", type=kind, name=name, line=node.sourceline, **params)
