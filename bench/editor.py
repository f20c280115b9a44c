"""Opening a map and moving one of its elements: our editor as a ratio to plain bpmn-js of the same version, in Chromium.

python -m bench.editor            prints the table; 1 where a ratio is over the most
python -m bench.editor 50 500     these sizes only

Both are opened in turn, each in a window of its own on a page with the product's look and type, which every page has. What is
counted is the renderer's CPU time from an empty page to a drawn map, and over twenty moves of one element, each waited for until
it is painted, while both show the same part of the map at the same size.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
SIZES = (50, 200, 500, 1500)
ROUNDS = int(os.environ.get("ROUNDS", "5"))
MOVES = 20
MOST = 1.3
BASE = "http://bench.invalid/"
FOLDERS = {"static/": ROOT / "src/processlots/kit/static/processlots", "bpmn-js/": ROOT / "node_modules/bpmn-js/dist"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}

OURS = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>ours</title>
<link rel="stylesheet" href="/static/processlots.css"><link rel="stylesheet" href="/static/editor.css">
<script>document.addEventListener("processlots:editor", ({ detail }) => { window.modeler = detail.editor.modeler; });</script>
<script src="/static/editor.js" defer></script></head>
<body><main class="page drawing"><h1>Karta</h1><div id="editor" data-load="/map.bpmn" data-save="/save" data-language="sv"></div>
</main></body></html>"""
PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>plain</title>
<link rel="stylesheet" href="/static/processlots.css">
<link rel="stylesheet" href="/bpmn-js/assets/diagram-js.css"><link rel="stylesheet" href="/bpmn-js/assets/bpmn-js.css">
<link rel="stylesheet" href="/bpmn-js/assets/bpmn-font/css/bpmn-embedded.css">
<style>html, body { height: 100%; margin: 0 } #canvas { height: 90% }</style>
<script src="/bpmn-js/bpmn-modeler.production.min.js"></script></head><body><h1>Karta</h1><div id="canvas"></div>
<script>(async () => {
  const made = new BpmnJS({ container: "#canvas", keyboard: { bindTo: document } });
  await made.importXML(await (await fetch("/map.bpmn")).text());
  made.get("canvas").zoom("fit-viewport");
  window.modeler = made;
})();</script></body></html>"""
#: until the map stands there: all of its shapes are known, and painted
DRAWN = """count => new Promise((resolve, reject) => {
  const until = performance.now() + 60000;
  const look = () => {
    const drawn = window.modeler && window.modeler.get("elementRegistry").getAll().length >= count;
    if (drawn) requestAnimationFrame(() => requestAnimationFrame(resolve));
    else if (performance.now() > until) reject(new Error("the map is not drawn"));
    else setTimeout(look, 50);
  };
  look();
})"""
MOVE = """async moves => {
  const shape = window.modeler.get("elementRegistry").get("n7");
  window.modeler.get("selection").select(shape);
  window.modeler.get("canvas").viewbox({ x: 100, y: 60, width: 1200, height: 700 });
  for (let each = 0; each < moves; each += 1) {
    window.modeler.get("modeling").moveElements([shape], { x: each % 2 ? -10 : 10, y: 0 });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
}"""


def made_map(count: int) -> str:
    """BPMN 2.0 with `count` steps in four lanes, every fifth a choice, tied in a row with a way past each choice."""
    nodes, flows, shapes, edges = [], [], [], []
    lanes: list[list[str]] = [[] for _each in range(4)]
    columns = max(10, count // 4)

    def place(number: int) -> tuple[int, int]:
        return 200 + 150 * (number % columns), 100 + 160 * (number // columns % 4)

    for number in range(count):
        x, y = place(number)
        choice = number % 5 == 4
        kind, width, height = ("exclusiveGateway", 50, 50) if choice else ("task", 100, 80)
        nodes.append(f'<{kind} id="n{number}" name="Granska ansökan {number}"/>')
        lanes[number // columns % 4].append(f"<flowNodeRef>n{number}</flowNodeRef>")
        shapes.append(_shape(f"n{number}", x + (100 - width) // 2, y + (80 - height) // 2, width, height))
        for target in (number + 1, number + 2) if choice else (number + 1,):
            if target < count:
                to_x, to_y = place(target)
                flows.append(f'<sequenceFlow id="f{number}-{target}" sourceRef="n{number}" targetRef="n{target}"/>')
                points = ((x + 100, y + 40), (to_x, to_y + 40))
                drawn = "".join(f'<di:waypoint x="{at}" y="{down}"/>' for at, down in points)
                edges.append(
                    f'<bpmndi:BPMNEdge id="f{number}-{target}_di" bpmnElement="f{number}-{target}">{drawn}</bpmndi:BPMNEdge>'
                )
    wide = 150 * columns + 200
    shapes.insert(0, _shape("pool", 120, 80, wide, 640, True))
    for number in range(4):
        shapes.insert(1 + number, _shape(f"l{number}", 150, 80 + 160 * number, wide - 30, 160, True))
    told = "".join(
        f'<lane id="l{number}" name="Aktör {number}">{"".join(members)}</lane>' for number, members in enumerate(lanes)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="urn:bench">'
        '<collaboration id="c"><participant id="pool" name="Pröva ansökan" processRef="p"/></collaboration>'
        f'<process id="p"><laneSet id="ls">{told}</laneSet>{"".join(nodes)}{"".join(flows)}</process>'
        f'<bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="plane" bpmnElement="c">{"".join(shapes)}{"".join(edges)}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )


def _shape(of: str, x: int, y: int, width: int, height: int, across: bool = False) -> str:
    lane = ' isHorizontal="true"' if across else ""
    return (
        f'<bpmndi:BPMNShape id="{of}_di" bpmnElement="{of}"{lane}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )


def _answer(route: Route, pages: dict[str, str]) -> None:
    path = route.request.url.removeprefix(BASE).partition("?")[0]
    if path in pages:
        route.fulfill(body=pages[path], content_type="application/xml" if path.endswith(".bpmn") else "text/html")
        return
    for start, folder in FOLDERS.items():
        file = folder / path.removeprefix(start)
        if path.startswith(start) and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"))
            return
    route.fulfill(status=404, body="")


def _spent(session: CDPSession) -> float:
    """CPU seconds of the renderer since it began."""
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(told["ProcessTime"])


def measured(browser: Browser, which: str, xml: str, count: int) -> tuple[float, float]:
    """CPU seconds to open, and of a move."""
    context = browser.new_context(base_url=BASE, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page: Page = context.new_page()
    pages: dict[str, str] = {"ours": OURS, "plain": PLAIN, "map.bpmn": xml, "": "<!doctype html><title>x</title>"}
    page.route(f"{BASE}**", lambda route: _answer(route, pages))
    page.goto(BASE)
    session: Any = context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _spent(session)
    page.goto(BASE + which)
    page.evaluate(DRAWN, count)
    drawn = _spent(session)
    page.evaluate(MOVE, 2)  # what is only done the first time
    warm = _spent(session)
    page.evaluate(MOVE, MOVES)
    moved = _spent(session)
    context.close()
    return drawn - before, (moved - warm) / MOVES


def main(sizes: tuple[int, ...] = SIZES) -> int:
    """Measure both in turn and print ratios."""
    worst = 0
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--disable-gpu", "--disable-dev-shm-usage", *root]
        )
        print(f"editor: CPU to open and to move one, as a ratio to plain bpmn-js (most {MOST}x)")
        for size in sizes:
            xml = made_map(size)
            rounds = [(measured(browser, "plain", xml, size), measured(browser, "ours", xml, size)) for _each in range(ROUNDS)]
            for at, what in enumerate(("open", "move")):
                ratio = statistics.median(ours[at] / plain[at] for plain, ours in rounds)
                floor = statistics.median(plain[at] for plain, _ours in rounds)
                worst |= ratio > MOST
                print(
                    f"{size:>5} elements  {what} {ratio:5.2f}x  (plain {floor * 1000:7.1f} ms){'' if ratio <= MOST else '  OVER'}"
                )
        browser.close()
    return int(worst)


if __name__ == "__main__":
    sys.exit(main(tuple(int(one) for one in sys.argv[1:]) or SIZES))
