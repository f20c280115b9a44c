"""`processlots name [TEXT … | -] [--format text|json]`: the naming standard for scripts and pasted lists (DESIGN 7).

Exit code 0: no name is wrong; 1: at least one is; 2: no names given, or the input is too large.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from processlots.apps.processes.naming import judge_all
from processlots.apps.processes.naming.text import printable

HELP = "judge process names by the naming standard"
MOST_BYTES = 16 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="TEXT", help="names to judge; - reads one name a line from standard input")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="text (default) or json")


def run(args: argparse.Namespace) -> int:
    given: list[str] = args.names
    if not given:
        return _refuse('No name given. Write names as arguments, or "-" to read one a line from standard input.')
    if "-" in given and len(given) > 1:
        return _refuse('Write either names or "-", not both.')
    if given == ["-"]:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            return _refuse(f"Standard input is over {MOST_BYTES // 1024 // 1024} MB. Send the names in parts.")
        # Only line feeds part names; an empty line is no name.
        names = [line.rstrip("\r") for line in _decoded(data).split("\n") if line.strip()]
    else:
        names = [_decoded(os.fsencode(name)) if _has_raw_bytes(name) else name for name in given]
    verdicts = judge_all(names)
    if args.format == "json":
        # A terminal that cannot show å still gets valid JSON.
        ascii_only = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
        text = json.dumps([verdict.as_json() for verdict in verdicts], ensure_ascii=ascii_only, indent=2)
        # Half a character, which JSON can carry and a terminal cannot, is written as JSON escapes it.
        _write(text.encode("utf-8", "backslashreplace").decode())
    else:
        _write("\n".join(f"{printable(verdict.name) or '(tomt)'}: {verdict.sentence()}" for verdict in verdicts))
    return 1 if any(verdict.verdict == "wrong" for verdict in verdicts) else 0


def _write(text: str) -> None:
    if text:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        print(text.encode(encoding, "replace").decode(encoding))


def _has_raw_bytes(name: str) -> bool:
    """An argument that was not UTF-8 comes in with its bytes as surrogates."""
    return any("\udc80" <= sign <= "\udcff" for sign in name)


def _decoded(data: bytes) -> str:
    """Text in UTF-8, with or without a mark in front; UTF-16 where a mark says so; else Latin-1, with a word on it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        print(f"Line {line} is not UTF-8. The input was read as Latin-1 (Windows-1252).", file=sys.stderr)
    # Windows-1252 has five holes; Latin-1 has none.
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
