"""The examples of model.md (V-1…V-8, E-1…E-19) and DESIGN 7 get the verdict written there."""

import pytest

from processlots.apps.processes.naming import judge

pytestmark = pytest.mark.once

GOOD = [
    "tillhandahålla barnomsorg",  # E-1
    "bedöma behov av försörjningsstöd",
    "tillhandahålla snöröjning",
    "ge service till privatpersoner och företag",
    "tillhandahålla IT-stöd",
    "tillhandahålla IT-support",
    "följa upp budget",
    "ta fram kvalitetssäkrade beslutsunderlag till ledningsgruppen",
    "tillhandahålla kommunikationsstöd",
    "skapa förutsättningar för styrning av ekonomi och verksamhet",
    "planera för och säkerställa leverans av innehåll i övergripande strategier och budget",
    "planera för och säkerställa löpande uppföljning",
    "planera för utförande av verksamhet",
    "beställa material",
    "betala en faktura",
    "rekrytera personal",  # E-14
    "skapa förutsättningar för systematisk kvalitetsutveckling",  # E-17
]
BAD = [
    ("Snöröjning", "V-1"),
    ("Lärande", "V-1"),  # E-19, and the two after it
    ("Välfärd", "V-1"),
    ("Samhällsplanering", "V-1"),
    ("Barnomsorg", "V-1"),
    ("Kommunikationsprocessen", "V-3"),  # E-9
    ("HR-processen", "V-3"),
    ("Processen för inköp", "V-3"),
    ("Hantera bygglovsprocessen", "V-3"),
    ("Ekonomiavdelningens arbete", "V-4"),
    ("Ekonomiavdelningens rutiner", "V-4"),
    ("barnomsorg tillhandahålls", "V-5"),
    ("bedömer behov", "V-5"),
    ("uppföljning av budget", "V-6"),
    ("Budgetuppföljning", "V-6"),
    ("Säkerhet", "V-6"),
    ("Lagar och regler", "V-1"),  # plurals that look like a present tense
    ("Stora projekt", "V-1"),
    ("Gata och park", "V-1"),
    ("Skola och fritid", "V-1"),
    ("Ska hantera bygglov", "V-1"),
    ("", "V-1"),
]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("capital", [False, True], ids=["lower", "capital"])
def test_good_examples_are_good(name, capital):
    verdict = judge(name[0].upper() + name[1:] if capital else name)
    assert (verdict.verdict, verdict.rules, verdict.proposal) == ("ok", [], None)


@pytest.mark.parametrize(("name", "rule"), BAD)
def test_bad_examples_break_their_rule(name, rule):
    verdict = judge(name)
    assert verdict.verdict == "wrong"
    assert rule in verdict.rules


def test_the_contract_example_is_exact():
    assert judge("Hantering av bygglov").as_json() == {
        "name": "Hantering av bygglov",
        "verdict": "wrong",
        "rules": ["V-6"],
        "proposal": "Hantera bygglov",
    }


@pytest.mark.parametrize("name", ["rekrytera", "Följa upp", "Planera och följa upp", "Leda, styra och utveckla"])
def test_only_verbs_are_allowed_with_a_hint(name):
    verdict = judge(name)
    assert (verdict.verdict, verdict.rules) == ("ok", ["V-2"])
    assert verdict.sentence().startswith("Bra namn.")


def test_a_long_name_is_only_a_hint():
    verdict = judge("Hantera " + "mycket " * 12 + "material")
    assert (verdict.verdict, verdict.rules) == ("ok", ["V-7"])
    assert judge("Hantera material " + "a" * 73).rules == []
    assert judge("Hantera material " + "a" * 74).rules == ["V-7"]


def test_each_finding_says_it_in_both_languages_with_its_severity():
    by_rule = {}
    for name in [name for name, _ in BAD] + ["rekrytera", "Hantera " + "mycket " * 13]:
        by_rule |= {finding.rule: finding for finding in judge(name, existing=["rekryterar"]).findings}
    assert sorted(by_rule) == ["V-1", "V-2", "V-3", "V-4", "V-5", "V-6", "V-7", "V-8"]
    assert {rule for rule, finding in by_rule.items() if finding.severity == "I"} == {"V-2", "V-7"}
    for finding in by_rule.values():
        assert finding.message_sv
        assert finding.message_en
        assert finding.message_sv != finding.message_en


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Följa upp budget", "Bra namn"),
        ("Ronda lekplatser", "Osäkert. Vi känner inte verbet ”ronda”. Är det rätt?"),
        ("Uppföljning av budget", "Börja med ett verb. Menar du ”Följa upp budget”? (V-6)"),
        ("Mark- och exploateringsenheten", "Det är en enhet. Vad får mottagaren? (V-1, V-4)"),
    ],
)
def test_sentences_are_those_of_the_look(name, sentence):
    assert judge(name).sentence() == sentence


def test_the_sentence_is_there_in_english():
    assert judge("Uppföljning av budget").sentence("en") == "Start with a verb. Do you mean “Följa upp budget”? (V-6)"


@pytest.mark.parametrize("name", ["Öppna data", "Säkra skolvägar", "Rena avloppsvatten", "Hyra lokaler", "Resa monument"])
def test_a_homograph_is_asked_about(name):
    verdict = judge(name)
    assert (verdict.verdict, verdict.rules) == ("unsure", [])
    assert "kan vara något annat än ett verb" in verdict.sentence()


@pytest.mark.parametrize("name", ["Hyra ut lokaler", "Säkra en trygg skola", "Säkra och utveckla kvalitet", "Skola in barn"])
def test_what_follows_can_settle_a_homograph(name):
    assert judge(name).verdict == "ok"


def test_a_municipalitys_own_verb_is_sure():
    assert judge("Ronda lekplatser").verdict == "unsure"
    assert judge("Ronda lekplatser", extra_verbs=["Ronda"]).verdict == "ok"
    assert judge("Öppna ärenden", extra_verbs=["öppna"]).verdict == "ok"
    assert judge("Rondar lekplatser", extra_verbs=["ronda"]).proposal == "Ronda lekplatser"
    assert judge("Ronda lekplatser").verdict == "unsure", "one municipality's verbs must not leak into the next question"


def test_plurals_and_lawsuits_are_not_the_word_process():
    assert judge("Utveckla arbetsprocesser").rules == []
    assert judge("Driva rättsprocess").rules == []
    assert judge("Processa ansökningar").rules == []
