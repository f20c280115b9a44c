"""What the naming standard says to people, in Swedish and English (look "Words"; model.md D.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from processlots.apps.processes.naming.judging import Verdict


class Text(NamedTuple):
    sv: str
    en: str


RULES = {
    "V-1": Text("Börja med ett verb i aktiv form.", "Start with a verb in active form."),
    "V-2": Text(
        "Bara verb är tillåtet. Blir det tydligare med ett substantiv?", "Verb only is allowed. Would a noun be clearer?"
    ),
    "V-3": Text("Ordet process behövs inte.", "Leave out the word process."),
    "V-4": Text("Undvik funktionsnamn, beskriv värdet.", "Avoid function names, describe the value."),
    "V-5": Text("Använd grundform i aktiv form.", "Use the active infinitive."),
    "V-6": Text("Gör om till verb och substantiv.", "Rewrite as verb and noun."),
    "V-7": Text("Namnet ska vara en kortversion av syftet.", "The name is a short version of the purpose."),
    "V-8": Text("En liknande process finns: ”{other}”. Är det samma?", "A similar process exists: “{other}”. Is it the same?"),
}
QUESTION = {
    "unknown": Text("Vi känner inte verbet ”{word}”. Är det rätt?", "We do not know the verb “{word}”. Is it right?"),
    "homograph": Text(
        "Ordet ”{word}” kan vara något annat än ett verb. Är det ett verb här?",
        "The word “{word}” can be something else than a verb. Is it a verb here?",
    ),
}
OK = Text("Bra namn", "Good name")
UNSURE = Text("Osäkert.", "Unsure.")
SHORTER = Text("Bra namn. Det räcker med ”{proposal}”.", "Good name. “{proposal}” is enough.")
MEAN = Text("Menar du ”{proposal}”?", "Do you mean “{proposal}”?")
# What to say first where several rules are broken: the one that tells most about the way out.
FIRST = {
    "V-4": Text("Det är en enhet. Vad får mottagaren?", "It is a unit. What does the recipient get?"),
    "V-3": RULES["V-3"],
    "V-5": Text("Skriv verbet i grundform.", "Write the verb as an infinitive."),
    "V-6": Text("Börja med ett verb.", "Start with a verb."),
    "V-1": Text("Börja med ett verb.", "Start with a verb."),
}


def sentence(verdict: Verdict, language: str) -> str:
    """One line on `verdict` in "sv" or "en"."""

    def say(text: Text, **values: str) -> str:
        return (text.en if language == "en" else text.sv).format(**values)

    finding_texts = {f.rule: f.message_en if language == "en" else f.message_sv for f in verdict.findings}
    if verdict.verdict == "wrong":
        parts = [next(say(text) for rule, text in FIRST.items() if rule in verdict.rules)]
        if verdict.proposal:
            parts.append(say(MEAN, proposal=verdict.proposal))
    elif verdict.verdict == "unsure":
        parts = [say(UNSURE), finding_texts[""]]
    else:
        parts = [say(SHORTER, proposal=verdict.proposal) if verdict.proposal else say(OK)]
    parts += [finding_texts[rule] for rule in ("V-2", "V-7", "V-8") if rule in finding_texts]
    if len(parts) > 1 and parts[0] == say(OK):
        parts[0] += "."
    if verdict.rules:
        parts.append(f"({', '.join(verdict.rules)})")
    return " ".join(parts)
