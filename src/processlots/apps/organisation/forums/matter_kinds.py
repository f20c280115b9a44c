"""The kinds of matter that a new installation begins with, from the library (S6-6, V-52)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from processlots.apps.organisation.models import MatterKind

LIBRARY = Path(__file__).resolve().parents[3] / "library" / "organisation" / "matter_kinds.yaml"


def library() -> dict[str, dict[str, Any]]:
    """Identity → sv, en, level."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(LIBRARY.read_text("utf-8"))["kinds"]
    return found


def load() -> int:
    """Make the kinds that are missing by identity; what the model manager has changed stays. Returns how many were new."""
    present = set(MatterKind.objects.values_list("key_word", flat=True))
    new = {key: row for key, row in library().items() if key not in present}
    for key, row in new.items():
        MatterKind.objects.create(key_word=key, name_sv=row["sv"], name_en=row["en"], level=row["level"])
    return len(new)
