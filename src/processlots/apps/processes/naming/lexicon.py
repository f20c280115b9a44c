"""The words the naming standard knows, read once from the editable lists in `library/naming/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path

LISTS = Path(__file__).resolve().parents[3] / "library" / "naming"
GENERATED = "verbs.generated.txt"

# Endings of adjectives in the plural and of nouns in definite plural; an unknown word in -a with one of these is no verb.
_NOT_VERBS = (
    *("iska", "liga", "ella", "nala", "gitala", "rala", "bara", "samma", "lösa", "fulla", "rika", "fria"),
    *("orna", "arna", "erna"),
)


class Kind(Enum):
    """What the first word of a name is (model.md V-1)."""

    VERB = "verb"
    HOMOGRAPH = "homograph"  # a verb or something else: ask
    UNKNOWN = "unknown"  # looks like an infinitive that no list has: ask
    OTHER = "other"


@dataclass(frozen=True)
class Action:
    """What one does, from the noun for it: rådgivning → ge råd, with "om" before what it is about."""

    verb: str
    before_object: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    verbs: frozenset[str]
    present: dict[str, str]  # bedömer → bedöma
    passive: dict[str, str]  # bedöms → bedöma
    imperative: dict[str, str]  # bedöm → bedöma
    generated: frozenset[str]
    homographs: dict[str, bool]  # word → its other reading is a noun
    settling: frozenset[str]
    nouns: frozenset[str]
    noun_tails: tuple[str, ...]
    small: dict[str, frozenset[str]]
    functions: dict[str, bool]  # unit word → is an activity too
    not_functions: tuple[str, ...]
    not_processes: frozenset[str]
    decisions: dict[str, str]
    actions: dict[str, Action | None]
    alone: dict[str, Action | None]  # as `actions`, never as last part of a compound
    heads: dict[str, str | None]

    def kind(self, word: str) -> Kind:
        """What `word`, in lower case, is as the first word of a name."""
        if word in self.homographs:
            return Kind.HOMOGRAPH
        if self.is_verb(word):
            return Kind.VERB
        # "e-rekrytera", "IT-säkra", "köpa/hyra": the part that decides is a word of its own.
        for sign, part in (("-", -1), ("/", 0)):
            if sign in word and (other := word.split(sign)[part]) != word:
                return Kind.VERB if self.kind(other) in {Kind.VERB, Kind.HOMOGRAPH} else Kind.OTHER
        if word in self.nouns or word in self.every_small_word or word.endswith(self.noun_tails):
            return Kind.OTHER
        if self._last_part_is_verb(word):
            return Kind.VERB
        if len(word) >= 3 and word.endswith("a") and word.isalpha() and not word.endswith(_NOT_VERBS):
            return Kind.UNKNOWN
        return Kind.OTHER

    def is_verb(self, word: str) -> bool:
        """An infinitive of the lists, alone or with a prefix (återbetala)."""
        if word in self.verbs:
            return True
        if word in self.nouns:
            return False
        return word in self.generated or any(
            word.startswith(prefix) and word[len(prefix) :] in self.verbs for prefix in self.small["prefixes"]
        )

    def can_be_verb(self, word: str) -> bool:
        return word in self.homographs or self.is_verb(word)

    def _last_part_is_verb(self, word: str) -> bool:
        # Verbs under six letters end too many nouns (…leda, …visa).
        return any(word[start:] in self.verbs for start in range(3, min(len(word), 40) - 5))

    @cached_property
    def every_small_word(self) -> frozenset[str]:
        return frozenset().union(*(words for group, words in self.small.items() if group != "prefixes"))

    def with_verbs(self, extra: frozenset[str]) -> Lexicon:
        """The same lexicon where `extra`, a municipality's own infinitives, count as sure verbs."""
        verbs = self.verbs | extra
        present = {word + "r": word for word in extra} | self.present
        passive = {word + "s": word for word in extra} | self.passive
        homographs = {word: noun for word, noun in self.homographs.items() if word not in extra}
        return replace(self, verbs=verbs, present=present, passive=passive, homographs=homographs)


