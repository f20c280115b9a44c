"""Saving from the editor: what was drawn changes, the rest of the file stays to the letter, a stale save overwrites nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from processlots.apps.maps import bpmn
from processlots.apps.maps.merging import merge
from processlots.apps.maps.models import Version
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.maps.tests.makers import drawn, line_of
from processlots.kit.models.files import Blob


def moved(data: bytes) -> tuple[bytes, str, list[str]]:
    """The file with one step moved: the new file, the step, and what an editor would say has changed."""
    a_map = bpmn.read(data)
    step = next(one for one in a_map.elements.values() if one.type.lower().endswith("task") and a_map.diagrams[0].shape(one.id))
    bpmn.move(a_map, step.id, 40, 30)
    touched = {step.id} | {one.id for one in a_map.elements.values() if one.host == step.id}
    touched |= {flow.id for flow in a_map.flows.values() if {flow.source, flow.target} & touched}
    return bpmn.save(a_map), step.id, sorted(touched)


def without(data: bytes, ids: list[str]) -> bytes:
    """Canonical XML with the shapes and edges of some elements taken out."""
    text = bpmn.canonical(data).decode()
    for one in ids:
        text = re.sub(
            rf'<(\w+:)?BPMN(Shape|Edge)\b[^>]*bpmnElement="{re.escape(one)}".*?</(\w+:)?BPMN\2>',
            f"<{one}/>",
            text,
            flags=re.DOTALL,
        )
    return text.encode()


@pytest.mark.parametrize("told", [True, False], ids=["with the list of changes", "as a whole file"])
def test_moving_one_element_leaves_the_rest_of_the_file_as_it_was(room: Any, told: bool) -> None:
    made = room.map()
    before = line_of(made).newest.blob.read()
    xml, step, touched = moved(before)
    more = {"changed": touched, "removed": []} if told else {}
    answer = drawn(room.cast.client("hanna"), made, xml, 1, **more)
    assert answer.status_code == 200, answer.content
    assert answer.json()["version"] == 2
    after = line_of(made).newest.blob.read()
    assert bpmn.canonical(after) != bpmn.canonical(before)
    assert without(after, touched) == without(before, touched)
    assert bpmn.read(after).diagrams[0].shape(step).bounds == bpmn.read(xml).diagrams[0].shape(step).bounds


@pytest.mark.parametrize("name", ["all_kinds.bpmn", "bygglov.bpmn", "loose_arrow.bpmn", "other_tools.bpmn"])
def test_what_the_editor_did_not_touch_is_kept_although_it_writes_the_file_anew(name: str) -> None:
    stored = own(name)
    xml, step, touched = moved(stored)
    # A drawing tool that drops comments and foreign marks, and writes numbers its own way.
    rewritten = re.sub(rb"<!--.*?-->", b"", xml, flags=re.DOTALL)
    rewritten = re.sub(rb'\b(x|y)="(\d+)"', rb'\1="\2.0"', rewritten)
    result = merge(stored, rewritten, touched, [])
    assert without(result, touched) == without(stored, touched)
    assert bpmn.read(result).diagrams[0].shape(step).bounds == bpmn.read(xml).diagrams[0].shape(step).bounds


def test_a_step_drawn_named_connected_and_another_removed_are_all_saved() -> None:
    stored = own("bygglov.bpmn")
    a_map = bpmn.read(stored)
    old = next(one for one in a_map.elements.values() if one.type == "task" or one.type == "userTask")
    lane = next(lane for lane in a_map.lanes.values() if old.id not in lane.members)
    new = bpmn.add_element(a_map, "userTask", "Ringa sökanden", lane=lane.id, scope=old.scope, id="Activity_new")
    gone = next(one for one in a_map.elements.values() if one.type in ("task", "userTask") and one.id not in (old.id, new.id))
    gone_flows = [flow.id for flow in a_map.flows.values() if gone.id in (flow.source, flow.target)]
    flow = bpmn.connect(a_map, old.id, new.id, "ring", id="Flow_new")
    old.name = "Granska hela ansökan"
    box = a_map.diagrams[0].shape(old.id).bounds
    a_map.diagrams[0].shapes.append(bpmn.Shape(of=new.id, bounds=box.moved(200, 300)))
    a_map.diagrams[0].edges.append(bpmn.Edge(of=flow.id, waypoints=[box.centre, box.moved(200, 300).centre]))
    bpmn.remove(a_map, gone.id)
    xml = bpmn.save(a_map)
    result = bpmn.read(merge(stored, xml, [old.id, new.id, flow.id], [gone.id, *gone_flows]))
    assert result.elements["Activity_new"].lanes == [lane.id]
    assert result.elements[old.id].name == "Granska hela ansökan"
    assert (result.flows["Flow_new"].source, result.flows["Flow_new"].target) == (old.id, new.id)
    assert gone.id not in result.elements
    assert not set(gone_flows) & set(result.flows)
    assert {one.of for one in result.diagrams[0].shapes} == {one.of for one in a_map.diagrams[0].shapes}


def test_a_drawing_that_cannot_be_told_part_by_part_is_saved_whole() -> None:
    stored, other = own("bygglov.bpmn"), own("all_kinds.bpmn")
    assert merge(stored, other, ["nothing-of-this"], []) == other


def test_saving_what_is_already_saved_makes_no_version(room: Any) -> None:
    made = room.map()
    answer = drawn(room.cast.client("hanna"), made, line_of(made).newest.blob.read(), 1, changed=[], removed=[])
    assert answer.json()["version"] == 1
    assert answer.json()["message"]
    assert Version.objects.count() == 1


def test_a_new_map_is_named_drawn_and_saved(room: Any) -> None:
    browser = room.cast.client("hanna")
    answer = browser.post("/kartor/nytt/", {"process": f"({room.process.label})", "title": "Bedöma i stort", "kind": "overview"})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/rita/")
    page = browser.get(answer.headers["Location"]).content.decode()
    assert 'id="editor"' in page
    assert 'data-kind="overview"' in page
    made = room.process.maps.get()
    assert browser.get(f"{made.get_absolute_url()}rita/karta.bpmn").status_code == 204
    assert drawn(browser, made, own("bygglov.bpmn"), "", changed=["x"], removed=[]).json()["version"] == 1
    loaded = browser.get(f"{made.get_absolute_url()}rita/karta.bpmn")
    assert bpmn.canonical(b"".join(loaded.streaming_content)) == bpmn.canonical(own("bygglov.bpmn"))
    assert loaded.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name", ["broken_lane.bpmn", "broken_reference.bpmn", "duplicate_id.bpmn", "cut_short.bpmn", "not_bpmn.xml", "entities.bpmn"]
)
def test_a_drawing_that_is_no_map_is_refused_with_its_place(room: Any, name: str) -> None:
    made = room.map()
    blobs = Blob.objects.count()
    answer = drawn(room.cast.client("hanna"), made, own(name), 1, changed=[], removed=[])
    assert answer.status_code == 422
    assert "rad" in answer.json()["detail"].lower()
    assert (Version.objects.count(), Blob.objects.count()) == (1, blobs)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('{"xml": 7}', 400),
        ('{"xml": ""}', 400),
        ('{"xml": "<x/>", "changed": {"a": 1}}', 400),
        ("[" * 100_000, 400),
        (json.dumps({"xml": "<a>" + "x" * (6 * 1024 * 1024) + "</a>", "version": 1}), 413),
        ("x" * (13 * 1024 * 1024), 413),
    ],
    ids=["half", "a list", "a number", "empty", "an object for a list", "deep", "six megabytes", "thirteen megabytes"],
)
def test_odd_saves_get_a_word_and_change_nothing(room: Any, body: str, status: int) -> None:
    made = room.map()
    answer = room.cast.client("hanna").post(f"{made.get_absolute_url()}rita/spara/", body, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert Version.objects.count() == 1


def test_no_web_worker_loads_the_xml_library_to_save_or_show(room: Any) -> None:
    """The reader is another process; what the page needs was kept (docs/decisions/0020)."""
    import subprocess
    import sys

    code = "import sys, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup();"
    code += "import processlots.config.urls, processlots.apps.maps.reading_views; "
    code += "print([m for m in sys.modules if m.startswith('processlots.apps.maps.bpmn')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
