"""The sentence says what a chart means and whether to act, in words."""

import re
from datetime import date
from decimal import Decimal

import pytest

from processlots.apps.followup import control_chart_words
from processlots.apps.followup.control_chart import Point, analyse, assurance_sentence, sentence

CALM = [10, 12] * 8


def chart(*values, improve="down", target=None, rebase=()):
    points = []
    for i, value in enumerate(values):
        day = date(2024 + i // 12, i % 12 + 1, 1)
        cell = None if value is None else Decimal(str(value))
        points.append(Point(day, cell, i in rebase, f"månad {i + 1}"))
    return analyse(points, improve, target)


def test_without_a_signal_it_says_that_there_is_nothing_to_react_to():
    assert sentence(chart(*CALM)) == "Bara vanlig variation. Det finns inget att reagera på."
    assert sentence(chart(*CALM), "en") == "Common variation only. There is nothing to react to."


def test_a_shift_the_right_way_is_to_be_held_on_to():
    assert (
        sentence(chart(*[10, 12] * 8, 9, 10, 9, 10, 9, 10, 9, 10))
        == "Ett skifte nedåt sedan månad 17: det är en förbättring. Ta reda på varför och håll fast vid det."
    )


@pytest.mark.parametrize(
    ("values", "improve", "expected"),
    [
        ((*CALM, 30), "down", "Det senaste värdet, månad 17, är ovanligt högt: det är en försämring."),
        ((*CALM, -9), "down", "Det senaste värdet, månad 17, är ovanligt lågt: det är en förbättring."),
        ((*CALM, 30), "neutral", "Det senaste värdet, månad 17, är ovanligt högt: det är en verklig förändring, inte slump."),
        ((*CALM, 9, 10, 9, 10, 9, 10, 9), "up", "Ett skifte nedåt sedan månad 17: det är en försämring."),
        ((12, 15, 11, 14, 12, 14, 10, 11, 12, 13, 14, 15, 16), "down", "En trend uppåt sedan månad 7: det är en försämring."),
        ((*[10, 12] * 10, 16.5, 13, 16.5), "down", "De senaste värdena ligger ovanligt högt: det är en försämring."),
    ],
)
def test_a_signal_is_named_with_its_direction_and_what_it_means(values, improve, expected):
    assert sentence(chart(*values, improve=improve)).startswith(expected)


def test_a_signal_says_what_to_do():
    assert sentence(chart(*CALM, 30)).endswith("Ta reda på varför och gör något åt orsaken.")
    assert sentence(chart(*CALM, -9)).endswith("Ta reda på varför och håll fast vid det.")
    assert sentence(chart(*CALM, 30, improve="neutral")).endswith("Ta reda på varför.")


def test_provisional_limits_ask_for_patience():
    assert sentence(chart(10, 11, 10, 11, 10, 11, 10, 30)).endswith("Gränserna är preliminära, så vänta med stora ändringar.")
    assert sentence(chart(*[10, 12] * 4)) == "Bara vanlig variation hittills. Det finns inget att reagera på."


def test_too_few_values_are_no_ground_for_reacting():
    assert "reagera inte än" in sentence(chart(1, 2, 90))
    assert "sedan gränserna räknades om" in sentence(chart(*CALM, 90, 91, rebase=(16,)))
    assert sentence(chart()).startswith("Det finns inga värden än.")
    assert sentence(chart(*CALM, None, rebase=(16,))).startswith("Det finns inga värden sedan")


def test_an_old_signal_is_not_taken_for_a_new_one():
    assert sentence(chart(*CALM, 30, *CALM)) == "Bara vanlig variation just nu. Det finns inget nytt att reagera på."
    # before the re-base it is no longer spoken of
    assert sentence(chart(*CALM, 30, *CALM, rebase=(17,))) == "Bara vanlig variation. Det finns inget att reagera på."


def test_steadily_missing_the_target_is_met_by_changing_the_way_of_working():
    missing = chart(*CALM, target=2)
    assert missing.assurance == "fails"
    assert sentence(missing).startswith("Bara vanlig variation, men målet nås inte så här. Reagera inte på enstaka värden")
    assert assurance_sentence(missing) == "Målet nås inte utan att arbetssättet ändras."
    assert assurance_sentence(chart(*CALM, target=20)) == "Målet nås stabilt."
    assert assurance_sentence(chart(*CALM, target=11)) == "Ibland nås målet, ibland inte."
    assert assurance_sentence(chart(*CALM)) == ""


def test_without_limits_single_values_say_nothing():
    assert sentence(chart(*[10, None, 12, None] * 4)).endswith("Reagera inte på enstaka värden.")


def test_without_a_label_the_date_is_written():
    points = [Point(date(2024, 1, i + 1), value) for i, value in enumerate([*CALM, 30])]
    assert "2024-01-17" in sentence(analyse(points, "down"))


def test_both_languages_say_everything_and_no_figures():
    swedish, english = control_chart_words._SAY["sv"], control_chart_words._SAY["en"]
    assert swedish.keys() == english.keys()
    for key in swedish:
        assert re.findall(r"\{\w+\}", swedish[key]) == re.findall(r"\{\w+\}", english[key])
        assert not re.search(r"\d", swedish[key] + english[key])
