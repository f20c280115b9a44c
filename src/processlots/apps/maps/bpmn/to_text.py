"""The steps as sentences: pieces that a page can make links of, and the whole as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from . import marks_told
from .model import Map
from .numbering import Message, Target
from .walk import Choice, Step, walk
from .words import listed, say


class Piece(NamedTuple):
    """A run of text; `no` is the number of the step it names, so that a page can link it."""

    text: str
    no: int | None = None


Sentence = list[Piece]
#: Labels that are conditions in themselves and need no "if" before.
CONDITIONS = ("om ", "ifall ", "när ", "if ", "when ", "wenn ", "falls ")


def ways(step: Step, language: str = "sv") -> list[Sentence]:
    """How it goes on: one sentence per choice. Nothing where the next step in the list simply follows."""
    found = [[Piece(_with_share(choice, step, language)), *_then(choice.targets, language)] for choice in step.choices]
    if step.next and not _just_follows(step):
        then = _then(step.next, language)
        opening = [Piece(say("then", language))] if step.parts else []
        found.insert(0, [*opening, *then] if opening else _capital(then))
    return [_capital(sentence) for sentence in found]


def facts(step: Step, language: str = "sv") -> list[Sentence]:
    """What else is worth knowing about a step, one sentence each."""
    found: list[Sentence] = []
    if step.waits:
        found.append(_split(say("waits", language, nos="\0"), numbered(step.waits, language)))
    if step.parts:
        nos = _range(step.parts, language)
        found.append(_split(say("consists", language, nos="\0"), nos))
    for word, told in (("any_order", step.any_order), ("own_map", step.called), (step.repeats, bool(step.repeats))):
        if told:
            found.append([Piece(say(word, language))])
    for word, titles in (("needs", step.inputs), ("gives", step.outputs), ("papers", [d.title for d in step.documents])):
        if titles:
            found.append([Piece(say(word, language, names=", ".join(titles)))])
    known = " ".join(marks_told.sentences(step.known, language))
    found += [[Piece(known)]] if known else []
    found += [_message(message, language) for message in step.messages]
    found += [[Piece(note)] for note in step.notes]
    return found


def headline(step: Step, language: str = "sv") -> str:
    """What the step is, in words: its name, or for a start how it begins."""
    if not step.start:
        return step.name
    named = step.name if step.name != step.kind else ""
    if named:
        word = {"need": "begins_need", "event": "begins_event"}.get(step.start_kind, "begins_name")
        return say(word, language, name=named)
    if ", " in step.kind:
        for event in ("message", "timer"):
            if step.kind.endswith(say(event, language)):
                return say(f"begins_{event}", language)
    return say("begins", language)


def how_told(step: Step, language: str = "sv") -> str:
    """A sentence about the choices, where it is not simply one of them: "Det som händer först gäller."."""
    return say(step.how, language) if step.how != "one" else ""


def to_text(a_map: Map, language: str = "sv") -> str:
    """The text twin as plain text, ending in a line break."""
    steps = walk(a_map, language)
    if not steps:
        return say("empty_map", language) + "\n"
    lines: list[str] = []
    pools = {step.pool for step in steps}
    pool = None
    for step in steps:
        if len(pools) > 1 and step.pool != pool:
            lines += ["", step.pool or say("map", language), "-" * len(step.pool or say("map", language))]
            pool = step.pool
        lines += _block(step, language)
    return "\n".join(lines).lstrip("\n") + "\n"


def _block(step: Step, language: str) -> list[str]:
    margin = "    " * step.level
    mark = f"{step.no}. " if step.no is not None else ""
    actor = f"{step.actor}: " if step.actor and step.actor != step.pool else ""
    plain = step.start or step.name == step.kind or step.type in ("task", "userTask", "manualTask")
    sort = "" if plain else f" ({step.kind[:1].lower()}{step.kind[1:]})"
    lines = [f"{margin}{mark}{actor}{headline(step, language)}{sort}"]
    inner = margin + "    "
    if step.documentation:
        lines += [f"{inner}{line}" for line in step.documentation.splitlines()]
    lines += [f"{inner}{plain_text(sentence)}" for sentence in facts(step, language)]
    lines += [f"{inner}{text}" for text in (step.question, how_told(step, language)) if text]
    lines += [f"{inner}- {plain_text(sentence)}" for sentence in ways(step, language)]
    return lines


def plain_text(sentence: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in sentence)


def _opening(choice: Choice, step: Step, language: str) -> str:
    if choice.event:
        return say("happens" if choice.interrupting else "meanwhile", language, label=_small(choice.label))
    if choice.label.lower().startswith(CONDITIONS):
        return f"{choice.label}: "
    if choice.label:
        return say("if", language, label=_small(choice.label))
    bare = sum(1 for other in step.choices if not other.label and not other.event)
    return say("else" if choice.default or (bare == 1 and len(step.choices) > 1) else "or", language)


def _with_share(choice: Choice, step: Step, language: str) -> str:
    """ "Om ja (70 %): " """
    opening = _opening(choice, step, language)
    if choice.share is None:
        return opening
    return f"{opening.rstrip(': ')} ({marks_told.percent(choice.share, language)}): "


def _then(targets: tuple[Target, ...], language: str) -> Sentence:
    steps = [target for target in targets if target.no is not None]
    ends = [target for target in targets if target.no is None]
    found: Sentence = []
    if len(steps) > 1:
        found = [Piece(say("together", language)), *numbered([target.no for target in steps if target.no], language)]
    elif steps:
        found = [Piece(say("back" if steps[0].back else "go", language)), Piece(str(steps[0].no), steps[0].no)]
    for target in ends:
        words = _end(target, language)
        words = words[:1].lower() + words[1:]
        found.append(Piece(f" {say('and', language)} {words}" if found else words))
        for message in target.messages:
            found += [Piece(". "), *_message(message, language)]
    return found


def _end(target: Target, language: str) -> str:
    if target.end is None:
        return say("loose", language)
    word = "end_all" if "terminate" in target.end.events else "part_done" if target.inside else "end"
    return say(word, language) + (f": {target.end.label}" if target.end.label else "")


def numbered(nos: Iterable[int], language: str) -> Sentence:
    """ "4, 5 och 6", each number a piece of its own."""
    parts = sorted(set(nos))
    joined = listed([f"\0{no}" for no in parts], language).split("\0")
    found: Sentence = []
    for text in joined:
        digits = text[: len(text) - len(text.lstrip("0123456789"))]
        if digits:
            found.append(Piece(digits, int(digits)))
        if text[len(digits) :]:
            found.append(Piece(text[len(digits) :]))
    return found


def _range(parts: tuple[int, ...], language: str) -> Sentence:
    if len(parts) > 2 and parts[-1] - parts[0] == len(parts) - 1:
        return [Piece(str(parts[0]), parts[0]), Piece("–"), Piece(str(parts[-1]), parts[-1])]
    return numbered(parts, language)


def _message(message: Message, language: str) -> Sentence:
    word = ("sends" if message.out else "gets") + ("" if message.name else "_unnamed")
    text = say(word, language, who=message.who, name=message.name)
    if message.no is None:
        return [Piece(text)]
    return [Piece(f"{text} ({say('step', language, no='').strip().lower()} "), Piece(str(message.no), message.no), Piece(")")]


def _split(sentence: str, middle: Sentence) -> Sentence:
    before, after = sentence.split("\0")
    return [Piece(before), *middle, Piece(after)]


def _just_follows(step: Step) -> bool:
    return not step.choices and len(step.next) == 1 and step.next[0].no is not None and step.next[0].no == step.follows


def _small(label: str) -> str:
    """ "Komplett" → "komplett", but "OSL" and "JO-ärende" as they are."""
    return label[0].lower() + label[1:] if len(label) > 1 and label[1].islower() else label


def _capital(sentence: Sentence) -> Sentence:
    first = sentence[0]
    return [Piece(first.text[:1].upper() + first.text[1:], first.no), *sentence[1:]]
