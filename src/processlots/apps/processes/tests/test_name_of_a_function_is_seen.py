"""V-4: a process is not named after a function; a verb and a noun that share a unit's stem are fine."""

import pytest

from processlots.apps.processes.naming import judge

pytestmark = pytest.mark.once

UNITS = [
    "Kommunikationsavdelningen", "Personalavdelningen", "IT-avdelningen", "Ekonomistyrnings- och analysenheten", "Servicecenter",
    "Barn- och utbildningsförvaltningen",
]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Ekonomiavdelningens arbete", "Socialnämnden", "Kommunledningskontoret", "Valnämndens kansli", "Avdelning 4",
        "Fastighetsförvaltningen", "Mark- och exploateringsenheten", "KULTURFÖRVALTNINGEN", "Kommunstyrelsen",
    ],
)  # fmt: skip
def test_a_unit_word_without_a_verb_is_a_function_name(name):
    verdict = judge(name)
    assert verdict.verdict == "wrong"
    assert "V-4" in verdict.rules
    assert verdict.proposal is None


@pytest.mark.parametrize(
    "name", ["Kommunikation", "Personal", "IT", "IT-processen", "Servicecenter", "Analys", "Kommunikationsprocessen"]
)
def test_a_noun_with_a_units_stem_is_a_function_name(name):
    assert "V-4" in judge(name, unit_names=UNITS).rules
    assert "V-4" not in judge(name).rules


@pytest.mark.parametrize(
    "name",
    ["tillhandahålla kommunikationsstöd", "Rekrytera personal", "Tillhandahålla IT-stöd", "Kommunicera kommunikationsplaner"],
)
def test_a_verb_and_a_noun_with_a_units_stem_are_fine(name):
    verdict = judge(name, unit_names=UNITS)
    assert (verdict.verdict, verdict.rules) == ("ok", [])


def test_a_short_stem_matches_whole_words_only():
    assert "V-4" not in judge("Barnomsorg", unit_names=UNITS).rules
    assert "V-4" in judge("Barn", unit_names=UNITS).rules


@pytest.mark.parametrize(
    "name",
    [
        "Bereda ärenden till nämnden", "Bereda nämndens ärenden", "Stödja nämnder", "Beställa kontorsmaterial", "Möblera kontor",
        "Skapa helhetslösningar", "Ta vara på erfarenheter", "Öka medvetenheten", "Ge avdelningar stöd",
        "Rapportera till förvaltningen",
    ],
)  # fmt: skip
def test_units_as_recipients_and_lookalikes_are_fine(name):
    assert "V-4" not in judge(name).rules


@pytest.mark.parametrize("name", ["Leda ekonomiavdelningen", "Sköta ekonomikontorets rutiner", "Leda och utveckla kostenheten"])
def test_running_a_unit_is_still_named_after_it(name):
    verdict = judge(name)
    assert (verdict.verdict, verdict.rules) == ("wrong", ["V-4"])


def test_managing_property_is_an_activity_not_an_administration():
    assert judge("Fastighetsförvaltning").proposal == "Förvalta fastigheter"
    assert "V-4" not in judge("Förvaltning av fastigheter").rules
