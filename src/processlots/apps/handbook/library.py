"""What the product ships for the handbook: YAML files in `library/handbook/`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LIBRARY = Path(__file__).resolve().parents[2] / "library" / "handbook"


@cache
def read(name: str) -> dict[str, Any]:
    """One file, by its name without ending."""
    return yaml.safe_load((LIBRARY / f"{name}.yaml").read_text("utf-8")) or {}


@cache
def entries() -> dict[str, dict[str, str]]:
    """Every term and guidance: identity → kind, title_sv, title_en, text_sv, text_en, synonyms_sv, synonyms_en, see_also."""
    found = {}
    for path in sorted(LIBRARY.glob("*.yaml")):
        told = read(path.stem)
        if "kind" not in told:
            continue
        for identity, row in told["entries"].items():
            texts = {name: str(row.get(name, "")).strip() for name in ("text_sv", "text_en")}
            more = {name: str(row.get(name, "")) for name in ("synonyms_sv", "synonyms_en", "see_also")}
            found[identity] = {"kind": told["kind"], "title_sv": row["sv"], "title_en": row["en"], **texts, **more}
    return found


@cache
def handbooks() -> dict[str, dict[str, Any]]:
    """The three handbooks: identity → title_sv, title_en, about_sv, about_en, audience, network_sv, chapters (a file's name)."""
    return read("handbooks")["handbooks"]


@cache
def chapters(handbook: str) -> dict[str, dict[str, Any]]:
    """The shipped chapters of a handbook, in order: identity → title_sv … text_en, step, terms, methods."""
    name = handbooks().get(handbook, {}).get("chapters")
    if not name:
        return {}
    made = {}
    for position, (identity, row) in enumerate(read(name)["chapters"].items(), 1):
        texts = {
            "title_sv": row["sv"], "title_en": row.get("en", ""), "intro_sv": row.get("intro_sv", ""),
            "intro_en": row.get("intro_en", ""), "text_sv": row.get("text_sv", ""), "text_en": row.get("text_en", ""),
        }  # fmt: skip
        about = {"step": row.get("step"), "terms": row.get("terms", []), "methods": row.get("methods", [])}
        made[identity] = {"position": position, "texts": {key: text.strip() for key, text in texts.items()}, **about}
    return made


@cache
def models() -> dict[str, dict[str, Any]]:
    """The register of models, methods and tools: identity → its fields (MOD-4, MOD-5)."""
    return read("register")["register"]


@cache
def terms_of_fields() -> dict[str, str]:
    """Model and field ("processes.process.recipients") → the identity of the term that explains it."""
    return {f"{model}.{field}": term for model, fields in read("fields")["terms"].items() for field, term in fields.items()}


@cache
def said_by_themselves() -> tuple[frozenset[str], frozenset[str]]:
    """Fields that need no term: by bare name wherever they stand, and by model and field."""
    told = read("fields")
    return frozenset(told["everywhere"]), frozenset(told["nowhere"])


@cache
def checks() -> dict[str, dict[str, str]]:
    """What each check looks for: id → sv, en."""
    return read("checks")["checks"]
