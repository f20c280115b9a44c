"""The word lists are a municipality's to edit: well-formed as delivered, and a slip is answered with file and line."""

import shutil

import pytest

from processlots.apps.processes.naming import judge
from processlots.apps.processes.naming import lexicon as lists

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(lists.LISTS, tmp_path / "naming", ignore=shutil.ignore_patterns(lists.GENERATED))


def words_of(path):
    return [line.split(" =")[0] for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] not in "#["]


@pytest.mark.parametrize("name", ["verbs", "homographs", "nouns", "functions", "actions", "heads", "settles_verb"])
def test_no_list_has_a_word_twice(name):
    words = [word if name == "actions" else word.split()[0] for word in words_of(lists.LISTS / f"{name}.txt")]
    assert sorted(words) == sorted(set(words))


def test_the_seed_alone_is_a_working_list(folder):
    seed = lists.load(folder)
    assert len(seed.verbs) >= 350
    assert all(form.endswith("r") for form in seed.present)
    assert not seed.verbs & {word.lstrip("-") for word in words_of(folder / "nouns.txt")}


def test_every_hand_listed_action_leads_to_a_known_verb(folder):
    known = lists.load(folder)
    for noun, action in [*known.actions.items(), *known.alone.items()]:
        if action is not None:
            assert known.kind(action.verb.split()[0]) in {lists.Kind.VERB, lists.Kind.HOMOGRAPH}, noun


def test_an_added_line_counts(folder, monkeypatch):
    assert judge("Lägerskolning av klass 4").proposal is None
    for file, line in (("verbs.txt", "ronda"), ("actions.txt", "lägerskolning = ordna lägerskola | för")):
        with (folder / file).open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")
    edited = lists.load(folder)
    monkeypatch.setattr(lists, "_standard", lambda: edited)
    assert judge("Ronda lekplatser").verdict == "ok"
    assert judge("Rondar lekplatser").proposal == "Ronda lekplatser"
    assert judge("Lägerskolning av klass 4").proposal == "Ordna lägerskola för klass 4"


def test_a_line_without_its_sign_is_named(folder):
    with (folder / "actions.txt").open("a", encoding="utf-8") as out:
        out.write("lägerskola ordna\n")
    with pytest.raises(ValueError, match=r"actions\.txt.*lägerskola ordna"):
        lists.load(folder)
