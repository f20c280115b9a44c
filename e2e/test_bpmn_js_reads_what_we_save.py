"""What our writer saves reads in bpmn-js without a warning that the original did not give (issue 4, point 1).

In real Chromium, with the library as npm has it. Each map is saved after one of its steps has moved, so that nothing is a copy
of the bytes; a map made by our own layout and one without any drawing are read too.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from processlots.apps.maps import bpmn
from processlots.apps.maps.tests.bpmn_corpus import OWN, READABLE, SHARED

LIBRARY = Path(__file__).resolve().parent.parent / "node_modules/bpmn-js/dist/bpmn-navigated-viewer.production.min.js"
READ = """async (xml) => {
  try {
    return (await viewer.importXML(xml)).warnings.map((one) => one.message ?? String(one));
  } catch (error) {
    return [`not read: ${error.message}`, ...(error.warnings ?? []).map((one) => one.message ?? String(one))];
  }
}"""
#: lines and columns differ where a number became shorter; the words do not
PLACE = re.compile(r"(line|column): \d+")
EACH = 5


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with a viewer on it."""
    opened = browser.new_page()
    opened.set_content('<div id="map" style="width: 900px; height: 600px"></div>')
    opened.add_script_tag(path=LIBRARY)
    opened.evaluate("() => { window.viewer = new BpmnJS({ container: '#map' }); }")
    yield opened
    opened.close()


def warnings(page: Page, xml: bytes) -> Counter[str]:
    text = xml.decode("latin-1" if b"ISO-8859-1" in xml[:100] else "utf-8-sig")
    return Counter(PLACE.sub(r"\1", said) for said in page.evaluate(READ, text))


def moved(data: bytes) -> bytes:
    """The file saved after one step has moved; after a drawing has been made where it has none."""
    a_map = bpmn.read(data)
    if not any(diagram.shapes for diagram in a_map.diagrams):
        a_map.diagrams = [bpmn.lay_out(a_map)]
    holding = {one.host for one in a_map.elements.values()} | {one.scope for one in a_map.elements.values()}
    steps = [shape.of for shape in a_map.diagrams[0].shapes if shape.of in a_map.elements and shape.of not in holding]
    if steps:
        bpmn.move(a_map, steps[len(steps) // 2], 37, -12.5)
    return bpmn.save(a_map)


def new_warnings(page: Page, paths: list[Path]) -> dict[str, Any]:
    found = {}
    for path in paths:
        data = path.read_bytes()
        saved = moved(data)
        assert saved != data
        if more := warnings(page, saved) - warnings(page, data):
            found[path.name] = more
    return found


def test_our_own_files(page: Page) -> None:
    assert new_warnings(page, [OWN / name for name in READABLE if name != "no_drawing.bpmn"]) == {}
    # The original cannot be shown at all; what we save can, without a word.
    assert "not read: no diagram to display" in warnings(page, (OWN / "no_drawing.bpmn").read_bytes())
    assert warnings(page, moved((OWN / "no_drawing.bpmn").read_bytes())) == Counter()


def test_a_map_made_in_code(page: Page) -> None:
    a_map = bpmn.new_map("Låna ut böcker")
    lane = bpmn.add_lane(a_map, "Bibliotekarie", bpmn.add_pool(a_map, "Bibliotek").process)
    steps = [bpmn.add_element(a_map, kind, "Låna ut", lane=lane.id).id for kind in ("startEvent", "userTask", "endEvent")]
    paper = bpmn.add_element(a_map, "dataObjectReference", "Lånekort", scope=lane.process).id
    for source, target in itertools.pairwise(steps):
        bpmn.connect(a_map, source, target)
    bpmn.connect(a_map, paper, steps[1], type="dataInputAssociation")
    a_map.diagrams = [bpmn.lay_out(a_map)]
    assert warnings(page, bpmn.save(a_map)) == Counter()
    shown = page.evaluate("() => viewer.get('elementRegistry').filter((one) => one.id && !one.labelTarget).map((one) => one.id)")
    assert {*steps, paper, lane.id} <= set(shown)


def corpus() -> list[Path]:
    found = sorted(SHARED.rglob("*.bpmn"))
    if not found:
        pytest.skip("../shared/data/bpmn is not here")
    return found


def test_some_files_of_every_tool(page: Page) -> None:
    """One file in five and the largest; the rest by `dev.py test --all`."""
    files = corpus()
    assert new_warnings(page, sorted({*files[::EACH], max(files, key=lambda path: path.stat().st_size)})) == {}


@pytest.mark.full
def test_every_file_of_the_corpus(page: Page) -> None:
    assert new_warnings(page, corpus()) == {}


def test_a_warning_would_be_seen(page: Page) -> None:
    """The comparison can fail: a file with a reference that leads nowhere gives a warning that the whole one does not."""
    data = (OWN / "bygglov.bpmn").read_bytes()
    broken = data.replace(b'targetRef="skicka"', b'targetRef="borta"')
    assert broken != data
    assert warnings(page, broken) - warnings(page, data)
