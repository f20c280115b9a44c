"""The verdict on a process name: model.md V-1…V-8, weighed as DESIGN 5 says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from processlots.apps.processes.naming import likeness, messages
from processlots.apps.processes.naming.doing import is_nominalisation
from processlots.apps.processes.naming.lexicon import Kind, Lexicon, lexicon
from processlots.apps.processes.naming.proposals import propose
from processlots.apps.processes.naming.reading import Reading, process_stem, reading, runs_a_unit, shares_stem, unit_word
from processlots.apps.processes.naming.text import Name, is_shouting, printable, read, upper_first

Judgement = Literal["ok", "unsure", "wrong"]
WRONG = {"V-1", "V-3", "V-4", "V-5", "V-6"}
MOST_SIGNS, MOST_WORDS = 90, 12  # V-7


@dataclass(frozen=True)
class Finding:
    rule: str  # "V-1" … "V-8"; empty for the question asked about an unsure word
    severity: Literal["V", "I"]  # varning, info (model.md Appendix D)
    message_sv: str
    message_en: str


@dataclass(frozen=True)
class Verdict:
    """What the naming standard says about one name.

    `rules` are those broken, in order, each once. `proposal` is a name that is not wrong itself, or None.
    """

    name: str  # as given
    verdict: Judgement
    rules: list[str] = field(default_factory=list)
    proposal: str | None = None
    findings: list[Finding] = field(default_factory=list)

    def sentence(self, language: str = "sv") -> str:
        """The verdict in one plain line, "sv" or "en", with the rules last for those who look them up."""
        return messages.sentence(self, language)

    def as_json(self) -> dict[str, object]:
        """The object `processlots name --format json` prints (DESIGN 7)."""
        return {"name": self.name, "verdict": self.verdict, "rules": self.rules, "proposal": self.proposal}


def judge(name: str, *, existing: Iterable[str] = (), unit_names: Iterable[str] = (), extra_verbs: Iterable[str] = ()) -> Verdict:
    """Judge one name. Never raises on its text, whatever it holds.

    Args:
        name: as typed or pasted.
        existing: the other names on the same level, for V-8; leave out the process's own present name.
        unit_names: the units of the organisation, for V-4.
        extra_verbs: the municipality's own infinitives, which then count as sure.
    """
    words = lexicon(extra_verbs)
    cleaned = read(name)
    found = _examine(cleaned, words, tuple(unit_names))
    kind = found.reading.kind
    findings = found.findings
    wrong = any(finding.rule in WRONG for finding in findings)
    unsure = not wrong and kind in {Kind.HOMOGRAPH, Kind.UNKNOWN}
    if unsure:
        findings.insert(0, _finding("", messages.QUESTION[kind.value], word=cleaned.words[0].low))
    proposal = _proposal(cleaned, words, wrong=wrong)
    if (other := likeness.nearest(name, existing)) is not None:
        findings.append(_finding("V-8", messages.RULES["V-8"], other=printable(other)))
    return Verdict(
        name=name,
        verdict="wrong" if wrong else "unsure" if unsure else "ok",
        rules=[finding.rule for finding in findings if finding.rule],
        proposal=proposal,
        findings=findings,
    )


def judge_all(names: Sequence[str], *, unit_names: Iterable[str] = (), extra_verbs: Iterable[str] = ()) -> list[Verdict]:
    """Judge a list, each name alone; likeness within the list is the importer's question, not the name's."""
    units, extra = tuple(unit_names), tuple(extra_verbs)
    return [judge(name, unit_names=units, extra_verbs=extra) for name in names]


@dataclass(frozen=True)
class _Examined:
    reading: Reading
    findings: list[Finding]


def _examine(name: Name, words: Lexicon, unit_names: tuple[str, ...]) -> _Examined:
    read_as = reading(name, words)
    parts = read_as.words
    has_verb = read_as.finite is None and read_as.kind is not Kind.OTHER
    rules = []
    in_process = any(process_stem(word.core, words) is not None for word in parts)
    if has_verb or read_as.finite is not None:
        in_unit = runs_a_unit(parts, words)
    else:
        in_unit = any(unit_word(word.low, words) for word in parts) or shares_stem(parts, unit_names, words) is not None
    if not has_verb:
        # V-5 and V-6 say what V-1 says, and more precisely, where the doing is there and only its form is wrong.
        if read_as.finite is not None:
            rules.append("V-5")
        elif parts and is_nominalisation(parts[0].low) and not unit_word(parts[0].low, words):
            rules += ["V-6"] if len(parts) > 1 else ["V-1", "V-6"]
        else:
            rules.append("V-1")
    rules += ["V-3"] * in_process + ["V-4"] * in_unit
    if has_verb and not _has_noun(read_as, words):
        rules.append("V-2")
    if len(name.text) > MOST_SIGNS or len(parts) > MOST_WORDS:
        rules.append("V-7")
    return _Examined(read_as, [_finding(rule, messages.RULES[rule]) for rule in sorted(rules)])


def _has_noun(read_as: Reading, words: Lexicon) -> bool:
    """A later word that is neither small nor one more verb (V-2): "planera och följa upp" has none."""
    for before, word in zip(read_as.words, read_as.words[1:], strict=False):
        listed = before.comma or before.low in words.small["conjunctions"]
        if word.low not in words.every_small_word and not (listed and words.kind(word.low) is Kind.VERB):
            return True
    return False


def _proposal(name: Name, words: Lexicon, *, wrong: bool) -> str | None:
    if not wrong:
        # The name itself without "att" or a list's numbering is the corrected name.
        if not (name.had_att or name.had_numbering) or not name.words:
            return None
        return upper_first(name.text) if name.capital else name.text
    if is_shouting(name.text):
        name = read(name.text.capitalize())
    proposal = propose(reading(name, words), words, capital=name.capital)
    if proposal is None or proposal == name.text:
        return None
    # Whoever takes the proposal must not be told that it is wrong.
    again = _examine(read(proposal), words, ())
    return None if any(finding.rule in WRONG for finding in again.findings) else proposal


def _finding(rule: str, text: messages.Text, **values: str) -> Finding:
    severity: Literal["V", "I"] = "I" if rule in {"", "V-2", "V-7"} else "V"
    return Finding(rule, severity, text.sv.format(**values), text.en.format(**values))
