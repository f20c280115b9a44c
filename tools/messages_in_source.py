"""Every text for users in the package's Python files and templates, as (context, msgid) → "file:line"."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

Key = tuple[str | None, str]

# Where the msgid and its context stand among a function's arguments.
FUNCTIONS = {
    name + lazy: place
    for name, place in {"gettext": (0, None), "ngettext": (0, None), "pgettext": (1, 0), "npgettext": (1, 0)}.items()
    for lazy in ("", "_lazy")
} | {"gettext_noop": (0, None)}
TEMPLATE_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


def found_in(package: Path) -> dict[Key, str]:
    """The first place of each message. Tests are not read: they speak to nobody."""
    found: dict[Key, str] = {}
    for path in sorted(package.rglob("*")):
        if "tests" in path.parts or "static" in path.parts:
            continue
        if path.suffix == ".py":
            texts = in_python(path)
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            texts = in_template(path)
        else:
            continue
        for line, key in texts:
            found.setdefault(key, f"{path.relative_to(package.parent.parent)}:{line}")
    return found


def in_python(path: Path) -> Iterator[tuple[int, Key]]:
    tree = ast.parse(path.read_text("utf-8"))
    names: dict[str, tuple[int, int | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: FUNCTIONS[alias.name] for alias in node.names if alias.name in FUNCTIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            place, context = names[node.func.id]
            text = constant(node, place)
            if text:
                yield node.lineno, (None if context is None else constant(node, context), text)


def constant(call: ast.Call, place: int) -> str | None:
    argument = call.args[place] if len(call.args) > place else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def in_template(path: Path) -> Iterator[tuple[int, Key]]:
    code = io.BytesIO(templatize(path.read_text("utf-8"), origin=str(path)).encode())
    for line, function, texts, _ in extract_python(code, list(TEMPLATE_KEYWORDS), [], {"encoding": "utf-8"}):
        words = [texts] if isinstance(texts, str) else [word for word in texts if word]
        if not words:
            continue
        if function in {"pgettext", "npgettext"}:
            yield line, (words[0], words[1])
        else:
            yield line, (None, words[0])
