"""A wrong name is answered with a better one made of its own words, or with none."""

from pathlib import Path

import pytest

from processlots.apps.processes.naming import judge

pytestmark = pytest.mark.once

TUNING = [
    line
    for line in (Path(__file__).parent / "names/tuning.txt").read_text("utf-8").splitlines()
    if line[:2] in {"+ ", "- ", "? "}
]
EXPECTED = {"+": "ok", "-": "wrong", "?": "unsure"}


@pytest.mark.parametrize("line", [line for line in TUNING if line[0] == "-"])
def test_bad_names_are_wrong_and_rewritten_as_a_facilitator_would(line):
    name, _, wanted = line[2:].partition(" => ")
    verdict = judge(name)
    assert verdict.verdict == "wrong"
    assert verdict.proposal in (wanted.split(" / ") if wanted else [None])


@pytest.mark.parametrize("line", [line for line in TUNING if line[0] != "-"])
def test_other_names_are_not_rewritten(line):
    verdict = judge(line[2:])
    # Where the generated verbs are missing a rare verb is asked about instead.
    assert verdict.verdict in {EXPECTED[line[0]], "unsure"}
    assert verdict.proposal is None


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("uppföljning av budget", "följa upp budget"),
        ("UPPFÖLJNING AV BUDGET", "Följa upp budget"),
        ("Hantering av IT-stöd", "Hantera IT-stöd"),
        ("HR-uppföljning", "Följa upp HR"),
        ("Att Rekrytering av personal", "Rekrytera personal"),
        ("1.2 Rekrytering av personal", "Rekrytera personal"),
        ('"Rekrytering av personal"', "Rekrytera personal"),
    ],
)
def test_the_proposal_keeps_the_writers_capitals(name, proposal):
    assert judge(name).proposal == proposal


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("Framtagning av statistik", "Ta fram statistik"),
        ("Utlämning av hjälpmedel", "Lämna ut hjälpmedel"),
        ("Inskrivning av elever", "Skriva in elever"),
        ("Avtal sägs upp", "Säga upp avtal"),
        ("Lokaler hyrs ut till föreningar", "Hyra ut lokaler till föreningar"),
        ("Beslut tas fram och följs upp", "Ta fram och följa upp beslut"),
    ],
)
def test_a_particle_moves_behind_the_verb(name, proposal):
    assert judge(name).proposal == proposal


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("Bygglovsprocessen", "Pröva ansökan om bygglov"),
        ("Strandskyddsdispensprocessen", "Pröva ansökan om strandskyddsdispens"),
        ("Budgetprocessen", None),
        ("HR-processen", None),
        ("Rekryteringsprocess för sommarjobb", "Rekrytera för sommarjobb"),
    ],
)
def test_without_the_word_process_only_what_is_evident_is_offered(name, proposal):
    assert judge(name).proposal == proposal


@pytest.mark.parametrize(
    "name", ["att hantera bygglov", "Att hantera bygglov", "ATT hantera bygglov", "1. hantera bygglov", "• hantera bygglov"]
)
def test_a_leading_att_is_dropped_and_the_corrected_name_offered(name):
    verdict = judge(name)
    assert (verdict.verdict, verdict.rules) == ("ok", [])
    assert verdict.proposal == ("Hantera bygglov" if name[0] == "A" else "hantera bygglov")
    assert verdict.proposal in verdict.sentence()


@pytest.mark.parametrize(
    "name",
    [
        "Planering och budget",
        "Mål- och budgetuppföljning",
        "Uppföljning av",
        "Föreningar",
        "Idrottsanläggning",
        "Gatubelysning",
        "Myndighetsutövning inom miljö",
    ],
)
def test_what_would_have_to_be_guessed_is_not_offered(name):
    assert judge(name).proposal is None
