"""The text twin (D-11): numbered steps per actor, choices by number, loops, parallel branches, ends, in two languages."""

from __future__ import annotations

from processlots.apps.maps import bpmn

from .bpmn_corpus import own

BYGGLOV = """\
Sökande: Börjar med ett behov: Vill bygga
1. Sökande: Skicka in ansökan
    Via e-tjänst eller på papper.
2. Registrator: Registrera ärendet
    Dokument: Rutin: Registrera samma dag.
3. Handläggare: Granska att den är komplett
    Underlag: Granskningslista.
    Komplett?
    - Om nej: gå till 4
    - Om ja: gå till 6
4. Handläggare: Be om komplettering (skicka)
5. Sökande: Komplettera ansökan
    - Gå tillbaka till 3
6. Handläggare: Pröva mot plan och lag
    Vem beslutar?
    - Om delegat: gå till 7
    - Om nämnden: gå till 8
7. Handläggare: Besluta på delegation
    - Gå till 9
8. Nämnd: Besluta i nämnden
    Sammanträder var fjärde vecka.
9. Registrator: Meddela beslutet
    - Slut: Har ett beslut att lita på
"""

NO_DRAWING_EN = """\
Registrator: Starts: Ansökan kommer
    Gets from Invånare: Ansökan
1. Registrator: Registrera ansökan
    Komplett?
    - If ja: at the same time 2 and 3
    - If nej: go back to 1
2. Handläggare: Utreda behov
    - Go to 4
3. Handläggare: Samråda med berörda
    - Go to 4
    - If tre veckor har gått occurs: go to 4
4. Registrator: Meddela beslut (send)
    Sends to Invånare: Beslut
    - End: Har ett beslut
"""


def steps_of(name: str, language: str = "sv") -> dict[str, bpmn.Step]:
    return {step.element_id: step for step in bpmn.walk(bpmn.read(own(name)), language)}


def test_a_detailed_map_in_swedish() -> None:
    assert bpmn.to_text(bpmn.read(own("bygglov.bpmn"))) == BYGGLOV


def test_a_map_without_a_drawing_in_english() -> None:
    assert bpmn.to_text(bpmn.read(own("no_drawing.bpmn")), "en") == NO_DRAWING_EN


def test_a_choice_names_the_numbers_it_leads_to() -> None:
    step = steps_of("bygglov.bpmn")["granska"]
    assert [(choice.label, choice.target_no) for choice in step.choices] == [("nej", 4), ("ja", 6)]
    assert step.question == "Komplett?"


def test_a_loop_leads_back() -> None:
    (target,) = steps_of("bygglov.bpmn")["komplettera"].next
    assert (target.no, target.back) == (3, True)


def test_branches_at_the_same_time_are_one_way_on_and_are_waited_for() -> None:
    steps = steps_of("no_drawing.bpmn")
    yes = next(choice for choice in steps["registrera"].choices if choice.label == "ja")
    assert [target.no for target in yes.targets] == [2, 3]
    assert steps_of("all_kinds.bpmn")["forst"].waits == (5, 6, 7, 8)


def test_an_event_on_the_edge_is_a_way_on() -> None:
    steps = steps_of("all_kinds.bpmn")
    (mend,) = [choice for choice in steps["kontrollera"].choices if choice.event]
    assert (mend.label, mend.target_no, mend.interrupting, mend.targets[0].back) == ("Uppgift saknas", 1, True, True)
    (remind,) = [choice for choice in steps["utreda"].choices if choice.event]
    assert (remind.label, remind.target_no, remind.interrupting) == ("En vecka", 7, False)


def test_a_sub_process_tells_its_parts_and_its_end() -> None:
    steps = steps_of("all_kinds.bpmn")
    assert steps["bereda"].parts == (9, 10)
    assert (steps["skriva"].part_of, steps["skriva"].level) == (8, 1)
    assert "Delprocessen är klar: Förslag klart" in bpmn.to_text(bpmn.read(own("all_kinds.bpmn")))
    assert [target.no for target in steps["bereda"].next] == [11]


