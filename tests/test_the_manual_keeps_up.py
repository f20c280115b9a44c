"""The manual names every command, every setting and every entry of the menu, in both languages; its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from processlots.cli import COMMANDS
from processlots.kit import shell

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "src/processlots/config"
#: README files list the variables too, and lie beside the manual of their language
FRONT = {"sv": ROOT / "README.sv.md", "en": ROOT / "README.md"}
WRITTEN = [ROOT / "docs/manual/README.md", *FRONT.values(), *sorted((ROOT / "docs/manual").glob("*/*.md"))]

pytestmark = pytest.mark.once


@pytest.fixture(params=["sv", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def manual(language: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs/manual" / language).glob("*.md")))


def settings_read() -> set[str]:
    """The environment variables that config/ reads: `env.text("NAME")` in settings, `text("NAME")` in the readers."""
    calls = re.compile(r"\b(?:text|flag|number|words)\(\s*\"([A-Z][A-Z_]+)\"|environ(?:\.get\(|\[)\s*\"([A-Z][A-Z_]+)\"")
    return {name or other for path in CONFIG.glob("*.py") for name, other in calls.findall(path.read_text("utf-8"))}


def test_the_readers_of_settings_are_found() -> None:
    assert {"PROCESSLOTS_HOME", "DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_HOST", "SMALL_GROUP"} <= settings_read()


def test_every_command_is_named(language: str) -> None:
    text = manual(language)
    missing = [name for name in COMMANDS if not re.search(rf"`(processlots )?{name}\b", text)]
    assert not missing


def test_a_command_that_is_not_built_is_not_promised(language: str) -> None:
    """Each stands on the line that says so, and is explained nowhere else than where its absence is told."""
    unbuilt = {name for name, (module, _purpose) in COMMANDS.items() if module is None}
    said = {"sv": "inte byggda än", "en": "not built yet"}[language]
    [line] = [line for line in manual(language).splitlines() if said in line and line.startswith("|")]
    assert set(re.findall(r"`(?:processlots )?(\w+)`", line)) == unbuilt


def test_every_setting_is_named(language: str) -> None:
    for text in (manual(language), FRONT[language].read_text("utf-8")):
        assert settings_read() == settings_read() & set(re.findall(r"`([A-Z][A-Z_]+)`", text))


def test_every_entry_of_the_menu_is_named(language: str) -> None:
    with translation.override(language):
        entries = [str(label) for _order, label, _url, _also in shell._menu]
    assert len(entries) >= 5
    text = manual(language)
    assert [entry for entry in entries if f"**{entry}**" not in text] == []


def test_both_languages_have_the_same_pages() -> None:
    listed = re.findall(r"\(((?:sv|en)/[\w-]+\.md)\)", (ROOT / "docs/manual/README.md").read_text("utf-8"))
    present = {str(path.relative_to(ROOT / "docs/manual")) for path in (ROOT / "docs/manual").glob("*/*.md")}
    assert set(listed) == present
    assert len([one for one in listed if one.startswith("sv/")]) == len([one for one in listed if one.startswith("en/")])


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = [*re.findall(r"\]\(([^)#\s]+)\)", text), *re.findall(r"src=\"([^\"]+)\"", text)]
    broken = [one for one in targets if not one.startswith("http") and not (path.parent / one).exists()]
    assert not broken
