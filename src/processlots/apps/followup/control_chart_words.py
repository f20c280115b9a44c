"""What a control chart says, in plain Swedish or English: what it means, and whether to act.

Figures are left to the picture and its table. Like `control_chart`, which it belongs to, free of Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from processlots.apps.followup.control_chart import Chart, Run

Language = Literal["sv", "en"]

_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "empty": "Det finns inga värden än. Skriv in det första.",
        "empty rebased": "Det finns inga värden sedan gränserna räknades om. Skriv in det första.",
        "few": "Det är för få värden för att skilja en förändring från slump. Fortsätt mäta och reagera inte än.",
        "few rebased": "Det är för få värden sedan gränserna räknades om. Fortsätt mäta och reagera inte än.",
        "gaps": "Värdena räcker inte för att visa vad som är vanlig variation. Reagera inte på enstaka värden.",
        "common": "Bara vanlig variation. Det finns inget att reagera på.",
        "common provisional": "Bara vanlig variation hittills. Det finns inget att reagera på.",
        "common again": "Bara vanlig variation just nu. Det finns inget nytt att reagera på.",
        "common fails": "Bara vanlig variation, men målet nås inte så här. "
        "Reagera inte på enstaka värden: ändra arbetssättet om målet ska nås.",
        "outside up": "Det senaste värdet, {when}, är ovanligt högt",
        "outside down": "Det senaste värdet, {when}, är ovanligt lågt",
        "shift up": "Ett skifte uppåt sedan {when}",
        "shift down": "Ett skifte nedåt sedan {when}",
        "trend up": "En trend uppåt sedan {when}",
        "trend down": "En trend nedåt sedan {when}",
        "two-of-three up": "De senaste värdena ligger ovanligt högt",
        "two-of-three down": "De senaste värdena ligger ovanligt lågt",
        "improvement": ": det är en förbättring. Ta reda på varför och håll fast vid det.",
        "concern": ": det är en försämring. Ta reda på varför och gör något åt orsaken.",
        "neutral": ": det är en verklig förändring, inte slump. Ta reda på varför.",
        "provisional": " Gränserna är preliminära, så vänta med stora ändringar.",
        "passes": "Målet nås stabilt.",
        "fails": "Målet nås inte utan att arbetssättet ändras.",
        "hit-and-miss": "Ibland nås målet, ibland inte.",
    },
    "en": {
        "empty": "There are no values yet. Enter the first one.",
        "empty rebased": "There are no values since the limits were recalculated. Enter the first one.",
        "few": "There are too few values to tell a change from chance. Keep measuring and do not react yet.",
        "few rebased": "There are too few values since the limits were recalculated. Keep measuring and do not react yet.",
        "gaps": "The values are not enough to show what is common variation. Do not react to single values.",
        "common": "Common variation only. There is nothing to react to.",
        "common provisional": "Common variation only so far. There is nothing to react to.",
        "common again": "Common variation only at present. There is nothing new to react to.",
        "common fails": "Common variation only, but the target is not met this way. "
        "Do not react to single values: change the way of working if the target is to be met.",
        "outside up": "The latest value, {when}, is unusually high",
        "outside down": "The latest value, {when}, is unusually low",
        "shift up": "A shift upwards since {when}",
        "shift down": "A shift downwards since {when}",
        "trend up": "A trend upwards since {when}",
        "trend down": "A trend downwards since {when}",
        "two-of-three up": "The latest values are unusually high",
        "two-of-three down": "The latest values are unusually low",
        "improvement": ": it is an improvement. Find out why and hold on to it.",
        "concern": ": it is a deterioration. Find out why and deal with the cause.",
        "neutral": ": it is a real change, not chance. Find out why.",
        "provisional": " The limits are provisional, so wait with large changes.",
        "passes": "The target is met steadily.",
        "fails": "The target will not be met unless the way of working changes.",
        "hit-and-miss": "The target is sometimes met, sometimes not.",
    },
}


def sentence(chart: Chart, language: Language = "sv") -> str:
    """What the chart means and whether to act, as one plain sentence with its advice; no figures but dates.

    Speaks of the last segment only. With `improve="neutral"` a signal is called a real change, neither good nor bad.
    """
    say = _SAY[language]
    signal = chart.signal
    if signal is not None:
        sense = "neutral" if chart.improve == "neutral" else chart.variation
        text = say[f"{signal.rule} {signal.side}"].format(when=_when(chart, signal)) + say[sense]
        return text + (say["provisional"] if chart.segments[-1].provisional else "")
    return say[_quiet(chart)]


def assurance_sentence(chart: Chart, language: Language = "sv") -> str:
    """Whether the target is met as things run now; empty without target, limits or direction."""
    return _SAY[language][chart.assurance] if chart.assurance else ""


def _when(chart: Chart, signal: Run) -> str:
    point = chart.points[signal.points[0]]
    return point.label or point.date.isoformat()


def _quiet(chart: Chart) -> str:
    """Which sentence, where the last value has no signal."""
    rebased = " rebased" if len(chart.segments) > 1 else ""
    if chart.last is None:
        return f"empty{rebased}"
    now = chart.segments[-1]
    if now.mean is None:
        return f"few{rebased}"
    if now.upper is None:
        return "gaps"
    if chart.assurance == "fails":
        return "common fails"
    if any(run.segment == len(chart.segments) - 1 for run in chart.runs):
        return "common again"
    return "common provisional" if now.provisional else "common"
