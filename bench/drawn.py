"""A map of any size, as a municipality would draw it: five actors, a choice at every eighth step, papers now and then."""

from __future__ import annotations

from processlots.apps.maps import bpmn

ACTORS = ("Sökande", "Registrator", "Handläggare", "Enhetschef", "Nämnd")
VERBS = ("Ta emot", "Granska", "Komplettera", "Bereda", "Besluta om", "Meddela", "Följa upp")


def drawn(count: int) -> bytes:
    """A BPMN file with `count` elements besides its lanes; the same every time."""
    a_map = bpmn.new_map("Pröva ansökan")
    process = bpmn.add_pool(a_map, "Pröva ansökan").process
    lanes = [bpmn.add_lane(a_map, actor, process).id for actor in ACTORS]
    last = bpmn.add_element(a_map, "startEvent", "Någon behöver något", lane=lanes[0]).id
    made, step = 2, 0
    while made < count:
        lane = lanes[step * 7 // 5 % len(lanes)]
        if step % 8 == 7 and count - made >= 4:
            choice = bpmn.add_element(a_map, "exclusiveGateway", "Är det komplett?", lane=lane).id
            one = bpmn.add_element(a_map, "userTask", f"Komplettera underlag {step}", lane=lane).id
            other = bpmn.add_element(a_map, "task", f"Gå vidare med ärende {step}", lane=lanes[(step + 1) % 5]).id
            joined = bpmn.add_element(a_map, "exclusiveGateway", lane=lane).id
            bpmn.connect(a_map, last, choice)
            for way, name in ((one, "nej"), (other, "ja")):
                bpmn.connect(a_map, choice, way, name)
                bpmn.connect(a_map, way, joined)
            last, made = joined, made + 4
        else:
            told = {"documentation": "Samma dag som ärendet kommer in."} if step % 3 == 0 else {}
            here = bpmn.add_element(a_map, "task", f"{VERBS[step % len(VERBS)]} ärende {step}", lane=lane, **told).id
            bpmn.connect(a_map, last, here)
            last, made = here, made + 1
        step += 1
    bpmn.connect(a_map, last, bpmn.add_element(a_map, "endEvent", "Har ett beslut", lane=lanes[0]).id)
    a_map.diagrams = [bpmn.lay_out(a_map)]
    return bpmn.save(a_map)
