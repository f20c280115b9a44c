"""Times, volumes, systems and information of a step as sentences, and what is wrong with them, in Swedish and English."""

from __future__ import annotations

from decimal import Decimal

from .marks import Duration, Facts, Problem, plain

#: unit → (sv one, sv many, en one, en many)
_UNITS = {
    "minutes": ("minut", "minuter", "minute", "minutes"),
    "hours": ("timme", "timmar", "hour", "hours"),
    "days": ("dag", "dagar", "day", "days"),
    "weeks": ("vecka", "veckor", "week", "weeks"),
}
_PER = {
    "day": ("om dagen", "a day"),
    "week": ("i veckan", "a week"),
    "month": ("i månaden", "a month"),
    "year": ("om året", "a year"),
}
_SOURCES = {"measured": ("mätt", "measured"), "estimated": ("uppskattat", "estimated")}
_SENTENCES = {
    "work": ("Bearbetningstid: {told}.", "Working time: {told}."),
    "wait": ("Väntetid före: {told}.", "Waiting time before: {told}."),
    "volume": ("Antal ärenden: {told}.", "Number of cases: {told}."),
    "system": ("It-system: {told}.", "IT system: {told}."),
    "information_in": ("Information in: {told}.", "Information in: {told}."),
    "information_out": ("Information ut: {told}.", "Information out: {told}."),
}
_PROBLEMS = {
    "number": (
        '{what} vid "{name}" är inget tal som går att läsa: {value}. Skriv ett tal med siffror.',
        '{what} at "{name}" is no number that can be read: {value}. Write a number in digits.',
    ),
    "list": (
        '{what} vid "{name}" är inget av det man kan välja: {value}. Välj om.',
        '{what} at "{name}" is none of the choices: {value}. Choose again.',
    ),
    "uid": (
        '{what} vid "{name}" leder ingenstans: {value}. Välj om.',
        '{what} at "{name}" leads nowhere: {value}. Choose again.',
    ),
    "order": (
        '{what} vid "{name}" stämmer inte: minst ska vara minst och mest ska vara mest. Rätta talen.',
        '{what} at "{name}" does not agree: least must be least and most must be most. Mend the numbers.',
    ),
    "sum": (
        'Andelarna ut ur valet "{name}" blir {value} %. Tillsammans ska de bli 100.',
        'The shares out of the choice "{name}" come to {value} %. Together they should be 100.',
    ),
    "some": (
        'Bara några av vägarna ut ur valet "{name}" har en andel. Skriv en andel för var och en.',
        'Only some of the ways out of the choice "{name}" have a share. Write one for each.',
    ),
}
_KEYS = {
    "work": ("Bearbetningstiden", "The working time"),
    "wait": ("Väntetiden", "The waiting time"),
    "volume": ("Antalet", "The number of cases"),
    "share": ("Andelen", "The share"),
    "start_kind": ("Vad som sätter igång", "What sets it off"),
    "map": ("Länken till den detaljerade kartan", "The link to the detailed map"),
    "process": ("Länken till processen", "The link to the process"),
}


def sentences(facts: Facts, language: str = "sv") -> list[str]:
    """What is known of a step, a sentence each: "Arbetstid: 10–45 minuter, oftast 20 (uppskattat)." """
    told = {
        "work": duration(facts.work, language),
        "wait": duration(facts.wait, language),
        "volume": volume(facts.volume, facts.per, language),
        "system": facts.system,
        "information_in": facts.information_in,
        "information_out": facts.information_out,
    }
    pick = 1 if language == "en" else 0
    return [_SENTENCES[key][pick].format(told=one.rstrip(".")) for key, one in told.items() if one]


def duration(time: Duration, language: str = "sv") -> str:
    """ "10–45 minuter, oftast 20 (uppskattat)"; "" where nothing is known."""
    if not time:
        return ""
    ends = [one for one in (time.low, time.high) if one is not None]
    span = "–".join(written(one, language) for one in dict.fromkeys(ends))
    usual = written(time.typical, language) if time.typical is not None else ""
    often, least, most = ("usually", "at least", "at most") if language == "en" else ("oftast", "minst", "högst")
    if len(ends) == 1:
        span = f"{least if time.low is not None else most} {span}"
    if span and usual:
        text = f"{span} {_unit(time.unit, ends[-1], language)}, {often} {usual}"
    elif span:
        text = f"{span} {_unit(time.unit, ends[-1], language)}"
    else:
        text = f"{usual} {_unit(time.unit, time.typical or Decimal(0), language)}"
    return f"{text} ({_SOURCES[time.source][1 if language == 'en' else 0]})" if time.source else text


def volume(number: Decimal | None, per: str, language: str = "sv") -> str:
    """ "40 i månaden"; "" where it is not known."""
    if number is None:
        return ""
    return f"{written(number, language)} {_PER[per or 'month'][1 if language == 'en' else 0]}"


def percent(share: Decimal, language: str = "sv") -> str:
    """ "70 %"."""
    return f"{written(share, language)} %"


def written(number: Decimal, language: str) -> str:
    """A number with the language's sign."""
    return plain(number) if language == "en" else plain(number).replace(".", ",")


def problem(one: Problem, name: str, language: str = "sv") -> str:
    """What is wrong, with the place and the way out; `name` is what the element is called."""
    pick = 1 if language == "en" else 0
    what = _KEYS.get(one.key.split(".")[0], (one.key, one.key))[pick]
    value = one.value if language == "en" or one.code != "sum" else one.value.replace(".", ",")
    return _PROBLEMS[one.code][pick].format(what=what, name=name, value=value)


def _unit(unit: str, number: Decimal, language: str) -> str:
    one, many = _UNITS[unit][2:] if language == "en" else _UNITS[unit][:2]
    return one if number == 1 else many
