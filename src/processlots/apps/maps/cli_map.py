"""`processlots map`: read a BPMN map and write it as BPMN, SVG, PNG, PDF, text or JSON, check it, or compare two. Needs
neither Django nor a database. Exit code 0 = done, 1 = findings, 2 = bad input or not built yet, with one line on stderr.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.diff import diff, to_lines
from processlots.apps.maps.bpmn.diff import to_json as diff_json
from processlots.apps.maps.bpmn.parse import too_big
from processlots.apps.processes.naming import is_doing

HELP = "read, draw and check process maps"
BUILT = ("bpmn", "svg", "png", "pdf", "text", "json")
LATER = ("outline",)
#: Input that DESIGN 7 promises and that is not read yet.
NOT_READ = {".vsdx", ".vsd", ".txt", ".md", ".outline"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `processlots map`."""
    parser.description = "Read a process map (BPMN 2.0) and write it in another form, check it, or tell what differs between two."
    parser.add_argument(
        "words", nargs="+", metavar="FILE", help="FILE | check FILE | diff A B; write ./check for a file of that name"
    )
    parser.add_argument("--to", choices=[*BUILT, *LATER], help="what to write")
    parser.add_argument("-o", "--out", metavar="OUT", help="where to write it; standard output without")
    parser.add_argument("--layout", action="store_true", help="place the steps anew, from left to right")
    parser.add_argument("--diagram", type=int, metavar="N", help="only this drawing, where the file has several (svg, png, pdf)")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="of findings (check) and differences (diff)")
    parser.add_argument("--paper", choices=["a4", "a3"], default="a4", help="of a PDF; a large map is divided over sheets")
    parser.add_argument("--kind", choices=["overview", "detailed"], help="what the map is meant to be (check)")
    parser.add_argument("--language", choices=["sv", "en"], default="sv", help="of sentences and of what goes wrong")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; returns the exit code."""
    words: list[str] = args.words
    verb = words[0] if words[0] in ("check", "diff") else ""
    try:
        if verb == "diff":
            return _diff(words[1:], args)
        if verb == "check":
            return _check(words[1:], args)
        return _convert(words, args)
    except bpmn.BpmnError as error:
        return _refuse(error.message(args.language))


def _convert(words: list[str], args: argparse.Namespace) -> int:
    if len(words) != 1:
        return _refuse("map: one FILE at a time. See processlots map --help")
    if args.to is None:
        return _refuse(f"map: say what to write with --to {'|'.join((*BUILT, *LATER))}")
    if args.to in LATER:
        return _refuse(f"map --to {args.to}: not built yet")
    a_map = _read(words[0])
    if a_map is None:
        return 2
    if args.layout:
        a_map.diagrams = [bpmn.lay_out(a_map)]
    if args.to in ("png", "pdf"):
        return _set(a_map, args, Path(words[0]))
    return _write(_form(a_map, args), args.out)


def _set(a_map: bpmn.Map, args: argparse.Namespace, path: Path) -> int:
    """PNG or PDF, by typst. The document's instant is the file's own, so that the same file gives the same bytes."""
    from processlots.apps.maps import content, sheets
    from processlots.kit.typesetting import NotMade

    svg = bpmn.to_svg(a_map, language=args.language, diagram=args.diagram - 1 if args.diagram else None)
    try:
        if args.to == "png":
            return _write(sheets.png(svg), args.out)
        saved = datetime.datetime.fromtimestamp(int(path.stat().st_mtime), datetime.UTC)
        head = {"title": " ".join(a_map.name.split()) or path.stem}
        steps = content.steps(a_map, args.language)
        return _write(sheets.pdf(svg, steps, args.language, head, saved, args.paper), args.out)
    except NotMade as error:
        return _refuse(f"map --to {args.to}: {error}")


def _form(a_map: bpmn.Map, args: argparse.Namespace) -> bytes:
    if args.to == "bpmn":
        return bpmn.save(a_map)
    if args.to == "svg":
        return (bpmn.to_svg(a_map, language=args.language, diagram=args.diagram - 1 if args.diagram else None) + "\n").encode()
    if args.to == "text":
        return bpmn.to_text(a_map, args.language).encode()
    return _json(bpmn.to_json(a_map, args.language))


def _check(words: list[str], args: argparse.Namespace) -> int:
    if len(words) != 1:
        return _refuse("map check: one FILE at a time. See processlots map --help")
    a_map = _read(words[0])
    if a_map is None:
        return 2
    findings = bpmn.check(a_map, args.kind, bpmn.Known(is_doing=is_doing))
    if args.format == "json":
        rows = [
            {"id": f.id, "severity": f.severity, "element": f.element, "message": f.message(args.language), "code": f.code}
            for f in findings
        ]
        written = _write(_json(rows), args.out)
    else:
        lines = [f"{f.id} {f.severity} {f.message(args.language)}" + (f" [{f.element}]" if f.element else "") for f in findings]
        nothing = "Inget att anmärka på." if args.language == "sv" else "Nothing to remark on."
        written = _write(("\n".join(lines or [nothing]) + "\n").encode(), args.out)
    return written or (1 if findings else 0)


def _diff(words: list[str], args: argparse.Namespace) -> int:
    """Exit code 0 where the two say the same, 1 where they differ, if only in the drawing."""
    if len(words) != 2:
        return _refuse("map diff: two files, the older first. See processlots map --help")
    maps = []
    for name in words:
        try:
            a_map = _read(name)
        except bpmn.BpmnError as error:
            # Which of the two; a file that is not there names itself.
            told = error.message(args.language)
            return _refuse(told if error.code in ("no_file", "unreadable") else f"{name}: {told}")
        if a_map is None:
            return 2
        maps.append(a_map)
    found = diff(*maps)
    if args.format == "json":
        written = _write(_json(diff_json(found, args.language)), args.out)
    else:
        written = _write(("\n".join(to_lines(found, args.language)) + "\n").encode(), args.out)
    return written or (0 if found.same else 1)


def _read(name: str) -> bpmn.Map | None:
    """The map in a file; None, and a line on stderr, for what is promised but not built."""
    path = Path(name)
    if path.suffix.lower() in NOT_READ:
        _refuse(f"map: reading {path.suffix.lower()} is not built yet. Export the map as BPMN 2.0")
        return None
    limits = bpmn.Limits()
    try:
        size = path.stat().st_size
        if size > limits.size:
            raise too_big(size, limits)
        with path.open("rb") as file:
            data = file.read(limits.size + 1)
    except FileNotFoundError:
        raise bpmn.BpmnError("no_file", path=name) from None
    except OSError as error:
        raise bpmn.BpmnError("unreadable", path=name, reason=error.strerror or "") from None
    if data.startswith(b"PK\x03\x04"):
        _refuse("map: reading Visio files is not built yet. Export the map as BPMN 2.0")
        return None
    return bpmn.read(data, limits)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(data: bytes, out: str | None) -> int:
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    try:
        Path(out).write_bytes(data)
    except OSError as error:
        return _refuse(f"map: cannot write {out}: {error.strerror}")
    return 0


def _refuse(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return 2
