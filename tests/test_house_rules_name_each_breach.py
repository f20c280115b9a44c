"""Each rule of tools/house_rules.py lets sound code pass and names the place of a breach."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import house_rules

pytestmark = pytest.mark.once


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "src/processlots/apps/goals/templates/goals").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.setattr(house_rules, "ROOT", tmp_path)
    monkeypatch.setattr(house_rules, "PACKAGE", tmp_path / "src/processlots")
    return tmp_path


def test_a_registry_and_a_path_of_a_machine_are_refused(checkout: Path) -> None:
    (checkout / "notes.md").write_text("See /static/work/ and ../shared/data.\n")
    assert list(house_rules.foreign()) == []
    host, folder = "pypi" + ".org", "/home" + "/maj/"
    (checkout / "notes.md").write_text(f"Fine.\nFrom {host}\nLies in {folder}x\n")
    assert [fault.split(": names")[0] for fault in house_rules.foreign()] == ["notes.md:2", "notes.md:3"]


def test_a_file_named_after_a_layer_is_refused_in_an_app(checkout: Path) -> None:
    app = checkout / "src/processlots/apps/goals"
    (app / "targets.py").write_text("")
    assert list(house_rules.named_after_layers()) == []
    (app / "utils.py").write_text("")
    assert [fault.split(":")[0] for fault in house_rules.named_after_layers()] == ["src/processlots/apps/goals/utils.py"]


@pytest.mark.parametrize("line", ['<p style="color: red">', "<script>go()</script>", '<a onclick="go()">', "<style>p {}</style>"])
def test_inline_style_and_script_are_refused(checkout: Path, line: str) -> None:
    page = checkout / "src/processlots/apps/goals/templates/goals/page.html"
    page.write_text('<script src="/static/processlots.js" defer></script>\n<p class="style" data-one="1">\n')
    assert list(house_rules.inline()) == []
    page.write_text(f"<p>\n{line}\n")
    assert [fault.split(": ")[0] for fault in house_rules.inline()] == ["src/processlots/apps/goals/templates/goals/page.html:2"]


@pytest.mark.parametrize(
    "line", ["Goal.objects.bulk_create(rows)", "Goal.objects.filter(unit=1).update(unit=2)", "goal.rows.all().delete()"]
)
def test_a_silent_bulk_write_is_refused_unless_it_says_why(checkout: Path, line: str) -> None:
    actions = checkout / "src/processlots/apps/goals/actions.py"
    actions.write_text("history.bulk_create(Goal, rows)\nvalues.update({1: 2})\ngoal.delete()\n")
    assert list(house_rules.silent_writes()) == []
    actions.write_text(line + "\n")
    assert [fault.split(": ")[0] for fault in house_rules.silent_writes()] == ["src/processlots/apps/goals/actions.py:1"]
    actions.write_text(f"# silent: an index that is made anew each night\n{line}\n")
    assert list(house_rules.silent_writes()) == []