def lexicon(extra_verbs: Iterable[str] = ()) -> Lexicon:
    """The word lists, with `extra_verbs` added. Read from disk once per process.

    Raises:
        FileNotFoundError: a hand-written list is missing. The generated one may be.
        ValueError: a line of a list cannot be read; the message names file and line.
    """
    extra = frozenset(" ".join(verb.lower().split()) for verb in extra_verbs) - {""}
    return _extended(extra) if extra else _standard()


@lru_cache(maxsize=1)
def _standard() -> Lexicon:
    return load(LISTS)


@lru_cache(maxsize=16)
def _extended(extra: frozenset[str]) -> Lexicon:
    return _standard().with_verbs(extra)


def load(folder: Path) -> Lexicon:
    """Read the lists in `folder`; see each file's first lines for its form. Errors as for `lexicon`."""
    verbs = [line.split() for line in _lines(folder / "verbs.txt")]
    nouns = _lines(folder / "nouns.txt")
    functions = _lines(folder / "functions.txt")
    processes = _sections(folder / "processes.txt")
    actions = [_pair(folder / "actions.txt", line) for line in _lines(folder / "actions.txt")]
    generated = [line.partition(" ") for line in _lines(folder / GENERATED)] if (folder / GENERATED).is_file() else []
    sure = frozenset(verb for verb, *_ in verbs)
    plurals = frozenset(nouns)  # "lagar", "tolkar": listed where a plural looks like a present tense
    small = {name: frozenset(" ".join(lines).split()) for name, lines in _sections(folder / "function_words.txt").items()}
    known = sure.union(*small.values())
    forms = [(verb, form) for verb, *present in verbs for form in present or [verb + "r"]]
    return Lexicon(
        verbs=sure,
        # "för" is a preposition first
        present={form: verb for verb, form in forms if form not in plurals | small["prepositions"]},
        passive={_passive(form): verb for verb, form in forms},
        imperative={form[:-2]: verb for verb, form in forms if form.endswith("er") and len(form) > 4},
        generated=frozenset(word for word, _, mark in generated if not mark),
        homographs={word: mark == "?noun" for word, _, mark in generated if mark and word not in known}
        | {word: other == "noun" for word, _, other in (line.partition(" ") for line in _lines(folder / "homographs.txt"))},
        settling=frozenset(_lines(folder / "settles_verb.txt")),
        nouns=frozenset(word.lstrip("-") for word in nouns),
        noun_tails=tuple(word[1:] for word in nouns if word.startswith("-")),
        small=small,
        functions={line.split()[0]: line.endswith(" activity") for line in functions if line[0] != "!"},
        not_functions=tuple(line[1:] for line in functions if line[0] == "!"),
        not_processes=frozenset(processes[""]),
        decisions=dict(_pair(folder / "processes.txt", line) for line in processes["decisions"]),
        actions={word: _action(verb) for word, verb in actions if word[0] != "="},
        alone={word[1:]: _action(verb) for word, verb in actions if word[0] == "="},
        heads={word: None if other == "-" else other for word, other in
               (_pair(folder / "heads.txt", line) for line in _lines(folder / "heads.txt"))},
    )  # fmt: skip


def _passive(present: str) -> str:
    # hanterar → hanteras, bedömer → bedöms, ger → ges, gör → görs, hör → hörs
    if present.endswith("er") and len(present) > 4:
        return present[:-2] + "s"
    return (present if present.endswith(("ör", "yr", "är")) else present.removesuffix("r")) + "s"


def _action(verb: str) -> Action | None:
    phrase, _, before = (part.strip() for part in verb.partition("|"))
    return Action(phrase, before) if phrase else None


def _pair(path: Path, line: str) -> tuple[str, str]:
    alone, rest = ("=", line[1:]) if line[0] == "=" else ("", line)
    word, sign, value = (part.strip() for part in rest.partition("="))
    if not sign or not word:
        raise ValueError(f"{path}: “{line}” has no “=”. Write: word = what it stands for.")
    return alone + word, value


def _lines(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return [stripped for line in text.splitlines() if (stripped := line.strip()) and stripped[0] != "#"]


def _sections(path: Path) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {"": []}
    current = sections[""]
    for line in _lines(path):
        if line[0] == "[" and line[-1] == "]":
            current = sections.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return sections
