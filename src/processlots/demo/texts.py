"""Reads the demo's texts: YAML files in `data/`, each a list or a mapping."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLACE = Path(__file__).resolve().parent / "data"
MAPS = Path(__file__).resolve().parent / "maps"


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.yaml`; not to be changed by whoever reads it."""
    return yaml.load((PLACE / f"{name}.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def processes() -> list[dict[str, Any]]:
    """Every process of the demo, in the order in which they get their numbers."""
    return [row for path in sorted(PLACE.glob("processes_*.yaml")) for row in read(path.stem)]


def followed() -> dict[str, dict[str, Any]]:
    """Process name → its measures, goals, needs and activities."""
    return {row["process"]: row for path in sorted(PLACE.glob("followup_*.yaml")) for row in read(path.stem)}
