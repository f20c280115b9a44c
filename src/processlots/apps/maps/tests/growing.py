"""A map that is drawn on for a long time: the same versions each time for the same seed. For tests and for bench/."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from processlots.apps.maps import bpmn

VERBS = ["Granska", "Registrera", "Bedöma", "Besluta", "Meddela", "Arkivera", "Kontrollera", "Beräkna", "Skicka", "Komplettera"]
THINGS = ["ansökan", "ärendet", "underlaget", "beslutet", "avgiften", "handlingen", "yttrandet", "ritningen", "svaret"]
ACTORS = ("Sökande", "Registrator", "Handläggare", "Nämnd")


def grown(*, seed: int, steps: int, changes: int = 5) -> Iterator[bytes]:
    """Versions without end of a map of `steps` elements (flows not counted), each `changes` changes after the one before.

    A change is what people do: another name, a step moved with its arrows, a description, a time, another actor.
    """
    chance = random.Random(seed)
    a_map = bpmn.read(bpmn.save(first(chance, steps)))
    while True:
        yield bpmn.save(a_map)
        for _ in range(changes):
            change(a_map, chance)


def first(chance: random.Random, steps: int) -> bpmn.Map:
    """A map from a need to a result, with a choice at every eighth step."""
    a_map = bpmn.new_map("Pröva ansökan om bygglov")
    process = bpmn.add_pool(a_map, "Modellby kommun").process
    lanes = [bpmn.add_lane(a_map, name, process).id for name in ACTORS]
    ids = [bpmn.add_element(a_map, "startEvent", "Vill bygga", lane=lanes[0]).id]
    for number in range(1, steps - 1):
        kind = "exclusiveGateway" if number % 8 == 0 else "userTask"
        ids.append(bpmn.add_element(a_map, kind, _words(chance), lane=chance.choice(lanes)).id)
    ids.append(bpmn.add_element(a_map, "endEvent", "Har ett beslut", lane=lanes[0]).id)
    for source, target in itertools.pairwise(ids):
        choice = a_map.elements[source].type == "exclusiveGateway"
        bpmn.connect(a_map, source, target, "ja" if choice else "")
        if choice:
            bpmn.connect(a_map, source, chance.choice(ids[1:-1]), "nej")
    a_map.diagrams = [bpmn.lay_out(a_map)]
    return a_map


def change(a_map: bpmn.Map, chance: random.Random) -> None:
    """One change of one step."""
    step = chance.choice([one for one in a_map.elements.values() if one.type == "userTask"])
    match chance.randrange(6):
        case 0:
            step.name = _words(chance)
        case 1 | 2:
            bpmn.move(a_map, step.id, chance.randrange(-8, 9) * 10, chance.randrange(-4, 5) * 10)
        case 3:
            step.documentation = " ".join(chance.choice(THINGS) for _ in range(chance.randrange(3, 9)))
        case 4:
            step.properties["work"] = f"PT{chance.randrange(1, 60)}M"
        case _:
            bpmn.put_in_lane(a_map, step.id, chance.choice(list(a_map.lanes)))


def _words(chance: random.Random) -> str:
    return f"{chance.choice(VERBS)} {chance.choice(THINGS)}"
