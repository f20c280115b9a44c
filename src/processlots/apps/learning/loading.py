"""The courses that a new installation begins with, from the library."""

from __future__ import annotations

from pathlib import Path

import yaml

from processlots.apps.learning.models import Course
from processlots.kit.swedish import sort_key

LIBRARY = Path(__file__).resolve().parents[2] / "library" / "learning" / "courses.yaml"


def load() -> int:
    """Make the courses that are missing by name. Returns how many were new."""
    present = set(Course.objects.values_list("sort", flat=True))
    new = [row for row in yaml.safe_load(LIBRARY.read_text("utf-8"))["courses"] if sort_key(row["name"]) not in present]
    for row in new:
        marks = dict.fromkeys(row.get("marks", ()), True)
        Course.objects.create(
            name=row["name"], for_facilitators=row["for_facilitators"], description=row["text"], audience=row.get("audience", ""),
            **marks,
        )  # fmt: skip
    return len(new)
