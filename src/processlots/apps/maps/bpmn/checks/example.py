"""The examples of rules, as text that one can read.

    Handläggare
      behov    startEvent  Ansökan har kommit   > granska
      granska  task        Granska ansökan      > komplett
      komplett exclusiveGateway Komplett?       > besluta: ja, be_om: nej

A line at the margin is a lane ("-" ends the lanes); under it stand id, BPMN element name, text, and what it leads to, each
with the text of the flow after a colon. "[key=value]" is a mark in our own namespace, after a step's or a flow's text. A
lone id says that this lane claims that element too. "> ?" is a loose flow.
"""

from __future__ import annotations

import re

from .. import edit, names
from ..model import Flow, Map

MARK = re.compile(r"\[([\w.]+)=([^\]]*)\]")


def example(text: str) -> Map:
    """The map of an example; without a drawing."""
    a_map = edit.new_map("Exempel")
    process = edit.add_process(a_map, id="process").id
    lane = ""
    flows: list[tuple[str, str]] = []
    for line in filter(str.strip, text.splitlines()):
        if not line.startswith(" "):
            title = line.strip()
            lane = "" if title == "-" else edit.add_lane(a_map, title, process, id=f"lane-{len(a_map.lanes) + 1}").id
            continue
        words, _, targets = line.partition(">")
        words, marks = _marked(words)
        element_id, *rest = words.split(maxsplit=2)
        if not rest:
            a_map.lanes[lane].members.append(element_id)
            a_map.elements[element_id].lanes.append(lane)
            continue
        label = rest[1].strip() if len(rest) > 1 else ""
        edit.add_element(a_map, rest[0], label, scope=process, lane=lane, id=element_id, properties=marks)
        flows += [(element_id, target.strip()) for target in targets.split(",") if target.strip()]
    for source, target in flows:
        plain, marks = _marked(target)
        to, _, name = (part.strip() for part in plain.partition(":"))
        if to == "?":
            a_map.flows[f"loose-{source}"] = Flow(f"loose-{source}", name, type=names.SEQUENCE, source=source)
        else:
            edit.connect(a_map, source, to, name, id=f"{source}-{to}").properties = marks
    return a_map


def _marked(text: str) -> tuple[str, dict[str, str]]:
    """The text without its marks, and the marks."""
    return MARK.sub("", text).strip(), dict(MARK.findall(text))