def test_ends_are_told_at_the_step_before_with_what_they_send() -> None:
    steps = steps_of("all_kinds.bpmn")
    assert steps["insatser"].end
    text = bpmn.to_text(bpmn.read(own("all_kinds.bpmn")))
    assert "slut: Har ett beslut. Skickar till Invånare: Beslut" in text
    assert "allt avslutas: Ärendet avslutas" in text


def test_documents_and_notes_hang_on_their_step() -> None:
    steps = steps_of("all_kinds.bpmn")
    assert steps["ta_emot"].inputs == ("Ansökan",)
    assert steps["kontrollera"].outputs == ("Verksamhetssystem",)
    assert steps["regel"].notes == ("Lagrum: socialtjänstlagen",)
    (paper,) = steps_of("bygglov.bpmn")["registrera"].documents
    assert paper.href.endswith("/rutiner/1")


def test_pieces_carry_the_numbers_to_link() -> None:
    step = steps_of("bygglov.bpmn")["granska"]
    assert bpmn.ways(step)[0] == [bpmn.Piece("Om nej: "), bpmn.Piece("gå till "), bpmn.Piece("4", 4)]
    assert [piece for piece in bpmn.facts(steps_of("all_kinds.bpmn")["bereda"])[0] if piece.no] == [
        bpmn.Piece("9", 9),
        bpmn.Piece("10", 10),
    ]


def test_a_turn_is_where_the_work_changes_hands() -> None:
    turns = [step.element_id for step in bpmn.walk(bpmn.read(own("bygglov.bpmn"))) if not step.turn]
    assert turns == ["skicka", "be_om", "delegat"]


def test_an_empty_map_says_so() -> None:
    assert bpmn.to_text(bpmn.new_map()) == "Kartan är tom.\n"
    assert bpmn.to_text(bpmn.new_map(), "en") == "The map is empty.\n"


def test_an_arrow_in_thin_air_is_told_of_not_followed() -> None:
    a_map = bpmn.read(own("loose_arrow.bpmn"))
    assert [(note.kind, note.why[0]) for note in a_map.notes] == [
        ("guessed", 'Pilen är inte fäst. Den slutar vid "Felet är borta".'),
        ("left out", "Pilen slutar i tomma luften."),
    ]
    assert "Slut: Felet är borta" in bpmn.to_text(a_map)
    assert {finding.code for finding in bpmn.check(a_map)} == {"loose_flow"}


def test_a_long_chain_of_gateways_is_told_once() -> None:
    """Forty choices in a row must not multiply."""
    a_map = bpmn.new_map()
    before = bpmn.add_element(a_map, "startEvent").id
    for number in range(40):
        gate = bpmn.add_element(a_map, "exclusiveGateway", f"Val {number}?").id
        join = bpmn.add_element(a_map, "exclusiveGateway").id
        bpmn.connect(a_map, before, gate)
        for way in ("ja", "nej"):
            bpmn.connect(a_map, gate, join, way)
        before = join
    bpmn.connect(a_map, before, bpmn.add_element(a_map, "endEvent").id)
    assert len(bpmn.walk(a_map)) == 40
    assert bpmn.to_text(a_map).count("\n") < 200


def test_a_circle_without_a_start_is_still_told() -> None:
    a_map = bpmn.new_map()
    ids = [bpmn.add_element(a_map, "task", name).id for name in ("Ett", "Två", "Tre")]
    for one, other in zip(ids, [*ids[1:], ids[0]], strict=True):
        bpmn.connect(a_map, one, other)
    assert [step.name for step in bpmn.walk(a_map)] == ["Ett", "Två", "Tre"]
    assert "gå tillbaka till 1" in bpmn.to_text(a_map).lower()
