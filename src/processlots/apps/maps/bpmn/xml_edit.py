"""Changing the kept tree by hand: put in, take out, number to text, without disturbing the white space around."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .names import PREFIXES, tag

INDENT = "  "
_PREFIX_OF = {uri: prefix for prefix, uri in PREFIXES.items()}


def make(parent: Any, namespace: str, name: str) -> Any:
    """A new element, not yet placed, that uses the parent's prefix for its namespace where it has one."""
    nsmap = None if namespace in parent.nsmap.values() else {_PREFIX_OF.get(namespace, "x"): namespace}
    return etree.Element(tag(namespace, name), nsmap=nsmap)


def add(parent: Any, namespace: str, name: str, index: int | None = None) -> Any:
    """A new element inside `parent`, last or at `index`."""
    node = make(parent, namespace, name)
    put(parent, node, index)
    return node


def put(parent: Any, node: Any, index: int | None = None) -> None:
    """Place an element, last or at `index`, indented as its siblings are."""
    last = next(parent.iterchildren(reversed=True), None)
    blank = not (parent.text or "").strip()
    if last is None:
        depth = sum(1 for _ in parent.iterancestors())
        node.tail = "\n" + INDENT * depth
        if blank:
            parent.text = "\n" + INDENT * (depth + 1)
        parent.append(node)
    elif index is None or index >= len(parent):
        node.tail = last.tail
        if blank:
            last.tail = parent.text
        parent.append(node)
    else:
        put_before(parent[index], node)


def put_before(sibling: Any, node: Any) -> None:
    """Place an element before another, indented like it."""
    before, parent = sibling.getprevious(), sibling.getparent()
    indent = parent.text if before is None else before.tail
    node.tail = indent if not (indent or "").strip() else None
    sibling.addprevious(node)


def take_out(node: Any) -> None:
    """Remove an element; what stood after it stays where it was."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.getnext() is None:
        # The closing tag keeps its place.
        if before is not None:
            before.tail = node.tail
        else:
            parent.text = None if not (node.tail or "").strip() else node.tail
    parent.remove(node)


def set_attribute(node: Any, name: str, value: str) -> None:
    """An attribute; "" takes it away."""
    if value:
        node.set(name, value)
    elif name in node.attrib:
        del node.attrib[name]


def text_of(number: float) -> str:
    """100.0 → "100", 82.5 → "82.5"; exact, and never with an exponent."""
    text = repr(float(number))
    if "e" in text:
        text = f"{number:.9f}".rstrip("0")
    return text.removesuffix(".0").removesuffix(".")
