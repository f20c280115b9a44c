"""BPMN files for the tests: our own, one per situation, and the shared corpus where it lies beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

OWN = Path(__file__).parent / "bpmn_files"
SHARED = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "bpmn"

#: our files that a map can be made of
READABLE = [
    "all_kinds.bpmn",
    "bygglov.bpmn",
    "latin1.bpmn",
    "left_behind.bpmn",
    "loose_arrow.bpmn",
    "no_drawing.bpmn",
    "other_tools.bpmn",
]


def own(name: str) -> bytes:
    return (OWN / name).read_bytes()


def files() -> list[object]:
    """Every file to read, as parameters: our own, then the corpus; one skipped entry where there is none."""
    found: list[object] = [pytest.param(OWN / name, id=name) for name in READABLE]
    shared = sorted(SHARED.rglob("*.bpmn"))
    if not shared:
        missing = pytest.mark.skip(reason="../shared/data/bpmn is not beside the repository")
        return [*found, pytest.param(SHARED, id="shared", marks=missing)]
    return [*found, *(pytest.param(path, id=str(path.relative_to(SHARED))) for path in shared)]


def files_mostly_once() -> list[object]:
    """Every file, one in fifteen on both databases: what differs between files is how they are read, not what is stored."""
    marked: list[object] = []
    for number, one in enumerate(files()):
        assert isinstance(one, type(pytest.param()))
        again = number % 15 == 0
        marked.append(one if again else pytest.param(*one.values, id=one.id, marks=[*one.marks, pytest.mark.once]))
    return marked
