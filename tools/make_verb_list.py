"""Make `library/naming/verbs.generated.txt`, the Swedish infinitives behind the naming standard (model.md D.1).

    python tools/make_verb_list.py [--dictionary index.dic] [--out FILE]

Sources: the npm package `dictionary-sv` (LGPL-3; from node_modules, else fetched with `npm pack`) and, where it is
installed, the Python package `simplemma` (MIT), which tells adjectives from verbs and knows verbs the dictionary lists as
nouns only. The result is a derivative of the dictionary: it is made where it is used and never committed. Without it the
hand-written list answers alone, and more first words are "unsure".

One word a line; "word ?" is an adjective too, "word ?noun" a noun too: with these we ask the writer.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "src/processlots/library/naming"
PACKAGE = "dictionary-sv@4.0.0"
# Affix flags of the dictionary: tenses and passives of verbs; plurals of nouns in -a.
VERB_FLAGS, NOUN_FLAGS = frozenset("jmKLMN"), frozenset("EGH")
# Older forms, participles and slang compounds that no process is named by.
UNWANTED_ENDINGS = (
    *("taga", "bliva", "draga", "giva", "gjorda", "satta", "lagda", "historia"),
    *("fnissa", "flabba", "shoppa", "slappa"),
)
UNWANTED_STARTS = ("opp", "tok", "små", "hån", "travhopp", "bitch")
HEADER = f"""# Made by tools/make_verb_list.py from the npm package {PACKAGE} and simplemma; do not edit, do not commit.
# Derived from the Swedish dictionary of Göran Andersson, GNU Lesser General Public License version 3.
"""

Lemma = Callable[[str], str | None]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dictionary", type=Path, help="index.dic of dictionary-sv; else node_modules, else npm pack")
    parser.add_argument("--out", type=Path, default=LISTS / "verbs.generated.txt")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        dictionary = options.dictionary or installed() or fetched(Path(folder))
        if dictionary is None or not dictionary.is_file():
            print(
                f"No Swedish dictionary. Put {PACKAGE} into node_modules (npm ci), or give --dictionary index.dic. "
                "The hand-written verb list works without it.",
                file=sys.stderr,
            )
            return 2
        flags = read_dictionary(dictionary.read_text("utf-8"))
    lemma = simplemma_lemma()
    if lemma is None:
        print("simplemma is not installed: adjectives are told from verbs by the dictionary alone.", file=sys.stderr)
    verbs = infinitives(flags, lemma)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(HEADER + "".join(f"{verb} {mark}".rstrip() + "\n" for verb, mark in sorted(verbs.items())), "utf-8")
    print(f"{len(verbs)} infinitives, {sum(map(bool, verbs.values()))} of them homographs, in {options.out}")
    return 0


def installed() -> Path | None:
    path = ROOT / "node_modules/dictionary-sv/index.dic"
    return path if path.is_file() else None


def fetched(folder: Path) -> Path | None:
    """index.dic out of the package from the registry npm is set up for; None without npm or network."""
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if not npm:
        return None
    done = subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, capture_output=True, text=True)
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        print(done.stderr.strip()[-500:], file=sys.stderr)
        return None
    with tarfile.open(packed) as archive:
        member = archive.extractfile("package/index.dic")
        if member is None:
            return None
        (folder / "index.dic").write_bytes(member.read())
    return folder / "index.dic"


def read_dictionary(text: str) -> dict[str, frozenset[str]]:
    """Words in -a with all affix flags of their entries; several entries of a word count together."""
    flags: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        word, _, own = line.partition("/")
        if word.endswith("a") and len(word) > 2 and word.isalpha() and word.islower():
            flags[word] = flags.get(word, frozenset()) | frozenset(own)
    return flags


def infinitives(flags: Mapping[str, frozenset[str]], lemma: Lemma | None) -> dict[str, str]:
    """Infinitive → "" or the mark of its other reading."""
    verbs = {}
    for word, own in flags.items():
        if word.endswith(UNWANTED_ENDINGS) or word.startswith(UNWANTED_STARTS):
            continue
        noun = bool(own & NOUN_FLAGS)
        if not own & VERB_FLAGS and (noun or lemma is None or not has_present_tense(word, lemma)):
            continue
        if noun:
            verbs[word] = "?noun"
        elif lemma is not None and lemma(word) not in {word, None}:
            verbs[word] = "?"
        else:
            verbs[word] = ""
    return verbs


def has_present_tense(word: str, lemma: Lemma) -> bool:
    """Does word + r, or stem + er, reduce to the word (kartlägger → kartlägga)?"""
    return word in {lemma(word + "r"), lemma(word[:-1] + "er")} or (word.endswith("ra") and lemma(word[:-1]) == word)


def simplemma_lemma() -> Lemma | None:
    try:
        from simplemma.strategies.dictionary_lookup import DictionaryLookupStrategy
    except ImportError:
        return None
    lookup = DictionaryLookupStrategy()
    return lambda word: lookup.get_lemma(word, "sv")


if __name__ == "__main__":
    sys.exit(main())
