"""The house's own rules, which no linter knows: `python tools/house_rules.py` prints each breach and exits 1.

- no tracked file names a package registry's host or a path of somebody's machine;
- no Python file is named after a layer (views.py, utils.py …), apart from the kit's own;
- no template or bundled SVG carries inline style or script, which the content security policy would block;
- no bulk write is silent: rows are written in bulk through `kit.history`, or a comment `# silent: why` says why not.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/processlots"

# Each pattern has a class of one letter, so that this file does not match itself.
FOREIGN = {
    "a registry's host": re.compile(r"registry\.npm[j]s|npm[j]s\.org|pyp[i]\.org|pythonhoste[d]\.org|deb\.debia[n]\.org"),
    "a path of a machine": re.compile(r"(?<![\w.])(/wor[k]/|/roo[t]/|/opt/pyp[i]|/home/(?!processlots)\w+/|/User[s]/\w+/)"),
}
LAYERS = {"views.py", "forms.py", "tables.py", "serializers.py", "utils.py", "helpers.py", "common.py", "misc.py"}
INLINE = re.compile(r"<style[\s>]|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
BULK = {"bulk_create", "bulk_update"}
QUERYSET = {"objects", "filter", "exclude", "all", "at", "visible", "_default_manager"}


def main() -> int:
    faults = [*foreign(), *named_after_layers(), *inline(), *silent_writes()]
    print("\n".join(faults) or "the house rules hold")
    return 1 if faults else 0


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    names = [ROOT / name.decode() for name in listing.stdout.split(b"\0") if name]
    return [path for path in names if path.is_file()]


def foreign() -> Iterator[str]:
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for what, pattern in FOREIGN.items():
                if found := pattern.search(line):
                    yield f"{path.relative_to(ROOT)}:{number}: names {what}: {found.group().strip()}"


def named_after_layers() -> Iterator[str]:
    for path in sorted((PACKAGE / "apps").rglob("*.py")):
        if path.name in LAYERS:
            yield f"{path.relative_to(ROOT)}: named after a layer; name it for what it says (DESIGN 2)"


def inline() -> Iterator[str]:
    for path in sorted([*PACKAGE.glob("**/templates/**/*.html"), *PACKAGE.glob("**/templates/**/*.svg")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if found := INLINE.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: inline style or script: {found.group().strip()}"


def silent_writes() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        # The kit keeps its own books (search index, findings, jobs), which are no one's history.
        if {"tests", "migrations"} & set(path.parts) or path.is_relative_to(PACKAGE / "kit"):
            continue
        text = path.read_text("utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            chain = set(names_in(node.func.value))
            silent = (node.func.attr in BULK and "history" not in chain) or (
                node.func.attr in {"update", "delete"} and chain & QUERYSET
            )
            near = lines[max(0, node.lineno - 2) : (node.end_lineno or node.lineno)]
            if silent and not any("# silent:" in line for line in near):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.attr}() leaves no history; see kit/history.py"


def names_in(expression: ast.expr) -> Iterator[str]:
    """The words of a chain such as Goal.objects.filter(…)."""
    while True:
        if isinstance(expression, ast.Call):
            expression = expression.func
        elif isinstance(expression, ast.Attribute):
            yield expression.attr
            expression = expression.value
        else:
            if isinstance(expression, ast.Name):
                yield expression.id
            return


if __name__ == "__main__":
    sys.exit(main())
