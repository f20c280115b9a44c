"""tools/make_verb_list.py: infinitives out of a dictionary with affix flags, homographs marked, nothing fetched here."""

import importlib.util
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TOOL = Path(__file__).resolve().parents[5] / "tools/make_verb_list.py"
# Our own words in the dictionary's form: word/affix flags.
DICTIONARY = """9
hantera/ABmNPTY
kartlägga/R
faktura/AEG
filma/AEGmNP
säkra/ADmNPY
säkra/X
mottaga/mN
Stockholma/m
bo/m
"""


@pytest.fixture(scope="module")
def tool():
    if not TOOL.is_file():
        pytest.skip("tools/ is only in a checkout")
    spec = importlib.util.spec_from_file_location("make_verb_list", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_verbs_are_told_from_nouns_and_homographs_marked(tool):
    lemmas = {"säkra": "säker", "kartlägger": "kartlägga", "hantera": "hantera"}
    flags = tool.read_dictionary(DICTIONARY)
    assert tool.infinitives(flags, lemmas.get) == {"hantera": "", "kartlägga": "", "filma": "?noun", "säkra": "?"}
    assert tool.infinitives(flags, None) == {"hantera": "", "filma": "?noun", "säkra": ""}


def test_the_file_is_what_the_library_reads(tool, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tool, "simplemma_lemma", lambda: None)
    (tmp_path / "index.dic").write_text(DICTIONARY, "utf-8")
    out = tmp_path / "made/verbs.generated.txt"
    assert tool.main(["--dictionary", str(tmp_path / "index.dic"), "--out", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines()
    assert [line for line in lines if line[0] != "#"] == ["filma ?noun", "hantera", "säkra"]
    assert "Lesser General Public License" in lines[1]
    assert "3 infinitives, 1 of them homographs" in capsys.readouterr().out


def test_a_missing_dictionary_is_said_with_the_way_out(tool, tmp_path, capsys):
    assert tool.main(["--dictionary", str(tmp_path / "none.dic"), "--out", str(tmp_path / "x.txt")]) == 2
    assert "--dictionary" in capsys.readouterr().err
    assert not (tmp_path / "x.txt").exists()
